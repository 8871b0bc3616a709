"""What is said to happen at a place: the words to the left of it decide whether it is the venue of an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.article import Span
from pipeline.lexicon import table

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_REACH = {
    "holds": 8,
    "event": 20,
    "happen": 14,
    "visit": 4,
    "speech": 40,
    "state": 2,
    "thing": 2,
    "other": 6,
    "object": 20,
}
_SAYING_REACH = 7
_THING_REACH = 5
"""So many words may stand between what happens and whom or what it happens to: "membagikan beras kepada warga"."""
_LONGEST = 4
_LEFT = 400
_EVENT_END = re.compile(
    r"(?:[\s,]+(?:yang|akan|ini|itu|tersebut|telah|sudah|adapun|pun|juga|sedang|kembali|akhirnya|secara|resmi|tadi|"
    r"ketika|saat|sempat|tengah|masih|bakal|rencananya))+\s*$",
    re.IGNORECASE,
)
_EVENT_BREAK = re.compile(r"[;:\n\"“”.]|,\s")
_BEFORE_SPEECH = frozenset(",.!?…:;–-\n'’\"”“")
_SITES = frozenset({"berlokasi", "terletak", "bertempat"})
_LOOSE = frozenset({"acara", "kegiatan", "prosesi", "gelaran", "agenda", "pelaksanaan", "ajang"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells what happens: its kind (a kind of ``event_cues.tsv``) and its place in the text."""

    kind: str
    span: Span


def cue_before(text: str, start: int, position: int, passed: Sequence[Span] = ()) -> Cue | None:
    """The cue nearest to a position, looking back no further than ``start``; None where none is near enough.

    ``passed`` are stretches, such as dates, that do not count: what was held on a day was held at the place behind it.

    >>> cue_before("Rapat kerja itu digelar di", 0, 24).kind
    'holds'
    """
    start = max(start, position - _LEFT)
    words = [
        (m.start(), m.end(), m.group().lower())
        for m in _WORD.finditer(text, start, position)
        if not any(span.start <= m.start() < span.end for span in passed)
    ]
    thing: Cue | None = None
    for back, index in enumerate(range(len(words) - 1, -1, -1)):
        for size in range(min(_LONGEST, index + 1), 0, -1):
            part = words[index + 1 - size : index + 1]
            kind = _cues().get(" ".join(word for _, _, word in part))
            if kind is None or back >= _REACH[kind]:
                continue
            if kind == "event" and index >= size and words[index - size][2] in _leaders():
                break  # "Ketua Kongres Advokat": the word belongs to the name of a body
            if kind == "speech" and index >= size and not _speaks(text, start, part[0][0], part[0][2]):
                break
            if kind == "thing":
                thing = thing or Cue(kind, Span(part[0][0], part[-1][1]))
                break
            if thing is not None and kind not in {"event", "happen"}:
                return thing
            if thing is not None and back >= _THING_REACH and text[part[-1][1] : thing.span.start].strip():
                return thing  # "reses anggota dewan di": who holds the event stands right behind it
            return Cue(kind, Span(part[0][0], part[-1][1]))
        if back < _SAYING_REACH and words[index][2] in _sayings() and _speaks(text, start, *words[index][::2]):
            return thing or Cue("speech", Span(words[index][0], words[index][1]))
    return thing


def _speaks(text: str, start: int, position: int, word: str) -> bool:
    """Whether a word is one of speech, not of a name ("Persatuan Wartawan Indonesia") nor another part of speech.

    A bare verb stands behind a quotation or a comma: "…, kata Budi", but "tambah luas", "sekaligus tutup tahun".
    """
    if text[position].isupper():
        return False
    before = text[start:position].rstrip(" \t\u00a0")
    return word not in _bare_sayings() or not before or before[-1] in _BEFORE_SPEECH


def is_example(text: str, position: int) -> bool:
    """Whether the place behind a position is but one of those that are meant: "di beberapa daerah seperti di …"."""
    words = [m.group().lower() for m in _WORD.finditer(text, max(position - 40, 0), position)]
    return any(" ".join(words[-size:]) in _kind("example") for size in (1, 2))


def site_of(text: str, start: int, cue: Cue) -> Cue | None:
    """The event whose place "berlokasi di" gives, or None where it says where a thing lies.

    >>> text = "Pelatihan yang berlokasi di"
    >>> site_of(text, 0, cue_before(text, 0, 24)).kind
    'event'
    """
    if cue.span.of(text).lower() not in _SITES:
        return None
    event = cue_before(text, start, cue.span.start)
    return event if event is not None and event.kind == "event" else None


def is_gathering(text: str, cue: Cue) -> bool:
    """Whether people are invited to the event, so that what follows "di" is a house even without a place noun."""
    return cue.span.of(text).lower() in _kind("gathering")


def fate_after(text: str, position: int, end: int) -> bool:
    """Whether what stood at a place is said to burn, fall or the like right behind it ("di Desa X ludes terbakar")."""
    words = _WORD.findall(text, position, min(end, position + 80))
    return any(word.lower() in _kind("fate") for word in words[:5])


def cue_after(text: str, position: int, end: int) -> Cue | None:
    """The first cue of an event between a position and ``end``, for places that stand at the front of a sentence."""
    words = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text, position, end)]
    for index in range(min(len(words), _REACH["happen"])):
        for size in range(min(_LONGEST, len(words) - index), 0, -1):
            part = words[index : index + size]
            kind = _cues().get(" ".join(word for _, _, word in part))
            if kind is not None:
                return Cue(kind, Span(part[0][0], part[-1][1])) if kind in {"holds", "event", "happen"} else None
    return None


def event_of(text: str, start: int, cue: Cue, position: int) -> str | None:
    """The noun phrase of the event that a cue speaks of, or None where it names none.

    >>> text = "Bupati membuka Rapat Koordinasi Stunting yang digelar di"
    >>> event_of(text, 0, cue_before(text, 0, 54), 54)
    'Rapat Koordinasi Stunting'
    """
    begin, end = cue.span.start, position
    if cue.kind != "event":
        noun = _last_event(text, start, cue.span.start)
        if noun is None or cue.kind in {"visit", "speech", "state"}:
            return None
        begin, end = noun.start, cue.span.start
    else:
        begin = _extended(text, start, begin)
    phrase = text[begin:end]
    if stop := _EVENT_BREAK.search(phrase):
        phrase = phrase[: stop.start()]
    if verb := _holding().search(phrase):
        phrase = phrase[: verb.start()]
    phrase = _EVENT_END.sub("", phrase).strip(" ,-–(")
    return " ".join(phrase.split()) or None


def _extended(text: str, start: int, begin: int) -> int:
    """The start of the noun phrase when a loose word stands before its name: "acara Peringatan Hari Ibu"."""
    before = list(_WORD.finditer(text, max(start, begin - 120), begin))
    for match in reversed(before[-8:]):
        if _cues().get(match.group().lower()) != "event" or _EVENT_BREAK.search(text[match.end() : begin]):
            continue
        return match.start() if match.group().lower() not in _LOOSE else match.end() + 1
    return begin


def _last_event(text: str, start: int, end: int) -> Span | None:
    """The event noun that begins the noun phrase before a verb, or None."""
    nouns = [
        m
        for m in _WORD.finditer(text, max(start, end - 240), end)
        if _cues().get(m.group().lower()) == "event" and m.group().lower() not in _LOOSE
    ]
    for match in nouns:
        if not _EVENT_BREAK.search(text[match.end() : end]):
            return Span(match.start(), match.end())
    return None


def opens_with_event(text: str, start: int) -> bool:
    """Whether the sentence that begins at ``start`` takes an event up again with its first word.

    >>> opens_with_event("Acara yang digelar di Balai Kota itu usai.", 0)
    True
    """
    first = _WORD.match(text, start)
    return first is not None and _cues().get(first[0].casefold()) == "event"


@cache
def _cues() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in table("event_cues") if row["kind"] in _REACH}


@cache
def _kind(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("event_cues") if row["kind"] == kind)


@cache
def visit_words() -> tuple[str, ...]:
    """The verbs of going to a place, with their preposition where they need one."""
    return tuple(sorted(_kind("visit"), key=len, reverse=True))


@cache
def _sayings() -> frozenset[str]:
    return frozenset(row["form"] for row in table("reporting_verbs"))


@cache
def _bare_sayings() -> frozenset[str]:
    return frozenset(row["form"] for row in table("reporting_verbs") if row["use"] == "base")


@cache
def _leaders() -> frozenset[str]:
    return frozenset(row["word"] for row in table("place_words") if row["kind"] == "role")


@cache
def _holding() -> re.Pattern[str]:
    words = sorted((w for w, kind in _cues().items() if kind == "holds"), key=len, reverse=True)
    return re.compile(rf"(?:\byang\s+)?(?:\bakan\s+)?\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
