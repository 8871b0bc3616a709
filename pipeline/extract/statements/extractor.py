"""Statements: direct speech with its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.statements.descriptions import Voice
from pipeline.extract.statements.marks import find_quotes
from pipeline.extract.statements.recognition import Recognition, Speech
from pipeline.extract.statements.speakers import Speakers
from pipeline.facts import StatementValue
from pipeline.reading import Mention, Person, Reading

# Rough precision of each rule on annotated articles.
_CONFIDENCE = {
    "clause_behind": 0.95,
    "clause_before": 0.9,
    "label": 0.9,
    "continued": 0.85,
    "paragraph": 0.7,
    "partial": 0.6,
}


class StatementExtractor:
    """Fills ``reading.statements`` with direct speech, one mention a quoted stretch."""

    name = "statements"
    needs = frozenset({"clean", "doc", "entities", "officials"})
    gives = frozenset({"statements"})

    def __call__(self, reading: Reading) -> Reading:
        """The reading with its statements."""
        quotes = find_quotes(reading.clean.text)
        recognition = Recognition(reading, quotes)
        speakers = Speakers(reading, [quote.outer for quote in quotes])
        found = _attributed(recognition, recognition.speeches(), speakers)
        return replace(reading, statements=tuple(_mention(reading, *pair) for pair in found))


def _attributed(
    recognition: Recognition, speeches: Sequence[Speech | None], speakers: Speakers
) -> Iterator[tuple[Speech, Voice]]:
    """Each speech with its speaker; one without a clause of its own takes that of the speech it belongs to."""
    last = Voice()
    for index, speech in enumerate(speeches):
        if speech is None:
            continue
        following = speeches[index + 1] if recognition.adjoins_next(index) else None
        voice = _voice(speech, following, last, speakers)
        if voice is not None:
            last = voice
            yield speech, voice


def _voice(speech: Speech, following: Speech | None, last: Voice, speakers: Speakers) -> Voice | None:
    """Who says it; None where it is no speech after all."""
    at = speech.quote.outer.start
    if speech.document:
        return Voice()
    if speech.label is not None:
        labelled = speakers.labelled(speech.label)
        return Voice(labelled) if labelled is not None else None
    if speech.clause is not None:
        voice = speakers.voice(speech.clause)
        if voice.running:
            return Voice(speakers.heard_before(at) if voice.described else speakers.running(at), running=True)
        return None if speech.rule == "partial" and voice.person is None else voice
    if speech.rule == "continued":
        return replace(last, running=True)
    # A paragraph of speech: the one who is named behind the next, or who spoke before.
    if following is not None and following.rule == "clause_behind" and following.clause is not None:
        voice = speakers.voice(following.clause)
        if voice.person is not None:
            return replace(voice, running=True)
    before = speakers.heard_before(at)
    return Voice(before, running=True) if before is not None else None


def _mention(reading: Reading, speech: Speech, voice: Voice) -> Mention[StatementValue]:
    clause, person = speech.clause, voice.person
    value = StatementValue(
        speaker=person.name if person else None,
        speaker_role=_role(reading, person) if person else None,
        verb=clause.lemma if clause else None,
    )
    steps = [f"reporting verb {clause.verb.of(reading.clean.text)!r}"] if clause else []
    if person is None:
        steps.append("no person to name as speaker")
    else:
        steps.append(f"{'running speaker' if voice.running else 'named beside the quotation:'} {person.name}")
    return Mention(speech.quote.inner, value, f"statements.{speech.rule}", _CONFIDENCE[speech.rule], tuple(steps))


def _role(reading: Reading, person: Person) -> str | None:
    """The post of the person, one that holds now before one that held."""
    posts = [mention.value for mention in reading.officials if mention.value.person == person.name]
    posts.sort(key=lambda value: value.status == "former")
    return posts[0].post if posts else None
