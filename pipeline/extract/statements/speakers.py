"""Who speaks: the name in the reporting clause, the bearer of a title, or the running speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from pipeline.article import Span
from pipeline.extract.statements.clauses import Clause, any_of, clauses_in
from pipeline.extract.statements.descriptions import (
    DESCRIBED,
    NOBODY,
    RUNNING,
    Descriptions,
    Voice,
    is_somebody,
    is_unnamed,
    title_in,
)
from pipeline.extract.statements.scene import Scene, adjunct, companion
from pipeline.reading import Person, Reading

_SUBJECT_FAR = 160  # characters of a sentence in which its subject is looked for
_VERB_FAR = 40  # characters between a quotation and the verb of its clause: fillers, blanks, marks
# What may stand between a name and its verb: an age, a degree, a comma, an adverb.
_BESIDE = re.compile(
    r"(?:\s*\([^()\n]{1,20}\)|,?\s*[A-Z][A-Za-z.]{0,6}\.[A-Za-z.]{0,4}(?=[\s,])){0,4},?\s+(?:(?:juga|pun|kemudian|lalu|kembali|turut|sempat)\s+)?"
)
# "Budi, selaku pengelola Pantai Indah, menjelaskan": what follows the name only says who he is.
_APPOSED = re.compile(
    r"\s*(?:\([^()\n]{1,20}\)\s*)?,?\s*(?:selaku|yang\s+(?:juga\s+)?(?:merupakan|menjabat)|salah\s+(?:satu|seorang))\s"
)
# "Istri Budi itu", "putra Budi Santoso dan Ani itu": what follows the name takes up the whole description.
_TAKEN_UP = re.compile(
    r"\s+(?:\([^()\n]{1,20}\)\s*)?(?:dan\s+[A-Z]\w*(?:\s[A-Z]\w*){0,3}\s+)?(?:itu|tersebut)(?![\w-])"
)
_LOWER_CASE = re.compile(r"(?<![\w-])[a-z]+")
_AGE = re.compile(r"\s*\(\d{1,3}(?:\s+tahun)?\)")
_PRONOUN_FIRST = re.compile(
    r"(?:Ia|Dia|Beliau|Dirinya|Pihaknya)\s|Menurutnya\b|[A-Z][a-z]+(?:\s[a-z]+){0,5},\s(?:ia|dia|beliau|dirinya|pihaknya)\s"
)
_GOES_ON = re.compile(r"\s+[A-Z][a-z]+")
# "Bendahara negara itu juga meminta", "Korban tsunami ini bersyukur": the one named before is the subject.
_DESCRIBED_FIRST = re.compile(r"[A-Z][\w-]+(?:\s[\w-]+){0,5}?\s(?:itu|ini|tersebut)\s(?=[a-z])")
_MOST_IN_A_ROW = 4
_CAPITALS_ONLY = re.compile(r"(?:\s|(?<![.!?])\s*,|[A-Z0-9][\w./-]*|\([A-Z]\w*\)){1,12}")


@cache
def _owned() -> re.Pattern[str]:
    """ "Pastinya kehidupan Budi tak akan sama": a doing or a state is the subject, not its owner."""
    forms = r"(?:pe|ke)(?!pala)[a-z]{3,}an|[a-z]{3,}(?:asi|isi|itas)|(?:me|ter)[a-z]{4,}nya"
    return re.compile(rf"(?<![\w-])(?:{forms}|{any_of('owned')})\s+$", re.IGNORECASE)


@cache
def _theme() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of('theme')}\s+(?:yang|seperti)\s+(?:telah\s+|sudah\s+)?$", re.IGNORECASE)


@cache
def _circumstance() -> re.Pattern[str]:
    return re.compile(rf"{any_of('circumstance')}(?![\w-])", re.IGNORECASE)


def _pronoun_before(text: str, reach: Span) -> bool:
    pattern = rf"(?<![\w-]){any_of('pronoun')}(?:\s+{any_of('filler')})*\s+$"
    return re.compile(pattern, re.IGNORECASE).search(text, reach.start, reach.end) is not None


class Speakers:
    """Answers for one article. ``quoted`` are the stretches in which names and verbs do not count."""

    def __init__(self, reading: Reading, quoted: Iterable[Span]) -> None:
        self._reading = reading
        self._text = reading.clean.text
        self._scene = Scene(reading, quoted)
        self._descriptions = Descriptions(self._scene)
        self._bearers = _bearers_of_posts(reading, self._scene)
        self._events = sorted(self._heard(), key=lambda event: event[0])

    def voice(self, clause: Clause) -> Voice:
        """The speaker that a clause names."""
        if clause.of_pronoun:
            return RUNNING
        if clause.use == "active" and _pronoun_before(self._text, clause.reach):
            return RUNNING
        named = self._named(clause)
        if named is None and clause.use == "document":
            return NOBODY
        return named if named is not None else self._descriptions.voice(clause)

    def running(self, at: int) -> Person | None:
        """Who spoke or acted last before ``at``; where nobody did, who does first behind it.

        None where the last to speak is somebody whom the article does not name.
        """
        place = bisect_left(self._events, at, key=lambda event: event[0])
        return self._events[max(place - 1, 0)][1] if self._events else None

    def heard_before(self, at: int) -> Person | None:
        """Who spoke or acted last before ``at``, or None."""
        place = bisect_left(self._events, at, key=lambda event: event[0])
        return self._events[place - 1][1] if place else None

    def labelled(self, label: Span) -> Person | None:
        """The person whose name stands right before the colon that ends ``label``, or None."""
        for span, person in self._scene.within(label):
            if not self._text[span.end : label.end].strip(" :\n"):
                return person
        return None

    def _named(self, clause: Clause) -> Voice | None:
        """The person whose name stands in the clause, nobody where it is a relation of one; None without a name."""
        sentence = self._reading.sentence_at(clause.verb.start)
        if clause.use == "active":
            return self._before(Span(max(clause.reach.start, sentence.start), clause.reach.end))
        return self._behind(Span(clause.reach.start, max(clause.reach.start, min(clause.reach.end, sentence.end))))

    def _behind(self, reach: Span) -> Voice | None:
        """The first name behind the verb that no adjunct leads in ("saat mendampingi Budi").

        Where capitals alone stand between it and further names ("kata Lurah Sukamulya, Budi Santoso"), the bearer of a
        post is meant, else the longest name: the others are names of places that look like people's.
        """
        names = self._scene.outside_quotes(reach)
        if not names or self._scene.led_in(reach.start, names[0][0].start):
            return None
        noun = self._descriptions.relation(reach.start, names[0][0])
        if noun is not None:
            related = self._descriptions.related(noun, names[0][0])
            taken_up = related is None and self._descriptions.is_demonstrative(reach)
            return DESCRIBED if taken_up else Voice(related)
        if self._is_taken_up(reach.start, names[0][0]):
            return DESCRIBED  # "kata bintang film Sukamaju itu"
        if names[0][1].name not in self._bearers and self._descriptions.is_body(reach.start, names[0][0]):
            return NOBODY
        row = [names[0]]
        for pair in names[1:_MOST_IN_A_ROW]:
            if not _CAPITALS_ONLY.fullmatch(self._text, row[-1][0].end, pair[0].start):
                break
            row.append(pair)
        best = max(row, key=self._likeness)
        return Voice(best[1])

    def _likeness(self, pair: tuple[Span, Person]) -> tuple[bool, bool, int, int]:
        """How likely a name of a row is the speaker's: "Kaji Cepat Sudin Sukamaju Timur, Budi" goes on behind Sudin."""
        span, person = pair
        ends = _GOES_ON.match(self._text, span.end) is None
        return person.name in self._bearers, ends, person.name.count(" "), -span.start

    def _before(self, reach: Span) -> Voice | None:
        """The subject before an active verb.

        A name right before the verb is it unless it only keeps another company ("Budi didampingi Ani mengatakan");
        else the last name that no adjunct leads in.
        """
        names = self._scene.outside_quotes(reach)
        apposed = [person for span, person in names if _APPOSED.match(self._text, span.end, reach.end)]
        if apposed and names[-1][1] is not apposed[0] and not self._scene.led_in(reach.start, names[0][0].start):
            return Voice(apposed[0])
        for span, person in reversed(names):
            beside = _BESIDE.fullmatch(self._text, span.end, reach.end) is not None
            if self._scene.led_in(reach.start, span.start, companion() if beside else adjunct()):
                continue
            if self._is_taken_up(reach.start, span):
                return DESCRIBED
            noun = self._descriptions.relation(reach.start, span)
            if noun is None:
                return Voice(person)
            related = self._descriptions.related(noun, span)
            if related is not None or beside:
                return Voice(related)
        return None

    def _is_taken_up(self, start: int, span: Span) -> bool:
        """Whether words before the name and "itu" behind it describe somebody ("Istri Budi itu")."""
        return bool(self._text[start : span.start].strip()) and _TAKEN_UP.match(self._text, span.end) is not None

    def _heard(self) -> Iterable[tuple[int, Person | None]]:
        """Who speaks or acts where, outside the quotations: (position, person; None for somebody unnamed who speaks).

        An actor counts who speaks in the article, holds a post, or is taken up by a pronoun: nouns that were taken
        for names do none of these.
        """
        voices: list[tuple[int, Person | None]] = []
        actors: list[tuple[int, Person, bool]] = []
        for sentence in self._reading.sentences:
            taken_up = _PRONOUN_FIRST.match(self._text, sentence.start) is not None or self._is_described(sentence)
            if taken_up and actors:
                actors[-1] = (*actors[-1][:2], True)
            found = clauses_in(self._text, sentence.start, sentence.end)
            clauses = [clause for clause in found if not self._scene.in_quote(clause.verb)]
            # "Dijelaskannya, lahan milik Budi ditanami": the subject is the speaker before, not Budi.
            goes_on = taken_up or (clauses and clauses[0].of_pronoun)
            actor = None if goes_on else self._actor(sentence)
            if actor is not None:
                actors.append(actor)
            voices += self._voices(clauses, told=bool(goes_on))
        speaking = {person.name for _, person in voices if person is not None}
        known = speaking | self._bearers
        sure = [(at, person) for at, person, confirmed in actors if confirmed or person.name in known]
        return voices + (sure if speaking or sure else [(at, person) for at, person, _ in actors])

    def _is_described(self, sentence: Span) -> bool:
        """Whether a description that somebody bears is the subject of a sentence: a word for people, or a title."""
        match = _DESCRIBED_FIRST.match(self._text, sentence.start, sentence.end)
        if match is None or _circumstance().match(match[0]) or adjunct().match(match[0]):
            return False
        return not self._scene.within(Span(*match.span())) and is_somebody(match[0])

    def _voices(self, clauses: Iterable[Clause], *, told: bool) -> Iterable[tuple[int, Person | None]]:
        """Who speaks in the clauses of one sentence.

        ``told`` says that a pronoun is its subject ("Ia mendukung langkah Budi yang meminta"). Behind it, and behind a
        first clause that names its speaker, what others say is only told.
        """
        for clause in clauses:
            if clause.of_pronoun:
                continue
            if clause.use == "active":
                subject = clause.reach.of(self._text)
                by_pronoun = _pronoun_before(self._text, clause.reach)
                named = None if told or by_pronoun else self._subject(clause)
                told = told or by_pronoun or (named is not None and named.person is not None)
                if named is not None and named.person is not None:
                    yield clause.verb.start, named.person
                elif named == NOBODY and is_unnamed(subject):
                    yield clause.verb.start, None
                continue
            named = self._named(clause)
            voice = named if named is not None else self._descriptions.voice(clause)
            if clause.use == "base" and not self._is_plain(clause):
                continue
            if told and (clause.use == "preposition" or self._is_theme(clause)):
                continue  # "kata Budi, menurut aturan", "Budi meneruskan apa yang disampaikan Ani"
            if voice.person is not None or (voice == NOBODY and self._scene.ends_quote(clause.verb.start)):
                told = told or clause.use in {"base", "preposition"}
                yield clause.verb.start, voice.person

    def _is_theme(self, clause: Clause) -> bool:
        """Whether what somebody else said is only taken up: "apa yang disampaikan Budi"."""
        return _theme().search(self._text, max(0, clause.verb.start - _VERB_FAR), clause.verb.start) is not None

    def _subject(self, clause: Clause) -> Voice | None:
        """Who stands before an active verb: a name, else the one bearer of a title."""
        named = self._named(clause)
        return named if named is not None else Voice(self._descriptions.only_bearer(clause.reach.of(self._text)))

    def _is_plain(self, clause: Clause) -> bool:
        """Whether a word like "lapor" or "jelas" is a reporting verb here: behind a quotation, or right before a name.

        "Surat tanda lapor keberadaan Budi": what stands before the name must be capitals or a title.
        """
        if self._scene.follows_quote(clause.verb.start, _VERB_FAR):
            return True
        names = self._scene.outside_quotes(clause.reach)
        between = self._text[clause.reach.start : names[0][0].start if names else clause.reach.end]
        return _LOWER_CASE.search(between) is None or title_in(between.strip()) is not None

    def _actor(self, sentence: Span) -> tuple[int, Person, bool] | None:
        """The subject of a sentence, and whether an age behind the name shows it to be a person's."""
        for span, person in self._scene.within(Span(sentence.start, min(sentence.end, sentence.start + _SUBJECT_FAR))):
            if self._scene.in_quote(span) or self._scene.led_in(sentence.start, span.start):
                continue
            if self._descriptions.relation(sentence.start, span) is not None or self._is_taken_up(sentence.start, span):
                continue
            if self._is_owner(sentence.start, span):
                continue
            # "Kemudian, susunan pengurus dengan biodata, surat Sekretariat Umum": far in, the tree is no help.
            plain = adjunct().search(self._text, sentence.start, span.start) is None
            subject = " " in person.name and plain and self._is_subject(span)
            sure = subject or _AGE.match(self._text, span.end) is not None
            return span.start, person, sure
        return None

    def _is_owner(self, start: int, span: Span) -> bool:
        """Whether a doing or state before the name is the subject; in capitals it is a part of a post."""
        match = _owned().search(self._text, start, span.start)
        return match is not None and (match.start() == start or match[0][0].islower())

    def _is_subject(self, span: Span) -> bool:
        """Whether the tree makes the name, or the title before it, the subject of a sentence."""
        found = self._reading.doc.char_span(span.start, span.end, alignment_mode="expand")
        if found is None:
            return False
        token = found.root
        while token.dep_ in {"flat", "flat:name", "appos", "nmod", "compound"} and token.head.i != token.i:
            token = token.head
        return token.dep_ in {"nsubj", "nsubj:pass"} and token.head.dep_ == "ROOT"


def _bearers_of_posts(reading: Reading, scene: Scene) -> set[str]:
    """The names of the people who hold posts, also where the post was read with a longer or shorter name."""
    bearers = {mention.value.person for mention in reading.officials}
    for mention in reading.officials:
        words = set(mention.value.person.split())
        bearers |= {person.name for _, person in scene.within(mention.span) if words.issuperset(person.name.split())}
    return bearers
