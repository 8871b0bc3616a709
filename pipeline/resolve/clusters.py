"""Which names are one person: short forms, nicknames, other spellings, and later mentions of single words."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.article import Span
from pipeline.lexicon import table
from pipeline.lexicon import words as column
from pipeline.normalize import bodies, names, regions
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases
from pipeline.resolve.spellings import SHORTEST_NICKNAME, alike, blend, near_keys, prefixes

ALIAS_WORDS: Phrases = phrases(column("alias_words"))
"""What stands between a name and a nickname: "alias", "akrab disapa"."""
_QUOTES = frozenset({'"', "“", "”", "'"})
_LOST_LETTER = re.compile(r"\.\s[a-z]")
_SENTENCE_ENDS = frozenset({".", "!", "?"})
_NEAR = 120  # characters between two people of one sentence
_SHORTEST_CLIPPED = 5  # letters of a first name cut short ("Enggar" of "Enggartiasto")
_NICKNAMED = re.compile(
    r",?\s+(?:(?:begitu|demikian)\s+)?(?:(?:ia|dia)\s+(?:(?:biasa|akrab)\s+)?di(?:sapa|panggil)|(?:nama\s+)?(?:sapa|panggil)an)\b"
)

_INTRODUCED = re.compile(r"\s*(?:\(\d|,\s+(?:seorang|salah|warga|pemilik|ibu|bapak|istri|suami|anak)\b)")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text. ``aliases`` stand within it: "Jokowi" of 'Joko "Jokowi" Widodo'."""

    span: Span
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class Cluster:
    """The mentions of one person. ``starts`` are sorted."""

    name: str
    spans: set[Span] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)

    def add(self, span: Span) -> None:
        """Note a mention."""
        if span not in self.spans:
            self.spans.add(span)
            insort(self.starts, span.start)

    def take(self, other: Cluster) -> None:
        """Note all mentions of another cluster."""
        for span in other.spans:
            self.add(span)
        self.aliases |= other.aliases


def tie(found: Sequence[Found], words: Sequence[Word], text: str) -> list[Cluster]:
    """The people whom the names found mean, each with every mention."""
    clusters = _cluster(list(_without_bodies(found, words)), text)
    _sweep(clusters, words)  # a nickname may stand behind any mention
    _add_aliases(clusters, words, text)
    clusters = _with_nicknames(clusters)
    clusters = _with_variants(clusters, text)
    _sweep(clusters, words)
    return clusters


def _without_bodies(found: Sequence[Found], words: Sequence[Word]) -> Iterator[Found]:
    """The names, the last word of a body or region before them taken off: "Kepala Kebun Raya Sukamaju | Santoso".

    Only in a run of capitals, and where the article calls the person by the rest alone.
    """
    alone = Counter(item.name for item in found)
    at_word = {word.start: at for at, word in enumerate(words)}
    for item in found:
        first, _, rest = item.name.partition(" ")
        at = at_word.get(item.span.start, 0)
        led = at > 0 and words[at - 1].capital and words[at - 1].end + 1 == words[at].start
        called = rest and (alone[rest] or alone[rest.split()[0]]) and not alone[first]
        if led and called and _is_of_body(words[at]):
            yield Found(Span(words[at + 1].start, item.span.end), rest, item.aliases)
        else:
            yield item


def _is_of_body(word: Word) -> bool:
    return (
        names.body_word(word)
        or bodies.exact(word.text) is not None
        or any(r.level < 3 for r in regions.find(word.text))
    )


def _cluster(found: Sequence[Found], text: str) -> list[Cluster]:
    """Names taken together: longest first, a short form goes to the nearest full name before it, else behind it."""
    clusters: list[Cluster] = []
    by_word: dict[str, list[Cluster]] = {}
    for item in sorted(found, key=lambda f: (f.name.isupper(), -len(names.parts(f.name)), f.span.start)):
        known = _known_as().get(item.name.casefold(), "").split()
        words = {*(part for part in names.parts(item.name) if len(part) > 1), *known}
        near = {id(c): c for word in words for c in by_word.get(word, ())}
        fitting = [c for c in near.values() if _fits(item.name, c.name) and not _beside_namesake(item, c, text)]
        if fitting:
            home = max(fitting, key=lambda c: _nearness(c, item.span, item.name))
        else:
            clusters.append(home := Cluster(item.name))
            for word in {part for part in names.parts(item.name) if len(part) > 1}:
                by_word.setdefault(word, []).append(home)
        home.add(item.span)
        home.aliases.update(item.aliases)
    return clusters


def _beside_namesake(item: Found, cluster: Cluster, text: str) -> bool:
    """A wife or child bears the whole name: "Herry Heryawan bersama Tina Herry Heryawan" are two people.

    ``item`` is the shorter name. Found before the longer one, or in one sentence with it, it is another person's.
    """
    short, full = names.parts(item.name), names.parts(cluster.name)
    if len(short) < 2 or len(short) >= len(full) or full[-len(short) :] != short:
        return False
    if item.span.start < cluster.starts[0]:
        return True  # the press gives the full name first
    first = bisect_right(cluster.starts, item.span.start - _NEAR)
    near = cluster.starts[first : bisect_right(cluster.starts, item.span.start + _NEAR)]
    return any(not _SENTENCE_ENDS & set(text[min(item.span.end, at) : max(item.span.start, at)]) for at in near)


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


def _short_forms(name: str) -> Iterator[str]:
    """What the press is known to call a person by: "KDM"."""
    return (form for form, full in _known_as().items() if full == name.casefold())


def _nearness(cluster: Cluster, span: Span, short: str) -> tuple[bool, bool, int]:
    """A name that begins with the short form beats others; one before it beats one behind, the nearer the farther."""
    first = names.parts(cluster.name)[:1] == names.parts(short)[:1]
    before = bisect_right(cluster.starts, span.start)
    return (first, True, cluster.starts[before - 1]) if before else (first, False, -cluster.starts[0])


def _add_aliases(clusters: Sequence[Cluster], words: Sequence[Word], text: str) -> None:
    """Nicknames behind a name: "alias Ucok", "akrab disapa Sara", "(AHY)", and of one taken up ("pria yang ...")."""
    by_end = {span.end: c for c in clusters for span in c.spans}
    for at in range(1, len(words)):
        cluster = by_end.get(words[at - 1].end)
        if cluster is None and words[at].key == "yang":
            cluster = _taken_up(clusters, words, at, text)
        if cluster is None:
            continue
        place = at + 1 if words[at].text in {",", "("} else at
        lead = match_phrase(ALIAS_WORDS, words, place) if place < len(words) else place
        bare = lead == place and words[at].text == "("
        if lead == place and not bare:
            continue
        lead += lead < len(words) and words[lead].text in _QUOTES
        start = names.skip_prefix(words, lead) if lead < len(words) else lead
        end = names.read_name(words, start) if start < len(words) else start
        if bare:
            end = start + 1 if _bracketed_initials(words, start, cluster.name) else start
        if end > start:
            cluster.aliases.add(names.join(text[words[start].start : words[end - 1].end]))


def _taken_up(clusters: Sequence[Cluster], words: Sequence[Word], at: int, text: str) -> Cluster | None:
    """Whom "pria yang akrab disapa Ucok" means: the one whose name holds the nickname, else the first one named in the
    last sentence with a name."""
    lead = match_phrase(ALIAS_WORDS, words, at)
    called = text[words[at].start : words[lead - 1].end].casefold()
    if lead == at or lead >= len(words) or not ("sapa" in called or "panggil" in called):
        return None
    start = words[at].start
    named = sorted((s, c.name, c) for c in clusters for s in c.starts if s < start and len(names.parts(c.name)) > 1)
    nickname = words[names.skip_prefix(words, lead)].key if names.skip_prefix(words, lead) < len(words) else ""
    holding = [c for _, _, c in named if nickname and any(nickname in part for part in names.parts(c.name))]
    if holding or not named:
        return holding[-1] if holding else None
    border = max(text.rfind(mark, 0, named[-1][0]) for mark in ("\n", ". ", "? ", "! "))
    return next(c for s, _, c in named if s > border)


def _with_nicknames(clusters: Sequence[Cluster]) -> list[Cluster]:
    """People are one where the text says that the one name is the other's nickname; the longer name stays."""
    kept: list[Cluster] = []
    aliased: list[Cluster] = []
    for cluster in clusters:
        others = kept if cluster.aliases else aliased
        owner = next((c for c in others if _named_so(c, cluster) or _named_so(cluster, c)), None)
        if owner is None:
            kept.append(cluster)
            aliased += [cluster] if cluster.aliases else []
        else:
            owner.take(cluster)
            aliased += [owner] if owner not in aliased else []
            owner.name = max(owner.name, cluster.name, key=lambda name: len(names.parts(name)))
    for cluster in kept:
        longest = max(cluster.aliases, key=lambda name: len(names.parts(name)), default="")
        if len(names.parts(cluster.name)) == 1 and len(names.parts(longest)) > 1:
            cluster.aliases.add(cluster.name)
            cluster.name = longest  # "Jojo, sapaan akrab Jonatan Christie"
    return kept


def _named_so(owner: Cluster, other: Cluster) -> bool:
    """Whether an alias of ``owner`` is the other's name or a short form of it ("Micky, sapaan akrab Winda")."""
    return any(
        alias.casefold() == other.name.casefold()
        or (len(names.parts(owner.name)) == 1 and names.is_short_form(alias, other.name))
        for alias in owner.aliases
    )


def _with_variants(clusters: Sequence[Cluster], text: str) -> list[Cluster]:
    """Other spellings of one person ("Qudrutul" of "Qudrotul Ikhwan") and first names cut short ("Enggar")."""
    kept: list[Cluster] = []
    by_key: dict[str, list[Cluster]] = {}
    named = [cluster for cluster in clusters if names.parts(cluster.name)]  # "Blu-ray" has no part of a name
    for cluster in sorted(named, key=lambda c: _rank(c, text)):
        cut = all(_LOST_LETTER.match(text, span.end) for span in cluster.spans)
        longest = max(names.parts(cluster.name), key=len)
        near = list({id(c): c for key in near_keys(longest) for c in by_key.get(key, ())}.values())
        owners = [c for c in near if _is_variant(cluster, c, cut=cut)]
        if len(owners) != 1:
            owners = [c for c in near if _is_clipped(cluster, c, text)]
        if len(owners) == 1:
            owners[0].take(cluster)
        else:
            kept.append(cluster)
            for key in {key for part in names.parts(cluster.name) for key in (*near_keys(part), *prefixes(part))}:
                by_key.setdefault(key, []).append(cluster)
    return kept


def _rank(cluster: Cluster, text: str) -> tuple[int, bool, int, int]:
    """Longer names, and those that are no nicknames, come first: they take the others."""
    return -len(names.parts(cluster.name)), _is_nickname(cluster, text), -len(cluster.spans), cluster.starts[0]


def _is_nickname(cluster: Cluster, text: str) -> bool:
    return any(_NICKNAMED.match(text, span.end) for span in cluster.spans)


def _is_variant(cluster: Cluster, owner: Cluster, *, cut: bool) -> bool:
    """The words of the name are words of the owner's, in order, one of them an edit away.

    ``cut`` says that the outlet lost letters before its commas ("kata Ress. dikutip").
    """
    short, full = names.parts(cluster.name), list(names.parts(owner.name))
    edited = 0
    for word in short:
        place = next((i for i, other in enumerate(full) if alike(word, other, cut=cut)), None)
        if place is None:
            return False
        edited += full[place] != word
        del full[: place + 1]
    return edited == 1


def _is_clipped(cluster: Cluster, owner: Cluster, text: str) -> bool:
    """A name cut short behind the full one ("Enggar"), or what the text calls a nickname ("Endi, sapaan akrabnya").

    Four letters are enough where the article calls nobody by the part of the name that they begin ("kata Alex" of
    "Alexander Suhendra"), and nothing introduces the short name as another person's.
    """
    short, nicknamed = cluster.name.casefold(), _is_nickname(cluster, text)
    begun = [part for part in names.parts(owner.name) if part.startswith(short) and part != short]
    if not begun or not short.isalpha() or owner.starts[0] >= cluster.starts[0] or len(short) < SHORTEST_NICKNAME:
        return False
    if nicknamed:
        return True
    if len(names.parts(owner.name)) < 2 or len(short) >= _SHORTEST_CLIPPED:
        return len(names.parts(owner.name)) > 1
    alone = {span.of(text).casefold() for span in owner.spans}
    introduced = any(_INTRODUCED.match(text, span.end) for span in cluster.spans)
    return not introduced and alone.isdisjoint(begun) and len(begun[0]) > len(short) + 1


def _bracketed_initials(words: Sequence[Word], at: int, name: str) -> bool:
    """ "Agus Harimurti Yudhoyono (AHY)": the bracket holds the initials of the name."""
    if at + 1 >= len(words) or words[at + 1].text != ")":
        return False
    parts = names.parts(name)
    return words[at].key == "".join(part[0] for part in parts) or blend(words[at].key, parts)


def _sweep(clusters: Sequence[Cluster], words: Sequence[Word]) -> None:
    """Further mentions: single words and nicknames of people found that stand elsewhere in the text."""
    owners: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        keys = [k for k in names.parts(cluster.name) if len(k) > 2]
        for key in {*keys, *(a.casefold() for a in cluster.aliases), *_short_forms(cluster.name)}:
            owners.setdefault(key, []).append(cluster)
    occupied = sorted((span for c in clusters for span in c.spans), key=lambda s: s.start)
    place = 0
    for at, word in enumerate(words):
        while place < len(occupied) and occupied[place].end <= word.start:
            place += 1
        if place < len(occupied) and occupied[place].start < word.end:
            continue
        owning = owners.get(word.key, [])
        if not owning or not word.capital or not (_free(word) or speaks(words, at, at + 1)):
            continue
        span = Span(word.start, word.end)
        before = [c for c in owning if c.starts[0] < span.start]
        if before:
            max(before, key=lambda c: _nearness(c, span, word.text)).add(span)


def _free(word: Word) -> bool:
    """Whether the word means nothing but a name ("Agung" is also the court's)."""
    return word.acronym or not names.known_word(word)


def speaks(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a reporting verb stands right before the name or, with or without comma, behind it."""
    if start and words[start - 1].key in verbs("base") and not words[start - 1].capital:
        return True
    end += end < len(words) and words[end].text == ","
    return end < len(words) and words[end].key in verbs("active") and not words[end].capital


@cache
def verbs(use: str) -> frozenset[str]:
    """Reporting verbs of one use: ``base`` ones stand before the speaker, ``active`` ones behind."""
    return frozenset(row["form"] for row in table("reporting_verbs") if row["use"] == use)
