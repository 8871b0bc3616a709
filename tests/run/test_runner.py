import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.article import Article
from pipeline.failures import Code, Failure
from pipeline.run import FILES, PoolError, Settings, Summary, run
from tests.run import faults

HERE = Settings(workers=0)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def test_a_run_writes_facts_articles_and_failures_in_the_order_of_the_input(tmp_path: Path) -> None:
    broken = Failure(None, "ingest", Code.EMPTY, "the file is empty", "b.txt")
    summary = run([Article("a", "x"), broken, Article("c", "x")], tmp_path / "new/out", HERE, start=faults.start)
    assert contents(tmp_path / "new/out") == {
        "facts.jsonl": b"a!\nc!\n",
        "articles.jsonl": b"a\nc\n",
        "failures.jsonl": broken.to_json().encode() + b"\n",
    }
    assert (summary.articles, summary.facts, summary.failures) == (2, {"date": 2}, 1)
    assert sorted(p.name for p in (tmp_path / "new/out").iterdir()) == sorted([*FILES, "run.json"])


def test_the_number_of_workers_does_not_change_a_byte(tmp_path: Path) -> None:
    texts = ["sleep 0.3", "x", "exit", "x", "x"]
    for workers in (1, 3):
        articles = [Article(str(number), text) for number, text in enumerate(texts)]
        run(articles, tmp_path / str(workers), Settings(workers=workers), start=faults.start)
    assert contents(tmp_path / "1") == contents(tmp_path / "3")
    assert contents(tmp_path / "1")["articles.jsonl"] == b"0\n1\n3\n4\n"


def test_a_second_article_of_one_id_is_a_failure_and_names_the_id(tmp_path: Path) -> None:
    run([Article("a", "x"), Article("a", "y", source="b.csv")], tmp_path, HERE, start=faults.start)
    failure = json.loads((tmp_path / "failures.jsonl").read_text(encoding="utf-8"))
    assert (failure["doc_id"], failure["code"], failure["source"]) == ("a", "duplicate", "b.csv")
    assert contents(tmp_path)["articles.jsonl"] == b"a\n"


@pytest.mark.parametrize(("limit", "articles"), [(1, b"a\n"), (2, b"a\nc\n"), (None, b"a\nc\nd\n")])
def test_the_limit_counts_articles_not_failures(tmp_path: Path, limit: int | None, articles: bytes) -> None:
    items = [Article("a", "x"), Failure(None, "ingest", Code.EMPTY, "empty"), Article("c", "x"), Article("d", "x")]
    run(items, tmp_path, Settings(workers=0, limit=limit), start=faults.start)
    assert contents(tmp_path)["articles.jsonl"] == articles


def test_no_article_is_read_beyond_the_limit(tmp_path: Path) -> None:
    def source() -> Iterator[Article]:
        yield Article("a", "x")
        yield Article("b", "x")
        raise AssertionError("read too far")

    assert run(source(), tmp_path, Settings(workers=0, limit=1), start=faults.start).articles == 1


def test_a_run_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    run([Article("old", "x")], tmp_path, HERE, start=faults.start)
    before = contents(tmp_path)

    def source() -> Iterator[Article]:
        yield Article("new", "x")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source(), tmp_path, HERE, start=faults.start)
    with pytest.raises(PoolError):
        run([Article("new", "x")], tmp_path, Settings(workers=1), start=faults.start_badly)
    assert contents(tmp_path) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*FILES, "run.json"])


def test_the_record_names_version_settings_counts_and_digests(tmp_path: Path) -> None:
    seen: list[int] = []

    def progress(summary: Summary) -> None:
        seen.append(summary.articles)

    run([Article("a", "x")], tmp_path, HERE, record={"inputs": ["berita"]}, progress=progress, start=faults.start)
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["inputs"] == ["berita"]
    assert record["facts"] == {"official": 0, "date": 1, "venue": 0, "statistic": 0, "statement": 0}
    assert record["settings"]["workers"] == 0
    assert set(record["sha256"]) == set(FILES)
    assert seen == [1]
