"""Who speaks: the name in the reporting clause, the bearer of a title, or the running speaker."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.article import Span
from pipeline.extract.statements.clauses import Clause, any_of, clauses_in
from pipeline.lexicon import words as table_words
from pipeline.normalize.roles import Title, match_title
from pipeline.normalize.words import split
from pipeline.reading import Person, Reading

_TITLE_FAR = 90  # characters between a title and the name that follows it
_SHORTEST_TITLE = 4  # characters; shorter ones ("RT") stand before too many names
_SUBJECT_FAR = 160  # characters of a sentence in which its subject is looked for
_PHRASE = re.compile(r"\s*([^\s,.;:()]+(?:\s+[^\s,.;:()]+){0,7})")
# What may stand between a name and its verb: an age, a degree, a comma, an adverb.
_BESIDE = re.compile(
    r"(?:\s*\([^()\n]{1,20}\)|,?\s*[A-Z][A-Za-z.]{0,6}\.[A-Za-z.]{0,4}(?=[\s,])){0,4},?\s+(?:(?:juga|pun|kemudian|lalu|kembali|turut|sempat)\s+)?"
)
_AGE = re.compile(r"\s*\(\d{1,3}(?:\s+tahun)?\)")
_PRONOUN_FIRST = re.compile(r"(?:Ia|Dia|Beliau|Dirinya|Pihaknya)\s|Menurutnya\b")
_ADDRESSES = frozenset({"pak", "bu", "bapak", "ibu", "sang"})
_MOST_IN_A_ROW = 4
_BARE_TITLE = 3  # words of a title that stands for its bearer ("Kapolres", "Ketua KPU")
_CAPITALS_ONLY = re.compile(r"(?:\s|(?<![.!?])\s*,|[A-Z0-9][\w./-]*|\([A-Z]\w*\)){1,12}")
_DEMONSTRATIVE = re.compile(r"[^,.;:\n]{0,160}?\s(?:ini|itu|tersebut)(?=\s*(?:[,.;:(]|$))")
_SENTENCE_BORDER = re.compile(r"[.!?]\s+[A-Z]|\n")


@dataclass(frozen=True, slots=True)
class Voice:
    """What a clause says of its speaker: a person; the running speaker; or, with neither, nobody that can be named."""

    person: Person | None = None
    running: bool = False


NOBODY = Voice()
RUNNING = Voice(running=True)


@cache
def _adjunct() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_of('adjunct')}|{any_of('companion')})(?![\w-])", re.IGNORECASE)


@cache
def _companion() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of('companion')}(?![\w-])", re.IGNORECASE)


@cache
def _epithet() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of('epithet')}(?![\w-])", re.IGNORECASE)


@cache
def _titles() -> frozenset[str]:
    return frozenset(table_words("titles"))


def _is_title(words: list[str]) -> bool:
    """Whether the words begin with a title, possibly behind an address ("Pak Camat")."""
    keys = [word.casefold() for word in words if word.casefold() not in _ADDRESSES]
    return any(" ".join(keys[:length]) in _titles() for length in range(1, min(len(keys), 5) + 1))


@cache
def _group() -> re.Pattern[str]:
    return re.compile(rf"{any_of('group')}(?![\w-])", re.IGNORECASE)


@cache
def _thing() -> re.Pattern[str]:
    """Documents and doings that "say" something: "pengajuan tersebut", "putusan itu"."""
    return re.compile(
        r"(?:(?:pe|ke)(?!rempuan|mimpin|ndukung)[a-z]{3,}an|[a-z]{3,}(?:asi|isi|ologi))(?![\w-])", re.IGNORECASE
    )


def title_in(phrase: str) -> Title | None:
    """The title that a phrase begins with, an address before it left out ("Pak Camat")."""
    words = split(phrase)
    at = 1 if words and words[0].key in _ADDRESSES else 0
    found = match_title(words, at) if at < len(words) else None
    return found[0] if found is not None else None


def role_holders(reading: Reading) -> dict[str, list[tuple[int, Person]]]:
    """The people who hold posts by the canonical role, in the order in which the article says so."""
    people = {person.name: person for person in reading.entities.people}
    found: dict[str, list[tuple[int, Person]]] = {}
    for mention in sorted(reading.officials, key=lambda m: m.span):
        if mention.value.person in people:
            found.setdefault(mention.value.role, []).append((mention.span.start, people[mention.value.person]))
    return found


@cache
def _pronoun_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of('pronoun')}(?:\s+{any_of('filler')})*\s+$", re.IGNORECASE)


class Speakers:
    """Answers for one article. ``quoted`` are the stretches in which names and verbs do not count."""

    def __init__(self, reading: Reading, quoted: Iterable[Span]) -> None:
        self._reading = reading
        self._text = reading.clean.text
        self._quoted = sorted(quoted)
        names = [(span, person) for person in reading.entities.people for span in person.spans]
        self._names = sorted(names, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._names]
        self._bearers = {mention.value.person for mention in reading.officials}
        self._roles = role_holders(reading)
        self._holders: dict[str, list[tuple[int, Person]]] = {}
        self._events = sorted(self._heard(), key=lambda event: event[0])

    def voice(self, clause: Clause) -> Voice:
        """The speaker that a clause names."""
        if clause.of_pronoun:
            return RUNNING
        if clause.use == "active" and _pronoun_before().search(self._text, clause.reach.start, clause.reach.end):
            return RUNNING
        person = self._named(clause)
        return Voice(person) if person is not None else self._unnamed(clause)

    def _named(self, clause: Clause) -> Person | None:
        """The person whose name stands in the clause."""
        sentence = self._reading.sentence_at(clause.verb.start)
        if clause.use == "active":
            return self._before(Span(max(clause.reach.start, sentence.start), clause.reach.end))
        return self._behind(Span(clause.reach.start, max(clause.reach.start, min(clause.reach.end, sentence.end))))

    def running(self, at: int) -> Person | None:
        """Who spoke or acted last before ``at``; where nobody did, who does first behind it."""
        before = self.heard_before(at)
        return before or (self._events[0][1] if self._events else None)

    def heard_before(self, at: int) -> Person | None:
        """Who spoke or acted last before ``at``, or None."""
        place = bisect_left(self._events, at, key=lambda event: event[0])
        return self._events[place - 1][1] if place else None

    def labelled(self, label: Span) -> Person | None:
        """The person whose name stands right before the colon that ends ``label``, or None."""
        for span, person in self._within(label):
            if not self._text[span.end : label.end].strip(" :\n"):
                return person
        return None

    def _within(self, reach: Span) -> list[tuple[Span, Person]]:
        return self._names[bisect_left(self._starts, reach.start) : bisect_right(self._starts, reach.end - 1)]

    def _behind(self, reach: Span) -> Person | None:
        """The first name behind the verb that no adjunct leads in ("saat mendampingi Budi").

        Where capitals alone stand between it and further names ("kata Lurah Sukamulya, Budi Santoso"), the bearer of a
        post is meant, else the longest name: the others are names of places that look like people's.
        """
        names = [(span, person) for span, person in self._within(reach) if not self._in_quote(span)]
        if not names or self._led_in(reach.start, names[0][0].start):
            return None
        row = [names[0]]
        for pair in names[1:_MOST_IN_A_ROW]:
            if not _CAPITALS_ONLY.fullmatch(self._text, row[-1][0].end, pair[0].start):
                break
            row.append(pair)
        return max(row, key=lambda pair: (pair[1].name in self._bearers, pair[1].name.count(" "), -pair[0].start))[1]

    def _before(self, reach: Span) -> Person | None:
        """The subject before an active verb.

        A name right before the verb is it unless it only keeps another company ("Budi didampingi Ani mengatakan");
        else the last name that no adjunct leads in.
        """
        names = [(span, person) for span, person in self._within(reach) if not self._in_quote(span)]
        for span, person in reversed(names):
            beside = _BESIDE.fullmatch(self._text, span.end, reach.end) is not None
            if not self._led_in(reach.start, span.start, _companion() if beside else _adjunct()):
                return person
        return None

    def _led_in(self, start: int, end: int, words: re.Pattern[str] | None = None) -> bool:
        """Whether an adjunct word stands between the last comma (or ``start``) and ``end``."""
        segment = self._text[start:end]
        comma = max(segment.rfind(", "), segment.rfind("; "))
        # A comma that only a title follows ("didampingi Kapolres, Budi") still belongs to the adjunct before it.
        return (words or _adjunct()).search(segment[comma + 1 :]) is not None

    def _unnamed(self, clause: Clause) -> Voice:
        """A clause without a name: a title, a description of the running speaker, a body, or somebody unknown."""
        if clause.use == "active":
            phrase = re.split(r"[,;:.]\s", self._text[clause.reach.start : clause.reach.end])[-1].strip()
            if not phrase:
                return NOBODY
        else:
            match = _PHRASE.match(self._text, clause.reach.start, clause.reach.end)
            cut = _adjunct().search(match[1]) if match else None
            phrase = match[1][: cut.start() if cut else None].strip() if match else ""
            if not phrase:
                return RUNNING  # the verb alone, or "ujar saat ditemui"
        bearer = self._bearer(phrase, clause.verb.start)
        if bearer is not None:
            return Voice(bearer)
        if _group().match(phrase) or _thing().match(phrase):
            return NOBODY
        described = clause.use != "active" and _DEMONSTRATIVE.match(self._text, clause.reach.start, clause.reach.end)
        if described and title_in(phrase) is not None:
            return RUNNING  # "ungkap Wakil Ketua Komisi II yang mengawasi proyek ini"
        return RUNNING if _epithet().search(phrase) else NOBODY

    def _bearer(self, phrase: str, at: int) -> Person | None:
        """The person before whose name the first words of ``phrase`` stand elsewhere; the nearest one before ``at``."""
        words = phrase.split()
        if not words[0][0].isupper() and not _is_title(words):
            return None
        for length in range(len(words), 0, -1):
            title = " ".join(words[:length]).casefold()
            if len(title) < _SHORTEST_TITLE:
                break
            if title not in self._holders:
                self._holders[title] = self._find_holders(title)
            holders = self._holders[title]
            if holders:
                before = [person for start, person in holders if start < at]
                return before[-1] if before else holders[0][1]
        named = title_in(phrase)
        holders = self._roles.get(named.role, []) if named is not None and len(words) <= _BARE_TITLE else []
        before = [person for start, person in holders if start < at]
        return before[-1] if before else holders[0][1] if holders else None

    def _find_holders(self, title: str) -> list[tuple[int, Person]]:
        """Where a title stands right before a name outside the quotations, in order: (start of the name, person)."""
        wanted = re.compile(r"(?<![\w-])" + r"\s+".join(map(re.escape, title.split())) + r"(?![\w-])", re.IGNORECASE)
        return [
            (span.start, person)
            for match in wanted.finditer(self._text)
            if not self._in_quote(Span(*match.span()))
            for span, person in self._within(Span(match.end(), match.end() + _TITLE_FAR))[:1]
            if not _SENTENCE_BORDER.search(self._text, match.end(), span.start)
            and not self._led_in(match.end(), span.start)
        ]

    def _heard(self) -> Iterable[tuple[int, Person]]:
        """Who speaks or acts where, outside the quotations: (position, person).

        An actor counts who speaks in the article, holds a post, or is taken up by a pronoun: nouns that were taken
        for names do none of these.
        """
        voices: list[tuple[int, Person]] = []
        actors: list[tuple[int, Person, bool]] = []
        for sentence in self._reading.sentences:
            taken_up = _PRONOUN_FIRST.match(self._text, sentence.start) is not None
            if taken_up and actors:
                actors[-1] = (*actors[-1][:2], True)
            clauses = [c for c in clauses_in(self._text, sentence.start, sentence.end) if not self._in_quote(c.verb)]
            # "Dijelaskannya, lahan milik Budi ditanami": the subject is the speaker before, not Budi.
            goes_on = _PRONOUN_FIRST.match(self._text, sentence.start) or (clauses and clauses[0].of_pronoun)
            actor = None if goes_on else self._actor(sentence)
            if actor is not None:
                actors.append(actor)
            for clause in clauses:
                if clause.of_pronoun:
                    continue
                # A bare title before an active verb ("Presiden menegaskan") may be anyone's.
                person = self._named(clause) if clause.use == "active" else self.voice(clause).person
                if person is not None:
                    voices.append((clause.verb.start, person))
        known = {person.name for _, person in voices} | {m.value.person for m in self._reading.officials}
        sure = [(at, person) for at, person, confirmed in actors if confirmed or person.name in known]
        return voices + (sure if voices or sure else [(at, person) for at, person, _ in actors])

    def _actor(self, sentence: Span) -> tuple[int, Person, bool] | None:
        """The subject of a sentence, and whether an age behind the name shows it to be a person's."""
        for span, person in self._within(Span(sentence.start, min(sentence.end, sentence.start + _SUBJECT_FAR))):
            if not self._in_quote(span) and not self._led_in(sentence.start, span.start):
                sure = _AGE.match(self._text, span.end) is not None or (" " in person.name and self._is_subject(span))
                return span.start, person, sure
        return None

    def _is_subject(self, span: Span) -> bool:
        """Whether the tree makes the name, or the title before it, the subject of a sentence."""
        found = self._reading.doc.char_span(span.start, span.end, alignment_mode="expand")
        if found is None:
            return False
        token = found.root
        while token.dep_ in {"flat", "flat:name", "appos", "nmod", "compound"} and token.head.i != token.i:
            token = token.head
        return token.dep_ in {"nsubj", "nsubj:pass"} and token.head.dep_ == "ROOT"

    def _in_quote(self, span: Span) -> bool:
        place = bisect_right(self._quoted, span.start, key=lambda quoted: quoted.start) - 1
        return place >= 0 and self._quoted[place].overlaps(span)
