"""What every annotator promises, whatever model stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.annotate import Annotator, load
from pipeline.annotate.lock import models_folder, read_lock

TEXTS = [
    "",
    "Ya",
    " ",
    "\n\n",
    "\n Rapat usai. \n",
    "Wali Kota Bandung Ahmad Hidayat membuka rapat di Gedung Serbaguna, Selasa (17/9/2024).",
    "Wali Kota\tBandung  Ahmad\u00a0Hidayat\r\nmembuka rapat.",
    "Nol\x00di tengah.\x00",
    "Tanda \x85 dan \x97 dan \x1c dari berkas lama.",
    "Selamat 🎉🎉 untuk warga 👨‍👩‍👧 Kota Depok 🇮🇩!",
    "قال الرئيس إن الاجتماع سيعقد غدا. שלום עולם.",
    "e\u0301 dan \u200b dan \ufeff dan \u2028 baris",
    "((((“\"'...!?",
    "PJ WALI KOTA MAKASSAR BUKA RAPAT",
    "kata" * 3000,
    "Anak-anaknya membawa bukunya ke sekolahnya, lalu pulanglah mereka ke rumahku.",
    "Wakil Ketua Dewan Komisioner Lembaga Penjamin Simpanan (LPS) Budi Hartono hadir. Badan Gizi Nasional (BGN) juga.",
    "Direktur RSUD Kota Bogor mengatakan pasien datang dari Depok, Bekasi, dan Cianjur; kamar penuh, dokter kurang.",
    "“Kami siap,” ujar Kepala Dinas Kesehatan Kota Bogor, dr. Rina Wulandari, M.Kes.",
]
LOCKED = read_lock(models_folder())
WITHOUT_STANZA = pytest.mark.skipif(not find_spec("stanza"), reason="Stanza is not installed; make test-stanza has it")


def names() -> Iterator[object]:
    """Every model of the lock file once; those of Stanza are for its own environment."""
    for name, model in LOCKED.items():
        if name == model.name:
            yield pytest.param(name, marks=[pytest.mark.stanza, WITHOUT_STANZA] if model.engine == "stanza" else [])


@pytest.fixture(scope="module", params=names())
def annotator(request: pytest.FixtureRequest) -> Annotator:
    return load(request.param)


def layers(doc: Doc) -> tuple[object, ...]:
    """All that a stage may read."""
    tokens = [(token.text, token.idx, token.pos_, token.dep_, token.head.i, bool(token.is_sent_start)) for token in doc]
    return doc.text, tokens, [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]


def check(doc: Doc, text: str) -> None:
    """Text kept; every token has a tag and a head in its one sentence; entities have known labels and clean edges."""
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text
    assert all(token.pos_ and token.dep_ for token in doc)
    assert [token.i for sent in doc.sents for token in sent] == list(range(len(doc)))
    for sent in doc.sents:
        assert [token for token in sent if token.head == token] == [sent.root]
        assert all(sent.start <= token.head.i < sent.end for token in sent)
        assert [token for token in sent if token.dep_ == "ROOT"] == [sent.root]
    assert {entity.label_ for entity in doc.ents} <= {"PER", "ORG", "LOC"}
    assert all(entity.text == entity.text.strip() and entity.text for entity in doc.ents)
    assert not any(entity[-1].text in {"(", "“", ","} for entity in doc.ents)


def test_the_default_is_one_of_them() -> None:
    assert load().name in LOCKED


@pytest.mark.parametrize("text", TEXTS)
def test_text_and_layers_are_complete(annotator: Annotator, text: str) -> None:
    check(annotator(text), text)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8") | st.sampled_from(" .,\n\r\t\"'(-)123\x85\u2029ABabnya"), max_size=80))
def test_any_text_is_kept(annotator: Annotator, text: str) -> None:
    check(annotator(text), text)


def test_entities_bear_the_three_labels(annotator: Annotator) -> None:
    text = (
        "Gubernur Jawa Barat Rudi Hartono bertemu pimpinan Bank Indonesia di Jakarta, Senin. "
        "Menurut Siti Aminah dari Komisi Pemilihan Umum, warga Surabaya dan Medan sudah terdaftar."
    )
    assert {entity.label_ for entity in annotator(text).ents} == {"PER", "ORG", "LOC"}


def test_a_line_break_ends_the_sentence(annotator: Annotator) -> None:
    text = "Bupati Garut buka rapat\nGarut - Bupati membuka rapat di pendopo.\nWarga hadir"
    assert {0, 24, 65} <= {sent.start_char for sent in annotator(text).sents}


def test_the_batch_changes_nothing(annotator: Annotator) -> None:
    texts = TEXTS * 2
    alone = [layers(annotator(text)) for text in texts]
    for size in (1, 2, 7, 1000):
        assert [layers(doc) for doc in annotator.pipe(texts, batch_size=size)] == alone


def test_a_second_load_says_the_same(annotator: Annotator) -> None:
    again = load(annotator.name)
    assert (again.name, again.version) == (annotator.name, annotator.version)
    assert [layers(doc) for doc in again.pipe(TEXTS)] == [layers(doc) for doc in annotator.pipe(TEXTS)]


def test_pipe_is_lazy(annotator: Annotator) -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "Hujan turun."

    assert next(annotator.pipe(endless(), batch_size=2)).text == "Hujan turun."


def test_fifty_thousand_words(annotator: Annotator) -> None:
    paragraph = "Warga berjalan kaki menuju pasar lama di tengah kota sambil membawa beras dan gula untuk keluarga\n"
    text = paragraph * (50_000 // len(paragraph.split()) + 1)
    doc = annotator(text)
    assert doc.text == text
    assert len(list(doc.sents)) == text.count("\n")


def test_one_line_without_any_border(annotator: Annotator) -> None:
    text = "beras " * 5_000
    check(annotator(text), text)


def test_lone_surrogates_are_named(annotator: Annotator) -> None:
    with pytest.raises(ValueError, match="lone surrogate at offset 3"):
        annotator("abc\ud800")


@pytest.mark.parametrize("size", [0, -1])
def test_batch_size_must_be_positive(annotator: Annotator, size: int) -> None:
    with pytest.raises(ValueError, match="batch_size"):
        next(annotator.pipe(["Ya"], batch_size=size))
