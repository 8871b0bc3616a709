"""The Stanza annotators with their models: known scores, the whole pipeline on the seeds, the public models' folder."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from models.train.augment import parse
from pipeline.annotate import Annotator, ModelError, load
from pipeline.annotate.lock import checksum, models_folder
from pipeline.cli import app

pytestmark = pytest.mark.stanza
pytest.importorskip("stanza")

ROOT = Path(__file__).parents[2]
# Loaded without its vectors, the entity recogniser raises no error and finds next to nothing: hence a known score.
MARKED = """
Bupati [LOC Sleman] [PER Hendra Wijaya] meresmikan jembatan baru di [LOC Sleman], Senin (3/6/2024).
“Kami akan memperbaiki jalan itu tahun ini,” kata [PER Hendra].
Kepala [ORG Bank Indonesia] [PER Ratna Sari] menyebut inflasi turun menjadi 2,8 persen.
[ORG Komisi Pemilihan Umum] menetapkan jadwal debat calon gubernur di [LOC Jakarta].
Warga [LOC Surabaya] mengeluhkan banjir yang belum surut sejak Minggu.
Juru bicara [ORG Kementerian Kesehatan], [PER Budi Santosa], mengatakan vaksin akan tiba pekan depan.
Polisi menangkap tiga pelaku pencurian di [LOC Medan] dan [LOC Binjai].
[PER Dewi Anggraini] lahir di [LOC Bandung] pada 1987.
Presiden [PER Joko Widodo] bertolak ke [LOC Singapura] untuk bertemu Perdana Menteri [PER Lee Hsien Loong].
Pertandingan antara [ORG Persib Bandung] dan [ORG Persija Jakarta] berakhir imbang.
Gempa mengguncang [LOC Maluku Utara], menurut [ORG BMKG].
Ketua [ORG DPR] [PER Slamet Riyadi] memimpin rapat paripurna.
[ORG Partai Golkar] mengusung [PER Andi Kurniawan] sebagai calon wali kota.
Menurut [PER Siti Nurhaliza], harga beras di [LOC Makassar] naik dua kali lipat.
[ORG PT Pertamina] menambah pasokan elpiji untuk [LOC Bali] dan [LOC Lombok].
""".strip().splitlines()


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return load("stanza")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever asks the network for something fails."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_entities_have_a_known_score(annotator: Annotator) -> None:
    right = found = wanted = 0
    for line in MARKED:
        sentence = parse(line)
        gold = set(sentence.entities)
        seen = {(entity.start_char, entity.end_char, entity.label_) for entity in annotator(sentence.text).ents}
        right, found, wanted = right + len(gold & seen), found + len(seen), wanted + len(gold)
    assert 2 * right / (found + wanted) > 0.75


def test_tags_and_trees_are_known(annotator: Annotator) -> None:
    doc = annotator("Petani menjual beras di pasar.")
    assert [token.pos_ for token in doc] == ["NOUN", "VERB", "NOUN", "ADP", "NOUN", "PUNCT"]
    assert [(token.dep_, token.head.i) for token in doc[:3]] == [("nsubj", 1), ("ROOT", 1), ("obj", 1)]


def test_the_whole_pipeline_runs_on_the_seeds(tmp_path: Path) -> None:
    arguments = ["extract", str(ROOT / "seeds" / "articles"), "--out", str(tmp_path), "--workers", "0"]
    result = CliRunner().invoke(app, [*arguments, "--annotator", "stanza"])
    assert result.exit_code == 0, result.output
    facts = [json.loads(line) for line in (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {fact["type"] for fact in facts} == {"official", "date", "venue", "statistic", "statement"}
    assert json.loads((tmp_path / "run.json").read_text())["annotator"] == load("stanza").version


def test_multi_word_tokens_of_stanza_are_read() -> None:
    import spacy
    from stanza.utils.conll import CoNLL

    from pipeline.annotate.stanza import Reader

    text = "Ia membukanya."
    rows = [
        f"# text = {text}",
        "1\tIa\t_\tPRON\t_\t_\t2\tnsubj\t_\tstart_char=0|end_char=2",
        "2-3\tmembukanya\t_\t_\t_\t_\t_\t_\t_\tstart_char=3|end_char=13",
        "2\tmembuka\t_\tVERB\t_\t_\t0\troot\t_\t_",
        "3\tnya\t_\tPRON\t_\t_\t2\tobj\t_\t_",
        "4\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\tstart_char=13|end_char=14",
    ]
    doc = Reader(spacy.blank("id").vocab, lambda _: CoNLL.conll2doc(input_str="\n".join(rows) + "\n\n"), [])(text)
    assert [(token.text, token.pos_, token.head.i) for token in doc] == [
        ("Ia", "PRON", 1),
        ("membukanya", "VERB", 1),
        (".", "PUNCT", 1),
    ]


def test_public_models_that_are_not_there_are_named_and_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path))
    with pytest.raises(ModelError, match=r"(?s)no public Indonesian models of Stanza in .*stanza\.download\('id'"):
        load("stanza-public")


@pytest.fixture
def public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as Stanza's hub fills it, with the models that were trained here."""
    shutil.copytree(models_folder() / "stanza", tmp_path / "hub")
    file = tmp_path / "hub" / "resources.json"
    content = json.loads(file.read_text())
    del content["id"]["ner"], content["id"]["packages"]["default"]["ner"]
    content["id"]["packages"]["default"]["lemma"] = "identity"
    file.write_text(json.dumps(content))
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path / "hub"))
    return tmp_path / "hub"


def test_public_models_are_read_with_the_entities_of_ours(public: Path) -> None:
    annotator = load("stanza-public")
    assert annotator.version.startswith("stanza-public-hub+" + checksum(public / "id")[:16])
    doc = annotator("Gubernur tiba di Surabaya.\nPolisi menangkap pelaku di Medan.")
    assert [entity.text for entity in doc.ents] == ["Surabaya", "Medan"]
    assert len(list(doc.sents)) == 2
    assert all(token.pos_ and token.dep_ for token in doc)


def test_a_public_model_that_is_missing_says_how_to_get_it(public: Path) -> None:
    (public / "id" / "depparse" / "warta.pt").unlink()
    with pytest.raises(ModelError, match=r"(?s)Stanza cannot load its models.*stanza\.download\('id'"):
        load("stanza-public")
