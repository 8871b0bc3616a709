import multiprocessing
import time
from collections.abc import Iterator

import pytest

from pipeline.article import Article
from pipeline.failures import Code, Failure
from pipeline.run import pool
from pipeline.run.pool import PoolError, pooled
from pipeline.run.work import Outcome
from tests.run import faults


def articles(*texts: str) -> list[Article]:
    return [Article(str(number), text, source=f"{number}.txt") for number, text in enumerate(texts)]


def outcomes(*texts: str, workers: int = 1, timeout: float = 30) -> list[Outcome]:
    return list(pooled(articles(*texts), faults.start, workers=workers, timeout=timeout))


def test_results_keep_the_order_of_the_articles_whatever_finishes_first() -> None:
    found = outcomes("sleep 0.4", "a", "b", "sleep 0.1", "c", workers=2)
    assert [o.article for o in found] == [f"{number}\n".encode() for number in range(5)]


def test_an_article_that_hangs_is_ended_and_costs_itself_alone() -> None:
    began = time.monotonic()
    found = outcomes("a", "hang", "b", timeout=0.5)
    assert time.monotonic() - began < 20
    assert [o.article for o in found] == [b"0\n", None, b"2\n"]
    (failure,) = found[1].failures
    assert (failure.doc_id, failure.stage, failure.code, failure.source) == ("1", "run", Code.TIMEOUT, "1.txt")
    assert "0.5 seconds" in failure.message


@pytest.mark.parametrize(("deadly", "status"), [("exit", "status 7"), ("quit", "status 5")])
def test_an_article_that_kills_its_worker_costs_itself_alone(deadly: str, status: str) -> None:
    found = outcomes("a", deadly, "b", deadly)
    assert [o.article for o in found] == [b"0\n", None, b"2\n", None]
    (failure,) = found[1].failures
    assert failure.code == Code.CRASH
    assert status in failure.message


def test_failures_of_reading_stand_where_they_happened() -> None:
    first, last = articles("a", "b")
    broken = Failure(None, "ingest", Code.EMPTY, "empty", "x.txt")
    found = list(pooled([broken, first, broken, last], faults.start, workers=1, timeout=30))
    assert [o.article for o in found] == [None, b"0\n", None, b"1\n"]


def test_reading_runs_ahead_of_writing_by_a_bounded_number_of_articles() -> None:
    read = 0

    def source() -> Iterator[Article]:
        nonlocal read
        for article in articles("sleep 0.3", *["a"] * 100):
            read += 1
            yield article

    stream = pooled(source(), faults.start, workers=2, timeout=30)
    next(stream)
    assert read <= 2 * pool.WINDOW + 1
    assert len(list(stream)) == 100


def test_no_worker_is_started_for_nothing() -> None:
    assert list(pooled([], faults.start_badly, workers=4, timeout=1)) == []


def test_a_worker_that_cannot_load_ends_the_run_with_its_reason() -> None:
    with pytest.raises(PoolError, match="no model here"):
        list(pooled(articles("a"), faults.start_badly, workers=1, timeout=1))


def test_a_worker_that_dies_while_loading_ends_the_run() -> None:
    with pytest.raises(PoolError, match="status 9"):
        list(pooled(articles("a"), faults.die_at_start, workers=1, timeout=1))


def test_a_worker_is_replaced_after_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "RECYCLE", 2)
    found = outcomes("pid", "pid", "pid")
    pids = [(o.article or b"").split(b":")[1] for o in found]
    assert pids[0] == pids[1] != pids[2]


def test_a_stream_that_is_left_leaves_no_process_behind() -> None:
    stream = pooled(articles("a", "hang", "hang"), faults.start, workers=2, timeout=30)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
