"""The command line: reads options, calls, prints. The only place that knows the clock.

Exit status: 0 all good, 1 failed (no article could be read, or nothing could be written), 2 usage, 3 finished with
failures (see ``failures.jsonl``).
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

import pipeline

if TYPE_CHECKING:
    from pipeline.evaluate import Report
    from pipeline.run import Summary

FINISHED_WITH_FAILURES = 3

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


class TypeName(StrEnum):
    """The fact types, as choices of an option."""

    OFFICIAL = "official"
    DATE = "date"
    VENUE = "venue"
    STATISTIC = "statistic"
    STATEMENT = "statement"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"warta {pipeline.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Facts from Indonesian press articles, each with the exact words behind it."""


@app.command()
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for JSONL on standard input."),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the results; made where it is missing.")],
    annotator: Annotated[
        str,
        typer.Option("--annotator", "--model", metavar="NAME", help="A model of models/, or stanza-public."),
    ] = "default",
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 works in this one, without --timeout.")] = 1,
    timeout: Annotated[float, typer.Option(min=0.001, help="Seconds that one article may take.")] = 300,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after this many articles.")] = None,
    only: Annotated[list[TypeName] | None, typer.Option(help="Only facts of this type; may be repeated.")] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Reference date (2024-09-17) for articles that carry none.")
    ] = None,
    progress: Annotated[
        bool | None, typer.Option("--progress/--no-progress", help="Show progress (default: on a terminal).")
    ] = None,
    id_field: Annotated[str | None, typer.Option(help="Column of the article's id (default: doc_id or id).")] = None,
    text_field: Annotated[str, typer.Option(help="Column of the text.")] = "text",
    title_field: Annotated[str, typer.Option(help="Column of the title.")] = "title",
    published_field: Annotated[str, typer.Option(help="Column of the date of publication.")] = "published",
    outlet_field: Annotated[str, typer.Option(help="Column of the outlet's name.")] = "outlet",
    url_field: Annotated[str, typer.Option(help="Column of the address.")] = "url",
) -> None:
    """Write the facts of articles to OUT: facts.jsonl, articles.jsonl, failures.jsonl, run.json.

    Reads .txt, .html, .htm, .jsonl, .jsonl.gz, .csv and .parquet.
    """
    from pipeline.facts import FACT_TYPES
    from pipeline.ingest import FieldNames, read
    from pipeline.run import PoolError, Settings, run

    started = datetime.now(UTC)
    day = _day(published)
    fields = FieldNames(id_field, text_field, title_field, published_field, outlet_field, url_field)
    articles = read(inputs, fields=fields, published=day)
    types = tuple(name for name in FACT_TYPES if name in only) if only else None
    settings = Settings(annotator=annotator, only=types, workers=workers, timeout=timeout, limit=limit)
    record = {
        "started": started.isoformat(timespec="seconds"),
        "inputs": inputs,
        "published": None if day is None else day.isoformat(),
    }
    with _Progress(sys.stderr.isatty() if progress is None else progress) as shown:
        try:
            summary = run(articles, out, settings, record=record, progress=shown.update)
        except PoolError as error:
            _fail(str(error))
        except OSError as error:
            _fail(f"{error.filename or out}: {error.strerror or error}; nothing was written")
        except KeyboardInterrupt:
            _fail("stopped; nothing was written")
    _print_summary(summary, out)
    if summary.failures:
        raise typer.Exit(FINISHED_WITH_FAILURES if summary.articles else 1)


@app.command()
def evaluate(
    gold_dir: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with articles.jsonl and gold.jsonl.")],
    facts: Annotated[Path, typer.Argument(metavar="FACTS.jsonl", help="What warta extract wrote for its articles.")],
    errors: Annotated[bool, typer.Option("--errors", help="List every miss and every false fact.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    gate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Fail below the floors of FILE, or where its pins differ.")
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="With --gate: pin the gold, raise the floors.")] = False,
    allow_regression: Annotated[bool, typer.Option("--allow-regression", help="Let --update lower floors.")] = False,
) -> None:
    """Score facts against gold: precision, recall and F1 by type, their macro mean, and the slots."""
    from pipeline.evaluate import EvaluationError
    from pipeline.evaluate import evaluate as score

    if (update or allow_regression) and gate is None:
        raise typer.BadParameter("--update and --allow-regression need --gate FILE")
    try:
        report = score(gold_dir, facts)
        _print_report(report, errors=errors, as_json=as_json)
        passes = gate is None or _passes(report, gold_dir, gate, update=update, allow_regression=allow_regression)
    except EvaluationError as error:
        _fail(str(error))
    if not passes:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a line of facts.jsonl."""
    from pipeline.facts import fact_schema

    typer.echo(json.dumps(fact_schema(), ensure_ascii=False, indent=2))


@app.command()
def explain(
    facts: Annotated[Path, typer.Argument(metavar="FACTS.jsonl", help="With articles.jsonl in the same folder.")],
    fact_id: Annotated[str, typer.Argument(metavar="ID", help="The fact's id, or how it begins.")],
) -> None:
    """Show one fact in its article, with its rule and how its value came about."""
    from rich.console import Console

    from pipeline.explain import ExplainError, find, render

    try:
        Console(highlight=False).print(render(find(facts, fact_id)))
    except ExplainError as error:
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(1)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date; write it as 2024-09-17", param_hint="--published") from error


def _print_report(report: Report, *, errors: bool, as_json: bool) -> None:
    from pipeline.evaluate import render_errors, render_scores, report_json

    if as_json:
        typer.echo(json.dumps(report_json(report, errors=errors), ensure_ascii=False, indent=2))
        return
    typer.echo(render_scores(report))
    if errors:
        typer.echo("\n" + render_errors(report))


def _passes(report: Report, gold_dir: Path, file: Path, *, update: bool, allow_regression: bool) -> bool:
    """Whether the gate lets the report through; with ``update`` the gate is moved up to it instead."""
    from pipeline.evaluate.gate import gate, update_gate

    verdict = gate(report, gold_dir, file)
    if update:
        update_gate(file, [verdict], allow_regression=allow_regression)
        typer.echo(f"{file} updated", err=True)
        return True
    for line in verdict.warnings:
        typer.echo(f"warning: {line}", err=True)
    for line in verdict.failures:
        typer.echo(f"gate: {line}", err=True)
    return verdict.passes


class _Progress:
    """One line on standard error while a run goes on."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    def __enter__(self) -> _Progress:
        if self.wanted:
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            text = "{task.completed} articles, {task.fields[facts]} facts, {task.fields[failures]} failures"
            columns = (SpinnerColumn(), TextColumn(text), TimeElapsedColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=None, facts=0, failures=0)
            self._bar.start()
        return self

    def update(self, summary: Summary) -> None:
        """Show how far the run is."""
        if self.wanted:
            facts = summary.facts.total()
            self._bar.update(self._task, completed=summary.articles, facts=facts, failures=summary.failures)

    def __exit__(self, *_: object) -> None:
        if self.wanted:
            self._bar.stop()


def _print_summary(summary: Summary, out: Path) -> None:
    from pipeline.facts import FACT_TYPES

    by_type = ", ".join(f"{summary.facts[name]} {name}" for name in FACT_TYPES)
    typer.echo(f"articles  {summary.articles}")
    typer.echo(f"facts     {summary.facts.total()} ({by_type})")
    typer.echo(f"failures  {summary.failures}")
    typer.echo(f"seconds   {summary.seconds:.1f}")
    typer.echo(f"written   {out / 'facts.jsonl'}")
    for failure in summary.first:
        typer.echo(f"failure: {failure}", err=True)
    if summary.failures > len(summary.first):
        typer.echo(f"and {summary.failures - len(summary.first)} more; all are in {out / 'failures.jsonl'}", err=True)


if __name__ == "__main__":
    app()
