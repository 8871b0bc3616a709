"""Where the text states that a person holds a post: title before the name, title behind it, and lists of both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.article import Span
from pipeline.facts import Status
from pipeline.lexicon import words as column
from pipeline.normalize import names
from pipeline.normalize.links import appointed, is_agent, joined, link, link_phrases, link_words
from pipeline.normalize.post_walk import index_at
from pipeline.normalize.posts import Post, PostReader
from pipeline.normalize.words import Word, match_phrase

MAX_CHAIN = 4
MAX_ASIDE = 16
MAX_APART = 40
MAX_SENTENCE = 60
MAX_BACK = 4
"""Sentences that an antecedent is looked for in; all between begin with a pronoun."""
MAX_BACKERS = 14
"""Words of "yang diusung" and the parties behind it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement that the person named at ``name`` holds ``post``; ``span`` covers both. ``rule`` names the form."""

    post: Post
    name: Span
    span: Span
    rule: str
    status: Status | None = None


def find(reader: PostReader, named: Sequence[Span]) -> list[Candidate]:
    """All statements of a post in the text, in order. ``named`` are the spans that name people."""
    found, claimed = [], set()
    at = 0
    while at < len(reader.words):
        batch, at = _title_first(reader, at)
        for candidate in batch:
            claimed.add(candidate.post.span.start)
            found.append(candidate)
    titled = {candidate.name.start for candidate in found}
    found.extend(c for c in _name_first(reader, named, claimed) if not _among_guests(reader, c, titled))
    found.extend(_pronoun_first(reader, named, claimed))
    return sorted(found, key=lambda c: (c.span.start, c.span.end))


def _among_guests(reader: PostReader, candidate: Candidate, titled: set[int]) -> bool:
    """ "Ketua PKK Sari Dewi, Kepala OPD, Camat": behind a name that has a title a list of titles goes on."""
    if candidate.rule != "officials.name_comma_title" or candidate.name.start not in titled:
        return False
    words, end = reader.words, candidate.post.following
    return end + 1 < len(words) and words[end].text == "," and reader.read(end + 1) is not None


def _title_first(reader: PostReader, at: int) -> tuple[list[Candidate], int]:
    """The candidates whose title begins at word ``at``, and where to read on."""
    first = reader.read(at)
    if first is None:
        return [], at + 1
    posts, place, joint = _chain(reader, first)
    if _past_before(reader.words, at):
        return _once_held(reader, posts, place), place
    if _stands_behind_holder(reader.words, at, place):
        return [], place
    if posts[0].status == "candidate":
        place = behind_backers(reader, place)
    people = people_at(reader, posts[-1], place)
    if not people:
        return [], first.following
    last = posts[-1]
    behind = index_at(reader.words, people[-1].end, place)
    if joint == "list" and len(posts) > 1:
        if len(people) < len(posts):
            posts = posts[-1:]  # "Gubernur dan Wakil Gubernur Budi": the name belongs to the last title
        else:
            pairs = zip(_completed(posts, joint), people, strict=False)
            return [Candidate(p, n, p.span.to(n), "officials.pair") for p, n in pairs], behind
    many = last.status == "candidate" or last.title.kind == "member" or last.title.role in _SHARED
    if not many:
        people = people[:1]
    rule = "officials.title_name" if len(posts) == 1 else "officials.titles_name"
    posts = _completed(posts, joint) if len(posts) > 1 else posts
    return [Candidate(p, n, p.span.to(n), rule) for p in posts for n in people], behind


def _stands_behind_holder(words: Sequence[Word], at: int, end: int) -> bool:
    """ "Budi terpilih menjadi Camat Cibitung, Sari menjadi lurah": the name behind the comma is another's."""
    if not at or words[at - 1].key not in _LEADS or end + 1 >= len(words) or words[end].text != ",":
        return False
    return match_phrase(link_phrases("before_name"), words, end + 1) == end + 1


def _past_before(words: Sequence[Word], at: int) -> bool:
    """Whether "saat menjabat (sebagai)" stands right before the title."""
    return any(joined(words, i) == (at, "former") for i in range(max(0, at - 4), at))


def _once_held(reader: PostReader, posts: Sequence[Post], at: int) -> list[Candidate]:
    """ "Saat menjabat sebagai Bupati Lahat di masa itu, Budi …": the subject behind the next comma held the posts."""
    words = reader.words
    for index in range(at, min(len(words) - 1, at + MAX_ASIDE)):
        if words[index].text in {".", ";"} or words[index].line != words[at - 1].line:
            break
        if words[index].text == "," and reader.is_known(index + 1):
            name = Span(words[index + 1].start, words[(reader.known_end(index + 1) or index + 2) - 1].end)
            return [
                Candidate(p, name, p.span.to(name), "officials.past_title", "former") for p in _completed(posts, "list")
            ]
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
        if kind == "list" and (
            "," in {words[place - 1].text, words[place].text} or not _same_holder(posts[-1], following)
        ):
            joint = "list"
        posts.append(following)
        place = following.following
    return posts, place, joint


def _joined(words: Sequence[Word], at: int) -> tuple[str, int]:
    for kind in ("same", "list"):
        start = at + 1 if words[at].text == "," and at + 1 < len(words) else at
        end = match_phrase(link_phrases(kind), words, start)
        if end > start:
            return kind, end
    return "", at


def _same_holder(first: Post, second: Post) -> bool:
    """ "Pendiri dan CEO PT Maju": two titles of a company are one person's; "Gubernur dan Wakil Gubernur" are not."""
    return first.title.kind == second.title.kind == "company" or first.title.kind in {"minister", "portfolio"}


def _completed(posts: Sequence[Post], joint: str) -> list[Post]:
    """Posts in a row share the body and the region that only the last one states, and in a list the first's status.

    "Penjabat Gubernur X sekaligus Direktur Jenderal Y" is acting in the first post alone.
    """
    last = posts[-1]
    done = []
    for post in posts:
        if post.tail is None and not post.regions and post.title.kind in {"office", "state"} | _BODIED:
            alike = post.title.kind == last.title.kind or {post.title.kind, last.title.kind} <= _BODIED
            tail = last.tail if alike else None
            post = replace(post, tail=tail, regions=last.regions, status=post.status or last.status)
        carried = posts[0].status if joint == "list" else None
        done.append(post if post.status else replace(post, status=carried))
    return done


def behind_backers(reader: PostReader, at: int) -> int:
    """Behind "yang diusung PDI-P dan PPP" where a known name of two words follows; ``at`` where none does."""
    words = reader.words
    end = match_phrase(link_phrases("backed"), words, at) if at < len(words) else at
    for index in range(end, min(len(words), end + MAX_BACKERS)) if end > at else ():
        word = words[index]
        if reader.is_known(index) and (reader.known_end(index) or 0) > index + 1:
            return index
        if not (word.capital or word.text in {",", "-", "dan", "serta", "&", "oleh", "partai", "koalisi"}):
            break
    return at


def people_at(reader: PostReader, post: Post, at: int) -> list[Span]:
    """The names that begin behind a title phrase: one, or several joined by commas, "dan", "-"."""
    words, spans = reader.words, list[Span]()
    name = _first_name(reader, post, at)
    many = post.status == "candidate" or post.title.kind == "member"
    while name is not None and len(spans) < MAX_CHAIN:
        start, end = name
        spans.append(Span(words[start].start, words[end - 1].end))
        place = names.skip_degrees(words, end) if end < len(words) else end
        step = place
        while step < len(words) and words[step].text in {",", "dan", "-", "–", "/", "serta", "&"}:
            step += 1
        name = reader.name_after(step) if place < step < len(words) else None
        if name is not None and not reader.is_known(name[0]) and not (many and _is_last(words, place, name)):
            name = None
    return spans


def _is_last(words: Sequence[Word], before: int, name: tuple[int, int]) -> bool:
    """Whether an unknown name of two words or more behind "dan" ends a list of names."""
    start, end = name
    ends = end >= len(words) or not (words[end].capital or words[end].text == "-")
    return words[before].text == "dan" and end - start > 1 and ends and not names.body_word(words[start])


def _first_name(reader: PostReader, post: Post, at: int) -> tuple[int, int] | None:
    words = reader.words
    if at >= len(words) or words[at].line > words[at - 1].line + 1:
        return None
    comma = words[at].text in {",", ":"}
    start = match_phrase(link_phrases("before_name"), words, at + comma) if at + comma < len(words) else at + comma
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
        place, status, rule = link(words, names.skip_degrees(words, end) if end < len(words) else end)
        if rule == "name_link_title" and at and words[at - 1].key in link_words("past_lead"):
            status = "former"  # "ketika Budi menjabat sebagai Wali Kota"
        if (
            rule == ""
            and at
            and words[at - 1].key in link_words("appoints")
            and words[place].key in {"menjadi", "jadi"}
        ):
            place, rule = place + 1, "name_appointed_title"  # "mengangkat Budi menjadi Direktur"
        if rule == "name_link_title" and words[place - 1].key in {"sebagai", "menjadi"} and is_agent(words, at):
            continue
        if status == "elect" and any(w.key in link_words("condition") for w in words[max(0, at - 3) : at]):
            continue
        yield from _posts_of(reader, named, name, at, place, status, rule, claimed)


def _pronoun_first(reader: PostReader, named: Sequence[Span], claimed: set[int]) -> Iterator[Candidate]:
    """ "Ia pernah menjabat Bupati Bogor": whom the same sentence or the one before it speaks of alone."""
    words = reader.words
    for at, word in enumerate(words[:-1]):
        if word.key not in link_words("pronoun"):
            continue
        place, status = joined(words, at + 1)
        if place == at + 1:
            place, status = appointed(words, at + 1), None
        if place == at + 1 or place >= len(words) or (name := _antecedent(words, named, at)) is None:
            continue
        for found in _posts_of(reader, named, name, 0, place, status, "name_link_title", claimed):
            if found.post.tail is not None or found.post.regions or found.post.title.kind != "body":
                yield replace(found, span=Span(word.start, found.span.end), rule="officials.pronoun_title")


def _antecedent(words: Sequence[Word], named: Sequence[Span], at: int) -> Span | None:
    """The one name of the sentence before word ``at``; of the sentence before that where it has none."""
    start = at
    for _ in range(MAX_BACK):
        end = start
        while start > 0 and words[start - 1].text not in {".", "!", "?"} and end - start < MAX_SENTENCE:
            start -= 1
        first = bisect_left(named, words[start].start, key=lambda n: n.start)
        last = bisect_left(named, words[end].start, key=lambda n: n.start)
        if last > first:
            return named[first] if last == first + 1 else None
        if any(w.text in _OPENING for w in words[start:end]) or (end < at and words[start].key not in _PRONOUNS):
            return None  # who speaks does not speak of whom the text named before
        start = max(start - 1, 0)
    return None


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
        if index and kinds[index - 1] == "list" and post.title.kind != "company" and not _own(posts[index - 1], post):
            break
        if partner is not None and shared:
            yield Candidate(post, partner, partner.to(post.span), f"officials.{rule}", status)
        yield Candidate(post, name, name.to(post.span), f"officials.{rule}", status)


def _own(first: Post, second: Post) -> bool:
    """ "Budi, mantan Ketua KPU Bekasi dan mantan Camat Cibitung": two posts that say each where are one person's."""
    told = all(p.tail is not None or p.regions or p.title.kind in {"portfolio", "minister"} for p in (first, second))
    return told and first.title.role != second.title.role


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


_OPENING = frozenset({"“", '"'})
_PRONOUNS = link_words("pronoun")
_LEADS = frozenset({"sebagai", "menjadi", "jadi", "menjabat"})
_BODIED = frozenset({"company", "body", "unit"})
_BOTH = frozenset({"sama-sama", "keduanya", "masing-masing"})
_SHARED = frozenset(column("shared_roles"))
