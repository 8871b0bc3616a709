"""Who is meant by words that are no name: "Bupati", "istri Budi", "pria itu", "seorang warga"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.article import Span
from pipeline.extract.statements.clauses import Clause, any_of, kind_of_words
from pipeline.extract.statements.scene import SENTENCE_BORDER, Scene, adjunct, companion
from pipeline.lexicon import table
from pipeline.normalize.roles import Title, match_title
from pipeline.normalize.words import split
from pipeline.reading import Person, Reading

_TITLE_FAR = 90  # characters between a title and the name that follows it
_SHORTEST_TITLE = 4  # characters; shorter ones ("RT") stand before too many names
_BARE_TITLE = 3  # words of a title that stands for its bearer ("Kapolres", "Ketua KPU")
_DESCRIPTION_FAR = 60  # characters of a title between a description and the name beside it
_PHRASE = re.compile(r"\s*([^\s,.;:()]+(?:\s+[^\s,.;:()]+){0,7})")
_DEMONSTRATIVE = re.compile(r"[^,.;:\n]{0,160}?\s(?:ini|itu|tersebut)(?=\s*(?:[,.;:(]|$))")
_ADDRESSES = frozenset({"pak", "bu", "bapak", "ibu", "sang"})
_BRACKETS_AND_COMMA = re.compile(r"\s*(?:\([^()\n]{1,20}\)\s*)?,\s*")
_COMMA_BEFORE = re.compile(r",\s*$")


@dataclass(frozen=True, slots=True)
class Voice:
    """What a clause says of its speaker: a person; the running speaker; or, with neither, nobody that can be named.

    ``described`` says that the running speaker is described ("pria itu"), so that somebody must have come before.
    """

    person: Person | None = None
    running: bool = False
    described: bool = False


NOBODY = Voice()
RUNNING = Voice(running=True)
DESCRIBED = Voice(running=True, described=True)


@cache
def _epithet() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of('epithet')}(?![\w-])", re.IGNORECASE)


@cache
def _group() -> re.Pattern[str]:
    return re.compile(rf"{any_of('group')}(?![\w-])", re.IGNORECASE)


@cache
def _unnamed() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('unnamed')})(?![\w-])", re.IGNORECASE)


@cache
def _thing() -> re.Pattern[str]:
    """Documents and doings that "say" something: "pengajuan tersebut", "putusan itu"."""
    return re.compile(
        r"(?:(?:pe|ke)(?!rempuan|mimpin|ndukung)[a-z]{3,}an|[a-z]{3,}(?:asi|isi|ologi))(?![\w-])", re.IGNORECASE
    )


@cache
def _relation() -> re.Pattern[str]:
    """ "istri ", "kuasa hukum dari " right before a name; the noun is a group, ``kin`` or ``counsel``."""
    kin, counsel = any_of("kin"), any_of("counsel")
    middle = r"(?:dari\s+|mendiang\s+|almarhum\s+|almarhumah\s+)?(?:(?:Pak|Bu|Bapak|Ibu|dr\.?|Dr\.?|H\.|Hj\.)\s+)?"
    return re.compile(rf"(?<![\w-])(?<!sang\s)(?:(?P<kin>{kin})|(?P<counsel>[Tt]im\s+{counsel}|{counsel}))\s+{middle}$")


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["form"] for row in table("titles") if row["kind"] not in {"none", "modifier", "noun"})


def _is_title(words: Sequence[str]) -> bool:
    """Whether the words begin with a title, possibly behind an address ("Pak Camat")."""
    keys = [word.casefold() for word in words if word.casefold() not in _ADDRESSES]
    return any(" ".join(keys[:length]) in _titles() for length in range(1, min(len(keys), 5) + 1))


def title_in(phrase: str) -> Title | None:
    """The title that a phrase begins with, an address before it left out ("Pak Camat")."""
    words = split(phrase)
    at = 1 if words and words[0].key in _ADDRESSES else 0
    found = match_title(words, at) if at < len(words) else None
    return found[0] if found is not None else None


def is_unnamed(phrase: str) -> bool:
    """Whether a subject is somebody whom the article does not name: "seorang warga", "para petani".

    >>> is_unnamed("Salah satu saksi mata"), is_unnamed("Bupati")
    (True, False)
    """
    return _unnamed().match(phrase.strip()) is not None


def is_somebody(phrase: str) -> bool:
    """Whether a phrase begins with a word for a person, or with a title.

    >>> is_somebody("Pria bertopi itu"), is_somebody("Bupati ini"), is_somebody("Aturan itu")
    (True, True, False)
    """
    return _person().match(phrase) is not None or _anybody().match(phrase) is not None or title_in(phrase) is not None


@cache
def _person() -> re.Pattern[str]:
    words = [re.escape(word) for word in kind_of_words("epithet") if word not in {"itu", "ini", "tersebut"}]
    return re.compile(rf"(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


@cache
def _anybody() -> re.Pattern[str]:
    return re.compile(rf"{any_of('anybody')}(?![\w-])", re.IGNORECASE)


def _holders_of_roles(reading: Reading) -> dict[str, list[tuple[int, Person]]]:
    """The people who hold posts by the canonical role, in the order in which the article says so."""
    people = {person.name: person for person in reading.entities.people}
    found: dict[str, list[tuple[int, Person]]] = {}
    for mention in sorted(reading.officials, key=lambda m: m.span):
        if mention.value.person in people:
            found.setdefault(mention.value.role, []).append((mention.span.start, people[mention.value.person]))
    return found


class Descriptions:
    """Answers for one article."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._text = scene.text
        self._roles = _holders_of_roles(scene.reading)
        self._holders: dict[str, list[tuple[int, Person]]] = {}

    def voice(self, clause: Clause) -> Voice:
        """A clause without a name: a title, a description of the running speaker, a body, or somebody unknown."""
        if clause.use == "active":
            phrase = re.split(r"[,;:.]\s", self._text[clause.reach.start : clause.reach.end])[-1].strip()
            described = False
            if not phrase:
                return NOBODY
        else:
            match = _PHRASE.match(self._text, clause.reach.start, clause.reach.end)
            cut = adjunct().search(match[1]) if match else None
            phrase = match[1][: cut.start() if cut else None].strip() if match else ""
            if not phrase:
                return RUNNING  # the verb alone, or "ujar saat ditemui"
            described = self.is_demonstrative(clause.reach)
        if clause.lemma == "bunyi":
            return NOBODY  # "bunyi aturan tersebut": what is written
        bearer = self._bearer(phrase, clause.verb.start, whole=described)
        if bearer is not None:
            return Voice(bearer)
        if _group().match(phrase) or _thing().match(phrase) or is_unnamed(phrase):
            return NOBODY
        if described and (title_in(phrase) is not None or _anybody().match(phrase)):
            return DESCRIBED  # "ungkap Wakil Ketua Komisi II yang mengawasi proyek ini"
        return DESCRIBED if _epithet().search(phrase) and not _anybody().match(phrase) else NOBODY

    def only_bearer(self, subject: str) -> Person | None:
        """The one person of the article who bears the title that is a sentence's subject so far ("Bupati juga")."""
        phrase = re.split(r"[,;:.]\s", subject)[-1].strip()
        words = [word for word in phrase.split() if word.casefold() not in kind_of_words("filler")]
        named = title_in(" ".join(words))
        if named is None or len(words) > _BARE_TITLE or not _is_title(words):
            return None
        holders = {person.name: person for _, person in self._roles.get(named.role, [])}
        return next(iter(holders.values())) if len(holders) == 1 else None

    def is_body(self, start: int, name: Span) -> bool:
        """Whether a noun for a body leads up to a name of one word: "kata kepolisian negara bagian Sukaria"."""
        words = self._text[start : name.start].strip()
        return words[:1].islower() and " " not in name.of(self._text) and _group().match(words) is not None

    def is_demonstrative(self, reach: Span) -> bool:
        """Whether the words behind a verb end in "ini" or "itu" and so take up somebody."""
        return _DEMONSTRATIVE.match(self._text, reach.start, reach.end) is not None

    def relation(self, start: int, name: Span) -> str | None:
        """The noun ("istri", "kuasa hukum") that makes the bearer of ``name`` another person's relation, or None.

        "kata pengacara Budi" may be Budi himself: such a noun counts only where the article says whom it means.
        """
        match = _relation().search(self._text, max(start, name.start - _DESCRIPTION_FAR), name.start)
        if match is None:
            return None
        noun = match["kin"] or match["counsel"]
        comma = _BRACKETS_AND_COMMA.match(self._text, name.end)
        sure = match["kin"] is not None or (comma is not None and self._beside(comma.end(), name) is not None)
        return noun if sure or self.related(noun, name) is not None else None

    def related(self, noun: str, possessor: Span) -> Person | None:
        """Whom the article names as ``noun`` of a person: "Ani, istri Budi", "istri Budi, Ani"."""
        owner = next((person for _, person in self._scene.within(possessor)), None)
        for span in owner.spans if owner is not None else ():
            match = _relation().search(self._text, max(0, span.start - _DESCRIPTION_FAR), span.start)
            if match is None or noun.casefold() not in match[0].casefold() or self._scene.in_quote(span):
                continue
            comma = _BRACKETS_AND_COMMA.match(self._text, span.end)
            found = self._beside(comma.end(), span) if comma else None
            before = _COMMA_BEFORE.search(self._text, max(0, match.start() - 3), match.start())
            if found is None and before is not None:
                names = self._scene.within(Span(max(0, before.start() - _DESCRIPTION_FAR), before.start()))
                ends = [person for name, person in names if not self._text[name.end : before.start()].strip()]
                found = ends[-1] if ends else None
            if found is not None and found is not owner:
                return found
        return None

    def _beside(self, at: int, possessor: Span) -> Person | None:
        """The person named right at ``at``, behind the comma of a description."""
        names = self._scene.within(Span(at, min(len(self._text), at + _DESCRIPTION_FAR)))
        near = [person for name, person in names[:1] if not re.search(r"[,.;:\n]|\s[a-z]", self._text[at : name.start])]
        return near[0] if near and not any(span == possessor for span in near[0].spans) else None

    def _bearer(self, phrase: str, at: int, *, whole: bool) -> Person | None:
        """The person before whose name the first words of ``phrase`` stand elsewhere; the nearest one before ``at``.

        ``whole`` asks for a person before whom the whole phrase stands ("ujar Bupati itu").
        """
        words = phrase.split()
        if whole and words[-1] in {"ini", "itu", "tersebut"}:
            words = words[:-1]
        if not words or (not words[0][0].isupper() and not _is_title(words)):
            return None
        for length in range(len(words), len(words) - 1 if whole else 0, -1):
            title = " ".join(words[:length]).casefold()
            if len(title) < _SHORTEST_TITLE:
                break
            if title not in self._holders:
                self._holders[title] = self._find_holders(title)
            if self._holders[title]:
                return _last_before(self._holders[title], at)
        named = title_in(phrase)
        if named is None or len(words) > _BARE_TITLE or (whole and len(words) > 1):
            return None
        return _last_before(self._roles.get(named.role, []), at)

    def _find_holders(self, title: str) -> list[tuple[int, Person]]:
        """Where a title stands right before a name outside the quotations, in order: (start of the name, person)."""
        scene = self._scene
        wanted = re.compile(r"(?<![\w-])" + r"\s+".join(map(re.escape, title.split())) + r"(?![\w-])", re.IGNORECASE)
        return [
            (span.start, person)
            for match in wanted.finditer(self._text)
            if not scene.in_quote(Span(*match.span()))
            for span, person in scene.within(Span(match.end(), match.end() + _TITLE_FAR))[:1]
            if not SENTENCE_BORDER.search(self._text, match.end(), span.start)
            and not scene.led_in(match.end(), span.start)
            and companion().search(self._text, match.end(), span.start) is None
        ]


def _last_before(holders: Sequence[tuple[int, Person]], at: int) -> Person | None:
    before = [person for start, person in holders if start < at]
    return before[-1] if before else holders[0][1] if holders else None
