"""What cleaning takes out, and what it must leave: each rule with its near misses."""

from __future__ import annotations

import pytest

from pipeline.article import Article, CleanText, Span
from pipeline.clean import clean


def cleaned(source: str) -> CleanText:
    return clean(Article("a", source))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Camat hadir.</p><p>Warga senang.</p>", "Camat hadir.\nWarga senang."),
        ("<strong>Camat</strong> <a href='x'>hadir</a>.<br>Warga.", "Camat hadir.\nWarga."),
        ("Satu.<script>var a = '<p>';</script><!-- x --> Dua.<style>p{}</style>", "Satu. Dua."),
        ("Umur <17 tahun dan nilai <b 5", "Umur <17 tahun dan nilai <b 5"),
        ("Tag <Nama> tetap", "Tag <Nama> tetap"),
        ("Satu <!-- tanpa akhir", "Satu <!-- tanpa akhir"),
        ("&ldquo;Siap,&rdquo; kata &amp;quot;Camat&amp;quot; &#8211; A&amp;B", '“Siap,” kata "Camat" – A&B'),
        ("&lt;p&gt;Camat&lt;/p&gt;", "Camat"),
        ("R&D; AT&T &tidak; &", "R&D; AT&T &tidak; &"),
        ("â€œSiap,â€\x9d kata dia â€“ kemarin. â€œYaâ€ CafÃ©", "“Siap,” kata dia – kemarin. “Ya” Café"),
        ("Ã¢â‚¬Å“Siap", "“Siap"),
        ("\x93Siap\x94 \x96 baik\x85", "“Siap” – baik..."),
        ("Rp\xa05\u200b00\u00ad0  ribu\u202f", "Rp 5000 ribu"),
        ("Cafe\u0301 ‘Sehat’ „rapi” ''kutip'' ``ya``", 'Café \'Sehat\' “rapi” "kutip" "ya"'),
        ("Ｒｐ１０ ﬁnal 𝗞𝗼𝘁𝗮 −5", "Rp10 final Kota -5"),
    ],
)
def test_markup_and_characters(source: str, text: str) -> None:
    assert cleaned(source).text == text


@pytest.mark.parametrize(
    ("source", "text", "place"),
    [
        ("wartakita.com, MAKASSAR -- Pemkot hadir.", "Pemkot hadir.", "MAKASSAR"),
        ("JAKARTA, WARTA.com - Pemkot hadir.", "Pemkot hadir.", "JAKARTA"),
        ("Jakarta – Pemkot hadir.", "Pemkot hadir.", "Jakarta"),
        ("Jakarta\n-\nPemkot\nhadir.", "Pemkot hadir.", "Jakarta"),
        ("KALIANDA-Pemkab hadir.", "Pemkab hadir.", "KALIANDA"),
        ("Bandarlampung (ANTARA) - Pemprov hadir.", "Pemprov hadir.", "Bandarlampung"),
        ("Liwa (\nWarta.co\n)\n— Pemkab hadir.", "Pemkab hadir.", "Liwa"),
        ("Jakarta, CNBC Indonesia - Menteri hadir.", "Menteri hadir.", "Jakarta"),
        ("WARTA.CO.ID -\xa0JAKARTA. Menteri hadir.", "Menteri hadir.", "JAKARTA"),
        ("BATAM, WARTA.CO :Pemko hadir.", "Pemko hadir.", "BATAM"),
        ("Warta.com, JakartaHarga beras naik.", "Harga beras naik.", "Jakarta"),
        ("Medan, Sumatera Utara – Gubernur hadir.", "Gubernur hadir.", "Medan"),
        ("TRIBUN-CONTOH.COM, SIGI - Bupati hadir.", "Bupati hadir.", "SIGI"),
        ("Wartakita.com - Bupati hadir.", "Bupati hadir.", None),
        ("Sumber:Jakarta – Menteri hadir.", "Menteri hadir.", "Jakarta"),
        ("Laporan Wartawan Warta.com, Budi Contoh\nWARTA.COM, SOLO - Wali kota hadir.", "Wali kota hadir.", "SOLO"),
        ("Bupati Hadiri Rapat\nMETRO, WARTA.com -- Bupati hadir.", "Bupati Hadiri Rapat\nBupati hadir.", "METRO"),
        ("KEBUN TEBU (27/11/2018) – Sawah rusak.", "(27/11/2018) Sawah rusak.", "KEBUN TEBU"),
        ("Jakarta, Kamis (12/3) - Menteri hadir.", "Kamis (12/3) Menteri hadir.", "Jakarta"),
        ("- Menteri hadir.", "Menteri hadir.", None),
    ],
)
def test_datelines(source: str, text: str, place: str | None) -> None:
    found = cleaned(source)
    assert (found.text, found.dateline) == (text, place)


@pytest.mark.parametrize(
    "source",
    [
        "Anak-anak bermain di Jakarta - kota besar.",
        "Jakarta-Bandung kini ditempuh satu jam.",
        "SAINT-DENIS menang.",
        "Timnas U-23 menang 2-0 atas Thailand.",
        "Presiden ke-7 hadir.",
        "Camat – yang baru dilantik – hadir.",
        "Harga naik: beras Rp15.000.",
        "Kabar baik: Camat hadir.",
        "“Jakarta – kota kita,” kata Camat.",
    ],
)
def test_what_is_no_dateline(source: str) -> None:
    found = cleaned(source)
    assert (found.text, found.dateline) == (source, None)


BODY = "Stok beras aman, kata Camat."


@pytest.mark.parametrize(
    "furniture",
    [
        "\nSCROLL TO CONTINUE WITH CONTENT",
        "\nADVERTISEMENT",
        "\nBaca juga:\nHarga Beras di Pasar Kalianda Naik Lagi",
        "\nBaca Juga Harga Beras di Pasar Kalianda Naik Lagi",
        "\nLihat juga Video: Harga Beras Naik\n[Gambas:Video 20detik]",
        "\n(abc/def)\nharga beras\nkalianda\nstok",
        " (rls)",
        "(*)",
        " (*/hbb)",
        "(Budi Contoh)",
        " (Ant/Warta).",
        "\nEditor: Budi Contoh",
        "\n\nPenulis: Budi Contoh Editor: Ani Contoh",
        " Artikel ini telah tayang di Warta.com dengan judul Harga Beras Naik",
        " Dapatkan update berita pilihan setiap hari dari Warta.com. Mari bergabung di Grup Telegram kami.",
        " Pewarta: Budi Contoh Editor: Ani Contoh Copyright © ANTARA 2025",
        " Baca juga: Pemprov tinjau pasar beras Baca juga: Bupati resmikan pasar",
        "\nhttps://warta.example/1\n= = =",
        "\n5 jam lalu",
        "\nEDITOR : Budi",
        "Editor: Budi Contoh",
        " Baca juga: Pemprov tinjau pasar beras Pewarta: Budi Contoh Editor: Ani Copyright © ANTARA 2025",
        "BACA JUGA - Harga Beras di Pasar Naik",
        "Baca JugaHarga Beras di Pasar Naik",
        " (Budi Contoh) Artikel ini telah tayang di Warta.com dengan judul Harga Beras Naik",
        "\nharga beras\nKalianda\nstok beras",
    ],
)
def test_furniture_goes(furniture: str) -> None:
    found = cleaned(BODY + furniture)
    assert found.text == BODY
    assert found.furniture


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            f"{BODY} Baca juga: Harga Beras di Pasar Naik Lagi Menurut dia, panen baik.",
            f"{BODY}\nMenurut dia, panen baik.",
        ),
        (f"{BODY} Baca juga: Harga Beras di Pasar Naik. Petani senang sekali.", f"{BODY}\nPetani senang sekali."),
        (f"{BODY}\nSCROLL TO CONTINUE WITH CONTENT\nPetani senang.", f"{BODY}\nPetani senang."),
        (f"{BODY} Halaman Selanjutnya Petani senang.", f"{BODY} Petani senang."),
        (
            f"{BODY}\n(abc/def)\nPetani senang melihat harga beras naik.",
            f"{BODY}\nPetani senang melihat harga beras naik.",
        ),
        (f"{BODY} (Foto: Budi/Warta) Petani senang.", f"{BODY} Petani senang."),
        (
            f"{BODY}\nBaca juga:\nPetani senang melihat harga beras naik.",
            f"{BODY}\nPetani senang melihat harga beras naik.",
        ),
    ],
)
def test_furniture_in_the_middle_takes_no_sentence(source: str, text: str) -> None:
    assert cleaned(source).text == text


@pytest.mark.parametrize(
    "source",
    [
        "Camat (42) dan Lurah (Pj) hadir.",
        "Data itu bersumber dari BPS (Badan Pusat Statistik).",
        "Menurut sumber: stok aman hingga akhir tahun dan harga beras akan turun pada bulan depan, asalkan panen "
        "raya tidak terganggu oleh banjir di tiga kecamatan itu, dan pasokan dari provinsi lain tetap lancar.",
        "Ia membaca juga buku itu.",
        "Sumber air bersih di desa itu kering.",
        "Editor buku itu hadir.",
        "Foto bersama menutup acara.",
        "Pemenangnya:\nBudi Contoh\nAni Contoh\nCitra Contoh",
        "PT Contoh Jaya (Persero) membangun pasar.",
    ],
)
def test_words_of_the_article_stay(source: str) -> None:
    found = cleaned(source)
    assert (found.text, found.furniture) == (source, ())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Rapat di\nMakassar\ndihadiri Camat.", "Rapat di Makassar dihadiri Camat."),
        ("Kata Camat\n, Selasa (10/6).", "Kata Camat, Selasa (10/6)."),
        ("Presiden\nPrabowo\nSubianto memanggil menteri.", "Presiden Prabowo Subianto memanggil menteri."),
        ("Badan itu (\nBPS\n) hadir.", "Badan itu (BPS) hadir."),
        ("Harga Naik Lagi\nPemkot hadir.", "Harga Naik Lagi\nPemkot hadir."),
        ("Syaratnya:\na. umur\nb. alamat", "Syaratnya:\na. umur\nb. alamat"),
        ("Satu.\n\n\n  Dua.\r\nTiga.", "Satu.\nDua.\nTiga."),
        ("“Siap.”\nujar Camat.", "“Siap.” ujar Camat."),
    ],
)
def test_lines(source: str, text: str) -> None:
    assert cleaned(source).text == text


def test_text_wrapped_at_a_width_is_joined() -> None:
    lines = [
        "Bupati Contoh meresmikan pasar baru yang menelan dana besar dan",
        "Wakil Bupati ikut hadir bersama para kepala dinas serta anggota",
        "DPRD Contoh pada Selasa pagi di Lapangan Merdeka yang ramai oleh",
        "Paguyuban Pedagang.",
    ]
    assert cleaned("\n".join(lines)).text == " ".join(lines)


def test_spans_lead_back_over_what_was_cut() -> None:
    source = "Kata &ldquo;Siap&rdquo; di\nADVERTISEMENT\nBalai&nbsp;Kota."
    found = cleaned(source)
    assert found.text == "Kata “Siap” di Balai Kota."
    place = found.text.index("Balai Kota")
    assert found.offsets.to_source(Span(place, place + 10)).of(source) == "Balai&nbsp;Kota"
    quote = found.text.index("“Siap”")
    assert found.offsets.to_source(Span(quote, quote + 6)).of(source) == "&ldquo;Siap&rdquo;"
    assert [span.of(source) for span in found.furniture] == ["ADVERTISEMENT\n"]


@pytest.mark.parametrize("source", ["", " ", "\n", "<p></p>", "(rls)", "Jakarta - ", "ADVERTISEMENT", "\u200b"])
def test_next_to_nothing(source: str) -> None:
    assert len(cleaned(source).text) <= len(source)
