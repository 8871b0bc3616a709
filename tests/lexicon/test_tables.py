from importlib import resources

import pytest

from pipeline.lexicon import LexiconError, parse, table, words

NAMES = sorted(
    f.name.removesuffix(".tsv") for f in resources.files("pipeline.lexicon").iterdir() if f.name.endswith(".tsv")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_sound(name: str) -> None:
    rows = table(name)
    assert rows
    assert all(row["source"] for row in rows), "each row says where it is from"
    whole = [tuple(v for k, v in row.items() if k != "source") for row in rows]
    assert len(set(whole)) == len(whole), f"double rows: {sorted(r for r in whole if whole.count(r) > 1)}"


def test_cells_are_trimmed_and_blank_lines_skipped() -> None:
    assert parse("word\tsource\n ekor \tkbbi\n\n", "t.tsv") == ({"word": "ekor", "source": "kbbi"},)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word\tmeaning\nekor\tx\n", r"t.tsv:1: .*no 'source' column"),
        ("word\tsource\nekor\n", r"t.tsv:2: 1 cells where the header has 2"),
        ("word\tsource\n\tkbbi\n", r"t.tsv:2: the first cell is empty"),
        ("", r"t.tsv:1:"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        parse(text, "t.tsv")


def test_a_missing_table_is_named() -> None:
    with pytest.raises(LexiconError, match=r"no word table nowhere\.tsv"):
        table("nowhere")


def test_one_column() -> None:
    assert words("months") == words("months", "word")
    assert "januari" in words("months")
