"""Stanza as an annotator: its processors read the text, and what they find fills the same spaCy ``Doc``.

The words of the ``Doc`` are Stanza's surface tokens; a token of several words (clitics) stands as one, with the tag and
the head of the word that governs. Each text is worked on by itself and on one thread, so that nothing depends on what
else is in the batch. Torch and Stanza are imported when an annotator is made, never before, and nothing is fetched.
"""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.annotate.lock import LockedModel, ModelError, checksum
from pipeline.annotate.repair import trim_entities
from pipeline.annotate.tokenizer import IndonesianTokenizer, refuse_surrogates

PUBLIC = "stanza-public"
PUBLIC_PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")
LONGEST = 200  # words that are tagged and parsed together; the time of the parser grows with the square of their number
INSTALL = (
    "the annotator '{name}' needs Stanza and torch: pip install torch==2.13.0 --index-url "
    "https://download.pytorch.org/whl/cpu && pip install -r requirements/stanza.txt"
)
FETCH = (
    "no public Indonesian models of Stanza in {folder}; fetch them once with\n"
    "  python -c \"import stanza; stanza.download('id', model_dir='{folder}', "
    "processors='tokenize,mwt,pos,lemma,depparse')\"\n"
    "or name their folder in STANZA_RESOURCES_DIR"
)

_GAPS = re.compile(r"\s+|\S+")
_LINES = re.compile(r"[^\n\r\u2029]*\S[^\n\r\u2029]*")


@dataclass(frozen=True, slots=True)
class Word:
    """A surface token: half-open offsets, tag, index of its head among all words (its own for a root), relation."""

    start: int
    end: int
    tag: str
    head: int
    relation: str


def load_language(model: LockedModel) -> tuple[Language, LockedModel]:
    """A spaCy pipeline that reads with the Stanza models in ``model.path``; ``ModelError`` without torch or Stanza."""
    pipeline = _pipeline(model.name, model.path, ("tokenize", "pos", "depparse", "ner"), depparse_pretagged=True)
    return _language(pipeline, [_rest(pipeline)]), model


def load_public(shipped: LockedModel) -> tuple[Language, LockedModel]:
    """Stanza's public models, where the user has fetched them, with the entities of the ``shipped`` model.

    Stanza has no Indonesian entities of its own. They are looked for in ``STANZA_RESOURCES_DIR``, or where Stanza puts
    them. Raises ``ModelError`` without torch or Stanza, and without the models.
    """
    default = _stanza(PUBLIC)("stanza.resources.common").DEFAULT_MODEL_DIR
    folder = Path(os.environ.get("STANZA_RESOURCES_DIR") or default)
    names = [name for name in PUBLIC_PROCESSORS if name in _default_package(folder / "resources.json")]
    if not names or not (folder / "id").is_dir():
        raise ModelError(FETCH.format(folder=folder))
    public = _pipeline(PUBLIC, folder, names)
    entities = _pipeline(PUBLIC, shipped.path, ("tokenize", "ner"))
    model = replace(shipped, name=PUBLIC, path=folder / "id", version="hub", sha256=checksum(folder / "id"))
    return _language(public, [_rest(public), _rest(entities)]), model


def _default_package(resources: Path) -> Mapping[str, object]:
    """The processors of Indonesian, from the file that Stanza's hub puts beside the models; none if there is none."""
    try:
        told = json.loads(resources.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ModelError(f"{resources} is not valid JSON: {error}") from error
    package: Mapping[str, object] = told.get("id", {}).get("packages", {}).get("default", {})
    return package


def _stanza(name: str) -> Callable[[str], Any]:
    """The function that imports a module of Stanza, once it is sure that it can."""
    try:
        import_module("torch")
        import_module("stanza")
    except ImportError as error:
        raise ModelError(INSTALL.format(name=name)) from error
    return import_module


def _pipeline(name: str, folder: Path, processors: Sequence[str], **options: object) -> Any:
    stanza = _stanza(name)("stanza")
    try:
        return stanza.Pipeline(
            "id",
            dir=str(folder),
            processors=",".join(processors),
            download_method=None,
            use_gpu=False,
            logging_level="ERROR",
            **options,
        )
    except Exception as error:  # Stanza raises a kind of its own for each file that is missing
        hint = f"\n{FETCH.format(folder=folder)}" if name == PUBLIC else ""
        raise ModelError(f"Stanza cannot load its models in {folder}: {error}{hint}") from error


def _rest(pipeline: Any) -> Callable[[Any], Any]:
    """All processors of a pipeline behind the tokenizer, as one function of a document."""
    behind = [processor for name, processor in pipeline.processors.items() if name != "tokenize"]

    def work(document: Any) -> Any:
        for processor in behind:
            document = processor.process(document)
        return document

    return work


def _language(pipeline: Any, steps: Sequence[Callable[[Any], Any]]) -> Language:
    nlp = spacy.blank("id")
    nlp.tokenizer = Reader(nlp.vocab, pipeline.processors["tokenize"].process, steps)
    return nlp


class Reader(IndonesianTokenizer):
    """In place of a spaCy tokenizer: text becomes a ``Doc`` with all its layers.

    ``tokenize`` makes a Stanza document of a text; ``steps`` add to it, in order.
    """

    def __init__(
        self,
        vocab: Vocab,
        tokenize: Callable[[str], Any],
        steps: Sequence[Callable[[Any], Any]],
        longest: int = LONGEST,
    ) -> None:
        super().__init__(vocab)
        self._tokenize = tokenize
        self._steps = steps
        self._longest = longest

    def __call__(self, text: str) -> Doc:
        """Read one text. Raises ``ValueError`` for lone surrogates."""
        refuse_surrogates(text)
        lines = [match.span() for match in _LINES.finditer(text)]
        if not lines:
            return fill(self.vocab, text, [], [])
        # A blank line is the only border that Stanza never reads across, and a line break is one in the press.
        joined = "\n\n".join(text[start:end] for start, end in lines)
        place = _places(lines)
        with _one_thread():
            document = self._tokenize(joined)
            lengths = [len(sentence.tokens) for sentence in document.sentences]
            document = cut(document, self._longest)
            for step in self._steps:
                document = step(document)
        words = list(_words(document, lengths, place))
        entities = [(place(found.start_char), place(found.end_char - 1) + 1, found.type) for found in document.ents]
        return fill(self.vocab, text, words, entities)


@contextmanager
def _one_thread() -> Iterator[None]:
    torch = import_module("torch")
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _places(lines: Sequence[tuple[int, int]]) -> Callable[[int], int]:
    """From a place in the joined lines to the place in the text."""
    begins = [0]
    for start, end in lines[:-1]:
        begins.append(begins[-1] + end - start + 2)

    def place(offset: int) -> int:
        number = bisect_right(begins, offset) - 1
        return lines[number][0] + offset - begins[number]

    return place


def cut(document: Any, longest: int) -> Any:
    """The tokenised document, its sentences in parts of at most ``longest`` tokens."""
    if all(len(sentence.tokens) <= longest for sentence in document.sentences):
        return document
    parts = []
    for sentence in document.sentences:
        for first in range(0, len(sentence.tokens), longest):
            part = sentence.tokens[first : first + longest]
            parts.append([_entry(number, token) for number, token in enumerate(part, 1)])
    return type(document)(parts, document.text)


def _entry(number: int, token: Any) -> dict[str, object]:
    entry = {"id": (number,), "text": token.text, "start_char": token.start_char, "end_char": token.end_char}
    return entry | ({"misc": token.misc} if token.misc else {})  # it says whether the token has several words


def _words(document: Any, lengths: Sequence[int], place: Callable[[int], int]) -> Iterator[Word]:
    """Surface tokens in order; the later parts of a sentence that was cut hang on its first as ``parataxis``."""
    base = main = 0
    left = 0
    sizes = iter(lengths)
    for sentence in document.sentences:
        continues = left > 0
        left = left if continues else next(sizes)
        left -= len(sentence.tokens)
        owner = {word.id: at for at, token in enumerate(sentence.tokens) for word in token.words}
        hosts = [_host(token) for token in sentence.tokens]
        if not continues:
            main = base + next((at for at, host in enumerate(hosts) if not host.head), 0)
        for at, (token, host) in enumerate(zip(sentence.tokens, hosts, strict=True)):
            start, end = place(token.start_char), place(token.end_char - 1) + 1
            if host.head:
                yield Word(start, end, host.upos, base + owner[host.head], host.deprel)
            elif continues:
                yield Word(start, end, host.upos, main, "parataxis")
            else:
                yield Word(start, end, host.upos, base + at, "ROOT")
        base += len(sentence.tokens)


def _host(token: Any) -> Any:
    """The word of a token on which its other words hang."""
    ids = {word.id for word in token.words}
    return next((word for word in token.words if word.head not in ids), token.words[0])


def fill(vocab: Vocab, text: str, words: Sequence[Word], entities: Sequence[tuple[int, int, str]]) -> Doc:
    """The ``Doc`` of a text with these words and entities; what lies between the words becomes tokens too.

    One blank behind a word belongs to it, other white space is a token with the tag ``SPACE``, anything else that no
    word covers is one with the tag ``X``; these hang on the token before them.

    >>> words = [Word(0, 2, "PRON", 1, "nsubj"), Word(4, 9, "VERB", 1, "ROOT")]
    >>> doc = fill(spacy.blank("id").vocab, "Ia  pergi", words, [])
    >>> [(token.text, token.pos_, token.head.text) for token in doc]
    [('Ia', 'PRON', 'pergi'), (' ', 'SPACE', 'Ia'), ('pergi', 'VERB', 'pergi')]
    """
    layout = _Layout()
    behind = 0
    for word in words:
        layout.gap(text[behind : word.start])
        layout.word(text[word.start : word.end])
        behind = word.end
    layout.gap(text[behind:])
    return layout.doc(vocab, words, entities)


class _Layout:
    """The tokens of a ``Doc`` while they are laid out, and where among them the words stand."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.spaces: list[bool] = []
        self.at: list[int] = []

    def word(self, text: str) -> None:
        self.at.append(len(self.texts))
        self._add(text, space=False)

    def gap(self, text: str) -> None:
        for piece in _GAPS.findall(text):
            if piece[0] == " " and self.texts and not self.spaces[-1]:
                self.spaces[-1] = True
                piece = piece[1:]
            if len(piece) > 1 and piece[-1] == " ":
                self._add(piece[:-1], space=True)
            elif piece:
                self._add(piece, space=False)

    def _add(self, text: str, *, space: bool) -> None:
        self.texts.append(text)
        self.spaces.append(space)

    def doc(self, vocab: Vocab, words: Sequence[Word], entities: Sequence[tuple[int, int, str]]) -> Doc:
        first = self.at[0] if self.at else 0
        tags = ["SPACE" if text.isspace() else "X" for text in self.texts]
        heads = [place - 1 if place > first else first for place in range(len(self.texts))]
        relations = ["dep"] * len(self.texts)
        if self.texts and not words:
            relations[0] = "ROOT"
        for place, word in zip(self.at, words, strict=True):
            tags[place], heads[place], relations[place] = word.tag, self.at[word.head], word.relation
        doc = Doc(vocab, words=self.texts, spaces=self.spaces, pos=tags, heads=heads, deps=relations)
        spans = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in entities]
        doc.set_ents([span for span in spans if isinstance(span, Span)])
        trim_entities(doc)
        return doc
