"""Words of a text with their places, and the search for known phrases among them. Pure functions over text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lexicon import table
from pipeline.lexicon import words as column

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    # S.H., M.Si., Ph.D, K.H.: every group but the first begins behind a full stop
    rf"(?P<dotted>[A-Z][a-z]?(?:\.[A-Z][A-Za-z]{{0,5}})+\.?)"
    rf"|(?P<initial>[A-Z]\.(?=\s?[^\W\d_,]|,))"
    rf"|(?P<word>{_LETTER}+(?:['’‘`´]{_LETTER}+)*(?:-[a-z]+)*)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*)"
    r"|(?P<other>\S)"
)
# Words that lost their space: "PresidenPrabowo". A short head ("LaNyalla", "McKenzie") is left alone.
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
# "Anungmenyatakan": a verb that lost the space before it.
_GLUED_VERB = re.compile(
    "(?:" + "|".join(sorted(column("glued_verbs"), key=len, reverse=True)) + "|me(?:ng|ny|mb|mp)[a-z]{4,})$"
)
_GLUED_TAIL = re.compile("(?:" + "|".join(sorted(column("glued_tails"), key=len, reverse=True)) + ")$")
_APOSTROPHES = str.maketrans("’‘`´", "''''")


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a text: its words, its place in code points, its line, and its form for look-ups.

    ``key`` is case-folded, with straight apostrophes and without full stops.
    """

    text: str
    start: int
    end: int
    line: int
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """Two or more letters, all capitals: KPU, RI."""
        return len(self.text) > 1 and self.text.isalpha() and self.text.isupper()

    @property
    def initial(self) -> bool:
        """A single capital, with or without full stop: M., B."""
        return self.text[0].isupper() and len(self.text.rstrip(".")) == 1


@cache
def _dotted() -> frozenset[str]:
    """Words whose full stop belongs to them."""
    forms = [row["form"] for name in ("honorifics", "ranks", "status_words") for row in table(name)]
    return frozenset(form.casefold() for form in forms if " " not in form and len(form) < 6) | frozenset(
        column("name_abbreviations")
    )


@lru_cache(maxsize=8)
def split(text: str) -> tuple[Word, ...]:
    """The tokens of ``text``. A glued capital begins a token of its own.

    >>> [word.text for word in split("kata PresidenPrabowo, Moh. Ali, S.H. di Lahat.")]
    ['kata', 'Presiden', 'Prabowo', ',', 'Moh.', 'Ali', ',', 'S.H.', 'di', 'Lahat', '.']
    """
    found = tuple(_split(text))
    counts = Counter(word.text for word in found)
    return tuple(piece for word in found for piece in _without_tail(word, counts))


def _without_tail(word: Word, counts: Counter[str]) -> tuple[Word, ...]:
    """A capitalised word and a particle that lost the space before it, where the text has the bare word as well.

    "Putindi" is "Putin di" in a text that has "Putin"; "Hamdan" is left alone where nobody is called "Ham".
    """
    tail = _GLUED_TAIL.search(word.text) if word.text[0].isupper() and counts[word.text] == 1 else None
    if tail is None or tail.start() < 3 or not counts[word.text[: tail.start()]]:
        return (word,)
    cut = tail.start()
    name, rest = word.text[:cut], word.text[cut:]
    middle = word.start + cut
    return (
        Word(name, word.start, middle, word.line, word.key[:cut]),
        Word(rest, middle, word.end, word.line, word.key[cut:]),
    )


def _split(text: str) -> Iterator[Word]:
    line, seen, skip = 0, 0, 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < skip:
            continue
        line += text.count("\n", seen, start)
        seen = start
        if match.lastgroup == "word":
            for piece_start, piece_end in _pieces(text, start, end):
                if text[piece_end : piece_end + 1] == "." and text[piece_start:piece_end].casefold() in _dotted():
                    piece_end += 1
                    skip = piece_end
                yield _word(text, piece_start, piece_end, line)
        elif match.lastgroup == "dotted" and (cut := _after_initials(text, start, end)):
            yield _word(text, start, cut, line)
            yield _word(text, cut, end, line)
        else:
            yield _word(text, start, end, line)


def _after_initials(text: str, start: int, end: int) -> int:
    """Where a name without space begins behind its initials ("H.Ahmad"); 0 for a degree ("S.Sos") or initials."""
    cut = text.rfind(".", start, end - 1) + 1
    name = text[cut:end]
    whole = text[start:end].replace(".", "").casefold()
    return cut if len(name) > 2 and name[1:].islower() and name.isalpha() and whole not in _degrees() else 0


@cache
def _degrees() -> frozenset[str]:
    return frozenset(form.replace(".", "") for form in column("degrees"))


def unglued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a word between the capitals at which it lost its spaces.

    >>> list(unglued("PresidenPrabowo", 0, 15))
    [(0, 8), (8, 15)]
    """
    last = start
    for cut in _GLUED.finditer(text, start, end):
        if cut.start() > last:
            yield last, cut.start()
            last = cut.start()
    yield last, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    *whole, (last, end) = unglued(text, start, end)
    yield from whole
    verb = _GLUED_VERB.search(text[last:end]) if text[last].isupper() else None
    if verb is not None and verb.start() > 3:
        yield last, last + verb.start()
        last += verb.start()
    yield last, end


def _word(text: str, start: int, end: int, line: int) -> Word:
    form = text[start:end]
    key = form.casefold().translate(_APOSTROPHES)
    return Word(form, start, end, line, key if key == "." else key.replace(".", ""))


Phrases = dict[str, tuple[tuple[str, ...], ...]]


def phrases(forms: Iterable[str]) -> Phrases:
    """Forms of one or more words by their first word, longest first, for ``match_phrase``."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        parts = tuple(word.key for word in split(form))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(set(rest), key=lambda p: (-len(p), p))) for first, rest in found.items()}


def match_phrase(known: Phrases, words: Sequence[Word], at: int) -> int:
    """The index behind the longest known form that begins at ``at``; ``at`` itself where none does."""
    for parts in known.get(words[at].key, ()) if at < len(words) else ():
        end = at + len(parts)
        if end <= len(words) and all(w.key == p for w, p in zip(words[at:end], parts, strict=True)):
            return end
    return at
