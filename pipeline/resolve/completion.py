"""Names made whole, and nouns taken out: what the rest of the article says of a name that was found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipeline.article import Span
from pipeline.lexicon import words as column
from pipeline.normalize import names, regions
from pipeline.normalize.words import Word, match_phrase
from pipeline.reading import Reading
from pipeline.resolve.clusters import ALIAS_WORDS, Found, speaks

PERSON = frozenset({"PER", "PERSON", "PPL"})
"""Labels that annotators have for people."""
_OPENS = {'"': '"', "“": "”", "”": "”", "(": ")", "'": "'"}
_MOST_NICKNAME = 3  # words between the marks of a nickname
_MOST_ADDED = 2  # words that the text adds to a name of one word
# Forms of verbs, and words glued to a preposition; no lower-case part of a name looks so.
_NO_NAME = re.compile(r"(?:di|me|ber|ter|ke|se|pe|pasca|pada|dari|untuk).*|.*(?:kan|nya|com)|.{1,3}|.{13,}")


def found_at(words: Sequence[Word], text: str, start: int, end: int) -> Found:
    """The name of the words from ``start`` to ``end``."""
    span = Span(words[start].start, words[end - 1].end)
    return Found(span, names.join(span.of(text)))


@cache
def place_leads() -> frozenset[str]:
    """Words behind which a place or a body that bears a name is named: "Desa", "Universitas", "Way"."""
    kinds = {form for form in column("region_kinds") if " " not in form}
    return frozenset(kinds | set(column("name_bearing_bodies")) | set(column("place_leads")))


def without_nouns(tagged: Iterable[Found], words: Sequence[Word]) -> list[Found]:
    """The annotator's people less single words that the article shows to be places, bodies or common nouns.

    A place is what stands behind "Desa" or "Universitas"; a common noun also stands in lower case. A reporting verb
    beside the word anywhere in the article shows a person all the same.
    """
    items = list(tagged)
    lower = {word.key for word in words if not word.capital}
    by_start = {word.start: at for at, word in enumerate(words)}
    speaking = {w.key for at, w in enumerate(words) if w.capital and speaks(words, at, at + 1)}
    placed = {w.key for b, w in pairwise(words) if w.capital and b.key in place_leads()}
    kept: list[Found] = []
    for item in items:
        at = by_start.get(item.span.start)
        single = at is not None and words[at].end == item.span.end
        key = words[at].key if at is not None else ""
        led = at is not None and at > 0 and names.skip_prefix(words, at - 1) == at
        if not single or led or key in speaking or not (key in lower or key in placed):
            kept.append(item)
    return kept


def completed(found: Sequence[Found], words: Sequence[Word], text: str, reading: Reading) -> list[Found]:
    """The names found, with nicknames inside them, parts in lower case, and second words taken in."""
    places = {p.span.start for p in reading.entities.places}
    items = _with_lower_parts(_around_nicknames(found, words, text), words, text, reading)
    return [*items, *_longer(items, words, text, places)]


def _around_nicknames(found: Sequence[Found], words: Sequence[Word], text: str) -> list[Found]:
    """'Joko "Jokowi" Widodo' is one name with a nickname inside."""
    by_start = {word.start: at for at, word in enumerate(words)}
    by_end = {word.end: at + 1 for at, word in enumerate(words)}
    known = {item.span.start: item for item in found}
    kept: list[Found] = []
    for item in found:
        if kept and item.span.start < kept[-1].span.end:
            continue
        behind = by_end.get(item.span.end, len(words))
        first = _behind_nickname(words, behind)
        last = known.get(words[first].start) if first is not None else None
        if first is not None and item.span.start in by_start:
            end = by_end[last.span.end] if last is not None else names.read_name(words, first)
            inside = names.join(text[words[behind + 1].start : words[first - 2].end])
            if end > first and (last is not None or words[behind].text != "("):
                tail = text[words[first].start : words[end - 1].end]
                span = Span(item.span.start, words[end - 1].end)
                kept.append(Found(span, names.join(f"{item.name} {tail}"), (names.strip_honorifics(inside), inside)))
                continue
        kept.append(item)
    return kept


def _behind_nickname(words: Sequence[Word], at: int) -> int | None:
    """Where the name goes on behind a nickname in quotes or brackets that begins at ``at``; None where none does."""
    closing = _OPENS.get(words[at].text) if at < len(words) else None
    if closing is None:
        return None
    for end in range(at + 2, min(at + 2 + _MOST_NICKNAME, len(words) - 1)):
        if words[end].text in {closing, words[at].text}:
            follower = words[end + 1]
            inside = all(word.capital and word.text.isalpha() for word in words[at + 1 : end])
            near = words[end].end + 1 == follower.start and words[at].start == words[at - 1].end + 1
            body = any(word.acronym for word in words[at + 1 : end])
            return end + 1 if inside and near and not body and names.is_name_word(follower) else None
    return None


def _with_lower_parts(items: Sequence[Found], words: Sequence[Word], text: str, reading: Reading) -> list[Found]:
    """ "Bupati Amir wijaya": a lower-case word belongs to a name of one word where the annotator or a capital says so.

    The annotator takes verbs in now and then, so that forms of verbs never count.
    """
    by_end = {word.end: at + 1 for at, word in enumerate(words)}
    tagged = [(e.start_char, e.end_char) for e in reading.doc.ents if e.label_ in PERSON]
    parts = {key for item in items for key in names.parts(item.name)}
    kept: list[Found] = []
    for item in items:
        start = by_end.get(item.span.end, len(words))
        around = bisect_right(tagged, (item.span.start, len(text))) - 1
        limit = tagged[around][1] if around >= 0 else 0
        at = start
        while at < len(words) and at < start + 2 and _lower_part(words, at, parts, limit):
            at += 1
        single = len(names.parts(item.name)) == 1
        if single and at > start:
            span = Span(item.span.start, words[at - 1].end)
            item = Found(span, names.join(span.of(text)), item.aliases)
        kept.append(item)
    return kept


def _lower_part(words: Sequence[Word], at: int, parts: set[str], limit: int) -> bool:
    word = words[at]
    if not word.text.islower() or not word.text.isalpha() or word.line != words[at - 1].line:
        return False
    if word.start != words[at - 1].end + 1 or names.known_word(word) or _NO_NAME.fullmatch(word.key):
        return False
    if match_phrase(ALIAS_WORDS, words, at) > at:
        return False  # "Winda sapaan akrab Dwinda"
    return word.key in parts or word.end <= limit


def _longer(items: Sequence[Found], words: Sequence[Word], text: str, places: set[int]) -> Iterator[Found]:
    """Longer forms of names of one word that the text has elsewhere: "Andian" is "Andian Parlindungan".

    The longer form must end before a lower-case word or a mark; in a run of capitals (a headline) no border shows.
    """
    single = {item.name.casefold() for item in items if len(names.parts(item.name)) == 1}
    single -= {part for item in items if len(p := names.parts(item.name)) > 1 for part in p}
    covered = {at for item in items for at in range(item.span.start, item.span.end)}
    seen: Counter[str] = Counter()
    for at, word in enumerate(words):
        if word.key not in single or not word.capital or word.acronym:
            continue
        end = names.read_name(words, at)
        rest = words[at + 1 : end]
        if not 0 < len(rest) <= _MOST_ADDED or any(names.body_word(w) or w.start in covered for w in rest):
            continue
        if any(w.start in places or w.text.isupper() or regions.find(w.text) for w in rest):
            continue
        if end < len(words) and words[end].capital and words[end].line == word.line:
            continue
        seen[word.key] += 1
        if seen[word.key] <= _MOST_ADDED:
            yield found_at(words, text, at, end)
