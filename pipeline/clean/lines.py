"""Spaces and lines: one space between words, one line break between paragraphs, wrapped lines joined."""

from __future__ import annotations

import re

from pipeline.clean.draft import Draft, Edit

_WHITE = re.compile(r"\s+")


def collapse_white(draft: Draft) -> Draft:
    """Runs of white space as one space, one line break, or (where they hold more than one) two."""
    draft = draft.sub(_WHITE, _collapsed)
    return strip(draft)


def strip(draft: Draft) -> Draft:
    """Without white space at both ends."""
    text = draft.text
    front = len(text) - len(text.lstrip())
    back = len(text.rstrip())
    cuts = [Edit(0, front)] if front else []
    if front < back < len(text):
        cuts.append(Edit(back, len(text)))
    return draft.edited(cuts)


def _collapsed(match: re.Match[str]) -> str:
    return "\n" * min(match[0].count("\n"), 2) or " "
