"""Warta reads Indonesian press articles and writes the facts in them, each with the exact words behind it.

>>> import pipeline
>>> facts = pipeline.extract("Rapat digelar Selasa, 17 September 2024.")
>>> facts[0].type, facts[0].text, facts[0].date
('date', 'Selasa, 17 September 2024', '2024-09-17')
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.assembly import Pipeline
    from pipeline.facts import Fact
    from pipeline.tables import load_articles, load_facts

# The room of the extractors and the function bear one name. Loaded first, the room cannot take the name back later.
import_module("pipeline.extract")

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "load", "load_articles", "load_facts"]


@cache
def load(annotator: str = "default") -> Pipeline:
    """The pipeline with a named annotator, loaded once. Raises ``ValueError`` for a name that is not known."""
    from pipeline.assembly import load as load_pipeline

    return load_pipeline(annotator)


def extract(text: str, *, published: date | None = None, title: str | None = None) -> list[Fact]:
    """The facts of one article given as text.

    ``published`` is the reference date for relative expressions; without it the article's own dates serve.
    """
    from pipeline.article import Article

    return load().facts(Article("text", text, title=title, published=published))


def __getattr__(name: str) -> object:
    """The table loaders, imported when first asked for: pandas takes half a second that extraction need not pay."""
    if name in ("load_articles", "load_facts"):
        from pipeline import tables

        return getattr(tables, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
