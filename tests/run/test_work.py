from dataclasses import replace

import pytest

import pipeline
from pipeline.article import Article
from pipeline.facts import Fact
from pipeline.failures import Code
from pipeline.reading import Reading
from pipeline.run.work import process

TEXT = "Rapat digelar di Makassar, Selasa, 17 September 2024."


class Broken:
    """A stage that raises."""

    name = "extract.broken"
    needs: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, reading: Reading) -> Reading:
        raise self.error


def test_a_stage_that_raises_is_named_in_the_failure() -> None:
    broken = replace(pipeline.load(), stages=(Broken(KeyError("x")),))
    outcome = process(broken, Article("a", TEXT, source="a.txt"))
    (failure,) = outcome.failures
    assert (failure.doc_id, failure.stage, failure.code) == ("a", "extract.broken", Code.ERROR)
    assert (failure.source, failure.message[:13]) == ("a.txt", "KeyError: 'x'")
    assert outcome.article is None
    assert outcome.facts == b""


def test_running_out_of_memory_has_its_own_code() -> None:
    broken = replace(pipeline.load(), stages=(Broken(MemoryError()),))
    assert process(broken, Article("a", TEXT)).failures[0].code == Code.MEMORY


def test_a_lone_surrogate_is_a_failure_that_says_where() -> None:
    (failure,) = process(pipeline.load(), Article("a", "Rapat \ud83d usai")).failures
    assert failure.code == Code.ENCODING
    assert "code point 6" in failure.message


@pytest.mark.parametrize("where", ["doc_id", "title"])
def test_a_lone_surrogate_outside_the_text_cannot_break_the_output(where: str) -> None:
    article = replace(Article("a", TEXT), **{where: "\ud83d"})
    outcome = process(pipeline.load(), article)
    assert outcome.article is None
    assert outcome.failures
    for failure in outcome.failures:
        failure.to_json().encode("utf-8")


def test_a_fact_that_does_not_say_what_the_text_says_is_left_out_and_recorded() -> None:
    loaded = pipeline.load()

    class Shifted:
        """The pipeline, with the first fact moved by one."""

        annotator = loaded.annotator

        def read(self, *layers: object) -> list[Fact]:
            facts = loaded.read(*layers)  # type: ignore[arg-type]
            return [facts[0].model_copy(update={"start": facts[0].start + 1, "end": facts[0].end + 1}), *facts]

    outcome = process(Shifted(), Article("a", TEXT))  # type: ignore[arg-type]
    (failure,) = outcome.failures
    assert (failure.stage, failure.code) == ("write", Code.INVALID_FACT)
    assert failure.doc_id == "a"
    whole = process(loaded, Article("a", TEXT))
    assert whole.facts
    assert outcome.facts == whole.facts
    assert outcome.article == whole.article
