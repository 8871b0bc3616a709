"""Where the text states that a person holds a post: title before the name, title behind it, and lists of both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.article import Span
from pipeline.facts import Status
from pipeline.lexicon import table
from pipeline.lexicon import words as column
from pipeline.normalize import names
from pipeline.normalize.post_walk import index_at
from pipeline.normalize.posts import Post, PostReader
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases

MAX_CHAIN = 4
MAX_ASIDE = 16
MAX_APART = 40
MAX_GAP = 6
"""Between a name and "sebagai" stand at most so many words ("dilantik secara resmi sebagai")."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement that the person named at ``name`` holds ``post``; ``span`` covers both. ``rule`` names the form."""

    post: Post
    name: Span
    span: Span
    rule: str
    status: Status | None = None


@cache
def _past_leads() -> frozenset[str]:
    return frozenset(row["form"] for row in table("role_links") if row["kind"] == "past_lead")


@cache
def _link_phrases(kind: str) -> Phrases:
    return phrases(row["form"] for row in table("role_links") if row["kind"] == kind)


def find(reader: PostReader, named: Sequence[Span]) -> list[Candidate]:
    """All statements of a post in the text, in order. ``named`` are the spans that name people."""
    found, claimed = [], set()
    at = 0
    while at < len(reader.words):
        batch, at = _title_first(reader, at)
        for candidate in batch:
            claimed.add(candidate.post.span.start)
            found.append(candidate)
    found.extend(_name_first(reader, named, claimed))
    return sorted(found, key=lambda c: (c.span.start, c.span.end))


def _title_first(reader: PostReader, at: int) -> tuple[list[Candidate], int]:
    """The candidates whose title begins at word ``at``, and where to read on."""
    first = reader.read(at)
    if first is None:
        return [], at + 1
    posts, place, joint = _chain(reader, first)
    if _past_before(reader.words, at):
        return _once_held(reader, posts, place), place
    people = people_at(reader, posts[-1], place)
    if not people:
        return [], first.following
    last = posts[-1]
    behind = index_at(reader.words, people[-1].end, place)
    if joint == "list" and len(posts) > 1:
        if len(people) < len(posts):
            posts = posts[-1:]  # "Gubernur dan Wakil Gubernur Budi": the name belongs to the last title
        else:
            pairs = zip(_completed(posts), people, strict=False)
            return [Candidate(p, n, p.span.to(n), "officials.pair") for p, n in pairs], behind
    if last.title.kind != "member" and last.title.role not in _SHARED:
        people = people[:1]
    rule = "officials.title_name" if len(posts) == 1 else "officials.titles_name"
    posts = _completed(posts) if len(posts) > 1 else posts
    return [Candidate(p, n, p.span.to(n), rule) for p in posts for n in people], behind


def _past_before(words: Sequence[Word], at: int) -> bool:
    """Whether "saat menjabat (sebagai)" stands right before the title."""
    return any(match_phrase(_link_phrases("past"), words, i) == at for i in range(max(0, at - 4), at))


def _once_held(reader: PostReader, posts: Sequence[Post], at: int) -> list[Candidate]:
    """ "Saat menjabat sebagai Bupati Lahat di masa itu, Budi …": the subject behind the next comma held the posts."""
    words = reader.words
    for index in range(at, min(len(words) - 1, at + MAX_ASIDE)):
        if words[index].text in {".", ";"} or words[index].line != words[at - 1].line:
            break
        if words[index].text == "," and reader.is_known(index + 1):
            name = Span(words[index + 1].start, words[(reader.known_end(index + 1) or index + 2) - 1].end)
            return [Candidate(p, name, p.span.to(name), "officials.past_title", "former") for p in _completed(posts)]
    return []


def _chain(reader: PostReader, post: Post) -> tuple[list[Post], int, str]:
    """Titles in a row before one name, the index behind them, and how they are joined: "same" person or "list"."""
    words, posts, joint = reader.words, [post], "same"
    place = post.following
    while len(posts) < MAX_CHAIN and place < len(words):
        kind, end = _joined(words, place)
        following = reader.read(end) if end > place and end < len(words) else None
        if following is None:
            break
        if kind == "list" and not _same_holder(posts[-1], following):
            joint = "list"
        posts.append(following)
        place = following.following
    return posts, place, joint


def _joined(words: Sequence[Word], at: int) -> tuple[str, int]:
    for kind in ("same", "list"):
        start = at + 1 if words[at].text == "," and at + 1 < len(words) else at
        end = match_phrase(_link_phrases(kind), words, start)
        if end > start:
            return kind, end
    return "", at


def _same_holder(first: Post, second: Post) -> bool:
    """ "Pendiri dan CEO PT Maju": two titles of a company are one person's; "Gubernur dan Wakil Gubernur" are not."""
    return first.title.kind == second.title.kind == "company" or first.title.kind in {"minister", "portfolio"}


def _completed(posts: Sequence[Post]) -> list[Post]:
    """Posts in a row share the body and the region that only the last one states."""
    last = posts[-1]
    done = []
    for post in posts:
        if post.tail is None and not post.regions and post.title.kind in {"office", "company", "body", "state"}:
            tail = last.tail if post.title.kind == last.title.kind else None
            post = replace(post, tail=tail, regions=last.regions, status=post.status or last.status)
        done.append(post if post.status else replace(post, status=posts[0].status))
    return done


def people_at(reader: PostReader, post: Post, at: int) -> list[Span]:
    """The names that begin behind a title phrase: one, or several joined by commas, "dan", "-"."""
    words, spans = reader.words, list[Span]()
    name = _first_name(reader, post, at)
    while name is not None and len(spans) < MAX_CHAIN:
        start, end = name
        spans.append(Span(words[start].start, words[end - 1].end))
        place = names.skip_degrees(words, end) if end < len(words) else end
        step = place
        while step < len(words) and words[step].text in {",", "dan", "-", "–", "/", "serta", "&"}:
            step += 1
        name = reader.name_after(step) if place < step < len(words) else None
        if name is not None and not reader.is_known(name[0]):
            name = None
    return spans


def _first_name(reader: PostReader, post: Post, at: int) -> tuple[int, int] | None:
    words = reader.words
    if at >= len(words) or words[at].line > words[at - 1].line + 1:
        return None
    comma = words[at].text in {",", ":"}
    start = at + 1 if comma else match_phrase(_link_phrases("before_name"), words, at)
    name = reader.name_after(start) if start < len(words) else None
    if name is None or (comma and words[name[0]].line != words[at].line):
        return None
    return name if reader.is_known(name[0]) or reader.is_likely(name, post) else None


def _name_first(reader: PostReader, named: Sequence[Span], claimed: set[int]) -> Iterator[Candidate]:
    """ "Budi, Ketua KPU Kota Y,", "Budi selaku Kepala Dinas", "Budi (Ketua DPRD)", "Budi dilantik sebagai Camat"."""
    words = reader.words
    at = 0
    for name in named:
        at = index_at(words, name.start, at)
        end = index_at(words, name.end, at)
        place, status, rule = _link(words, names.skip_degrees(words, end) if end < len(words) else end)
        if rule == "name_link_title" and at and words[at - 1].key in _past_leads():
            status = "former"  # "ketika Budi menjabat sebagai Wali Kota"
        if status == "elect" and any(w.key in _CONDITIONS for w in words[max(0, at - 3) : at]):
            continue
        yield from _posts_of(reader, named, name, at, place, status, rule, claimed)


def _posts_of(
    reader: PostReader,
    named: Sequence[Span],
    name: Span,
    at: int,
    place: int,
    status: Status | None,
    rule: str,
    claimed: set[int],
) -> Iterator[Candidate]:
    """The posts that are stated behind one name, from word ``place`` on; two people and two titles go in pairs."""
    words, posts, kinds = reader.words, list[Post](), list[str]()
    while rule and place < len(words) and len(posts) < MAX_CHAIN:
        if (post := _own_post(reader, place, claimed, rule)) is None:
            break
        posts.append(post)
        kind, place = _joined(words, post.following) if post.following < len(words) else ("", len(words))
        if not kind:
            break
        kinds.append(kind)
    partner = _coordinated(words, named, at) if posts else None
    if partner is not None and len(posts) == 2 and kinds[0] == "list":
        yield Candidate(posts[0], partner, partner.to(posts[0].span), "officials.pair", status)
        yield Candidate(posts[1], name, name.to(posts[1].span), "officials.pair", status)
        return
    shared = partner is not None and any(w.key in _BOTH for w in words[at : at + 8])
    for index, post in enumerate(posts):
        if index and kinds[index - 1] == "list" and post.title.kind != "company":
            break
        if partner is not None and shared:
            yield Candidate(post, partner, partner.to(post.span), f"officials.{rule}", status)
        yield Candidate(post, name, name.to(post.span), f"officials.{rule}", status)


def _coordinated(words: Sequence[Word], named: Sequence[Span], at: int) -> Span | None:
    """The name that "dan" or a hyphen joins to the one at word ``at``, or None; a nickname may follow it."""
    if at < 2 or words[at - 1].text not in {"dan", "-", "–"}:
        return None
    here = bisect_left(named, words[at - 1].start, key=lambda n: n.start)
    before = named[max(0, here - 2) : here]
    if not before:
        return None
    last = before[-1]
    if len(before) > 1 and "atau" in {w.text for w in words[max(0, at - 4) : at - 1]}:
        last = before[-2]
    return last if words[at].start - last.end < MAX_APART else None


def _own_post(reader: PostReader, at: int, claimed: set[int], rule: str) -> Post | None:
    """The post behind a name, unless it is the title of another person whose name follows it."""
    if reader.words[at].text in {"seorang", "salah"}:
        at += 1
    post = reader.read(at)
    if post is None or post.span.start in claimed:
        return None
    if rule != "name_link_title":
        if _known_behind(reader, post):
            return None
        post = reader.read(at, whole=True) or post
    words, following = reader.words, post.following
    if rule == "name_comma_title" and following < len(words):
        mark = words[following]
        if mark.text not in {",", ".", ")", ";", "yang", "dan", "di", "saat", "dalam", "pada", "kepada"} and (
            mark.capital or (mark.line == words[following - 1].line and mark.text == "-")
        ):
            return None
    return post


def _known_behind(reader: PostReader, post: Post) -> bool:
    name = reader.name_after(post.following) if post.following < len(reader.words) else None
    return name is not None and reader.is_known(name[0])


def _link(words: Sequence[Word], at: int) -> tuple[int, Status | None, str]:
    """What joins a name to a post behind it: the index of the post, the status that it says, the rule ("" for none)."""
    if at >= len(words):
        return at, None, ""
    place, rule = at, ""
    if words[at].text == "(":
        close = next((i for i in range(at + 1, min(at + 4, len(words))) if words[i].text == ")"), None)
        if close is not None and words[at + 1].text[0].isdecimal():
            place = close + 1  # "Budi (42), Ketua …"
        else:
            place, rule = at + 1, "name_bracket_title"
    if place < len(words) and words[place].text == ",":
        place, rule = place + 1, "name_comma_title"
    if place >= len(words):
        return place, None, ""
    for row_kind in ("link", "past", "elected"):
        end = match_phrase(_link_phrases(row_kind), words, place)
        if end > place:
            return end, _LINK_STATUS.get(row_kind), "name_link_title"
    end = _appointed(words, place)
    if end > place:
        return end, None, "name_appointed_title"
    return place, None, rule


_LINK_STATUS: dict[str, Status] = {"past": "former", "elected": "elect"}
_BOTH = frozenset({"sama-sama", "keduanya", "masing-masing"})
_CONDITIONS = frozenset(row["form"] for row in table("role_links") if row["kind"] == "condition")
_SHARED = frozenset(column("shared_roles"))


def _appointed(words: Sequence[Word], at: int) -> int:
    """Behind "(resmi) dilantik … sebagai"; ``at`` where nothing of the kind stands there."""
    verb = False
    for index in range(at, min(len(words), at + MAX_GAP)):
        word = words[index]
        if word.capital or not word.text.isalpha():
            return at
        verb = verb or word.key in _appointing()
        if verb and word.key in {"sebagai", "menjadi", "selaku"}:
            return index + 1
    return at


@cache
def _appointing() -> frozenset[str]:
    return frozenset(row["form"] for row in table("role_links") if row["kind"] == "appointing")
