"""The annotator's people of one article, trimmed or made whole: what of an entity is a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.article import Span
from pipeline.lexicon import table
from pipeline.lexicon import words as column
from pipeline.normalize import bodies, names, regions
from pipeline.normalize.post_walk import index_at
from pipeline.normalize.posts import Evidence, PostReader
from pipeline.normalize.roles import match_title
from pipeline.normalize.words import Word
from pipeline.reading import Reading
from pipeline.resolve.clusters import Found, verbs
from pipeline.resolve.completion import PERSON, found_at, place_leads

# What may stand between two people whom the annotator took for one: "Anies Baswedan-Muhaimin Iskandar".
_BETWEEN = frozenset({"-", "–", "/", "dan", "&"})


def organisations(reading: Reading) -> dict[int, int]:
    """Start to end of what the annotator takes for organisations."""
    return {e.start_char: e.end_char for e in reading.doc.ents if e.label_ == "ORG"}


def tagged(reading: Reading, words: Sequence[Word], evidence: Evidence) -> Iterator[Found]:
    """The annotator's people, trimmed to the words that a name can have."""
    text, at = reading.clean.text, 0
    reader = PostReader(words, evidence)
    for first, limit in _person_spans(reading):
        at = index_at(words, first, at)
        if (whole := _whole(reader, at, limit)) is not None:
            yield found_at(words, text, *whole)
            continue
        while at < len(words) and words[at].start < limit and not words[at].capital:
            at += 1  # "sapaan akrab Winda"
        start = _behind_title(reader, _behind_rank(words, at, limit))
        region = reader.place_end(start) if start < len(words) else None
        if region is not None and region < len(words) and words[region].end <= limit and words[region].capital:
            start = region  # "BPPRD Bandarlampung | Santoso"
        while start < len(words) and words[start].start < limit:
            end = _before_field(words, start, names.read_name(words, start))
            while start < end < len(words) and words[end].end <= limit and words[end].key in given_names():
                end = max(names.read_name(words, end + 1), end + 1) if end + 1 < len(words) else end + 1  # "Raja Juli"
            if end == start:
                break
            if (reader.place_end(start) or 0) < end and not (end == start + 1 and names.body_word(words[start])):
                start = _behind_place(words, start, end)
                found = found_at(words, text, start, end)
                if bodies.exact(found.name) is None:
                    yield found
            start = end + 1 if end < len(words) and words[end].text in _BETWEEN else len(words)


def _person_spans(reading: Reading) -> Iterator[tuple[int, int]]:
    """The annotator's people; of two with a blank between them the second is the end of the name."""
    text, last = reading.clean.text, (0, 0)
    for entity in reading.doc.ents:
        if entity.label_ not in PERSON:
            continue
        start, end = entity.start_char, entity.end_char
        if last[1] and text[last[1] : start] == " " and " " in text[slice(*last)] and " " not in text[start:end]:
            last = (last[0], end)  # "Budi Santoso | Wirakusuma"
            continue
        if last[1]:
            yield last
        last = (start, end)
    if last[1]:
        yield last


def _whole(reader: PostReader, at: int, limit: int) -> tuple[int, int] | None:
    """First word and end of an entity whose words can all be a name's, common words of the language among them.

    "Putih Sari" and "Jaya Negara" are what the annotator takes for people from the sentence; single words, regions and
    bodies at the front, titles and words in lower case are left to the rules.
    """
    words = reader.words
    start = names.skip_prefix(words, at)
    end = start
    while end < len(words) and words[end].start < limit:
        broken = end > start and (words[end].line != words[start].line or match_title(words, end) is not None)
        if broken or not _plain(words, end):
            return None
        end += 1
    if not 1 < end - start <= names.MAX_NAME_WORDS or words[end - 1].end > limit or match_title(words, start):
        return None
    if reader.place_end(start) is not None or names.skip_country(words, start) > start or _is_short_form(reader, start):
        return None
    ends_in_region = reader.place_end(end - 1) is not None or any(
        r.level < 3 for r in regions.find(words[end - 1].text)
    )
    if ends_in_region and any(map(names.known_word, words[start : end - 1])):
        return None  # "Dapil Sulut"
    if all(names.known_word(word) for word in words[start:end]) or names.is_corps(words, start):
        return None
    before = words[start - 1] if start else None
    if before is not None and before.capital and names.known_word(words[start]) and words[start].key not in _months():
        return None  # "PT Wahana | Maju Budi Santoso"
    if before is not None and words[start].key in _months() and before.capital and before.key in given_names():
        start -= 1  # "Raja | Juli Antoni"
    return start, end


def _plain(words: Sequence[Word], at: int) -> bool:
    """Whether a word of an entity has the form of a name's, and is no body's; no ranks, degrees, acronyms."""
    word = words[at]
    if names.is_degree(word) or names.begins_rank(words, at):
        return False
    barred = names.body_words().get(word.key) == "starter" or word.key in place_leads()
    return word.capital and not barred and (word.initial or (word.text.isalpha() and not word.acronym))


@cache
def _months() -> frozenset[str]:
    return frozenset(row["form"] for row in table("not_names") if row["kind"] == "calendar")


def ranked(reading: Reading, words: Sequence[Word], evidence: Evidence) -> Iterator[Found]:
    """Entities of any label right behind a rank of army or police: "Kompol Tirta Kita Perdana" is no institution."""
    text, at, reader = reading.clean.text, 0, PostReader(words, evidence)
    for entity in reading.doc.ents:
        at = index_at(words, entity.start_char, at)
        ranks = (i for i in range(max(0, at - 3), at) if names.begins_rank(words, i))
        behind = any(names.skip_prefix(words, i) == at for i in ranks)
        if entity.label_ not in PERSON and behind and (whole := _whole(reader, at, entity.end_char)) is not None:
            yield found_at(words, text, *whole)


def lengthened(found: Sequence[Found], words: Sequence[Word], text: str) -> list[Found]:
    """The names, each with the words before it that it has elsewhere ("Wali Kota Wahyu | Budi Santoso")."""
    by_start = {word.start: at for at, word in enumerate(words)}
    by_tail = {f.name.casefold().split(" ", 1)[-1]: f.name.casefold() for f in found if f.name.count(" ") > 1}
    kept = []
    for item in found:
        at = by_start.get(item.span.start, 0)
        longer = by_tail.get(item.name.casefold())
        if at and longer is not None and f"{words[at - 1].key} {item.name.casefold()}" == longer:
            span = Span(words[at - 1].start, item.span.end)
            item = Found(span, names.join(span.of(text)), item.aliases)
        kept.append(item)
    return kept


def _before_field(words: Sequence[Word], start: int, end: int) -> int:
    """Where a name ends that words of a body follow, two or more ("Galih Permana | Bidang Kesejahteraan Sosial")."""
    last = end
    while last - 1 > start + 1 and names.body_word(words[last - 1]):
        last -= 1
    return last if end - last > 1 else end


def _behind_place(words: Sequence[Word], start: int, end: int) -> int:
    """Where the name begins behind the last word of a place ("Kepala Pekon Way | Indah Santoso")."""
    before = words[start - 1] if start else None
    placed = before is not None and before.capital and before.key in place_leads()
    return start + 1 if placed and end - start > 1 else start


def _behind_rank(words: Sequence[Word], at: int, limit: int) -> int:
    """Where a rank stands in the middle of an entity ("Kota Timur Kompol Santoso"), the name begins there."""
    for index in range(at + 1, len(words)):
        if words[index].start >= limit:
            break
        if names.begins_rank(words, index):
            return index
    return at


def _behind_title(reader: PostReader, at: int) -> int:
    """Where the name begins in an entity that holds a title or an honorific as well ("Camat Sukamaju Hadi")."""
    words = reader.words
    if at + 1 < len(words) and words[at].key in (verbs("base") | {"menurut"}):
        at += 1  # "Ucap Budi Santoso"
    post = reader.read(at) if at < len(words) else None
    if post is not None:
        at = post.following
    if at >= len(words):
        return at
    while at + 1 < len(words) and words[at].capital and _is_short_form(reader, at):
        at += 1  # "Danantara Rosan Roeslani"
    if post is None and at + 1 < len(words) and words[at].end == words[at + 1].start and words[at + 1].capital:
        at += 1  # "JakartaPramono Anung": what is glued to a name is not part of it
    at = names.skip_country(words, at)
    if at + 1 < len(words) and (names.is_corps(words, at) or (at and region_before_name(words, at))):
        at += 1  # "Kapten Inf Santoso", "BPPRD Bandarlampung Santoso"
    if at and match_title(words, at - 1) is not None and (region := reader.place_end(at)) is not None:
        at = region if region < len(words) and words[region].capital else at  # "Gubernur Sumut Edy"
    before = words[at - 1] if at else None
    if before is not None and before.initial and before.key not in {"i", "v", "x", "h"} and words[at].capital:
        return at - 1  # "N Budi Santoso"
    return names.skip_prefix(words, at)


def _is_short_form(reader: PostReader, at: int) -> bool:
    """Whether the word alone is a body's name, by the table or because the article says so ("PT Majujaya (Maju)")."""
    word = reader.words[at]
    return bodies.exact(word.text) is not None or reader.evidence.bodies.get(word.start) == word.end


def region_before_name(words: Sequence[Word], at: int) -> bool:
    """Whether a province, regency or city stands between a body or a title and the name."""
    if not at or at + 1 >= len(words):
        return False
    before, follower = words[at - 1], words[at + 1]
    titled = before.acronym or names.body_word(before) or match_title(words, at - 1) is not None
    led = before.text == ")" or (before.capital and titled)
    return led and follower.capital and any(region.level < 3 for region in regions.find(words[at].text))


@cache
def given_names() -> frozenset[str]:
    """Common words that are given names as well ("Hari", "Agung"); behind a reporting verb they are names."""
    return frozenset(column("given_names"))
