"""People of one article: every mention of a name, and which of them name one person.

Names are found three ways: the annotator's person entities, names behind a title or an honorific ("Bupati Kasmir",
"Pak Firman"), and names behind a reporting verb ("kata Kasmir"). Short forms are then tied to the longest form whose
words they are, and the short forms of people found are looked for in the rest of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.normalize import names
from pipeline.normalize.links import link
from pipeline.normalize.posts import Evidence, Post, PostReader
from pipeline.normalize.roles import match_title
from pipeline.normalize.words import Word, split
from pipeline.reading import Person, Reading
from pipeline.resolve.clusters import Cluster, Found, tie, verbs
from pipeline.resolve.completion import completed, found_at, without_nouns
from pipeline.resolve.tagged import given_names, lengthened, organisations, ranked, region_before_name, tagged

_LONGEST_RUN = 12  # words of a title that no table knows, and the name behind it


def find_people(reading: Reading) -> tuple[Person, ...]:
    """The people of the article in order of their first mention, each with every span that names them."""
    text = reading.clean.text
    words = split(text)
    places = {p.span.start: p.span.end for p in reading.entities.places}
    taken = {s.start: s.end for b in reading.entities.bodies for s in b.spans}
    evidence = Evidence(places=places, bodies=taken, entities=organisations(reading))
    known = lengthened(without_nouns(tagged(reading, words, evidence), words), words, text)
    known += ranked(reading, words, evidence)
    evidence = replace(evidence, names={f.span.start: f.span.end for f in known})
    found = [*known, *_titled(words, text, evidence), *_reported(words, text, evidence)]
    found += _linked(words, text, evidence)
    found = _without_lists(completed(_without_overlaps(found), words, text, reading))
    return _people(tie(found, words, text))


def _titled(words: Sequence[Word], text: str, evidence: Evidence) -> Iterator[Found]:
    """Names behind a title phrase, with or without comma, and behind an honorific or a rank."""
    reader = PostReader(words, evidence)
    at = 0
    while at < len(words):
        post_start, post = at, reader.read(at)
        if post is None:
            start = names.skip_prefix(words, at)
            if start == at or start >= len(words) or reader.read(start) is not None:
                at += 1
                continue
            end = names.read_name(words, start)
        else:
            at = post.following - 1
            start, end = _name_behind(reader, post.following)
            bodiless = post.title.kind not in {"office", "post", "fixed", "portfolio", "minister"}
            doubtful = bodiless and end > start and (end == start + 1 or post.tail is None)
            apposed = bodiless and end > start and reader.apposed(post_start)
            if apposed and (doubtful or reader.apposed(post_start, least=2)) and not reader.is_known(start):
                end = start  # "Ayu Lestari, Presiden Majujaya, mengatakan"
        if end - start > 1 and region_before_name(words, start):
            start += 1
        if end > start and reader.place_end(start) is None:
            yield found_at(words, text, start, end)
        at = max(end, at + 1)


def _name_behind(reader: PostReader, at: int) -> tuple[int, int]:
    """The name behind a title phrase; behind a comma it needs two words, an honorific, or other evidence."""
    words = reader.words
    name = reader.name_after(at) if at < len(words) else None
    if name is not None and words[name[0]].line == words[at - 1].line:
        return name
    if at + 1 < len(words) and words[at].text == "," and (name := reader.name_after(at + 1)) is not None:
        start, end = name
        if end - start > 1 or start > at + 1 or reader.is_known(start):
            return name
    return at, at


def _reported(words: Sequence[Word], text: str, evidence: Evidence) -> Iterator[Found]:
    """Names behind a reporting verb: "kata Kasmir,"; they end at a mark or at a word in lower case."""
    verbs, reader = _verbs(), PostReader(words, evidence)
    for at, word in enumerate(words[:-1]):
        if word.key not in verbs or word.capital:
            continue
        start = names.skip_prefix(words, at + 1)
        if start >= len(words) or words[start].start in evidence.places or words[start].start in evidence.bodies:
            continue
        if reader.read(at + 1) is not None or reader.read(start) is not None:
            continue
        end = names.read_name(words, start)
        doubtful = names.known_word(words[start]) and words[start].key not in given_names()
        if end == start and words[start].key in given_names() and words[start].capital:
            end = max(names.read_name(words, start + 1), start + 1)  # "kata Hari saat ditemui"
        if end > start and words[start].line == word.line and not doubtful:
            yield found_at(words, text, start, end)
        elif (behind := _behind_unknown_title(reader, start)) is not None:
            yield found_at(words, text, *behind)


def _linked(words: Sequence[Word], text: str, evidence: Evidence) -> Iterator[Found]:
    """Names of two words or more before a post: "Budi Santoso terpilih menjadi Camat", "Budi Santoso, Camat X,"."""
    reader, at = PostReader(words, evidence), 0
    while at < len(words):
        end = names.read_name(words, at) if words[at].capital else at
        if end - at < 2 or _taken(reader, at, end) or (at and _goes_before(words[at - 1], words[at])):
            at = max(end, at + 1)
            continue
        place, _, rule = link(words, names.skip_degrees(words, end) if end < len(words) else end)
        post = reader.read(place) if rule and place < len(words) else None
        apposed = rule in {"name_comma_title", "name_bracket_title"}
        if post is not None and not (apposed and _names_another(reader, post)):
            yield found_at(words, text, at, end)
        at = end


def _taken(reader: PostReader, start: int, end: int) -> bool:
    """Whether words that look like a name are known to be something else, or are known already.

    A known name at their end may lack its first word.
    """
    led = names.skip_prefix(reader.words, start) > start
    return any(
        (reader.is_known(i) and (i == start or led or reader.known_end(i) != end))
        or reader.place_end(i) is not None
        or names.known_word(reader.words[i])
        or match_title(reader.words, i) is not None
        for i in range(start, end)
    ) or any(names.body_word(w) for w in reader.words[start:end])


def _goes_before(word: Word, first: Word) -> bool:
    """Whether a capitalised word before a name may be a part of it or of a title; "Sedangkan" is none."""
    return word.capital and word.end < first.start and (names.is_name_word(word) or names.body_word(word))


def _names_another(reader: PostReader, post: Post) -> bool:
    """Whether a title behind a comma says too little, or is the title of a name behind it."""
    if post.tail is None and not post.regions:
        return True
    following = post.following
    return following < len(reader.words) and (
        reader.name_after(following) is not None or reader.words[following].capital
    )


def _behind_unknown_title(reader: PostReader, at: int) -> tuple[int, int] | None:
    """The name that ends a run of capitals behind a verb: "ujar Brand Lead Majujaya Indonesia Rina Marlina,"."""
    words, end = reader.words, at
    while end < len(words) and words[end].capital and words[end].line == words[at].line and end - at < _LONGEST_RUN:
        end += 1
    borders = [i for i in range(at, end) if reader.place_end(i) is not None or names.is_country(words, i)]
    start = borders[-1] + 1 if borders else end
    if end - start != 2 or names.read_name(words, start) != end or any(map(names.body_word, words[start:end])):
        return None
    return start, end


@cache
def _verbs() -> frozenset[str]:
    return verbs("base") | {"menurut"}


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    """One name a place: of two that overlap, the longer stands."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (f.span.start, f.span.end)):
        if not kept or not item.span.overlaps(kept[-1].span):
            kept.append(item)
        elif len(item.span) > len(kept[-1].span):
            kept[-1] = item
    return kept


def _without_lists(found: Sequence[Found]) -> list[Found]:
    """The names less those that are two others in a row, as in a caption without commas."""
    full = {f.name.casefold() for f in found if " " in f.name}
    kept = []
    for item in found:
        parts = item.name.casefold().split()
        cuts = range(2, len(parts) - 1)
        if not any(" ".join(parts[:c]) in full and " ".join(parts[c:]) in full for c in cuts):
            kept.append(item)
    return kept


def _people(clusters: Iterable[Cluster]) -> tuple[Person, ...]:
    people = [Person(c.name, tuple(sorted(c.spans))) for c in clusters]
    return tuple(sorted(people, key=lambda p: p.spans[0]))
