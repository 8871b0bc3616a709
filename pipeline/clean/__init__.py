"""Cleaning: markup, odd characters, datelines, bylines and page furniture away, always with the way back."""

from __future__ import annotations

from pipeline.article import Article, CleanText, Span
from pipeline.clean.characters import mend_bytes, unify_characters
from pipeline.clean.dateline import find_dateline, leading_dash
from pipeline.clean.draft import Draft, Edit
from pipeline.clean.furniture import drop_furniture
from pipeline.clean.lines import collapse_white, join_lines, strip
from pipeline.clean.markup import decode_entities, drop_markup


def clean(article: Article) -> CleanText:
    """The words of an article, and for each of them its place in the text as ingested.

    >>> text = "<b>MAKASSAR, WARTA.com</b> -- Pemkot&nbsp;hadir. (rls)"
    >>> cleaned = clean(Article("a", text))
    >>> cleaned.text, cleaned.dateline, [span.of(text) for span in cleaned.furniture]
    ('Pemkot hadir.', 'MAKASSAR', ['(rls)'])
    """
    draft = drop_markup(decode_entities(Draft.of(article.text)))
    draft = collapse_white(unify_characters(mend_bytes(draft)))
    found = find_dateline(draft.text)
    furniture: tuple[Span, ...] = ()
    if found is not None:
        if found.byline is not None:
            furniture = (draft.source(found.byline),)
        draft = draft.edited(Edit(*cut) for cut in found.cuts)
    dash = leading_dash(draft.text)
    if dash is not None:
        draft = draft.edited([Edit(*dash)])
    draft, taken_out = drop_furniture(strip(draft))
    draft = join_lines(collapse_white(draft))
    return CleanText(draft.text, draft.offsets(), found.place if found else None, (*furniture, *taken_out))
