"""The documents say what is so: snippets run, links lead somewhere, shown output is real output."""

import contextlib
import doctest
import io
import json
import re
import shlex
import shutil
from functools import partial
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import pipeline
from docs import generate
from pipeline.ingest import read
from pipeline.run import Settings, run
from pipeline.run.work import Work, process
from tests.test_public_names import names

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PAGE_IDS = [str(page.relative_to(ROOT)) for page in PAGES]
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)")


def _work() -> Work:
    return partial(process, pipeline.load())


def snippets(page: Path, language: str) -> list[str]:
    return [body for name, body in _FENCE.findall(page.read_text(encoding="utf-8")) if name == language]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as it is after ``make extract``."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    run(read([folder / "seeds" / "articles"]), folder / "out", Settings(workers=0), start=_work)
    return folder


def test_the_reference_of_the_facts_is_up_to_date() -> None:
    assert generate.PAGE.read_text(encoding="utf-8") == generate.page(), "run .venv/bin/python docs/generate.py"


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_python_snippets_run(page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    names: dict[str, object] = {}
    for snippet in snippets(page, "python"):
        if snippet.startswith(">>>"):
            test = doctest.DocTestParser().get_doctest(snippet, names, page.name, str(page), 0)
            assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(snippet, str(page), "exec"), names)  # our own documents, in a folder of their own
        wanted = re.findall(r"^# → (.*)$", snippet, re.MULTILINE)
        assert printed.getvalue().splitlines() == wanted


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_shown_facts_are_real_facts(page: Path, desk: Path) -> None:
    """Each line of a ``jsonl`` block is a part of a fact of the seeds; long texts may be cut with "…"."""
    facts = [json.loads(line) for line in (desk / "out" / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    for line in "".join(snippets(page, "jsonl")).splitlines():
        shown = json.loads(line)
        assert any(all(_is_shown(value, fact.get(name)) for name, value in shown.items()) for fact in facts), line


def _is_shown(shown: object, real: object) -> bool:
    if isinstance(shown, str) and shown.endswith("…"):
        return isinstance(real, str) and real.startswith(shown[:-1])
    return shown == real


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_shown_commands_exist(page: Path) -> None:
    doors = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = names()["commands"]
    for line in "".join(snippets(page, "console")).splitlines():
        words = shlex.split(line.removeprefix("$ "), comments=True)
        if not line.startswith("$ ") or not words:
            continue
        if words[0] == "make":
            assert words[1] in doors, line
        if words[0].endswith("warta") and not words[1].startswith("-"):
            options = {word for word in words[2:] if word.startswith("--")}
            assert options <= set(commands[words[1]]), line
        if words[0].startswith(".venv") and words[1].endswith(".py"):
            assert (ROOT / words[1]).is_file(), line


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_doors_are_phony_and_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert set(phony.split()) == set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for door in set(phony.split()) - {"help"}:
        assert f'"make {door}' in makefile


def test_the_tutorial_runs(desk: Path) -> None:
    notebook = nbformat.read(ROOT / "docs" / "tutorial.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "the notebook is kept without outputs"
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(desk)}})
    client.execute()
    shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert sum("image/png" in output.get("data", {}) for cell in shown for output in cell.outputs) == 2


def test_pins_are_complete_and_within_the_ranges() -> None:
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {"default": project["dependencies"], **project["optional-dependencies"]}
    for name in ("default", "dev", "stanza", "train"):
        files = [ROOT / "requirements" / f"{n}.txt" for n in ("default", name)]
        lines = {line for file in files for line in file.read_text(encoding="utf-8").splitlines()}
        pins = dict(line.split("==") for line in lines if "==" in line)
        assert not any("://" in line or "file:" in line or line.startswith("--") for line in lines)
        assert name in ("stanza", "train") or not {"torch", "stanza"} & set(pins)
        for requirement in map(Requirement, wanted[name]):
            assert requirement.specifier.contains(pins[requirement.name.lower()]), requirement
