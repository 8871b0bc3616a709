"""``python -m models.bench``: every annotator on the same texts in one run, as a table in docs/models.md.

Each annotator is measured in processes of its own, by the Python that has it. What is not there is said in the table.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from models.bench.annotators import BLANK
from models.bench.channel import ROOT, Child, ChildError, Message, together
from models.bench.table import CSUI, PUD, TREES, Result, insert, render
from models.bench.tags import accuracy
from models.train.lock import size
from models.train.prepare import read_sets
from pipeline.annotate.lock import LockedModel, models_folder, read_lock

PAGE = ROOT / "docs" / "models.md"
TRAINED = ROOT / "models" / "workspace" / "bench" / "nlp-id-trained.pkl"
NLP_ID = "nlp-id"
EXPECTED = ("fast", "accurate", "stanza", "stanza-public")
WORKERS = (1, 2)
WARM = 3  # articles that are read before the clock starts
KNOWN = {"stanza": (CSUI, PUD)}  # its tokenizer learned where their sentences end; rules set the borders of others
HOW_TO_INSTALL = {
    "stanza": "Stanza is not installed here (make test-stanza makes its environment)",
    NLP_ID: "nlp-id is not installed here (make bench-models makes its environment)",
}


@dataclass(frozen=True, slots=True)
class Job:
    """What is measured: the folder of the data, the articles for speed, how many sentences of each set."""

    data: Path
    texts: Sequence[str]
    runs: int
    first: int | None
    tagger: Path


def python_for(engine: str) -> Path | None:
    """The Python that has an engine, this one if it has; ``None`` if there is none."""
    folder = {"stanza": ".venv-stanza", NLP_ID: ".venv-bench"}.get(engine)
    if folder is None or find_spec(engine.replace("-", "_")):
        return Path(sys.executable)
    python = ROOT / folder / "bin" / "python"
    return python if python.exists() else None


def articles(data: Path, number: int) -> list[str]:
    """The texts of the first raw articles."""
    with gzip.open(data / "articles" / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for line, _ in zip(file, range(number), strict=False)]


def measure(name: str, job: Job, models: dict[str, LockedModel]) -> Result:
    """Everything about one annotator; what goes wrong becomes the reason why it is missing."""
    model = models.get("stanza" if name == "stanza-public" else name)
    engine = NLP_ID if name == NLP_ID else model.engine if model else "spacy"
    python = python_for(engine)
    result = Result(name)
    if name in EXPECTED and model is None:
        return replace(result, missing="not in models.lock")
    if python is None:
        return replace(result, missing=HOW_TO_INSTALL[engine])
    command = (python, "models.bench.annotators", name)
    try:
        if name == NLP_ID:
            command = (python, "models.bench.nlp_id", str(job.tagger.resolve()))
            find_tagger(command, result, job)
        elif model and model.name == name:
            result.size = size(model.path)
            result.known = KNOWN.get(name, ())
        for workers in WORKERS:
            read(command, workers, result, job)
    except ChildError as error:
        return Result(name, missing=plain(str(error)))
    return result


def plain(reason: str) -> str:
    """A reason on one line that says nothing of where this copy lies."""
    return " ".join(reason.replace(f"{ROOT}{os.sep}", "").replace(str(Path.home()), "~").split())


def find_tagger(command: tuple[Path, str, str], result: Result, job: Job) -> None:
    """Have nlp-id train its tagger unless another one is named; what was trained is kept for the next time."""
    if job.tagger == TRAINED:
        if not TRAINED.exists():
            typer.echo("nlp-id: training its tagger on its own corpus, once", err=True)
            with Child(*command) as child:
                child.ask(do="train")
        result.notes.append("its tagger was trained here, by the package's own trainer on the package's own corpus")
    elif not job.tagger.is_file():
        raise ChildError(f"there is no model {job.tagger.name}")
    else:
        result.notes.append(f"its tagger is the file {job.tagger.name}")
    result.size = job.tagger.stat().st_size


def read(command: tuple[Path, str, str], workers: int, result: Result, job: Job) -> None:
    """Fill in the speed of some workers that share the articles; of one, all that is measured once, too."""
    with ExitStack() as stack:
        children = [stack.enter_context(Child(*command)) for _ in range(workers)]
        loaded = together(children, [{"do": "load"}] * workers)[0]
        if "missing" in loaded:
            raise ChildError(loaded["missing"])
        together(children, [{"do": "read", "texts": job.texts[:WARM]}] * workers)
        shares: list[Message] = [
            {"do": "read", "texts": job.texts[number::workers], "runs": job.runs} for number in range(workers)
        ]
        answers = together(children, shares)
        words = sum(len(text.split()) for text in job.texts)
        result.speed[workers] = words / max(answer["seconds"] for answer in answers)
        if workers > 1:
            return
        result.load, result.version, result.memory = loaded["load"], loaded["version"], answers[0]["memory"]
        if failed := answers[0].get("failed"):
            result.notes.append(f"raised an error on {failed} of {len(job.texts)} articles")
        result.scores = (
            tags(children[0], job)
            if result.name == NLP_ID
            else children[0].ask(do="score", data=str(job.data), first=job.first)
        )


def tags(child: Child, job: Job) -> dict[str, dict[str, float | list[float]]]:
    """UPOS of a child that gives words and tags alone."""
    trees = read_sets(job.data).trees_dev[: job.first]
    tagged = child.ask(do="tag", sentences=[tree.text for tree in trees])["tagged"]
    return {TREES: {"UPOS": accuracy([(tree.words, tree.tags) for tree in trees], tagged)}}


def processor() -> str:
    """The processor's model as the system names it."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def heading(job: Job) -> str:
    """When, where and on how much."""
    words = sum(len(text.split()) for text in job.texts)
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}; {len(job.texts)} articles of {words:,} words for speed and memory, the "
        f"best of {job.runs} runs."
    )


def main(
    data: Annotated[Path, typer.Option(help="Folder with ner/, ud/ and articles/.")] = Path("../shared/data"),
    number: Annotated[int, typer.Option("--articles", help="Articles for speed and memory.")] = 200,
    first: Annotated[int | None, typer.Option("--sentences", help="Only the first sentences of each set.")] = None,
    runs: Annotated[int, typer.Option(help="Runs over the articles, the best of which counts.")] = 2,
    only: Annotated[list[str] | None, typer.Option(help="Measure these alone.")] = None,
    tagger: Annotated[Path, typer.Option(help="nlp-id's published model, a pickle; else one is trained.")] = TRAINED,
) -> None:
    """Measure all annotators and write the table into docs/models.md; with --only or --sentences, print it alone."""
    if not data.is_dir():
        typer.echo(f"No data in {data}; corpora/README.md says where each set comes from.", err=True)
        raise typer.Exit(1)
    models = read_lock(models_folder())
    locked = [name for name, model in models.items() if name == model.name]
    names = [*dict.fromkeys([*EXPECTED, *locked]), BLANK, NLP_ID]
    job = Job(data.resolve(), articles(data, number), runs, first, tagger)
    results = []
    for name in [name for name in names if not only or name in only]:
        typer.echo(f"measuring {name}", err=True)
        results.append(measure(name, job, models))
    block = render(results, heading(job))
    typer.echo(block)
    if not only and first is None:
        PAGE.write_text(insert(PAGE.read_text(encoding="utf-8"), block), encoding="utf-8")
        figures = json.dumps([asdict(result) for result in results], indent=1, ensure_ascii=False)
        PAGE.with_suffix(".json").write_text(figures + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
