"""An HTML page: one article, its text what trafilatura takes for the main text. Nothing is fetched or executed."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from trafilatura import bare_extraction
from trafilatura.settings import Document

from pipeline.failures import Code
from pipeline.ingest.decode import byte_order_mark, decode
from pipeline.ingest.refusal import Refusal

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([\w-]{2,20})", re.IGNORECASE
)
_HEAD = 4096
_XML = re.compile(r"\s{0,9}<\?xml[^<>]{0,200}\?>")
_OPENING = re.compile(r"<[A-Za-z]")
_MOST_TAGS = 200_000
_SHORTEST_REPEAT = 40
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}


class Page(NamedTuple):
    """What a page states of itself; ``published`` as an ISO day."""

    text: str
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None


def read_page(data: bytes) -> Page:
    """The main text of a page and what it says of title, day, outlet and address. Raises ``Refusal``."""
    if not data.strip():
        raise Refusal(Code.EMPTY, "the file is empty; remove it or fetch it again")
    source = _XML.sub("", _decoded(data), count=1)
    if sum(1 for _ in _OPENING.finditer(source)) > _MOST_TAGS:
        raise Refusal(Code.TOO_LARGE, f"more than {_MOST_TAGS} tags; give the article's own page, or its text")
    found = _extracted(source)
    text = _without_repeats(found.text or "") if found else ""
    if found is None or not text.strip():
        raise Refusal(Code.NO_TEXT, "the page states no article text; save it with its text, or give the text as .txt")
    return Page(
        text, found.title or None, found.date or None, found.sitename or found.hostname or None, found.url or None
    )


def _extracted(source: str) -> Document | None:
    try:
        found = bare_extraction(
            source,
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except Exception as error:  # hostile markup breaks parsers in ways that they do not name
        raise Refusal(Code.MALFORMED, f"the page cannot be parsed ({type(error).__name__}); save it again") from error
    return found if isinstance(found, Document) else None


def _decoded(data: bytes) -> str:
    """By byte order mark, by the encoding that the page names if it holds to it, by its bytes."""
    named = _CHARSET.search(data, 0, _HEAD)
    if named and byte_order_mark(data)[0] is None:
        try:
            return data.decode(codecs.lookup(named[1].decode("ascii")).name)
        except (LookupError, UnicodeDecodeError, ValueError):
            return decode(data)
    return decode(data)


def _without_repeats(text: str) -> str:
    """Without paragraphs that have stood before word by word (pages repeat their lead)."""
    seen: set[str] = set()
    kept = []
    for line in text.split("\n"):
        if len(line) < _SHORTEST_REPEAT or line not in seen:
            kept.append(line)
        seen.add(line)
    return "\n".join(kept)
