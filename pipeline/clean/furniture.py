"""Page furniture: what a page puts around and into the words of an article. The words are in ``furniture.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.article import Span
from pipeline.clean.draft import Draft, Edit
from pipeline.clean.headlines import headline_end, is_headline
from pipeline.clean.lines import ends_sentence, strip
from pipeline.lexicon import table

_LINE = re.compile(r"[^\n]+\n{0,2}")
_LONGEST_LINE = 300
_LONGEST_LABEL = 90
_LONGEST_TAIL = 500
_LONGEST_CREDIT = 160
_LONGEST_TAG = 50
_MOST_TAGS = 60
_URLS = re.compile(r"(?:\W{0,3}https?://\S+)+\W{0,3}")
_RULE = re.compile(r"[^\w\"“”()\[\].,:;?!%]+")
_AGO = re.compile(
    r"\d{1,2} (?:detik|menit|jam|hari) (?:yang )?lalu|(?:dibaca|dilihat)?:? ?[\d.]+ (?:kali|views?|x)", re.IGNORECASE
)
_SIGN = r"\((?:[*]|[A-Za-z.*]{1,12}\d?(?:[/\-_][A-Za-z.*]{1,12}\d?){1,3}|[^()\d\n]{1,40})\)"
_SIGNED = re.compile(
    rf"(?:(?<=[.?!\"”'*…])|(?<=[.?!\"”'*…] )){_SIGN}[.*]{{0,2}} ?$"
    r"| \([a-z]{2,5}/[a-z]{2,5}\) ?$"
    r"|(?<=[.?!\"”'…])[*]{1,3}$"
)
_SIGN_LINE = re.compile(rf"{_SIGN}[.]?|[*]{{1,5}}")
_INITIALS_LINE = re.compile(r"(?:^|(?<=\n))\([a-z]{2,5}\d?(?:/[a-z]{2,5}\d?){1,3}\)(?:\n{1,2}|$)")
_MOST_SIGN_WORDS = 5
_CUE = r"(?<!\w)(?:{0})(?: ?:|(?<=:))|(?:^|(?<=\n)|(?<=[.?!\"”)\-…])|(?<=[.?!\"”)\-…] ))(?:{0})"


def drop_furniture(draft: Draft) -> tuple[Draft, tuple[Span, ...]]:
    """The draft without page furniture, and the source spans that were taken out, in order.

    >>> text = "Stok aman, kata Camat.\\nBaca juga: Harga Beras Naik\\nWarga tenang. (rls)"
    >>> draft, spans = drop_furniture(Draft.of(text))
    >>> draft.text, [span.of(text) for span in spans]
    ('Stok aman, kata Camat.\\nWarga tenang.', ['Baca juga: Harga Beras Naik\\n', '(rls)'])
    """
    spans: list[Span] = []
    for find in (_brackets, _inline, _tails, _headlines, _lines, _credit, _signature, _initials):
        edits = list(find(draft.text))
        spans += (draft.source(Span(edit.start, edit.end)) for edit in edits)
        draft = draft.edited(edits)
    return strip(draft), tuple(sorted(spans))


def _brackets(text: str) -> Iterator[Edit]:
    for match in _pattern("bracket", r"(?P<front> ?)[(\[] ?(?:{})[^()\[\]\n]{{0,200}}[)\]]").finditer(text):
        yield Edit(*match.span())


def _inline(text: str) -> Iterator[Edit]:
    for match in _pattern("inline", r"(?<![^\s.?!\"”)])(?:{})(?![^\s.])").finditer(text):
        line_start = match.start() == 0 or text[match.start() - 1] == "\n"
        line_end = match.end() == len(text) or text[match.end()] == "\n"
        if not (line_start and line_end):  # whole lines are seen to later
            yield Edit(match.start(), match.end())


def _headlines(text: str) -> Iterator[Edit]:
    """Cues like "Baca juga", with the headline behind them where it is plain how far it goes."""
    cue = _pattern("headline", _CUE, exact=True)
    done = 0
    found = list(cue.finditer(text))
    for index, match in enumerate(found):
        line_end = text.find("\n", match.end())
        line_end = len(text) if line_end < 0 else line_end
        if match.start() < done or (match.end() == line_end and text[match.start() - 1 : match.start()] in ("", "\n")):
            continue
        upto = found[index + 1].start() if index + 1 < len(found) else line_end
        end = headline_end(text, match.end(), min(line_end, upto))
        done = match.end() if end is None else end
        whole = done == line_end and (match.start() == 0 or text[match.start() - 1] == "\n")
        while whole and text[done : done + 1] == "\n":
            done += 1
        yield Edit(match.start(), done, "" if done >= line_end else "\n")


_STOP_INSIDE = re.compile(r"\. [A-Z\"“]")


def _lines(text: str) -> Iterator[Edit]:
    """Whole lines; behind a bare cue, the headline on the line after it."""
    expects_headline = False
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if _is_furniture(line) or (expects_headline and is_headline(line) and not ends_sentence(line)):
            yield Edit(*match.span())
        expects_headline = line.casefold().rstrip(": ") in _exact("headline")


def _tails(text: str) -> Iterator[Edit]:
    """What follows a sentence up to the end of its line and speaks of the page, not of the news."""
    done = 0
    behind_sentence = _pattern("tail", r"(?:(?<=[.?!\"”)*…])|(?<=[.?!\"”)*…] ))(?:{})").finditer(text)
    anywhere = _pattern("page", r"(?<=[^\n] )(?:{})").finditer(text)
    for match in sorted((*behind_sentence, *anywhere), key=re.Match.start):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if done <= match.start() and end - match.start() <= _LONGEST_TAIL:
            done = end
            yield Edit(match.start(), end)


def _credit(text: str) -> Iterator[Edit]:
    """Writer, editor and source at the very end, glued to the last sentence or not."""
    start = max(len(text) - _LONGEST_CREDIT, 0)
    match = _pattern("credit", r"(?:(?<=[.?!\"”)*…\n])|(?<=[.?!\"”)*…\n] ))(?:{})").search(text, start)
    if match and not _STOP_INSIDE.search(text, match.end()):
        yield Edit(match.start(), len(text))


def _signature(text: str) -> Iterator[Edit]:
    """Initials like "(rls)" behind the last sentence, and the tags that follow them."""
    lines = [Span(match.start(), match.start() + len(match[0].rstrip("\n"))) for match in _LINE.finditer(text)]
    cut = _tags(text, lines)
    signed_below = False
    for index in range(len(lines) - 1, -1, -1):
        words = lines[index].of(text)
        signed = _SIGNED.search(words, max(len(words) - 50, 0))
        if index and _SIGN_LINE.fullmatch(words) and words.count(" ") < _MOST_SIGN_WORDS:
            cut, signed_below = lines[index].start, True
        elif signed and signed[0].count(" ") < _MOST_SIGN_WORDS:
            cut = lines[index].start + signed.start()
            break
        elif signed_below or not _is_tag(words):
            break
    if cut is not None and text[cut:].strip():
        yield Edit(cut, len(text))


def _initials(text: str) -> Iterator[Edit]:
    for match in _INITIALS_LINE.finditer(text):
        yield Edit(*match.span())


def _tags(text: str, lines: list[Span]) -> int | None:
    """Where a list of at least three tags at the end begins, some of them in lower case; None where there is none."""
    start = len(lines)
    while start and len(lines) - start < _MOST_TAGS and _is_tag(lines[start - 1].of(text)):
        start -= 1
    tags = [line.of(text) for line in lines[start:]]
    if len(tags) < 3 or not start or not any(tag[0].islower() for tag in tags):
        return None
    before = lines[start - 1].of(text)
    return lines[start].start if ends_sentence(before) and not before.endswith(":") else None


def _is_tag(line: str) -> bool:
    return len(line) <= _LONGEST_TAG and line.count(" ") < 6 and line[-1] not in '.:;,?!"”'


def _is_furniture(line: str) -> bool:
    if len(line) > _LONGEST_LINE:
        return False
    bare = line.casefold().strip(" .:;-–*[]()|")
    if bare in _exact("line") or (bare in _exact("headline") and line[-1] in ":aA"):
        return True
    if _RULE.fullmatch(line) or _URLS.fullmatch(line) or _AGO.fullmatch(line):
        return True
    if _pattern("start", r"[-*•=., ]{{0,6}}(?:{})").match(line):
        return True
    label = _pattern("label", r"[-*•= (]{{0,6}}(?:{})").match(line)
    return bool(label) and len(line) <= _LONGEST_LABEL and not line.endswith(".")


@cache
def _exact(kind: str) -> frozenset[str]:
    return frozenset(row["words"].casefold().strip(" :") for row in table("furniture") if row["kind"] == kind)


@cache
def _pattern(kind: str, frame: str, *, exact: bool = False) -> re.Pattern[str]:
    """One pattern for all words of a kind, the longest first, put into ``frame``."""
    forms = sorted({row["words"] for row in table("furniture") if row["kind"] == kind}, key=lambda w: (-len(w), w))
    end = "(?![a-z])" if exact else r"(?!\w)"  # "Baca JugaWarga": the headline has grown into the cue
    choices = (
        f"{re.escape(form[:-1].rstrip())} ?:"
        if form[-1] == ":"
        else re.escape(form) + (end if form[-1].isalnum() else "")
        for form in forms
    )
    return re.compile(frame.format("|".join(choices)), 0 if exact else re.IGNORECASE)
