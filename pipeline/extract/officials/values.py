"""From a stated post to its fields: role, status, organisation, jurisdiction."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from pipeline.article import Span
from pipeline.extract.officials.candidates import Candidate
from pipeline.facts import Status
from pipeline.lexicon import table
from pipeline.lexicon import words as column
from pipeline.normalize import bodies, names, regions, roles
from pipeline.normalize.posts import Post
from pipeline.normalize.regions import Region
from pipeline.normalize.words import Word, split
from pipeline.reading import Place, Reading

_NEAR = 8
"""No role phrase has more regions than this."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A post as a fact states it, and how it came about; ``told`` says that the phrase itself names the region.

    ``village`` is the one that its head's title names; it has no code of its own here.
    """

    role: str
    status: Status
    organization: str | None
    region: Region | None
    told: bool
    steps: tuple[str, ...]
    village: str | None = None


def holding(reading: Reading, candidate: Candidate, *, year: int | None) -> Holding | None:
    """The fields of a stated post; None where a title without its body says nothing (an expert of no institution).

    ``year`` is the year that the article is from, for terms that ended before it.
    """
    post, text = candidate.post, reading.clean.text
    place = _place(reading, post)
    body = organization(post, text) or None
    if body is None and post.title.kind in {"expert", "member"}:
        return None
    if post.title.kind == "member" and not _is_body(body or ""):
        return None
    role = _role(post, text, body)
    region = _region(reading, post, place, body)
    steps = [f"'{post.span.of(text)[:80]}' is {role}"]
    if region is not None:
        steps.append(f"{'named' if place else 'article speaks of'} {region.name} ({region.code})")
    status = _status(candidate, year)
    village = post.tail.of(text) if post.title.level == "4" and post.tail is not None else None
    return Holding(role, status, body, region, place is not None, tuple(steps), village)


def _status(candidate: Candidate, year: int | None) -> Status:
    post = candidate.post
    if candidate.status is not None:
        return candidate.status
    if post.status is not None:
        return post.status
    ends = [int(years[-4:]) for years in post.years]
    return "former" if ends and year is not None and max(ends) < year else "definitive"


def _role(post: Post, text: str, body: str | None) -> str:
    title = post.title
    if title.kind == "minister" and post.tail is not None:
        return f"{title.role} {roles.portfolio(post.tail.of(text))}"
    if title.role == "Kepala" and body is not None:
        return roles.head_of(body)
    return title.role


def organization(post: Post, text: str) -> str | None:
    """The body in which the post is held, without its region where that is separable."""
    title = post.title
    tail = _tail(post, text)
    match title.kind:
        case "minister" | "portfolio":
            return None
        case "office" | "state":
            return title.organization or (_foreign_body(tail, title.level) if title.level != "4" else None)
        case "fixed":
            return title.organization
        case "head":
            return _headed(title.organization, tail)
        case "post":
            whole = _whole(post, text)
            return roles.body_name(f"{title.organization} {whole}") or None if whole else None
        case "unit":
            parent = _parent(tail)
            field = f"{title.organization} {tail}".strip() if title.organization and tail else title.organization
            if parent is None and title.role == "Direktur" and (company := _behind_field(tail)):
                return company
            if parent is None and title.organization.split()[:1] == [title.role]:
                return None  # "Deputi Bidang Statistik" is itself no body
            return parent or (field if tail or " " in title.organization else "") or None
        case "expert":
            first = split(tail)[0] if tail else None
            above = _FROM.split(tail)[-1]
            tail = above if above and _is_body(above) else tail  # "Pengamat BUMN dari Universitas Indonesia"
            own = first is not None and first.acronym and first.key not in names.body_words()
            bare = first is not None and first.capital and " " not in tail and not names.body_word(first)
            return roles.body_name(tail) if own or bare else _parent(tail) or _from_acronym(tail)
        case "company":
            return _parent(tail) or roles.body_name(_behind_english(tail))
        case _ if title.role in _VOICES and (parent := _parent(tail)) is not None:
            return parent  # "Juru Bicara Penindakan dan Kelembagaan KPK"
        case _ if title.role == "Kepala Sekolah" and tail and not _is_body(tail.split("(")[0]):
            return f"Sekolah {roles.body_name(tail)}"  # "Kepala Sekolah Rakyat Menengah Atas"
        case _:
            lead = split(tail)[0].key if tail else ""
            if _ROMAN.fullmatch(lead):
                return _parent(tail)  # None for "Inspektur II"
            if lead == "bidang":
                return _parent(tail) or roles.body_name(tail)
            return roles.body_name(tail) or None


def _tail(post: Post, text: str) -> str:
    """The body's words: up to its region, but with it where the name is none without; no fraction of a council."""
    if post.tail is None:
        return ""
    start, end = post.tail.start, post.tail.end
    first = next((r for r in post.regions if r.start >= start), None)
    if first is not None and (first.start < end or _inseparable(text[start : first.start])):
        end = max(first.end, end) if _inseparable(text[start : first.start]) else first.start
    if post.regions and post.regions[0].end <= start and post.title.kind not in {"office", "post"}:
        start = post.tail.start
    words = text[start:end]
    cut = _FRACTION.search(words) if post.title.kind != "expert" else None
    name = roles.body_name(words[: cut.start()] if cut and cut.start() > 0 else words)
    return name if first is not None and end >= first.end else _without_kind(name)


def _without_kind(name: str) -> str:
    """ "DPRD Kabupaten", "Komisi III DPRD Kota": the kind of the region that was cut off goes with it."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].casefold().strip(".") in _region_kinds():
        parts.pop()
    return " ".join(parts)


@cache
def _region_kinds() -> frozenset[str]:
    return frozenset(column("region_kinds")) | {"dan", "di", "pemkab", "pemkot", "pemprov", "pemerintah"}


_CLUBS = frozenset({"fc", "sc", "cf", "united"})
_VOICES = frozenset({"Juru Bicara", "Koordinator Juru Bicara", "Koordinator"})
_TEACHING = frozenset({"universitas", "institut", "politeknik", "akademi"})
_FROM = re.compile(r"\s(?:dari|di|pada)\s")
_ROMAN = re.compile("[ivx]{1,4}")
_FRACTION = re.compile(r"(?:,|\s)+(?:(?:[Ff]raksi|[Dd]apil|[Dd]aerah [Pp]emilihan)\b|dari\s)")


@cache
def _inseparable_words() -> frozenset[str]:
    return frozenset(column("region_bound_bodies"))


def _inseparable(words: str) -> bool:
    """Whether a region behind these words is part of the body's name ("Universitas" Lampung, "Polres" Luwu)."""
    found = split(words)
    if not found:
        return False
    found = tuple(w for w in found if not w.key.isdecimal()) or found
    last = found[-1].key if found[-1].key not in {"kota", "kabupaten", "kab", "metro", "provinsi"} else ""
    keys = [w.key for w in found if not w.key.isdecimal()] or [""]
    if not _TEACHING.isdisjoint(keys) and keys[-1] not in _region_kinds():
        return True  # "Institut Teknologi Bandung"
    return last in _inseparable_words() or (not last and len(keys) > 1 and keys[-2] in _inseparable_words())


def _whole(post: Post, text: str) -> str:
    """All words behind the title: numbers, field and region ("0403/OKU", "Metro Jakarta Selatan")."""
    spans = [s for s in (post.tail, *post.regions) if s is not None]
    return text[min(s.start for s in spans) : max(s.end for s in spans)] if spans else ""


def _headed(noun: str, tail: str) -> str | None:
    """The body of "Kepala Dinas": noun and field; an acronym that holds the noun stands alone ("Disporapar")."""
    if not tail:
        return None
    first = tail.split()[0]
    stem = {"Dinas": "dis", "Badan": "ba"}.get(noun, noun.casefold())
    known = bodies.expand(first)
    if first.casefold().startswith(stem) and known is None and noun == "Dinas":
        return tail
    if known is not None and known.casefold().startswith(noun.casefold()) and first.isupper():
        return tail
    return f"{noun} {tail}"


def _parent(tail: str) -> str | None:
    """The body above a field: "Pidana Umum Bareskrim Polri" has "Bareskrim Polri"."""
    words = split(tail)
    for index, word in enumerate(words):
        if index and words[index - 1].key in {"dan", "&"}:
            continue
        starts = names.body_words().get(word.key) == "starter" and (word.capital or index == 0)
        if starts and index and word.key in {"group", "grup"} and words[index - 1].acronym:
            word = words[index - 1]  # "Komunikasi DMJ Group"
        behind_acronym = index > 0 and words[index - 1].acronym
        if starts or (_is_short_form(word) and (word.acronym or not behind_acronym)):
            return roles.body_name(tail[word.start :])
    return None


def _is_short_form(word: Word) -> bool:
    """Whether a capitalised word is the acronym of a known body, "Kemnaker" as well as "KPK"."""
    body = bodies.exact(word.text) if word.capital else None
    return body is not None and (word.acronym or (body.acronym or "").casefold() == word.key)


def _from_acronym(tail: str) -> str | None:
    """An expert's body behind the field: "Kebijakan Publik UPMJ Maju" has "UPMJ Maju"."""
    words = split(tail)
    at = next((i for i, word in enumerate(words) if i and word.acronym and len(word.text) > 2), None)
    plain = at is not None and words[at].key not in names.body_words() and words[at - 1].capital
    return roles.body_name(tail[words[at].start :]) if at is not None and plain else None


def _behind_english(tail: str) -> str:
    """A company behind the field of an English title: "Corporate Communications Telkomsel" has "Telkomsel"."""
    words = split(tail)
    for index, word in enumerate(words):
        if not roles.is_english_field(word):
            return tail[word.start :] if index and word.capital else tail
    return tail


def _is_body(name: str) -> bool:
    """Whether a name can be a body's: it has a word that such names begin with, or an acronym."""
    known = names.body_words()
    found = split(name)
    return any(known.get(w.key) == "starter" or w.acronym for w in found) or bodies.find(name) is not None


def _behind_field(tail: str) -> str | None:
    """What follows the field of a company's director: "Riset Indikator Maju" has "Indikator Maju"."""
    words = split(tail)
    for index, word in enumerate(words):
        joined = index > 0 and words[index - 1].key in {"dan", "&", ","}
        if index and word.capital and not joined and not names.body_word(word):
            return roles.body_name(tail[word.start :])
    return None


@cache
def _countries() -> frozenset[str]:
    return frozenset(column("countries"))


def _foreign_body(tail: str, level: str) -> str | None:
    """ "Presiden FIFA", "Gubernur Bank Indonesia": an office's title that heads a body; a country is none."""
    key = tail.casefold()
    if not key or key in _countries() or any(key.startswith(f"{c} ") for c in _countries()):
        return None
    if level and (regions.find(tail) or not (tail.isupper() or bodies.find(tail) or _starts_body(tail))):
        return None
    club = any(w.key in _CLUBS for w in split(tail))
    return tail if club or tail.isupper() or bodies.find(tail) or _starts_body(tail) else None


def _starts_body(tail: str) -> bool:
    return names.body_words().get(split(tail)[0].key) == "starter"


def _place(reading: Reading, post: Post) -> Place | None:
    """The smallest region of the phrase, which is the one that the post holds in."""
    places, found = reading.entities.places, list[Place]()
    for span in post.regions:
        at = max(bisect_right(places, span.start, key=lambda p: p.span.start) - 1, 0)
        found.extend(p for p in places[at : at + _NEAR] if p.span.overlaps(span))
    return max(found, key=lambda p: (p.level, p.span.start), default=None)


def _region(reading: Reading, post: Post, place: Place | None, body: str | None) -> Region | None:
    """Where the post holds: the region named in the phrase, else the article's own for posts that are local."""
    title, home = post.title, reading.entities.home
    if place is not None:
        return _of_level(place, title.level) or regions.get(place.code)
    if post.title.kind == "office" and body is not None:
        return None
    if title.level == "3" and post.tail is not None:
        within = home.code[:5] if home is not None else None
        found = regions.find(post.tail.of(reading.clean.text).strip(" ,"), kinds=_KINDS["3"], within=within)
        if len(found) == 1:
            return found[0]
    if title.kind == "head" and any(w.key in _NATIONAL for w in split(body or "")):
        return None  # "Badan Gizi Nasional"
    level = title.level or ("local" if body is not None and _is_local(body) else "")
    if home is None or not level:
        return None
    return _at_level(home.code, level)


def _of_level(place: Place, level: str) -> Region | None:
    """The region of the kind that the office has: "Bupati Bogor" is of the regency, "Wali Kota Bogor" of the city."""
    kinds = _KINDS.get(level)
    if kinds is None:
        return None
    found = regions.find(regions.split_kind(place.name)[0], kinds=kinds)
    same = [r for r in found if r.code.startswith(place.code[:2])]
    return next(iter(same or found), None)


_KINDS: dict[str, frozenset[str]] = {
    "1": frozenset({"provinsi"}),
    "kabupaten": frozenset({"kabupaten"}),
    "kota": frozenset({"kota"}),
    "3": frozenset({"kecamatan", "distrik"}),
}


def _at_level(code: str, level: str) -> Region | None:
    """The region of a level that holds the region of ``code``; None where the article is not so precise."""
    sizes = {"1": 2, "kabupaten": 5, "kota": 5, "2": 5, "3": 8}
    if level in {"local", "4"}:
        return regions.get(code) if level == "4" or len(code) < 5 else regions.get(code[:5])
    size = sizes.get(level)
    if size is None or len(code) < size:
        return None
    region = regions.get(code[:size])
    wanted = _KINDS.get(level)
    return region if region is not None and (wanted is None or region.kind in wanted) else None


@cache
def _local_bodies() -> frozenset[str]:
    return frozenset(row["form"] for row in table("local_bodies"))


def _is_local(body: str) -> bool:
    """Whether a body is one that every region has (DPRD, BPBD, a dinas)."""
    words = split(body)
    return words[0].key in _local_bodies() and not any(w.key in _NATIONAL for w in words)


# A body of the whole country has the name of one that every region has: "Bawaslu RI", "Badan … Nasional".
_NATIONAL = frozenset({"ri", "indonesia", "nasional", "pusat"})


def span_of(candidate: Candidate, text: str) -> Span:
    """The words of role and name, without marks at the border."""
    start, end = candidate.span
    while end > start and text[end - 1] in " ,;:-\n":
        end -= 1
    if "(" in text[start:end] and text[end : end + 1] == ")":
        end += 1
    return Span(start, end)
