"""Finds venues: named places at which the article says that something takes place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.article import Span
from pipeline.extract.venues.cues import (
    Cue,
    cue_after,
    cue_before,
    event_of,
    fate_after,
    is_example,
    is_gathering,
    opens_with_event,
    site_of,
    visit_words,
)
from pipeline.extract.venues.merging import merge
from pipeline.extract.venues.phrases import Chain, Phrase, is_foreign, read_chain
from pipeline.facts import DateValue, VenueValue
from pipeline.reading import Mention, Place, Reading

_LOCATIVE = re.compile(
    r"\b[Dd]i(?:[ \t]+(?=[^\W_])|(?=(?:aula|balai|desa|gedung|gor|halaman|hotel|jalan|kampung|"
    r"kantor|kawasan|lapangan|lokasi|masjid|pekon|pendopo|ruang|stadion|taman)[ \t]))"
)
_TWO = re.compile(
    r"(?:dua|2)[ \t](?:titik|lokasi|tempat|desa|kelurahan|kampung|pekon)(?:[ \t]berbeda)?[ \t]?[,:(]?[ \t]?"
    r"(?:(?:yakni|yaitu|masing-masing)[ \t])?(?:di[ \t])?"
)
_VISIT = re.compile(rf"\b(?:{'|'.join(map(re.escape, visit_words()))})[ \t]+")
_COUNTDOWN = re.compile(r"[, \t]+(?:men)?jelang[ \t]")
_QUOTE = re.compile(r"[\"“”]")
_DATE_BEFORE, _DATE_BEHIND = 4, 30
_CONFIDENCE = {"holds": 0.85, "event": 0.75, "happen": 0.6, "visit": 0.55, "front": 0.6, "fate": 0.6, "dated": 0.5}
_EVENTFUL = frozenset({"office", "site", "school"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A venue with what was said of it. ``rule`` is a key of ``_CONFIDENCE``."""

    phrase: Phrase
    chain: Chain
    rule: str
    event: str | None


class VenueExtractor:
    """Fills ``reading.venues``: one mention per distinct place of the article."""

    name = "venues"
    needs = frozenset({"clean", "doc", "entities", "dates"})
    gives = frozenset({"venues"})

    def __call__(self, reading: Reading) -> Reading:
        """The reading with its venues."""
        mentions = [_mention(reading, found) for found in _find(reading)]
        return replace(reading, venues=merge(reading.clean.text, mentions))


def _find(reading: Reading) -> Iterator[_Found]:
    text = reading.clean.text
    done = 0
    for anchor in sorted([*_LOCATIVE.finditer(text), *_VISIT.finditer(text)], key=lambda m: m.start()):
        if anchor.start() < done:
            continue
        two = _TWO.match(text, anchor.end())
        chain = read_chain(text, two.end() if two else anchor.end())
        if chain is None:
            continue
        done = chain.end
        for phrase in _smallest(chain):
            if (found := _judge(reading, anchor, phrase, chain)) is not None:
                yield found


def _smallest(chain: Chain) -> list[Phrase]:
    """The first named place of a chain, and its partner behind "dan"; none where it is a list of places."""
    if chain.phrases[0].shape == "plural":
        return []
    named = [(i, p) for i, p in enumerate(chain.phrases) if p.shape in {"named", "bare"}]
    heads = [p.head for _, p in named if p.head]
    listed = any(i in chain.joined for i, _ in named[1:]) and len(named) >= 3
    if not named or listed or any(heads.count(head) >= 3 for head in heads):
        return []
    pair = [p for i, p in named[1:2] if i in chain.joined and p.shape == "named"]
    return [named[0][1], *pair]


def _judge(reading: Reading, anchor: re.Match[str], phrase: Phrase, chain: Chain) -> _Found | None:
    """Whether something takes place at the place, and what."""
    text = reading.clean.text
    sentence = reading.sentence_at(anchor.start())
    named = phrase.shape == "named"
    if "di" not in anchor.group().lower().split():
        seen = (
            named and phrase.head and phrase.kind in _EVENTFUL | {"village"} and not _in_quotation(text, anchor.start())
        )
        return _Found(phrase, chain, "visit", None) if seen else None
    if named and phrase.kind in _EVENTFUL and _COUNTDOWN.match(text, chain.end):
        return _Found(phrase, chain, "front", None)
    start = _after_quote(text, sentence.start, anchor.start())
    if is_example(text, anchor.start()):
        return None
    cue = cue_before(text, start, anchor.start(), _days_between(reading, start, anchor.start()))
    quoted = _in_quotation(text, anchor.start())
    if cue is not None and (
        _counts(reading, cue, phrase, quoted=quoted)
        or (not quoted and _invites(reading, cue, Span(anchor.start(), chain.end), phrase))
    ):
        return _Found(phrase, chain, cue.kind, event_of(text, start, cue, anchor.start()))
    if not named or (cue is not None and cue.kind not in {"state", "thing"}):
        return None
    if cue is not None and (site := site_of(text, start, cue)) is not None and not quoted:
        return _Found(phrase, chain, "event", event_of(text, start, site, cue.span.start))
    if fate_after(text, chain.end, sentence.end):
        return _Found(phrase, chain, "fate", None)
    if quoted or (cue is not None and (cue.kind == "state" or phrase.kind != "office")):
        return None
    return _by_position(reading, anchor.start(), phrase, chain)


def _by_position(reading: Reading, start: int, phrase: Phrase, chain: Chain) -> _Found | None:
    """A building at the front of a sentence that tells an event, or beside a day, with no cue to the left."""
    text = reading.clean.text
    sentence = reading.sentence_at(start)
    if phrase.kind not in _EVENTFUL:
        return None
    if not text[sentence.start : start].strip():
        front = cue_after(text, chain.end, sentence.end)
        return None if front is None else _Found(phrase, chain, "front", None)
    return _Found(phrase, chain, "dated", None) if _dated(reading, start, chain.end) else None


def _counts(reading: Reading, cue: Cue, phrase: Phrase, *, quoted: bool) -> bool:
    """Whether a cue makes a venue of a place of this kind."""
    if cue.kind == "holds":
        return phrase.shape == "named" or _is_name(reading, phrase)
    if quoted or phrase.shape != "named":
        return False
    return cue.kind == "event" or (cue.kind == "happen" and phrase.kind != "body")


def _invites(reading: Reading, cue: Cue, place: Span, phrase: Phrase) -> bool:
    """Whether people are asked to a place without a place noun: "konferensi pers di Melati Residence", "seminar kopi di
    Melati Residence, Senin (4/3)"; ``place`` reaches from "di" to the end of the chain.

    Words may stand between only where a day shows that the event itself is told, and no verb comes in.
    """
    text = reading.clean.text
    if cue.kind != "event" or phrase.shape != "bare" or not is_gathering(text, cue):
        return False
    if not _is_name(reading, phrase) or _is_body(reading, phrase):
        return False
    if not text[cue.span.end : place.start].strip():
        return True
    between = reading.doc.char_span(cue.span.end, place.start, alignment_mode="expand") or ()
    verbs = any(token.pos_ == "VERB" for token in between)
    return not verbs and _dated(reading, place.start, place.end)


def _is_body(reading: Reading, phrase: Phrase) -> bool:
    """Whether a name without a place noun is one of an organisation."""
    return any(
        e.label_ == "ORG" and e.start_char < phrase.span.end and phrase.span.start < e.end_char
        for e in reading.doc.ents
    )


def _is_name(reading: Reading, phrase: Phrase) -> bool:
    """Whether a name without a place noun may be one of a place: two words or an acronym, and no person."""
    written = phrase.span.of(reading.clean.text)
    if any(
        e.label_ == "PER" and e.start_char < phrase.span.end and phrase.span.start < e.end_char
        for e in reading.doc.ents
    ):
        return False
    return " " in written or sum(letter.isupper() for letter in written) >= 3


def _after_quote(text: str, start: int, position: int) -> int:
    """Where the words of the reporter begin: behind the last closing quotation mark of the sentence."""
    marks = [m.end() for m in _QUOTE.finditer(text, start, position)]
    return marks[-1] if marks else start


def _in_quotation(text: str, position: int) -> bool:
    """Whether a position stands between quotation marks of its paragraph."""
    start = text.rfind("\n", 0, position) + 1
    before = text[start:position]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _dated(reading: Reading, start: int, end: int) -> bool:
    """Whether a day stands right before or behind the stretch that names a place."""
    before, behind = Span(max(0, start - _DATE_BEFORE), start), Span(end, end + _DATE_BEHIND)
    days = [d.span for d in reading.dates if d.value.granularity in {"day", "time"}]
    return any(d.overlaps(before) or behind.covers(Span(d.start, d.start)) for d in days)


def _mention(reading: Reading, found: _Found) -> Mention[VenueValue]:
    text = reading.clean.text
    span = found.phrase.span
    region = _region(reading, found)
    value = VenueValue(
        venue=" ".join(span.of(text).split()),
        region=None if region is None else region.name,
        region_code=None if region is None else region.code,
        event=found.event,
        date=_date(reading, span, found.chain.end),
    )
    steps = (f"cue: {found.rule}",)
    return Mention(span, value, f"venues.{found.rule}", _CONFIDENCE[found.rule], steps, (span,))


def _region(reading: Reading, found: _Found) -> Place | None:
    """The smallest region named with the place, else the one that the article speaks from."""
    window = Span(found.phrase.span.start, found.chain.end + 1)
    near = [p for p in reading.entities.places if p.span.overlaps(window)]
    if near:
        return max(near, key=lambda p: p.level)
    foreign = any(is_foreign(p.span.of(reading.clean.text)) for p in found.chain.phrases)
    return None if foreign else reading.entities.home


def _date(reading: Reading, span: Span, end: int) -> str | None:
    """The nearest day, time or interval in the sentence of the place: behind it, or else before it.

    A sentence without one that takes the event up again ("Acara itu digelar di …") has the last of the sentence before.
    """
    index = reading.sentence_index(span.start)
    days = _days(reading, reading.sentence_at(span.start))
    after = [d for d in days if d.span.start >= end]
    before = [d for d in days if d.span.end <= span.start]
    if not days and index > 0 and opens_with_event(reading.clean.text, reading.sentences[index].start):
        before = _days(reading, reading.sentences[index - 1])
    chosen = after[0] if after else before[-1] if before else None
    return None if chosen is None else chosen.value.date


def _days_between(reading: Reading, start: int, end: int) -> list[Span]:
    """The spans of the dates that begin between two positions."""
    return [d.span for d in reading.dates if start <= d.span.start < end]


def _days(reading: Reading, sentence: Span) -> list[Mention[DateValue]]:
    """The dates of a sentence that say on which day or days."""
    return [
        d
        for d in reading.dates
        if sentence.covers(d.span) and d.value.date is not None and d.value.granularity in {"day", "time", "interval"}
    ]
