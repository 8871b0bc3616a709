"""What joins a name to a post behind it: "selaku", "yang juga", "masih mengemban jabatan sebagai", "pernah menjabat".

Short links stand whole in the table ``role_links``. Longer ones are put together here: "yang", adverbs ("kini",
"masih"; some of the past, "pernah"), a verb of holding a post, and "sebagai" or "selaku".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.facts import Status
from pipeline.lexicon import table
from pipeline.normalize.roles import match_status
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases

MAX_GAP = 6
"""Between a name and "sebagai" stand at most so many words ("dilantik secara resmi sebagai")."""
MAX_GAP_AGENT = 12
"""The same where the one who appoints stands between ("dilantik Gubernur Jawa Barat Budi Santoso sebagai")."""
_MAX_ADVERBS = 4
_MAX_NOUN_WORDS = 8  # of "Budi, pengusaha asal Medan yang juga Ketua …"
_AS = frozenset({"sebagai", "selaku", "menjadi"})
_STATUS: dict[str, Status] = {
    "past": "former",
    "elected": "elect",
    "holds_past": "former",
    "holds_elected": "elect",
    "holds_candidate": "candidate",
    "holds_suspended": "suspended",
}


@cache
def link_phrases(kind: str) -> Phrases:
    """The forms of one kind of the table ``role_links``."""
    return phrases(row["form"] for row in table("role_links") if row["kind"] == kind)


@cache
def link_words(kind: str) -> frozenset[str]:
    """The forms of one word of one kind of the table ``role_links``."""
    return frozenset(row["form"] for row in table("role_links") if row["kind"] == kind)


def link(words: Sequence[Word], at: int) -> tuple[int, Status | None, str]:
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
    end, status = joined(words, place)
    if end == place and rule == "name_comma_title":
        end, status = _behind_noun(words, place)
    if end > place:
        return end, status, "name_link_title"
    end = appointed(words, place)
    if end > place:
        return end, None, "name_appointed_title"
    return place, None, rule


def joined(words: Sequence[Word], at: int) -> tuple[int, Status | None]:
    """The index behind a link that begins at ``at``, and the status that it says; ``at`` where none does."""
    best, status = _held(words, at)
    for kind in ("link", "past", "elected"):
        end = match_phrase(link_phrases(kind), words, at)
        if end > best:
            best, status = end, _STATUS.get(kind)
    return best, status


def _held(words: Sequence[Word], at: int) -> tuple[int, Status | None]:
    """Behind "(yang) … masih mengemban jabatan sebagai"; ``at`` where nothing of the kind stands there."""
    place = at + 1 if words[at].key == "yang" else at
    first, past = place, False
    for _ in range(_MAX_ADVERBS):
        if place >= len(words):
            return at, None
        end = match_phrase(link_phrases("adverb"), words, place)
        before = match_phrase(link_phrases("adverb_past"), words, place)
        if max(end, before) == place:
            break
        past = past or before > end
        place = max(end, before)
    for kind in ("holds", "holds_past", "holds_elected", "holds_candidate", "holds_suspended"):
        end = match_phrase(link_phrases(kind), words, place) if place < len(words) else place
        if end > place:
            end += end < len(words) and words[end].key in _AS
            end += end < len(words) and words[end].key == "seorang"
            return end, "former" if past else _STATUS.get(kind)
    if place + 1 < len(words) and words[place].key in link_words("becomes"):
        adverb = place > first and words[place - 1].key in link_words("now")
        standing = match_status(words, place + 1)
        if past or adverb or (standing is not None and standing[0] == "candidate"):
            return place + 1, "former" if past else None
    return at, None


def _behind_noun(words: Sequence[Word], at: int) -> tuple[int, Status | None]:
    """Behind the link of "Budi, pengusaha asal Medan yang juga Ketua …"; ``at`` where a mark or no noun comes first."""
    if not words[at].text.isalpha() or words[at].capital or words[at].key == "yang":
        return at, None
    for index in range(at + 1, min(len(words), at + _MAX_NOUN_WORDS)):
        if not words[index].text.isalpha():
            break
        if words[index].key in {"yang", "sekaligus"}:
            end, status = joined(words, index)
            return (end, status) if end > index else (at, None)
    return at, None


def appointed(words: Sequence[Word], at: int) -> int:
    """Behind "(resmi) dilantik (Gubernur Lampung) … sebagai"; ``at`` where nothing of the kind stands there."""
    verb = False
    for index in range(at, min(len(words), at + MAX_GAP_AGENT)):
        word = words[index]
        if not verb and index - at >= MAX_GAP:
            return at
        if word.key in link_words("unreal") or not word.text.isalpha() or (word.capital and not verb):
            return at
        verb = verb or word.key in link_words("appointing")
        if verb and word.key in _AS:
            return index + 1
    return at


def is_agent(words: Sequence[Word], at: int) -> bool:
    """Whether the name at ``at`` is who appointed: "dilantik Gubernur | Sari Dewi sebagai Bupati"."""
    for word in reversed(words[max(0, at - MAX_GAP) : at]):
        if not word.text.isalpha():
            return False
        if word.key in link_words("appointing"):
            return word.key.startswith("di")
    return False
