"""Annotate: text becomes a spaCy ``Doc`` with tokens, sentences, parts of speech, dependencies and entities.

The shipped model runs on a CPU without torch and without network; every annotator fills the same ``Doc``.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

# Importing these registers what the shipped model's configuration names.
from pipeline.annotate import repair, sentences, tokenizer  # noqa: F401
from pipeline.annotate.lock import LockedModel, ModelError, models_folder, read_lock, verify

__all__ = ["Annotator", "ModelError", "load"]

BATCH = 16


class Annotator:
    """A loaded model. The same text gives the same ``Doc`` whatever else is in the batch.

    ``name`` is the model's name in the lock file, never an alias; ``version`` also holds the model's checksum, so that
    a fingerprint made from it changes whenever the model does.
    """

    def __init__(self, nlp: Language, model: LockedModel) -> None:
        self.name = model.name
        self.version = f"{model.name}-{model.version}+{model.sha256[:16]}"
        self._nlp = nlp
        # Articles are short; the limit that spaCy sets against very long ones would only turn them away.
        nlp.max_length = sys.maxsize

    def __call__(self, text: str) -> Doc:
        """Annotate one text; ``doc.text == text``. Raises ``ValueError`` for lone surrogates.

        >>> doc = load()("Wali Kota Bandung Ahmad Hidayat membuka rapat di Jakarta.")
        >>> [(entity.text, entity.label_) for entity in doc.ents][-1]
        ('Jakarta', 'LOC')
        """
        return self._nlp(text)

    def pipe(self, texts: Iterable[str], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Annotate a stream of texts in order; ``batch_size`` texts are worked on together.

        >>> [len(doc) for doc in load().pipe(["Hujan turun.", ""])]
        [3, 0]
        """
        if batch_size < 1:
            raise ValueError(f"batch_size must be at least 1, not {batch_size}")
        yield from self._nlp.pipe(texts, batch_size=batch_size)


def load(name: str = "default", *, folder: Path | None = None) -> Annotator:
    """Load a model by name from ``folder`` (by default the project's ``models/`` or ``WARTA_MODELS``).

    ``stanza-public`` is no model of that folder: it is what the user has fetched of Stanza's own (see
    ``pipeline.annotate.stanza``). Raises ``ValueError`` for a name that is neither that nor in the lock file,
    ``ModelError`` when the model's files are missing or differ from the recorded checksum.

    >>> load().name
    'accurate'
    """
    models = read_lock(folder or models_folder())
    entry = "stanza" if name == "stanza-public" else name  # which takes its entities from it
    if entry not in models:
        raise ValueError(f"no model named '{name}'; there are: {', '.join(sorted(models))}")
    model = models[entry]
    verify(model)
    if model.engine == "stanza":
        from pipeline.annotate.stanza import load_language, load_public

        return Annotator(*(load_public if entry != name else load_language)(model))
    if model.engine == "onnx":
        from pipeline.annotate.encoder import component  # noqa: F401  registers it; the others do not need onnxruntime
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy's notes on versions help nobody here: the lock file decides
        nlp = spacy.load(model.path)
    return Annotator(nlp, model)
