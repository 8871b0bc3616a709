"""The lock file that says which model an annotator is; what all of them promise is in ``test_contract.py``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.annotate import ModelError, load
from pipeline.annotate.lock import checksum, models_folder, read_lock


def test_unknown_name_lists_the_names() -> None:
    with pytest.raises(ValueError, match="no model named 'cepat'; there are: accurate, default, fast"):
        load("cepat")


def test_no_lock_file_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="WARTA_MODELS"):
        load(folder=tmp_path)


def test_missing_model_is_named(tmp_path: Path) -> None:
    shutil.copy(models_folder() / "models.lock", tmp_path)
    with pytest.raises(ModelError, match="model 'fast' is not at"):
        load("fast", folder=tmp_path)


def test_altered_model_is_refused(tmp_path: Path) -> None:
    shutil.copy(models_folder() / "models.lock", tmp_path)
    shutil.copytree(read_lock(models_folder())["fast"].path, tmp_path / "fast")
    meta = tmp_path / "fast" / "meta.json"
    content = json.loads(meta.read_text(encoding="utf-8"))
    meta.write_text(json.dumps({**content, "author": "orang lain"}), encoding="utf-8")
    with pytest.raises(ModelError, match="damaged or altered"):
        load("fast", folder=tmp_path)


def test_broken_lock_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "models.lock").write_text("[models", encoding="utf-8")
    with pytest.raises(ModelError, match=r"models\.lock is not valid TOML"):
        load(folder=tmp_path)


def test_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARTA_MODELS", str(tmp_path))
    assert models_folder() == tmp_path


def test_cards_do_not_count_and_file_names_do(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"isi")
    first = checksum(tmp_path)
    (tmp_path / "CARD.md").write_text("kartu", encoding="utf-8")
    assert checksum(tmp_path) == first
    (tmp_path / "a").rename(tmp_path / "b")
    assert checksum(tmp_path) != first


def test_every_locked_model_has_a_card() -> None:
    for model in read_lock(models_folder()).values():
        assert (model.path / "CARD.md").is_file()
        assert model.licence


def test_a_fresh_process_is_silent_quick_and_free_of_torch() -> None:
    code = (
        "import sys, time; start = time.perf_counter(); from pipeline.annotate import load; a = load(); "
        "d = a('Hujan turun di Bogor.'); assert d.text; assert 'torch' not in sys.modules"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.perf_counter() - start < 20  # some two seconds on an idle machine
