"""Gold without the words of the articles: ``python -m corpora.standoff pack`` and ``join``.

The words of an article are its outlet's and stay out of the repository; where facts lie in it and what their values
are does not. A stand-off file has one JSON object a line and article: ``doc_id``, ``fingerprint`` (sha256 of the text
as UTF-8), ``outlet``, ``published`` and ``facts``, in which ``text`` is left out and every stretch of eight or more
words that a value takes from the article is written as its place, ``⟦start:end⟧``. ``join`` puts the words back for
whoever has the articles, and both ways nothing is lost.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.article import Article
from pipeline.evaluate.entries import Entry, EvaluationError, load_gold

QUOTED_WORDS = 8  # from here on a stretch of the article is its words, below it is a name or a term
ARTICLES = Path("../shared/data/articles/articles.jsonl.gz")
FINISHED_WITH_FAILURES = 3  # as for ``warta``: some articles were left out

Row = dict[str, Any]

_WORD = re.compile(r"\S+")
_PLACE = re.compile(r"⟦(\d+):(\d+)⟧")
_BARE = ("doc_id", "text")  # told once a line, or not at all

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


class StandoffError(ValueError):
    """A stand-off file or a gold set that cannot be used, with the article and what is wrong."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What ``join`` made: rows for ``articles.jsonl`` and ``gold.jsonl``, and the articles that it had to leave out.

    ``missing`` are documents that the articles do not hold, ``changed`` those whose text there is another one.
    """

    articles: tuple[Row, ...]
    gold: tuple[Row, ...]
    missing: tuple[str, ...]
    changed: tuple[str, ...]


def fingerprint(text: str) -> str:
    """The sha256 digest of a text, as hexadecimal digits.

    >>> fingerprint("Bupati Kasmir hadir.")[:12]
    '216f06814640'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def pack(folder: Path) -> list[Row]:
    """A gold folder as stand-off rows, articles in their order, facts in the order of the text.

    Raises ``EvaluationError`` for a folder that is no gold set, ``StandoffError`` for a value with ``⟦`` in it.
    """
    gold = load_gold(folder)
    facts: dict[str, list[Entry]] = {doc_id: [] for doc_id in gold.articles}
    for entry in (*gold.facts, *gold.ignored):
        facts[entry.doc_id].append(entry)
    return [_packed(article, facts[doc_id]) for doc_id, article in gold.articles.items()]


def join(rows: Iterable[Mapping[str, Any]], articles: Iterable[Mapping[str, Any]]) -> Joined:
    """Stand-off rows and the articles that they speak of as a gold set.

    Articles are found by ``doc_id`` and taken only where their text has the fingerprint; ``outlet`` and ``published``
    come from the stand-off row, for the values of dates count from them. Raises ``StandoffError`` for a row without
    its fields and for a fact that lies outside its text.
    """
    wanted = _by_document(rows)
    found: dict[str, Mapping[str, Any]] = {}
    seen: set[str] = set()
    for article in articles:
        doc_id, text = article.get("doc_id"), article.get("text")
        if not isinstance(doc_id, str) or doc_id not in wanted or not isinstance(text, str):
            continue
        seen.add(doc_id)
        if fingerprint(text) == _field(wanted[doc_id], "fingerprint"):
            found.setdefault(doc_id, article)
    return Joined(
        tuple(_article(wanted[doc_id], found[doc_id]) for doc_id in wanted if doc_id in found),
        tuple(fact for doc_id in wanted if doc_id in found for fact in _facts(wanted[doc_id], found[doc_id]["text"])),
        tuple(doc_id for doc_id in wanted if doc_id not in seen),
        tuple(doc_id for doc_id in wanted if doc_id in seen and doc_id not in found),
    )


def read_rows(path: Path) -> Iterator[Row]:
    """The JSON objects of a JSONL file, ``.gz`` or not. Raises ``StandoffError`` with file and line."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _row(line, f"{path}:{number}")
    except (OSError, EOFError) as error:
        raise StandoffError(f"{path}: cannot be read: {error}") from error


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows as JSONL, one a line; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def _packed(article: Article, entries: Iterable[Entry]) -> Row:
    ordered = sorted(entries, key=lambda entry: (entry.span, entry.type))
    return {
        "doc_id": article.doc_id,
        "fingerprint": fingerprint(article.text),
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "facts": [
            {k: _each(v, lambda value: _placed(value, article)) for k, v in entry.fields.items() if k not in _BARE}
            for entry in ordered
        ],
    }


def _article(row: Mapping[str, Any], article: Mapping[str, Any]) -> Row:
    return {
        "doc_id": row["doc_id"],
        "outlet": row.get("outlet"),
        "url": article.get("url"),
        "title": article.get("title"),
        "published": row.get("published"),
        "text": article["text"],
    }


def _facts(row: Mapping[str, Any], text: str) -> Iterator[Row]:
    for fact in _field(row, "facts"):
        start, end = _field(fact, "start"), _field(fact, "end")
        words = _words(text, start, end, row["doc_id"])
        values = {k: _each(v, lambda value: _restored(value, text, row["doc_id"])) for k, v in fact.items()}
        yield {"doc_id": row["doc_id"], "type": _field(fact, "type"), "text": words, **values}


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """A value with its strings changed, those of a list too."""
    if isinstance(value, list):
        return [_each(member, change) for member in value]
    return change(value) if isinstance(value, str) else value


def _placed(value: str, article: Article) -> str:
    """A value with every stretch of ``QUOTED_WORDS`` words and more that stands in the article as its place."""
    if "⟦" in value:
        raise StandoffError(f"{article.doc_id}: a value has the mark of a place in it: {value!r}")
    words = [match.span() for match in _WORD.finditer(value)]
    parts, done, first = [], 0, 0
    while first + QUOTED_WORDS <= len(words):
        last = _longest(value, words, first, article.text)
        if last is None:
            first += 1
            continue
        start, end = words[first][0], words[last][1]
        place = article.text.index(value[start:end])
        parts += [value[done:start], f"⟦{place}:{place + end - start}⟧"]
        done, first = end, last + 1
    return "".join(parts) + value[done:]


def _longest(value: str, words: list[tuple[int, int]], first: int, text: str) -> int | None:
    """The last word of the longest stretch from ``first`` on that stands in ``text``, if it is long enough."""
    lasts = range(len(words) - 1, first + QUOTED_WORDS - 2, -1)
    return next((last for last in lasts if value[words[first][0] : words[last][1]] in text), None)


def _restored(value: str, text: str, doc_id: str) -> str:
    return _PLACE.sub(lambda match: _words(text, int(match[1]), int(match[2]), doc_id), value)


def _words(text: str, start: int, end: int, doc_id: str) -> str:
    if not 0 <= start < end <= len(text):
        raise StandoffError(f"{doc_id}: {start}..{end} is no stretch of a text of {len(text)} characters")
    return text[start:end]


def _field(row: Mapping[str, Any], name: str) -> Any:
    if name not in row:
        raise StandoffError(f"{row.get('doc_id', 'a row')}: needs the field {name!r}")
    return row[name]


def _by_document(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    wanted: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        doc_id = _field(row, "doc_id")
        if doc_id in wanted:
            raise StandoffError(f"{doc_id}: is there twice")
        wanted[doc_id] = row
    return wanted


def _row(line: bytes, where: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:  # no JSON, or bytes that are no UTF-8
        raise StandoffError(f"{where}: is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise StandoffError(f"{where}: is not a JSON object")
    return row


@app.command("pack")
def pack_command(
    folders: Annotated[list[Path], typer.Argument(help="Gold folders, each with articles.jsonl and gold.jsonl.")],
    out: Annotated[Path, typer.Option(help="The stand-off file to write.")],
) -> None:
    """Gold folders to one stand-off file."""
    try:
        rows = [row for folder in folders for row in pack(folder)]
    except (EvaluationError, StandoffError) as error:
        raise _failed(error) from error
    names = [row["doc_id"] for row in rows]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise _failed(StandoffError(f"in more than one folder: {', '.join(twice)}"))
    write_rows(out, rows)
    typer.echo(f"{out}: {len(rows)} articles, {sum(len(row['facts']) for row in rows)} facts")


@app.command("join")
def join_command(
    standoff: Annotated[Path, typer.Argument(help="A stand-off file, such as corpora/gold/dev.jsonl.")],
    out: Annotated[Path, typer.Option(help="Folder for articles.jsonl and gold.jsonl.")],
    articles: Annotated[Path, typer.Option(help="The articles, JSONL with doc_id and text, .gz or not.")] = ARTICLES,
) -> None:
    """A stand-off file and its articles to a gold folder that ``warta evaluate`` reads.

    Exit status: 0 all articles joined, 1 none, 3 some; the others are named.
    """
    try:
        joined = join(read_rows(standoff), read_rows(articles))
    except StandoffError as error:
        raise _failed(error) from error
    for names, what in ((joined.missing, "not in"), (joined.changed, "with another text in")):
        if names:
            typer.echo(f"{len(names)} articles {what} {articles}: {', '.join(names)}", err=True)
    if not joined.articles:
        raise _failed(StandoffError(f"{standoff}: none of its articles is in {articles}; nothing written"))
    write_rows(out / "articles.jsonl", joined.articles)
    write_rows(out / "gold.jsonl", joined.gold)
    typer.echo(f"{out}: {len(joined.articles)} articles, {len(joined.gold)} facts")
    if joined.missing or joined.changed:
        raise typer.Exit(FINISHED_WITH_FAILURES)


def _failed(error: Exception) -> typer.Exit:
    typer.echo(f"error: {error}", err=True)
    return typer.Exit(1)


if __name__ == "__main__":
    app()
