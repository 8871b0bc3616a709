"""People of one article: every mention of a name, and which of them name one person.

Names are found three ways: the annotator's person entities, names behind a title or an honorific ("Bupati Kasmir",
"Pak Firman"), and names behind a reporting verb ("kata Kasmir"). Short forms are then tied to the longest form whose
words they are, and the short forms of people found are looked for in the rest of the text.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.article import Span
from pipeline.lexicon import table
from pipeline.lexicon import words as column
from pipeline.normalize import bodies, names
from pipeline.normalize.post_walk import index_at
from pipeline.normalize.posts import Evidence, PostReader
from pipeline.normalize.roles import match_title
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases, split
from pipeline.reading import Person, Reading

_PERSON = frozenset({"PER", "PERSON", "PPL"})
# What may stand between two people whom the annotator took for one: "Anies Baswedan-Muhaimin Iskandar".
_BETWEEN = frozenset({"-", "–", "/", "dan", "&"})
_ALIAS_WORDS: Phrases = phrases(column("alias_words"))


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in the text. ``sure`` where title, honorific or annotator vouches for a name of one word."""

    span: Span
    name: str
    sure: bool = True


@dataclass(slots=True)
class _Cluster:
    name: str
    spans: set[Span] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)

    def add(self, span: Span) -> None:
        """Note a mention; ``starts`` stays sorted."""
        if span not in self.spans:
            self.spans.add(span)
            insort(self.starts, span.start)


def find_people(reading: Reading) -> tuple[Person, ...]:
    """The people of the article in order of their first mention, each with every span that names them."""
    text = reading.clean.text
    words = split(text)
    places = {p.span.start: p.span.end for p in reading.entities.places}
    taken = {s.start: s.end for b in reading.entities.bodies for s in b.spans}
    tagged = list(_tagged(reading, words, places))
    evidence = Evidence({f.span.start: f.span.end for f in tagged}, places, taken)
    found = _without_overlaps([*tagged, *_titled(words, text, evidence), *_reported(words, text, evidence)])
    clusters = _cluster(found)
    _add_aliases(clusters, words, text)
    clusters = _with_nicknames(clusters)
    _sweep(clusters, words, text, found)
    return _people(clusters)


def _tagged(reading: Reading, words: Sequence[Word], places: dict[int, int]) -> Iterator[_Found]:
    """The annotator's people, trimmed to the words that a name can have."""
    text, at = reading.clean.text, 0
    reader = PostReader(words, Evidence(places=places))
    for entity in reading.doc.ents:
        if entity.label_ not in _PERSON:
            continue
        at = index_at(words, entity.start_char, at)
        start = _behind_title(reader, _behind_rank(words, at, entity.end_char))
        while start < len(words) and words[start].start < entity.end_char:
            end = names.read_name(words, start)
            if end == start:
                break
            if (reader.place_end(start) or 0) < end and not (end == start + 1 and names.body_word(words[start])):
                found = _found(words, text, start, end)
                if bodies.exact(found.name) is None:
                    yield found
            start = end + 1 if end < len(words) and words[end].text in _BETWEEN else len(words)


def _behind_rank(words: Sequence[Word], at: int, limit: int) -> int:
    """Where a rank stands in the middle of an entity ("Bekasi Timur Kompol Sukadi"), the name begins there."""
    for index in range(at + 1, len(words)):
        if words[index].start >= limit:
            break
        if names.begins_rank(words, index):
            return index
    return at


def _behind_title(reader: PostReader, at: int) -> int:
    """Where the name begins in an entity that holds a title or an honorific as well ("Camat Sukau Hadi")."""
    words = reader.words
    if at + 1 < len(words) and words[at].key in _verbs():
        at += 1  # "Ucap Azwar Hadi"
    post = reader.read(at) if at < len(words) else None
    if post is not None:
        at = post.following
    if at >= len(words):
        return at
    while at + 1 < len(words) and words[at].capital and bodies.exact(words[at].text) is not None:
        at += 1  # "Danantara Rosan Roeslani"
    if post is None and at + 1 < len(words) and words[at].end == words[at + 1].start and words[at + 1].capital:
        at += 1  # "JakartaPramono Anung": what is glued to a name is not part of it
    at = names.skip_country(words, at)
    if at and match_title(words, at - 1) is not None and (region := reader.place_end(at)) is not None:
        at = region if region < len(words) and words[region].capital else at  # "Gubernur Sumut Edy"
    before = words[at - 1] if at else None
    if before is not None and before.initial and before.key not in {"i", "v", "x", "h"} and words[at].capital:
        return at - 1  # "N Lingga Kusuma"
    return names.skip_prefix(words, at)


def _titled(words: Sequence[Word], text: str, evidence: Evidence) -> Iterator[_Found]:
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
            if doubtful and reader.apposed(post_start) and not reader.is_known(start):
                end = start  # "Ayu Lestari, Presiden Majujaya, mengatakan"
        if end > start and reader.place_end(start) is None:
            yield _found(words, text, start, end)
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


def _reported(words: Sequence[Word], text: str, evidence: Evidence) -> Iterator[_Found]:
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
        if end > start and words[start].line == word.line and not names.known_word(words[start]):
            yield _found(words, text, start, end)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["form"] for row in table("reporting_verbs") if row["use"] == "base") | {"menurut"}


def _found(words: Sequence[Word], text: str, start: int, end: int) -> _Found:
    span = Span(words[start].start, words[end - 1].end)
    return _Found(span, names.join(span.of(text)))


def _without_overlaps(found: Iterable[_Found]) -> list[_Found]:
    """One name a place: of two that overlap, the longer stands."""
    kept: list[_Found] = []
    for item in sorted(found, key=lambda f: (f.span.start, f.span.end)):
        if not kept or not item.span.overlaps(kept[-1].span):
            kept.append(item)
        elif len(item.span) > len(kept[-1].span):
            kept[-1] = item
    return kept


def _cluster(found: Sequence[_Found]) -> list[_Cluster]:
    """Names taken together: longest first, a short form goes to the nearest full name before it, else behind it."""
    clusters: list[_Cluster] = []
    by_word: dict[str, list[_Cluster]] = {}
    for item in sorted(found, key=lambda f: (f.name.isupper(), -len(names.parts(f.name)), f.span.start)):
        known = _known_as().get(item.name.casefold(), "").split()
        words = {*(part for part in names.parts(item.name) if len(part) > 1), *known}
        near = {id(c): c for word in words for c in by_word.get(word, ())}
        fitting = [c for c in near.values() if _fits(item.name, c.name)]
        if fitting:
            home = max(fitting, key=lambda c: _nearness(c, item.span))
            home.add(item.span)
        else:
            clusters.append(cluster := _Cluster(item.name))
            cluster.add(item.span)
            for word in {part for part in names.parts(item.name) if len(part) > 1}:
                by_word.setdefault(word, []).append(cluster)
    return clusters


def _fits(short: str, full: str) -> bool:
    known = _known_as()
    return (
        names.is_short_form(short, full)
        or known.get(short.casefold()) == full.casefold()
        or (full.casefold() in known.values() and known.get(short.casefold()) == full.casefold())
    )


@cache
def _known_as() -> dict[str, str]:
    return {row["form"]: row["full"] for row in table("known_as")}


def _nearness(cluster: _Cluster, span: Span) -> tuple[int, int]:
    """A full name before the short form beats one behind it; the nearer one beats the farther."""
    before = bisect_right(cluster.starts, span.start)
    return (1, cluster.starts[before - 1]) if before else (0, -cluster.starts[0])


def _add_aliases(clusters: Sequence[_Cluster], words: Sequence[Word], text: str) -> None:
    """Nicknames behind a name: "alias Ucok", "akrab disapa Sara", "(AHY)"."""
    by_end = {span.end: c for c in clusters for span in c.spans}
    for at in range(1, len(words)):
        cluster = by_end.get(words[at - 1].end)
        if cluster is None:
            continue
        place = at + 1 if words[at].text in {",", "("} else at
        lead = match_phrase(_ALIAS_WORDS, words, place) if place < len(words) else place
        bare = lead == place and words[at].text == "("
        if lead == place and not bare:
            continue
        lead += lead < len(words) and words[lead].text in {'"', "“", "'"}
        start = names.skip_prefix(words, lead) if lead < len(words) else lead
        end = names.read_name(words, start) if start < len(words) else start
        if bare:
            end = start + 1 if _bracketed_initials(words, start, cluster.name) else start
        if end > start:
            cluster.aliases.add(names.join(text[words[start].start : words[end - 1].end]))


def _with_nicknames(clusters: Sequence[_Cluster]) -> list[_Cluster]:
    """People of one name are one where the text says that the one name is the other's nickname."""
    kept: list[_Cluster] = []
    for cluster in clusters:
        name = cluster.name.casefold()
        owner = next((c for c in clusters if c is not cluster and name in {a.casefold() for a in c.aliases}), None)
        if owner is None or owner.name.casefold() in {a.casefold() for a in cluster.aliases}:
            kept.append(cluster)
        else:
            for span in cluster.spans:
                owner.add(span)
    return kept


def _bracketed_initials(words: Sequence[Word], at: int, name: str) -> bool:
    """ "Agus Harimurti Yudhoyono (AHY)": the bracket holds the initials of the name."""
    if at + 1 >= len(words) or words[at + 1].text != ")":
        return False
    return words[at].key == "".join(part[0] for part in names.parts(name))


def _sweep(clusters: Sequence[_Cluster], words: Sequence[Word], text: str, found: Sequence[_Found]) -> None:
    """Further mentions: single words and nicknames of people found that stand elsewhere in the text."""
    owners: dict[str, list[_Cluster]] = {}
    for cluster in clusters:
        keys = [k for k in names.parts(cluster.name) if len(k) > 2]
        for key in {*keys, *(a.casefold() for a in cluster.aliases)}:
            owners.setdefault(key, []).append(cluster)
    occupied = sorted((f.span for f in found), key=lambda s: s.start)
    place = 0
    for word in words:
        while place < len(occupied) and occupied[place].end <= word.start:
            place += 1
        if place < len(occupied) and occupied[place].start < word.end:
            continue
        owning = owners.get(word.key, [])
        if not owning or not word.capital or (names.known_word(word) and not word.acronym):
            continue
        span = Span(word.start, word.end)
        before = [c for c in owning if c.starts[0] < span.start]
        if before:
            max(before, key=lambda c: _nearness(c, span)).add(span)


def _people(clusters: Iterable[_Cluster]) -> tuple[Person, ...]:
    people = [Person(c.name, tuple(sorted(c.spans))) for c in clusters]
    return tuple(sorted(people, key=lambda p: p.spans[0]))
