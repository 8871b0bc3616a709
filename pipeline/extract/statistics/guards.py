"""Numbers that are no statistics: names, citations, clock times, years, ranks, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Set
from decimal import Decimal

from pipeline.article import Span
from pipeline.extract.statistics.figures import Figure
from pipeline.extract.statistics.tables import COUNTED, cues, friends, months, ordinal_nouns, phrases
from pipeline.extract.statistics.words import Words

_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|co|id|net|org|go)\b|^#")
_REACH = 200
_STRONG = frozenset({"percent", "measure", "time", "money", "classifier", "person"})
_ARTICLE_UNITS = frozenset({"percent", "measure", "time", "money", "classifier"})
_HOURS = frozenset({"jam", "menit"})
_AGES = Decimal(120)
_SET_AGAINST = 200
_JOINED_REACH = 40


def is_friend(figure: Figure, words: Words, names: Set[int]) -> bool:
    """Whether the figure is a false friend. ``names`` are the positions at which words of names begin."""
    first = words.from_position(figure.number.start)
    return (
        _in_address(figure, words.text)
        or _touches_marks(figure, words.text)
        or _in_phrase(words, first)
        or _behind_name(figure, words)
        or _before_friend(figure, words)
        or _is_tariff(figure, words)
        or _is_year(figure, words)
        or _is_code(figure, words.text)
        or _is_capital_numeral(figure, words, names)
    )


def _in_address(figure: Figure, text: str) -> bool:
    """Whether it stands in a URL, a mail address or a tag."""
    start, end = figure.number
    before = text[max(0, start - _REACH) : start]
    chunk = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
    chunk += (text[start : end + _REACH].split(None, 1) or [""])[0]
    return _ADDRESS.search(chunk) is not None


def _touches_marks(figure: Figure, text: str) -> bool:
    """Whether marks tie it to letters or digits: "Covid-19", "ke-3", "10:30", "5/2018", "+62", "3D"."""
    start, end = figure.number
    left, right = text[start - 1 : start], text[end : end + 1]
    further_left, further_right = text[max(0, start - 2) : start - 1], text[end + 1 : end + 2]
    if left in ("-", "–") and further_left.isalpha() and not figure.words:
        return True
    if left in ("-", "–", "/", ":", ".", "_", "'", "’") and left and further_left.isalnum() and figure.unit is None:
        ranges = left in ("-", "–") and (further_left.isdecimal() or figure.words)
        if not ranges and not (left == ":" and further_left.isalpha()):
            return True
    if left == "/" and further_left.isalnum():
        return True  # a denominator: "Rp5.000/1 buah"
    if left == "+" and not text[end : end + 2].lstrip().startswith(("%", "p")):
        return True
    if right in ("/", ":") and further_right.isalnum() and not (right == "/" and figure.known_money()):
        return right == ":" or further_right.isdecimal()
    if right == "-" and further_right.isalpha() and text[end + 1 : end + 3] != "an":
        return figure.unit is None and not figure.words
    return right.isalpha() and right.isupper() and not text[end + 1 : end + 2].islower()


def _in_phrase(words: Words, first: int) -> bool:
    return any(
        all(words.lower(first - place + step) == word for step, word in enumerate(phrase))
        for phrase, place in phrases().get(words.lower(first), ())
    )


def _behind_name(figure: Figure, words: Words) -> bool:
    """Whether the words before make it the number of a thing: "Pasal 3", "kelas 5", "RT 03", "setiap 5"."""
    index = words.from_position(figure.span.start) - 1
    if index < 0 or not words.same_line(index, index + 1):
        return False
    if words.text_at(index) == ".":
        index -= 1
    word = words.lower(index)
    if word == "(" and words.lower(index - 1) in ("ayat", "pasal", "huruf"):
        return True
    if word == "ke" and words.lower(index - 1) in ordinal_nouns():
        return True
    if word in _HOURS and words.text_at(index - 1)[:1].isdecimal():
        # "1 jam 30 menit"
        return False
    if word in friends("before", "always") and not figure.known_money():
        return True
    kind = figure.unit.kind if figure.unit else ""
    if word in friends("before", "size"):
        return kind == "measure"
    # A level with a fraction or thousands ("di posisi 7.105,32") is an index, no rank.
    whole = figure.words or not any(mark in figure.number.of(words.text) for mark in ".,")
    return whole and word in friends("before", "bare") and kind not in _STRONG


def _is_tariff(figure: Figure, words: Words) -> bool:
    """Whether it names a class of electricity customers: "golongan I 450 Volt Ampere", "daya 900 VA"."""
    if figure.unit is None or figure.unit.name != "VA":
        return False
    first = words.from_position(figure.span.start)
    return any(words.lower(at) in cues("tariff") for at in words.before(first, 5))


def _before_friend(figure: Figure, words: Words) -> bool:
    """Whether what stands behind makes it a time, a rank or a date: "09.00 WIB", "10 besar"."""
    index = words.from_position(figure.number.end)
    word = words.lower(index)
    if word in friends("behind", "always") and words.same_line(index - 1, index):
        return word != "h" or words.text_at(index) == "H"
    last = words.from_position(figure.span.end)
    behind = words.lower(last)
    if figure.unit is None or figure.unit.kind not in ("time", "fused"):
        return False
    if behind in ("lalu", "silam", "sekali") or (behind == "yang" and words.lower(last + 1) in ("lalu", "silam")):
        return True
    year = words.text_at(last)
    return figure.unit.name == "tahun" and figure.plain and year.isdecimal() and len(year) == 4


def _is_year(figure: Figure, words: Words) -> bool:
    digits = figure.number.of(words.text)
    if not (len(digits) == 4 and digits.isdecimal() and 1800 <= int(digits) <= 2099):
        return False
    if figure.known_money():
        return False
    previous = words.lower(words.from_position(figure.span.start) - 1)
    return figure.unit is None or figure.unit.kind not in _STRONG or previous not in cues("quantity")


def _is_code(figure: Figure, text: str) -> bool:
    """Whether it is written like a code or a telephone number: leading nought, seven digits without points."""
    digits = figure.number.of(text)
    if not digits[:1].isdecimal() or figure.known_money():
        return False
    if len(digits) > 1 and digits.startswith("0") and digits[1].isdecimal():
        return True
    return digits.isdecimal() and len(digits) >= 7 and (figure.unit is None or figure.unit.kind == "noun")


def _is_capital_numeral(figure: Figure, words: Words, names: Set[int]) -> bool:
    """Whether a capitalised number word belongs to a name ("Aksi Dua", "Empat Lawang")."""
    first = words.from_position(figure.number.start)
    if not figure.words or not words.text_at(first)[:1].isupper() or words.opens_sentence(first):
        return False
    previous = words.text_at(first - 1)
    if figure.unit is None or figure.unit.kind == "noun":
        return True
    named = words.starts[first] in names
    return previous[:1].isupper() and (named or not _in_headline(words, first))


def _in_headline(words: Words, index: int) -> bool:
    """Whether nearly all words of the line are capitalised, as in a headline."""
    start = words.text.rfind("\n", 0, words.starts[index]) + 1
    end = words.text.find("\n", words.starts[index])
    line = words.text[start : end if end != -1 else len(words.text)][:300]
    letters = [word for word in line.split() if word[:1].isalpha()]
    return len(letters) >= 4 and sum(word[:1].isupper() for word in letters) >= 0.7 * len(letters)


def is_article(figure: Figure, words: Words, others: tuple[Figure, ...]) -> bool:
    """Whether "satu" only means "a": before a noun, when no other number with that unit is near."""
    if figure.value != 1 or not figure.words or figure.number.of(words.text).lower() != "satu":
        return False
    if figure.unit is None or figure.unit.kind in _ARTICLE_UNITS or figure.unit.name == "kali":
        return False
    return not any(
        other is not figure
        and other.value != 1
        and (
            (other.unit == figure.unit and abs(other.span.start - figure.span.start) < _SET_AGAINST)
            or _is_joined(other, figure, words)
        )
        for other in others
    )


def _is_joined(other: Figure, figure: Figure, words: Words) -> bool:
    """Whether "dan" joins the figure to a count before it: "dua polisi dan satu warga"."""
    if other.unit is None or figure.unit is None or other.unit.kind not in COUNTED:
        return False
    between = words.text[other.span.end : figure.span.start] if other.span.end < figure.span.start else ""
    return len(between) < _JOINED_REACH and between.rstrip().endswith((" dan", " serta")) and "." not in between


def is_dated(figure: Figure, words: Words, dates: tuple[Span, ...]) -> bool:
    """Whether the number is part of a calendar expression."""
    if any(figure.number.overlaps(date) for date in dates):
        return True
    index = words.from_position(figure.number.end)
    return figure.plain and words.lower(index) in months() and figure.value <= 31


def could_be_age(figure: Figure) -> bool:
    """Whether it may be the age of a person: a plain number up to 120."""
    return figure.plain and 0 < figure.value <= _AGES
