"""Each format, each encoding, and each way in which an input can be bad."""

from __future__ import annotations

import gzip
import io
import json
import os
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.article import Article
from pipeline.failures import Code, Failure
from pipeline.ingest import FieldNames, Limits, read

TEXT = "Bupati Lahat hadir – “siap”.\r\nStok aman.\n"


def articles(*inputs: object, **options: object) -> list[Article]:
    found = list(read([str(i) for i in inputs], **options))  # type: ignore[arg-type]
    assert [i for i in found if isinstance(i, Failure)] == []
    return [i for i in found if isinstance(i, Article)]


def only_failure(*inputs: object, **options: object) -> Failure:
    (item,) = read([str(i) for i in inputs], **options)  # type: ignore[arg-type]
    assert isinstance(item, Failure)
    assert item.stage == "ingest"
    assert ";" in item.message, "says what to do"
    assert json.loads(item.to_json())["source"] == item.source
    return item


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# -- one article a file --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16", "utf-16-be-bom", "utf-16-le-bare", "utf-16-be-bare", "utf-32", "cp1252"],
)
def test_text_is_the_whole_decoded_file(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path / "2024.09_lahat.txt", data)
    assert articles(path, published=date(2024, 9, 17)) == [
        Article("2024.09_lahat", TEXT, published=date(2024, 9, 17), source=str(path))
    ]


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", Code.EMPTY, "empty"),
        (b" \r\n\t\n", Code.NO_TEXT, "white space"),
        (b"\x89PNG\r\n\x1a\n\0\0", Code.BINARY, "picture"),
        (b"%PDF-1.7 ...", Code.BINARY, "PDF"),
        (b"PK\x03\x04....", Code.BINARY, "office"),
        (b"Bupati\0hadir di balai kota.", Code.BINARY, "byte 6"),
        (b"\x01\x02\x03\x04\x05\x06abc", Code.BINARY, "control"),
        ("Kafé “baru”".encode() + b" \xff " + "– ramai.".encode(), Code.ENCODING, "byte 17"),
        ("県知事は会議に出席した。".encode("shift_jis"), Code.ENCODING, "convert"),
        (b"\xff\xfeB\0u\0p", Code.ENCODING, "UTF-16"),
        (b"Harga \xff naik sekali hari ini di pasar", Code.ENCODING, "byte 6"),
        ("Kata “siap” dua".encode().replace(b"\x9d", b""), Code.ENCODING, "byte"),
        (b"Harga \x81 naik sekali hari ini di pasar", Code.ENCODING, "Windows-1252"),
    ],
    ids=[
        "empty",
        "white",
        "png",
        "pdf",
        "zip",
        "nul",
        "control",
        "broken-utf8",
        "shift-jis",
        "cut-utf16",
        "odd-letter",
        "lost-byte",
        "undefined",
    ],
)
def test_a_bad_text_file_is_one_failure_with_its_reason(tmp_path: Path, data: bytes, code: Code, says: str) -> None:
    path = write(tmp_path / "a.txt", data)
    failure = only_failure(path)
    assert (failure.code, failure.source, failure.doc_id) == (code, str(path), "a")
    assert says in failure.message


def test_a_file_over_the_limit_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "x" * 101)
    write(tmp_path / "b.txt", "y" * 100)
    first, second = read([tmp_path], limits=Limits(file=100))
    assert isinstance(first, Failure)
    assert first.code == Code.TOO_LARGE
    assert isinstance(second, Article)


PAGE = """<?xml version="1.0" encoding="utf-8"?><html><head><title>Camat Hadir | Warta Contoh</title>
<meta property="og:title" content="Camat Hadir"><meta property="og:site_name" content="Warta Contoh">
<meta property="article:published_time" content="2024-09-17T09:00:00+07:00">
<link rel="canonical" href="https://warta.example/camat"><script>document.write("jahat")</script></head><body>
<nav>Beranda Politik</nav><article><h1>Camat Hadir</h1>
<p>KALIANDA, Warta Contoh – Camat hadir di Balai Desa Sukamaju pada Selasa dan bertemu warga yang datang dari jauh.</p>
<p>Camat juga meninjau pasar dan mendengar keluhan para pedagang soal harga beras yang naik sejak pekan lalu.</p>
<p>Camat juga meninjau pasar dan mendengar keluhan para pedagang soal harga beras yang naik sejak pekan lalu.</p>
</article></body></html>"""


def test_a_page_gives_its_text_and_what_it_states_of_itself(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path / "camat.html", PAGE))
    assert (article.doc_id, article.title, article.outlet) == ("camat", "Camat Hadir", "Warta Contoh")
    assert (article.published, article.url) == (date(2024, 9, 17), "https://warta.example/camat")
    assert "Balai Desa Sukamaju" in article.text
    assert article.text.count("meninjau pasar") == 1, "no paragraph twice"
    assert "jahat" not in article.text


def test_a_page_is_decoded_as_it_says(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1252").encode("cp1252")
    (article,) = articles(write(tmp_path / "a.htm", page))
    assert "KALIANDA, Warta Contoh – Camat" in article.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", Code.EMPTY),
        ("<html><body><script>x()</script></body></html>", Code.NO_TEXT),
        ("<p>" * 200_001, Code.TOO_LARGE),
        ("<html>" + "x" * 5000, Code.TOO_LARGE),
    ],
    ids=["empty", "no-text", "tags", "large"],
)
def test_a_bad_page_is_one_failure(tmp_path: Path, data: str, code: Code) -> None:
    limits = Limits(page=5000) if "xxx" in data else Limits()
    assert only_failure(write(tmp_path / "a.html", data), limits=limits).code == code


def test_nested_markup_ends_in_an_article_or_a_failure(tmp_path: Path) -> None:
    (item,) = read([write(tmp_path / "a.html", "<div>" * 3000 + "Camat hadir." + "</div>" * 3000)])
    assert isinstance(item, Article | Failure)


# -- JSON lines ----------------------------------------------------------------------------------------------------


def test_json_lines_good_and_bad(tmp_path: Path) -> None:
    lines = [
        '{"id": 7, "text": "Satu <b>&amp;</b>", "title": " Judul ", "published": "2024-09-17T01:00Z", "outlet": "A"}',
        "",
        '{"text": "Dua"}',
        '{"text": "Tiga"',
        '["Empat"]',
        '{"isi": "Lima"}',
        '{"text": 6}',
        '{"text": " "}',
        '{"text": "half \\ud83d"}',
        '{"doc_id": true, "text": "x"}',
        "[" * 100_000,
        '{"text": "Akhir", "published": "kemarin"}',
    ]
    path = write(tmp_path / "b.jsonl", "\ufeff" + "\r\n".join(lines))
    found = list(read([path]))
    assert [i for i in found if isinstance(i, Article)] == [
        Article("7", "Satu <b>&amp;</b>", "Judul", "A", None, date(2024, 9, 17), f"{path}:1"),
        Article("b:3", "Dua", source=f"{path}:3"),
        Article("b:12", "Akhir", source=f"{path}:12"),
    ]
    failures = [i for i in found if isinstance(i, Failure)]
    assert [(f.line, f.code) for f in failures] == [
        (4, Code.MALFORMED),
        (5, Code.WRONG_TYPE),
        (6, Code.MISSING_FIELD),
        (7, Code.WRONG_TYPE),
        (8, Code.NO_TEXT),
        (9, Code.ENCODING),
        (10, Code.WRONG_TYPE),
        (11, Code.MALFORMED),
    ]
    assert all(f.source == str(path) for f in failures)
    assert "isi" in failures[2].message


def test_packed_lines_of_several_members_and_utf_16(tmp_path: Path) -> None:
    data = gzip.compress(b'{"text": "Satu"}\n') + gzip.compress(b'{"text": "Dua"}\n')
    packed = write(tmp_path / "a.jsonl.gz", data)
    wide = write(tmp_path / "b.jsonl", '{"text": "Tiga"}\n{"text": "Empat"}'.encode("utf-16"))
    assert [(a.doc_id, a.text) for a in articles(packed, wide)] == [
        ("a:1", "Satu"),
        ("a:2", "Dua"),
        ("b:1", "Tiga"),
        ("b:2", "Empat"),
    ]


def test_a_cut_archive_gives_what_it_holds_and_one_failure(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "nomor %d %s"}\n' % (i, os.urandom(30).hex().encode()) for i in range(3000))
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(lines)[:-2000])
    *before, last = read([path])
    assert len(before) > 1000
    assert all(isinstance(item, Article) for item in before)
    assert isinstance(last, Failure)
    assert last.code == Code.COMPRESSION
    assert only_failure(write(tmp_path / "b.jsonl.gz", b"no gzip")).code == Code.COMPRESSION
    assert only_failure(write(tmp_path / "c.jsonl.gz", b"")).code == Code.EMPTY


def test_a_bomb_is_a_failure_and_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.stream.FREE_UNPACKED", 1 << 20)
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(b"0" * (4 << 20)))
    assert only_failure(path, limits=Limits(line=1 << 16)).code == Code.TOO_LARGE
    sound = write(tmp_path / "b.jsonl.gz", gzip.compress(b'{"text": "x"}\n'))
    assert only_failure(sound, limits=Limits(unpacked=5)).code == Code.TOO_LARGE


def test_an_over_long_line_costs_itself_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "a"}\n{"text": "' + "x" * 200_000 + '"}\n{"text": "b"}\n')
    first, long, last = read([path], limits=Limits(line=1000))
    assert isinstance(long, Failure)
    assert (long.code, long.line) == (Code.LINE_TOO_LONG, 2)
    assert [i.text for i in (first, last) if isinstance(i, Article)] == ["a", "b"]


def test_standard_input_and_other_field_names() -> None:
    fields = FieldNames("kode", "isi", "judul", "tanggal", "media", "tautan")
    row = {
        "kode": "a",
        "isi": "Teks",
        "judul": "J",
        "tanggal": "17 Sep 2024",
        "media": "M",
        "tautan": "u",
        "text": "no",
    }
    found = list(read(["-", "-"], fields=fields, stdin=io.BytesIO(json.dumps(row).encode())))
    assert found == [Article("a", "Teks", "J", "M", "u", date(2024, 9, 17), "-:1")]


# -- CSV -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_keeps_cells_as_text(tmp_path: Path, mark: str) -> None:
    rows = ["doc_id", "text", "published"], ["007", '"Baris ""satu""\r\nbaris dua"', "2024-09-17"], ["", "Dua", ""]
    path = write(tmp_path / "a.csv", "\ufeff" + "\r\n".join(mark.join(row) for row in rows) + "\r\n")
    assert articles(path) == [
        Article("007", 'Baris "satu"\r\nbaris dua', published=date(2024, 9, 17), source=f"{path}:2"),
        Article("a:4", "Dua", source=f"{path}:4"),
    ]


def test_csv_bad_records_among_good_ones(tmp_path: Path) -> None:
    data = (
        b'id,text\n1,satu\n2,dua,lebih\n3\n\n4,"empat\n5,lima" x\n6,enam\xff\xfe\x81 kafe\n7,tujuh\n8,\n9,"buka\n10,x\n'
    )
    path = write(tmp_path / "a.csv", data)
    found = list(read([path]))
    assert [i.doc_id for i in found if isinstance(i, Article)] == ["1", "7"]
    assert [(i.line, i.code) for i in found if isinstance(i, Failure)] == [
        (3, Code.MALFORMED),
        (4, Code.MALFORMED),
        (6, Code.MALFORMED),
        (8, Code.ENCODING),
        (10, Code.MISSING_FIELD),
        (11, Code.MALFORMED),
    ]


def test_csv_packed_and_headless(tmp_path: Path) -> None:
    assert [a.text for a in articles(write(tmp_path / "a.csv.gz", gzip.compress(b"text\nSatu\n")))] == ["Satu"]
    failure = only_failure(write(tmp_path / "b.csv", "isi,judul\nSatu,Dua\n"))
    assert failure.code == Code.MISSING_FIELD
    assert "isi, judul" in failure.message
    assert only_failure(write(tmp_path / "c.csv", "")).code == Code.EMPTY


# -- Parquet -------------------------------------------------------------------------------------------------------


def test_parquet_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "id": pa.array([1, None, 3]),
            "text": pa.array(["Satu", "Dua", None]).dictionary_encode(),
            "published": pa.array([date(2024, 9, 17), None, None]),
            "other": pa.array([{"x": 1}] * 3),
        }
    )
    pq.write_table(table, path)
    first, second, third = read([path])
    assert first == Article("1", "Satu", published=date(2024, 9, 17), source=f"{path}:1")
    assert second == Article("a:2", "Dua", source=f"{path}:2")
    assert isinstance(third, Failure)
    assert (third.code, third.line, third.doc_id) == (Code.MISSING_FIELD, 3, "3")


def test_parquet_of_another_kind(tmp_path: Path) -> None:
    numbers, empty = tmp_path / "a.parquet", tmp_path / "b.parquet"
    pq.write_table(pa.table({"text": [1, 2]}), numbers)
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), empty)
    assert only_failure(numbers).code == Code.WRONG_TYPE
    assert only_failure(numbers, fields=FieldNames(text="isi")).code == Code.MISSING_FIELD
    assert only_failure(empty).code == Code.EMPTY
    assert only_failure(write(tmp_path / "c.parquet", b"PAR1" + b"x" * 50)).code == Code.MALFORMED


# -- files, folders, globs -----------------------------------------------------------------------------------------


def test_folders_and_globs_in_a_fixed_order_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/z.jsonl", ".hidden.txt", "note.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, '{"text": "x"}')
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    folder = [a.doc_id for a in articles(tmp_path)]
    assert folder == ["c", "z:1", "b"]
    assert [a.doc_id for a in articles(tmp_path / "**/*.txt", tmp_path / "b.txt", tmp_path)] == ["c", "b", "z:1"]
    assert [a.doc_id for a in articles(tmp_path, limit=2)] == ["c", "z:1"]


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert only_failure(tmp_path / "pipe.txt").code == Code.NOT_A_FILE
    assert only_failure(tmp_path / "gone.txt").code == Code.NOT_FOUND
    assert only_failure(tmp_path / "none.txt").code == Code.NOT_FOUND
    assert only_failure(tmp_path / "*.csv").code == Code.NOT_FOUND
    assert only_failure(empty).code == Code.NOT_FOUND
    assert only_failure(write(tmp_path / "a.docx", "x")).code == Code.UNKNOWN_FORMAT


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "x")
    path.chmod(0)
    assert only_failure(path).code == Code.UNREADABLE


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    write(tmp_path / os.fsdecode(b"caf\xe9.txt"), "Stok aman.")
    (article,) = articles(tmp_path)
    assert article.doc_id == "caf\\xe9"
