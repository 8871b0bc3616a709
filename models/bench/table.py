"""The table of all annotators, and its place in docs/models.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

BEGIN = "<!-- Written by make bench-models; do not edit. -->"
END = "<!-- End of what make bench-models writes. -->"
NOTHING, ABSENT, KNOWN = "–", "not measured", "training data"
IDNER, NERGRIT = "IDNER-news-2k dev", "NERGrit valid"
TREES, CSUI, PUD = "UD CSUI, 100 sentences set aside", "UD CSUI train", "UD PUD, first 700"


@dataclass(slots=True)
class Result:
    """What was measured of one annotator: fractions by split and measure, seconds, bytes; ``missing`` says why nothing
    was. ``speed`` is in words a second by the number of workers; a layer that the annotator does not fill is left out.
    ``known`` names the sets whose sentences it learned from: what it scores there is no measure and is not shown.
    """

    name: str
    missing: str = ""
    version: str = ""
    scores: dict[str, dict[str, float | list[float]]] = field(default_factory=dict)
    speed: dict[int, float] = field(default_factory=dict)
    memory: int | None = None
    size: int | None = None
    load: float | None = None
    known: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    def figure(self, split: str, measure: str) -> float | None:
        """A score as a fraction, F1 where precision and recall stand beside it; ``None`` where there is none."""
        value = self.scores.get(split, {}).get(measure)
        return value[2] if isinstance(value, list) else value


def render(results: Sequence[Result], heading: str) -> str:
    """The Markdown block between the markers: when and where, the table, and why a column has no figures."""
    lines = [heading, ""]
    lines += [_row("", [result.name for result in results]), _row("---", ["---:"] * len(results))]
    for label, cells in _rows(results):
        shown = [ABSENT if result.missing else cell for result, cell in zip(results, cells, strict=True)]
        lines.append(_row(label, shown))
    remarks = [f"- {result.name}: not measured: {result.missing}" for result in results if result.missing]
    remarks += [f"- {result.name}: {note}" for result in results for note in result.notes]
    return "\n".join(lines + (["", *remarks] if remarks else []))


def _rows(results: Sequence[Result]) -> Iterator[tuple[str, list[str]]]:
    for split in (IDNER, NERGRIT):
        for label in ("all", "PER", "ORG", "LOC"):
            yield f"entity F1, {split}, {label}", [_fraction(result.figure(split, label)) for result in results]
    for measure in ("UPOS", "UAS", "LAS"):
        yield f"{measure}, {TREES}", [_percent(result.figure(TREES, measure)) for result in results]
    for split in (TREES, CSUI, PUD):
        yield f"sentence F1, {split}", [_sentences(result, split) for result in results]
    for workers, name in ((1, "one worker"), (2, "two workers")):
        yield f"words a second, {name}", [_count(result.speed.get(workers)) for result in results]
    yield "peak memory, one worker, MB", [_millions(result.memory) for result in results]
    yield "size on disk, MB", [_millions(result.size) for result in results]
    yield "load time, s", [_seconds(result.load) for result in results]
    yield "version", [result.version or NOTHING for result in results]


def _sentences(result: Result, split: str) -> str:
    return KNOWN if split in result.known else _fraction(result.figure(split, "sentences"))


def _row(label: str, cells: Sequence[str]) -> str:
    return "| " + " | ".join([label, *cells]) + " |"


def _fraction(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}"


def _percent(value: float | None) -> str:
    return NOTHING if value is None else f"{100 * value:.2f}"


def _count(value: float | None) -> str:
    """Three digits are as much as a timing can tell.

    >>> _count(12345.6), _count(987.4)
    ('12,300', '987')
    """
    return NOTHING if value is None else f"{float(f'{value:.3g}'):,.0f}"


def _millions(value: int | None) -> str:
    return NOTHING if value is None else f"{value / 1e6:,.0f}" if value >= 10e6 else f"{value / 1e6:.1f}"


def _seconds(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.1f}" if value >= 0.1 else "below 0.1"


def insert(page: str, block: str) -> str:
    """The page with the block between its markers; ``ValueError`` unless each marker stands there once, in order.

    >>> print(insert(f"A\\n{BEGIN}\\nold\\n{END}\\nZ", "new").replace(BEGIN, "<").replace(END, ">"))
    A
    <
    new
    >
    Z
    """
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(END) < page.index(BEGIN):
        raise ValueError("the page needs both markers of the table once, the first before the second")
    head, rest = page.split(BEGIN)
    return f"{head}{BEGIN}\n{block}\n{END}{rest.split(END)[1]}"
