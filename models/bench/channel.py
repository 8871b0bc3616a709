"""How the bench speaks with the processes that it measures: JSON, one line a message, over standard input and output.

Nothing but the standard library is imported here, since one of the children has no package of this project.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
Message = dict[str, Any]
# As the pool of `warta extract` sets them: one thread a worker.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class ChildError(RuntimeError):
    """A child ended before it answered; the message is the last thing that it said."""


class Child:
    """A process of its own that runs ``python -m module arguments`` and answers one message after the other."""

    def __init__(self, python: Path, module: str, *arguments: str) -> None:
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed with the child
        self._process = subprocess.Popen(
            [str(python), "-m", module, *arguments],
            cwd=ROOT,
            env=os.environ | dict.fromkeys(_THREADS, "1") | {"PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
        )

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()  # closes its input, at which it ends
        self._errors.close()

    def send(self, message: Message) -> None:
        """Ask for something; ``ChildError`` when nobody is there any more."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise ChildError(self._last_words()) from error

    def receive(self) -> Message:
        """Wait for the answer; ``ChildError`` when the child ended without one."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ChildError(self._last_words())
        answer: Message = json.loads(line)
        return answer

    def ask(self, **message: Any) -> Message:
        """Send a message and wait for its answer."""
        self.send(message)
        return self.receive()

    def _last_words(self) -> str:
        self._process.wait()
        self._errors.seek(0)
        lines = [line for line in self._errors.read().splitlines() if line.strip()]
        return lines[-1] if lines else f"ended with status {self._process.returncode}"


def serve(answers: dict[str, Callable[..., Message]]) -> None:
    """The child's side: call what each message names under "do", until the parent closes the line.

    What libraries print goes to standard error, so that it cannot be taken for an answer.
    """
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        message = json.loads(line)
        answer = answers[message.pop("do")](**message)
        out.write(json.dumps(answer) + "\n")
        out.flush()


def peak_memory() -> int:
    """Bytes that this process has held at most, libraries included."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux hands the parent's peak on in getrusage
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def together(children: Sequence[Child], messages: Sequence[Message]) -> list[Message]:
    """Send each child its message, then wait for all answers: the children work at the same time."""
    for child, message in zip(children, messages, strict=True):
        child.send(message)
    return [child.receive() for child in children]
