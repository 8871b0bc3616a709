"""The contract of every annotator, and the lock file that says which model it is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from spacy.tokens import Doc

from pipeline.annotate import Annotator, ModelError, load
from pipeline.annotate.lock import checksum, models_folder, read_lock

TEXTS = [
    "",
    "Ya",
    " ",
    "\n\n",
    "\n Rapat usai. \n",
    "Wali Kota Bandung Ahmad Hidayat membuka rapat di Gedung Serbaguna, Selasa (17/9/2024).",
    "Wali Kota\tBandung  Ahmad\u00a0Hidayat\r\nmembuka rapat.",
    "Nol\x00di tengah.\x00",
    "Selamat 🎉🎉 untuk warga 👨‍👩‍👧 Kota Depok 🇮🇩!",
    "قال الرئيس إن الاجتماع سيعقد غدا. שלום עולם.",
    "e\u0301 dan \u200b dan \ufeff dan \u2028 baris",
    "((((“\"'...!?",
    "PJ WALI KOTA MAKASSAR BUKA RAPAT",
    "kata" * 3000,
    "“Kami siap,” ujar Kepala Dinas Kesehatan Kota Bogor, dr. Rina Wulandari, M.Kes.",
]


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return load()


def layers(doc: Doc) -> tuple[object, ...]:
    """All that a stage may read."""
    tokens = [(token.text, token.idx, token.pos_, token.dep_, token.head.i, bool(token.is_sent_start)) for token in doc]
    return doc.text, tokens, [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]


@pytest.mark.parametrize("text", TEXTS)
def test_text_and_layers_are_complete(annotator: Annotator, text: str) -> None:
    doc = annotator(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text
    assert all(token.pos_ for token in doc)
    assert all(token.dep_ for token in doc)
    assert [token.i for sent in doc.sents for token in sent] == list(range(len(doc)))
    assert {entity.label_ for entity in doc.ents} <= {"PER", "ORG", "LOC"}


@pytest.mark.parametrize("text", TEXTS)
def test_each_sentence_has_one_root(annotator: Annotator, text: str) -> None:
    for sent in annotator(text).sents:
        assert [token for token in sent if token.head == token] == [sent.root]
        assert all(sent.start <= token.head.i < sent.end for token in sent)


def test_the_batch_changes_nothing(annotator: Annotator) -> None:
    texts = TEXTS * 3
    alone = [layers(annotator(text)) for text in texts]
    for size in (1, 2, 7, 1000):
        assert [layers(doc) for doc in annotator.pipe(texts, batch_size=size)] == alone


def test_a_second_load_says_the_same(annotator: Annotator) -> None:
    again = load("fast")
    assert (again.name, again.version) == (annotator.name, annotator.version)
    assert [layers(doc) for doc in again.pipe(TEXTS)] == [layers(doc) for doc in annotator.pipe(TEXTS)]


def test_pipe_is_lazy(annotator: Annotator) -> None:
    def endless() -> object:
        while True:
            yield "Hujan turun."

    assert next(annotator.pipe(endless(), batch_size=2)).text == "Hujan turun."  # type: ignore[arg-type]


def test_fifty_thousand_words(annotator: Annotator) -> None:
    paragraph = "Warga berjalan kaki menuju pasar lama di tengah kota sambil membawa beras dan gula untuk keluarga\n"
    text = paragraph * (50_000 // len(paragraph.split()) + 1)
    doc = annotator(text)
    assert doc.text == text
    assert len(list(doc.sents)) == text.count("\n")


def test_one_line_without_any_border(annotator: Annotator) -> None:
    assert annotator("beras " * 5_000).text == "beras " * 5_000


def test_lone_surrogates_are_named(annotator: Annotator) -> None:
    with pytest.raises(ValueError, match="lone surrogate at offset 3"):
        annotator("abc\ud800")


@pytest.mark.parametrize("size", [0, -1])
def test_batch_size_must_be_positive(annotator: Annotator, size: int) -> None:
    with pytest.raises(ValueError, match="batch_size"):
        next(annotator.pipe(["Ya"], batch_size=size))


def test_unknown_name_lists_the_names() -> None:
    with pytest.raises(ValueError, match="no model named 'cepat'; there are: default, fast"):
        load("cepat")


def test_no_lock_file_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="WARTA_MODELS"):
        load(folder=tmp_path)


def test_missing_model_is_named(tmp_path: Path) -> None:
    shutil.copy(models_folder() / "models.lock", tmp_path)
    with pytest.raises(ModelError, match="model 'fast' is not at"):
        load(folder=tmp_path)


def test_altered_model_is_refused(tmp_path: Path) -> None:
    shutil.copy(models_folder() / "models.lock", tmp_path)
    shutil.copytree(read_lock(models_folder())["fast"].path, tmp_path / "fast")
    meta = tmp_path / "fast" / "meta.json"
    content = json.loads(meta.read_text(encoding="utf-8"))
    meta.write_text(json.dumps({**content, "author": "orang lain"}), encoding="utf-8")
    with pytest.raises(ModelError, match="damaged or altered"):
        load(folder=tmp_path)


def test_broken_lock_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "models.lock").write_text("[models", encoding="utf-8")
    with pytest.raises(ModelError, match=r"models\.lock is not valid TOML"):
        load(folder=tmp_path)


def test_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARTA_MODELS", str(tmp_path))
    assert models_folder() == tmp_path


def test_cards_do_not_count_and_file_names_do(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"isi")
    first = checksum(tmp_path)
    (tmp_path / "CARD.md").write_text("kartu", encoding="utf-8")
    assert checksum(tmp_path) == first
    (tmp_path / "a").rename(tmp_path / "b")
    assert checksum(tmp_path) != first


def test_every_locked_model_has_a_card() -> None:
    for model in read_lock(models_folder()).values():
        assert (model.path / "CARD.md").is_file()
        assert model.licence


def test_a_fresh_process_is_silent_quick_and_free_of_torch() -> None:
    code = (
        "import sys, time; start = time.perf_counter(); from pipeline.annotate import load; a = load(); "
        "d = a('Hujan turun di Bogor.'); assert d.text; assert 'torch' not in sys.modules"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.perf_counter() - start < 20  # some two seconds on an idle machine
