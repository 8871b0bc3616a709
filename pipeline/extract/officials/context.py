"""What a post's own phrase does not say: its body, from the words or the post before it; that its time is over."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.article import Span
from pipeline.extract.officials.candidates import Candidate
from pipeline.extract.officials.values import Holding
from pipeline.facts import Status
from pipeline.normalize.links import link_phrases, link_words
from pipeline.normalize.words import Word, match_phrase, split
from pipeline.reading import Body, Reading

_NEAR = 60
"""Between a body and the post that is held in it stand at most so many code points."""
_MOST_APART = 90
"""The same between two posts of one list."""


def body_before(reading: Reading, candidate: Candidate, last: tuple[Span, Holding] | None) -> Holding | None:
    """The post before in one list, or the body that the words lead from ("pengurus KPU seperti Ketua Budi Santoso").

    Returns a holding whose body and region hold for this post as well; None where nothing is plain.
    ``last`` is the statement before this one.
    """
    text, start = reading.clean.text, candidate.post.span.start
    if last is not None and last[1].organization is not None and last[1].role != "Kepala":
        gap = text[last[0].end : start] if last[0].end <= start else "\n"
        if len(gap) < _MOST_APART and _is_list(gap) and candidate.post.title.role.casefold() in link_words("deputy"):
            return last[1]
    for body in reading.entities.bodies:
        for span in body.spans:
            if start - _NEAR <= span.end <= start and _leads(text[span.end : start]):
                return Holding("", "definitive", span.of(text), None, False, ())
    return None


def is_headless(candidate: Candidate, held: Holding) -> bool:
    """Whether a post names no body, or of its body only the field: "Direktur Keuangan", "Komisaris"."""
    title, body = candidate.post.title, held.organization
    if body is None:
        return title.kind in {"company", "body"}
    return title.kind == "unit" and title.role.startswith("Direktur") and body.startswith(title.organization)


def employer(reading: Reading, candidate: Candidate) -> Body | None:
    """The body in which somebody is appointed or dismissed where the phrase of the post names none.

    It is the one body that the sentence names before ("Majujaya menunjuk Budi sebagai Direktur Keuangan"); for a
    company's post else the last one of which the article says that its board changes ("RUPS Majujaya", "direksi
    Majujaya", "Majujaya merombak").
    """
    titled = candidate.rule == "officials.title_name"
    if candidate.rule not in _LINKED and not (titled and candidate.post.title.kind == "unit"):
        return None
    text, start = reading.clean.text, candidate.span.start
    sentence = reading.sentence_at(start)
    places = sorted((s, b) for b in reading.entities.bodies for s in b.spans if s.end <= start and not _board(b))
    here = [(s, b) for s, b in places if s.start >= sentence.start]
    if here and all(b is here[0][1] for _, b in here) and not titled:
        return here[0][1]
    if candidate.post.title.kind == "body":
        return None
    return next((b for s, b in reversed(places) if _changes_board(text, s)), None)


def _board(body: Body) -> bool:
    """ "Dewan Komisaris", "RUPS": a part of a company, or its meeting."""
    return split(body.name)[0].key in link_words("board") | link_words("board_part")


def _changes_board(text: str, span: Span) -> bool:
    before, behind = split(text[max(0, span.start - _NEAR) : span.start]), split(text[span.end : span.end + _NEAR])
    led = bool(before) and before[-1].key in link_words("board")
    verb = next((w for w in behind if not w.capital and w.text.isalpha() and w.key not in link_words("adverb")), None)
    return led or (verb is not None and verb.key in link_words("appoints") | link_words("dismisses"))


def station_of(candidate: Candidate, held: Holding, station: Holding | None) -> Holding | None:
    """The post in a police or army body that the article last spoke of, this one included."""
    words = split(held.organization or "")
    return held if candidate.post.title.kind == "post" or (words and words[0].key in link_words("station")) else station


def in_station(candidate: Candidate, held: Holding) -> bool:
    """Whether a post is in a unit of the police that is named without its station ("Kasat Reskrim", "Kasubdit X")."""
    title, body = candidate.post.title, held.organization or ""
    if title.kind != "unit" or not title.organization or not body.startswith(title.organization):
        return False
    field = split(body[len(title.organization) :])
    return " " in title.organization if not field else all(w.key in link_words("police_field") for w in field)


def past_status(reading: Reading, candidate: Candidate, year: int | None) -> Status | None:
    """`former` where the words around a statement date it to the past, or say that somebody was dismissed.

    "Saat itu Budi merupakan Ketua DPR", "pada 2009-2010, dia menjabat", "menjabat Camat hingga 2008", "memberhentikan
    Budi sebagai Komisaris". ``year`` is the year that the article is from.
    """
    text, start = reading.clean.text, candidate.span.start
    before = split(text[max(reading.sentence_at(start).start, start - _BEFORE) : start])
    comma = bool(before) and before[-1].text == ","
    linked = candidate.rule in _LINKED
    words = before[:-1] if comma else before
    if (linked or not comma) and _ends_with(words, "back_then"):
        return "former"
    if not linked and not comma and _in_past_era(reading, start, words, year):
        return "former"
    if linked and (_dismissed(before) or _dated_before(reading, candidate, year)):
        return "former"
    return "former" if _ended_behind(reading, candidate, year) else None


def _ends_with(words: tuple[Word, ...], kind: str) -> bool:
    """Whether a phrase of the table of links ends right behind the words."""
    known = link_phrases(kind)
    return any(match_phrase(known, words, at) == len(words) for at in range(max(0, len(words) - 4), len(words)))


def _dismissed(words: tuple[Word, ...]) -> bool:
    """Whether the last verb of appointing or dismissing before a name is one of dismissing."""
    for word in reversed(words):
        if word.key in link_words("appoints"):
            return False
        if word.key in link_words("dismisses"):
            return True
    return False


def _in_past_era(reading: Reading, start: int, words: tuple[Word, ...], year: int | None) -> bool:
    """ "pada tahun 2022 di era Gubernur": the sentence names a year that is over, and the words lead to an office."""
    if year is None or not _ends_with(words, "era"):
        return False
    first = reading.sentence_at(start).start
    dates = (m.value for m in reading.dates if first <= m.span.start < start and m.value.resolution == "explicit")
    return any(value.date_end is not None and int(value.date_end[:4]) < year for value in dates)


def _dated_before(reading: Reading, candidate: Candidate, year: int | None) -> bool:
    """ "(pada) 2009-2010, dia menjabat sebagai": a year or a term that is over stands right before the subject."""
    text, start = reading.clean.text, candidate.span.start
    at = bisect_right(reading.dates, start, key=lambda m: m.span.start) - 1
    if (
        year is None
        or at < 0
        or not set(text[candidate.name.end : candidate.post.span.start].split()) & link_words("states")
    ):
        return False
    span, value = reading.dates[at].span, reading.dates[at].value
    led = text[max(0, span.start - 9) : span.start].split()[-1:]
    near = span.end <= start and not text[span.end : start].strip(" ,")
    over = value.date_end is not None and int(value.date_end[:4]) < year
    return near and over and bool(led) and led[0].casefold() in link_words("dates")


def _ended_behind(reading: Reading, candidate: Candidate, year: int | None) -> bool:
    """ "menjabat sebagai Camat hingga 2008", "Direktur X (2004-2006)"."""
    text, end = reading.clean.text, candidate.post.span.end
    at = bisect_right(reading.dates, end, key=lambda m: m.span.start)
    if year is None or at >= len(reading.dates) or candidate.post.status is not None:
        return False
    span, value = reading.dates[at].span, reading.dates[at].value
    between = text[end : span.start].replace("(", " ").split()
    limit = bool(between) and between[0] in link_words("until")
    term = value.granularity == "interval" and set(between) <= link_words("term")
    over = value.date_end is not None and int(value.date_end[:4]) < year
    return over and (term or (limit and len(between) < 3)) and candidate.rule in _LINKED


def _is_list(gap: str) -> bool:
    words = [w for w in split(gap) if w.text not in {",", "(", ")"}]
    return "\n" not in gap and all(w.text in {"dan", "serta", "bersama"} or w.capital for w in words) and len(words) < 5


def _leads(gap: str) -> bool:
    words = split(gap)
    plain = all(not w.capital and (w.text.isalpha() or w.text == ",") for w in words)
    return "\n" not in gap and plain and any(w.key in link_words("instance") for w in words)


_BEFORE = 160
_LINKED = frozenset(
    f"officials.{name}" for name in ("name_link_title", "name_appointed_title", "pronoun_title", "past_title")
)
