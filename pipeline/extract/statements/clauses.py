"""Reporting clauses: "ujar Budi" behind a quotation, "Budi mengatakan," before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pipeline.article import Span
from pipeline.lexicon import table

Use = Literal["base", "active", "passive", "preposition", "document"]

_GLUE = "[\\s,.;:–—\\-'…)\\]]{0,5}"  # what may stand between the closing mark and the verb
_WORD_END = "(?:(?![\\w-])|(?=(?-i:[A-Z][a-z])))"  # the blank before a name is lost now and then: "ujarBudi"
_SENTENCE_BORDER = re.compile(r"[.!?]\s|\n")
_UNKNOWN_VERB = re.compile(r"\s*(?P<verb>[a-z]{3,}(?:-[a-z]+)?)(?![\w-])")
_CLAUSE_FAR = 300  # characters that a reporting clause may run on


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting verb in its place.

    ``of_pronoun`` says that the verb itself carries the speaker ("ujarnya"). ``reach`` is where the speaker's name or
    title stands if the text gives one: before an active verb, behind every other. ``lemma`` is None for a verb that no
    table knows.
    """

    lemma: str | None
    use: Use
    verb: Span
    of_pronoun: bool
    reach: Span


@cache
def kind_of_words(kind: str) -> tuple[str, ...]:
    """The words of one kind in the table ``quotation_words``, longest first."""
    found = [row["word"] for row in table("quotation_words") if row["kind"] == kind]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def any_of(kind: str) -> str:
    """A regular expression for the words of one kind."""
    return "(?:" + "|".join(re.escape(word) for word in kind_of_words(kind)) + ")"


@cache
def _verbs() -> dict[str, tuple[str, Use]]:
    """Form → (lemma, use); the forms in -nya of verbs that the speaker follows are added."""
    found: dict[str, tuple[str, Use]] = {}
    for row in table("reporting_verbs"):
        use: Use = row["use"]  # type: ignore[assignment]
        found[row["form"]] = row["lemma"], use
        if use != "active":
            found[row["form"] + "nya"] = row["lemma"], use
    return found


@cache
def _behind() -> re.Pattern[str]:
    forms = "|".join(sorted((f for f, (_, use) in _verbs().items() if use != "active"), key=len, reverse=True))
    return re.compile(rf"{_GLUE}(?:{any_of('filler')}\s+){{0,3}}(?P<verb>{forms}){_WORD_END}", re.IGNORECASE)


@cache
def _anywhere() -> re.Pattern[str]:
    forms = "|".join(sorted(_verbs(), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<verb>{forms})(?![\w-])", re.IGNORECASE)


@cache
def _unclosed() -> re.Pattern[str]:
    """A clause inside a stretch whose closing mark is missing: only its plainest forms."""
    bases = "|".join(sorted((f for f, (_, use) in _verbs().items() if use == "base"), key=len, reverse=True))
    return re.compile(rf"[,.?!]['\s]*\s(?=(?:{bases})(?![\w-])(?:\s+(?:{any_of('pronoun')}\b|[A-Z])|(?<=nya)))")


@cache
def _document() -> re.Pattern[str]:
    """What is written: "demikian bunyi pengumuman", "begitu isi suratnya"."""
    return re.compile(
        rf"{_GLUE}(?:demikian|demikianlah|begitu|begitulah)\s+(?:(?:isi|bunyi|kutipan|petikan)\s+)?"
        rf"(?P<noun>{any_of('document')})(?:nya)?(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _announced() -> re.Pattern[str]:
    """ "Foto itu diberi keterangan sebagai berikut:", "Berikut isi suratnya:" at the end of the words before."""
    nouns = any_of("document")
    return re.compile(
        rf"(?:(?<![\w-])(?:{nouns})(?:nya)?(?![\w-])[^.:\n]{{0,80}}\sberikut(?:\s+ini)?|"
        rf"(?<![\w-])berikut\s+(?:ini\s+)?(?:(?:isi|bunyi|kutipan|petikan)\s+)?(?:{nouns})(?:nya)?(?![\w-])[^.:\n]{{0,80}})"
        rf"\s*[:.,]\s*$",
        re.IGNORECASE,
    )


@cache
def _pronoun_next() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:oleh\s+)?{any_of('pronoun')}(?![\w-])", re.IGNORECASE)


@cache
def _not_a_verb() -> re.Pattern[str]:
    return re.compile("|".join(any_of(kind) for kind in ("pronoun", "filler", "adjunct", "companion")))


def clause_behind(text: str, at: int, end: int) -> Clause | None:
    """The reporting clause that begins at ``at``, right behind a closing mark; ``end`` is where it must end."""
    match = _behind().match(text, at, end)
    if match is None:
        return None
    verb = Span(*match.span("verb"))
    lemma, use = _verbs()[match["verb"].casefold()]
    by_pronoun = match["verb"].casefold().endswith("nya") or _pronoun_next().match(text, verb.end, end) is not None
    if match["verb"][0].isupper() and not by_pronoun and not _name_follows(text, verb.end):
        return None  # a sentence of its own: "Jelas ini keliru."
    return Clause(lemma, use, verb, by_pronoun, Span(verb.end, _reach_end(text, verb.end, end)))


def active_clause_behind(text: str, at: int, end: int) -> Clause | None:
    """A clause with the subject first: "… ," dia menambahkan. ``at`` is right behind the closing mark."""
    border = _SENTENCE_BORDER.search(text, at, min(end, at + _CLAUSE_FAR))
    last = border.start() if border else min(end, at + _CLAUSE_FAR)
    found = next((clause for clause in clauses_in(text, at, last) if clause.use == "active"), None)
    return None if found is None else replace(found, reach=Span(at, found.verb.start))


def unknown_clause_behind(text: str, at: int, end: int) -> Clause | None:
    """A clause with a verb that no table knows, behind a comma and a closing mark: "rutuknya", "kara Budi"."""
    match = _UNKNOWN_VERB.match(text, at, end)
    if match is None or _not_a_verb().fullmatch(match["verb"]):
        return None
    verb = Span(*match.span("verb"))
    by_pronoun = verb.of(text).endswith("nya") or _pronoun_next().match(text, verb.end, end) is not None
    if not by_pronoun and not _name_follows(text, verb.end):
        return None
    return Clause(None, "base", verb, by_pronoun, Span(verb.end, _reach_end(text, verb.end, end)))


def document_behind(text: str, at: int, end: int) -> Clause | None:
    """The words behind a quotation that name a document as its source: "demikian pernyataan lembaga itu"."""
    match = _document().match(text, at, end)
    if match is None:
        return None
    noun = Span(*match.span("noun"))
    return Clause(None, "document", noun, False, Span(match.end(), _reach_end(text, match.end(), end)))


def is_announced(text: str, start: int, end: int) -> bool:
    """Whether the words before a quotation announce the wording of a document or a post.

    >>> is_announced("Berikut isi suratnya: ", 0, 22)
    True
    """
    return _announced().search(text, start, end) is not None


def clause_inside(text: str, start: int, end: int) -> int | None:
    """Where a quotation that nothing closes ends, because "… , kata Budi" goes on; None when it does not."""
    match = _unclosed().search(text, start, end)
    return match.start() + 1 if match else None


def clauses_in(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every reporting verb between ``start`` and ``end``; the reach of each stays inside."""
    for match in _anywhere().finditer(text, start, end):
        verb = Span(*match.span("verb"))
        form = match["verb"].casefold()
        lemma, use = _verbs()[form]
        if use == "active":
            yield Clause(lemma, use, verb, False, Span(max(start, verb.start - _CLAUSE_FAR), verb.start))
            continue
        by_pronoun = form.endswith("nya") or _pronoun_next().match(text, verb.end, end) is not None
        yield Clause(lemma, use, verb, by_pronoun, Span(verb.end, min(end, verb.end + _CLAUSE_FAR)))


def _name_follows(text: str, at: int) -> bool:
    return text[at : at + 1].isupper() or (text[at : at + 1] == " " and text[at + 1 : at + 2].isupper())


def _reach_end(text: str, at: int, end: int) -> int:
    end = min(end, at + _CLAUSE_FAR)
    line = text.find("\n", at, end)
    return line if line >= 0 else end
