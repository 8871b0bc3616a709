import hashlib
from pathlib import Path

import pytest

from pipeline.write import Output


def test_the_file_is_there_when_the_block_is_left_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    with Output(path) as output:
        output.write(b"satu\n")
        output.write(b"dua\n")
        assert not path.exists()
    assert path.read_bytes() == b"satu\ndua\n"
    assert output.sha256 == hashlib.sha256(b"satu\ndua\n").hexdigest()
    assert output.written == 9


def test_an_error_keeps_the_old_file_and_leaves_no_other(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"lama\n")

    def write() -> None:
        with Output(path) as output:
            output.write(b"baru\n")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    assert path.read_bytes() == b"lama\n"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_run_left_behind_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    (tmp_path / "facts.jsonl.tmp").write_bytes(b"setengah")
    with Output(path) as output:
        output.write(b"utuh\n")
    assert path.read_bytes() == b"utuh\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), Output(tmp_path / "tiada" / "facts.jsonl"):
        pass
