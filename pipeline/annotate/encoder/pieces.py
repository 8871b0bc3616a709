"""Word pieces of a unigram model: the likeliest split of each word, found once and remembered.

The format and the scores are those of XLM-R's SentencePiece model, pruned to the pieces that Indonesian uses; the
``tokenizers`` package would do the same, and brings a client for a model hub that a run without network has no use for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

MOST = 24  # pieces of one word that the network sees; longer "words" are addresses and noise
_REMEMBERED = 200_000
_SPACE = "▁"
_UNKNOWN_PENALTY = 10.0


class Pieces:
    """Splits words into piece numbers.

    ``pieces`` and their log probabilities ``scores`` go together; ``normal_forms`` maps code points to what they are
    read as. ``begin``, ``end``, ``pad`` and ``unknown`` are the numbers of the special pieces.
    """

    def __init__(
        self,
        pieces: Sequence[str],
        scores: Sequence[float],
        *,
        normal_forms: dict[int, str],
        begin: int,
        end: int,
        pad: int,
        unknown: int,
    ) -> None:
        self.pieces = tuple(pieces)
        self.scores = tuple(map(float, scores))
        self.normal_forms = normal_forms
        self.begin, self.end, self.pad, self.unknown = begin, end, pad, unknown
        self._numbers = {piece: number for number, piece in enumerate(self.pieces)}
        self._longest = max(map(len, self.pieces))
        self._unknown_score = min(self.scores) - _UNKNOWN_PENALTY
        self._known: dict[tuple[str, bool], tuple[int, ...]] = {}

    @classmethod
    def from_disk(cls, path: Path) -> Pieces:
        """Read what ``to_disk`` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            data["pieces"],
            data["scores"],
            normal_forms={int(code): form for code, form in data["normal_forms"].items()},
            **data["special"],
        )

    def to_disk(self, path: Path) -> None:
        """Write pieces, scores and normal forms as JSON."""
        special = {"begin": self.begin, "end": self.end, "pad": self.pad, "unknown": self.unknown}
        data = {
            "special": special,
            "pieces": self.pieces,
            "scores": [round(score, 4) for score in self.scores],
            "normal_forms": {str(code): form for code, form in sorted(self.normal_forms.items())},
        }
        path.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")

    def __len__(self) -> int:
        return len(self.pieces)

    def split(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        """The numbers of a word's pieces, at least one and at most ``MOST``; ``spaced`` when a blank stands before it.

        >>> made = Pieces(["<s>", "</s>", "<pad>", "<unk>", "▁", "▁ma", "kan", "a"], [0, 0, 0, 0, -3, -2, -2, -4],
        ...               normal_forms={}, begin=0, end=1, pad=2, unknown=3)
        >>> [made.pieces[number] for number in made.split("makan", spaced=True)]
        ['▁ma', 'kan']
        """
        key = (word, spaced)
        known = self._known.get(key)
        if known is None:
            form = "".join(self.normal_forms.get(ord(char), char) for char in word[: MOST * self._longest])
            known = self._best((_SPACE if spaced else "") + form.replace(" ", _SPACE))[:MOST] or (self.unknown,)
            if len(self._known) < _REMEMBERED:
                self._known[key] = known
        return known

    def _best(self, form: str) -> tuple[int, ...]:
        """The split of the highest total score (Viterbi)."""
        size = len(form)
        best = [float("-inf")] * (size + 1)
        best[0] = 0.0
        back = [(0, self.unknown)] * (size + 1)
        for start in range(size):
            single = False
            for end in range(start + 1, min(size, start + self._longest) + 1):
                number = self._numbers.get(form[start:end])
                if number is None:
                    continue
                single = single or end == start + 1
                score = best[start] + self.scores[number]
                if score > best[end]:
                    best[end], back[end] = score, (start, number)
            if not single and best[start] + self._unknown_score > best[start + 1]:
                best[start + 1], back[start + 1] = best[start] + self._unknown_score, (start, self.unknown)
        numbers: list[int] = []
        end = size
        while end > 0:
            start, number = back[end]
            numbers.append(number)
            end = start
        return tuple(reversed(numbers))
