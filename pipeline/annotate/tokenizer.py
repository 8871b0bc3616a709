"""Tokens of Indonesian press text: one compiled pattern, no exceptions hidden in code.

spaCy's blank ``id`` tokenizer keeps ``17–21`` and ``pagi.Selain`` whole and takes ``Moh.`` and ``S.H.`` apart. This one
knows what the press writes: abbreviations come from ``abbreviations.tsv``, figures and slash dates stay whole,
brackets, quotes, dashes between figures and percent signs stand alone. ``doc.text`` equals the input for every input.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

ABBREVIATIONS = Path(__file__).with_name("abbreviations.tsv")

_LETTER = r"[^\W\d_\u200b]"
_UPPER = "[A-ZÀ-ÖØ-Þ]"
_MARK = r"[\u0300-\u036f]"
_TOP = r"(?:com|co|id|net|org|go|tv|news|info|ac|sch|my|sg|gov|edu|io|me|ai|app|Com|COM|CO|ID|NET|ORG|TV)"


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Abbreviations with their full stop, and whether one may end a sentence: ``no`` or ``maybe``.

    >>> abbreviations()["Pj."]
    'no'
    """
    with ABBREVIATIONS.open(encoding="utf-8", newline="") as file:
        return {row["form"]: row["ends"] for row in csv.DictReader(file, delimiter="\t")}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    forms = sorted(abbreviations(), key=lambda form: (-len(form), form))
    words = "|".join(re.escape(form) for form in forms)
    alternatives = (
        r"(?P<url>https?://[^\s<>\"“”]*[\w/]|www\.[^\s<>\"“”]*[\w/])",
        r"(?P<mail>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)",
        r"(?P<handle>[@#]\w+)",
        rf"(?P<site>[A-Za-z][\w-]*(?:\.[a-zA-Z][\w-]*){{0,5}}\.{_TOP}(?:\.id|\.my|\.sg|\.ID)?(?!\w))",
        # "Rp" stands alone before its amount, as in the treebanks; "Rp." only there.
        r"(?P<money>(?:Rp|IDR|US\$|S\$|A\$|USD|SGD)(?=\s?\.?\s?\d))",
        rf"(?P<abbreviation>(?:{words})(?!\.))",
        # S.H., M.Si., Sp.OG, K.H., Ph.D.: capital groups of at most four letters, each but the last with its full stop.
        rf"(?P<degree>{_UPPER}[a-z]{{0,2}}\.(?:{_UPPER}[a-z]{{0,2}}\.)*{_UPPER}[A-Za-z]{{0,4}}(?:\.(?!\.)|(?![\w])))",
        # An initial: "Joko P. di ruang", "J. Kalla"; not the last letter of a text.
        rf"(?P<initial>{_UPPER}\.(?=[ \t\xa0]\w|,))",
        r"(?P<date>\d+(?:/\d+)+(?!\w))",
        r"(?P<decade>\d+(?:[.,]\d+)*-(?:an|nya|ku|mu)(?!\w))",
        # 5G and 4x4 stay; "20persen" and "10km" come apart.
        r"(?P<model>\d+[A-Za-z]\d*(?!\w))",
        r"(?P<number>\d+(?:[.,:]\d+)*)",
        rf"(?P<word>(?:{_LETTER}|_)(?:\w|{_MARK})*(?:['’ʼ`]{_LETTER}(?:\w|{_MARK})*)*"
        rf"(?:-\w(?:\w|{_MARK})*(?:['’ʼ]{_LETTER}+)*)*)",
        r"(?P<dots>\.{2,}|-{2,}|_+)",
        r"(?P<space>\s+)",
        r"(?P<other>.)",
    )
    return re.compile("|".join(alternatives), re.DOTALL)


def split_words(text: str) -> Iterator[tuple[int, int]]:
    """Token borders in ``text``: half-open code-point offsets, white space runs included, nothing left out.

    >>> text = "Rapat pukul 09.00 WIB."
    >>> [text[start:end] for start, end in split_words(text) if not text[start:end].isspace()]
    ['Rapat', 'pukul', '09.00', 'WIB', '.']
    """
    for match in _pattern().finditer(text):
        yield match.start(), match.end()


class IndonesianTokenizer:
    """spaCy tokenizer for Indonesian press text; the model's configuration names it ``warta.id_tokenizer.v1``.

    Raises ``ValueError`` for text with lone surrogates, which no UTF-8 can carry.

    >>> import spacy
    >>> nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "warta.id_tokenizer.v1"}}})
    >>> [token.text for token in nlp("Pj. Gubernur, 17–21 Mei (Rp2,3 miliar)")]
    ['Pj.', 'Gubernur', ',', '17', '–', '21', 'Mei', '(', 'Rp', '2,3', 'miliar', ')']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokens of ``text``; white space beyond one blank after a token becomes a token of its own."""
        refuse_surrogates(text)
        words: list[str] = []
        spaces: list[bool] = []
        for start, end in split_words(text):
            piece = text[start:end]
            if not piece.isspace():
                words.append(piece)
                spaces.append(False)
                continue
            if piece[0] == " " and words:
                spaces[-1] = True
                piece = piece[1:]
            if len(piece) > 1 and piece[-1] == " ":
                words.append(piece[:-1])
                spaces.append(True)
            elif piece:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterator[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Tokenise a stream of texts, in order."""
        for text in texts:
            yield self(text)

    # There is nothing to store: the pattern and the table are code of this package.
    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: the tokenizer has no trained state."""
        return b""

    def from_bytes(self, _bytes: bytes, **_: Any) -> IndonesianTokenizer:
        """Take nothing in."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Write nothing."""

    def from_disk(self, _path: Any, **_: Any) -> IndonesianTokenizer:
        """Read nothing."""
        return self


def refuse_surrogates(text: str) -> None:
    """Raise ``ValueError`` for text with a lone surrogate, which no UTF-8 can carry."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"text holds a lone surrogate at offset {error.start}; decode it again") from error


@registry.tokenizers("warta.id_tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], IndonesianTokenizer]:
    """Make the tokenizer for a pipeline; spaCy calls this by its registered name."""

    def make(nlp: Language) -> IndonesianTokenizer:
        return IndonesianTokenizer(nlp.vocab)

    return make
