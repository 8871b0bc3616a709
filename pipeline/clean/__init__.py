"""Cleaning, with the way back."""

from __future__ import annotations

from pipeline.article import Article, CleanText
from pipeline.clean.characters import mend_bytes, unify_characters
from pipeline.clean.draft import Draft
from pipeline.clean.lines import collapse_white
from pipeline.clean.markup import decode_entities, drop_markup


def clean(article: Article) -> CleanText:
    """The words of an article."""
    draft = decode_entities(Draft.of(article.text))
    draft = unify_characters(mend_bytes(drop_markup(draft)))
    draft = collapse_white(draft)
    return CleanText(draft.text, draft.offsets())
