"""Annotators."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc


class Annotator:
    """Placeholder until the model is there."""

    name = "default"
    version = "0"

    def __init__(self) -> None:
        self.nlp = spacy.blank("id")
        self.nlp.add_pipe("sentencizer")

    def __call__(self, text: str) -> Doc:
        return self.nlp(text)


def load(name: str = "default") -> Annotator:
    """A named annotator."""
    return Annotator()
