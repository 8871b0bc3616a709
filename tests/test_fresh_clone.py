"""What a new user does: clone, ``make extract``, look. Installs from nothing; run by ``make test-fresh``."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = ["articles.jsonl", "facts.jsonl", "failures.jsonl", "run.json"]


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "VIRTUAL_ENV")
    }
    command = ["make", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.fresh
@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="no git checkout to clone")
def test_a_fresh_clone_extracts_the_seeds_and_then_other_input(tmp_path: Path) -> None:
    clone = tmp_path / "a folder with blanks"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    first = make(clone, "extract")
    assert first.returncode == 0, first.stderr
    assert sorted(path.name for path in (clone / "out").iterdir()) == FILES
    assert "articles  2" in first.stdout
    assert "installing" in first.stdout
    assert not list((clone / ".venv" / "lib").glob("python*/site-packages/torch"))

    again = make(clone, "extract")
    assert again.returncode == 0, again.stderr
    assert "installing" not in again.stdout

    given = tmp_path / "berita saya"
    given.mkdir()
    (given / "a.txt").write_text("Rapat digelar Selasa (17/9/2024).", encoding="utf-8")
    (given / "b.txt").write_bytes(b"")
    third = make(clone, "extract", f"IN={given}", f"OUT={tmp_path / 'hasil'}")
    assert third.returncode == 0, third.stderr
    assert "warning" in third.stderr
    assert '"date":"2024-09-17"' in (tmp_path / "hasil" / "facts.jsonl").read_text(encoding="utf-8")

    assert make(clone, "extract", f"IN={tmp_path / 'tiada'}", f"OUT={tmp_path / 'nihil'}").returncode != 0
