"""Spellings of one name: one letter more, less or other, what sounds alike, and words put together of beginnings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

_SOUNDS = (
    ("sy", "s"),
    ("dj", "j"),
    ("tj", "c"),
    ("oe", "u"),
    ("dh", "d"),
    ("q", "k"),
    ("z", "s"),
    ("v", "f"),
    ("y", "i"),
)
_VOWELS = frozenset("aeiou")
SHORTEST_NICKNAME = 4  # where the text says that it is one, or nobody else can be meant


def near_keys(word: str) -> set[str]:
    """The word, and what is left of it without any one letter: words one edit apart share one of these."""
    return {word, _sound(word), *(word[:i] + word[i + 1 :] for i in range(1, len(word)))}


@cache
def _sound(word: str) -> str:
    """The word as it is spoken: "Frits" and "Fritz", "Syaiful" and "Saiful", "Boby" and "Bobby" sound alike."""
    for written, spoken in _SOUNDS:
        word = word.replace(written, spoken)
    return "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1])


def prefixes(word: str) -> set[str]:
    """The beginnings of a word that can be a nickname."""
    return {word[:end] for end in range(SHORTEST_NICKNAME, len(word))}


def alike(word: str, other: str, *, cut: bool) -> bool:
    """Whether two words are one name's; ``cut`` says that the outlet lost last letters."""
    same = misspelt(word, other) or (len(word) > 3 and _sound(word) == _sound(other))
    return word == other or same or (cut and len(word) > 2 and other[:-1] == word)


def misspelt(one: str, other: str) -> bool:
    """Whether two spellings are one edit apart and long enough to be one name's.

    The first letter counts, and a last vowel that differs makes another name (Rosanto, Rosanti); a last consonant
    does not (Thariq, Thariz).

    >>> misspelt("qudrutul", "qudrotul"), misspelt("rosanto", "rosanti"), misspelt("andi", "andri")
    (True, False, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 1 or short[0] != long[0] or short == long:
        return False
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) == len(long):
        last = same == len(short) - 1
        if last and (short[-1] in _VOWELS or long[-1] in _VOWELS):
            return False
        return len(short) > 5 and short[same + 1 :] == long[same + 1 :]
    if same == len(short):
        return long[-1] not in "aio"  # Herman and Hermani may be two; Taufik and Taufikk are one
    return short[same:] == long[same + 1 :]


def blend(word: str, parts: Sequence[str]) -> bool:
    """Whether a word is put together of the beginnings of the parts, two letters and more each: "Zulhas"."""
    rest = word
    for part in parts:
        taken = next((n for n in range(min(len(part), len(rest)), 1, -1) if part[:n] == rest[:n]), 0)
        rest = rest[taken:]
    return len(parts) > 1 and not rest and word not in parts
