"""HTML that stands in a plain text: entities (also escaped twice), tags, comments, scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from pipeline.clean.draft import Draft, Edit
from pipeline.lexicon import table

_ENTITY = re.compile(
    r"&(?:amp;){0,4}(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};"
    r"|(?:nbsp|quot|ldquo|rdquo|lsquo|rsquo|ndash|mdash)(?![A-Za-z;]))"
)
_TAG = re.compile(r"<(?:/?([A-Za-z][A-Za-z0-9:-]{0,15})(?=[\s/>])|!(?i:doctype)\b|\?xml\b)[^<>]*>")
_OPENER = re.compile(r"<(?:!--|(?i:(script|style|noscript|iframe|template|svg))(?=[\s/>]))")
_COMMENT_END = re.compile(r"-->")
_ENDS = {
    name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE)
    for name in ("script", "style", "noscript", "iframe", "template", "svg")
}
_KINDS = {row["tag"]: row["kind"] for row in table("html_tags")}


def decode_entities(draft: Draft) -> Draft:
    """``&quot;``, ``&#8220;`` and ``&amp;quot;`` as the characters they mean; unknown names stay as they are."""
    return draft.sub(_ENTITY, _decoded) if "&" in draft.text else draft


def drop_markup(draft: Draft) -> Draft:
    """Known tags away, block tags as line breaks; comments, scripts and styles away with all that they hold.

    >>> drop_markup(Draft.of("<p><strong>Camat</strong> hadir.</p><script>x()</script> Umur <17 tahun")).text
    '\\nCamat hadir.\\n Umur <17 tahun'
    """
    if "<" not in draft.text:
        return draft
    return draft.edited(_spanning(draft.text)).sub(_TAG, _tagged)


def _decoded(match: re.Match[str]) -> str | None:
    name = match[0][1:].removesuffix(";")
    while name.startswith("amp;"):
        name = name[4:]
    if name[0] != "#" and f"{name};" not in html5:
        return None
    return html.unescape(f"&{name};")


def _spanning(text: str) -> Iterator[Edit]:
    """What stands between an opener and its end. An opener without end is left alone (and looked for only once)."""
    endless: set[str | None] = set()
    opener = _OPENER.search(text)
    while opener:
        name = opener[1].lower() if opener[1] else None
        end = None if name in endless else (_ENDS[name] if name else _COMMENT_END).search(text, opener.end())
        if end is None:
            endless.add(name)
        else:
            yield Edit(opener.start(), end.end())
        opener = _OPENER.search(text, end.end() if end else opener.end())


def _tagged(match: re.Match[str]) -> str | None:
    if match[1] is None:
        return "\n"
    kind = _KINDS.get(match[1].lower())
    return None if kind is None else "\n" if kind == "block" else ""
