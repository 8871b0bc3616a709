"""Worker processes with one article each at a time; one that hangs or dies is replaced and costs that article alone.

The standard executors cannot do this: they break as a whole when a process dies, and cannot end a call that hangs.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from pipeline.article import Article
from pipeline.failures import Code, Failure
from pipeline.run.work import Outcome, Start, failed

START_LIMIT = 300.0  # seconds that loading the pipeline may take
WINDOW = 8  # articles a worker that may be read ahead of the one whose turn it is to be written
RECYCLE = 2000  # articles after which a worker is replaced, so that caches inside the libraries cannot grow for ever
_READY = "ready"
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class PoolError(RuntimeError):
    """A worker that cannot even start: there is no sense in going on."""


def _serve(connection: Connection, start: Start) -> None:
    """What a worker does: load the pipeline, say so, then answer one article after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    for name in _THREADS:
        os.environ[name] = "1"
    try:
        work = start()
    except Exception as error:  # sent to the parent, which raises it
        connection.send(f"{type(error).__name__}: {error}")
        return
    connection.send(_READY)
    while True:
        try:
            article = connection.recv()
        except EOFError:  # the parent is done, or gone
            return
        connection.send(work(article))


class _Worker:
    """A process and what it is at: ``task`` is the index and article that it has, ``deadline`` when its time is up."""

    def __init__(self, start: Start, timeout: float) -> None:
        context = get_context("spawn")  # a fresh interpreter: no locks or threads of the parent are inherited
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, start), daemon=True)
        self.process.start()
        theirs.close()  # so that the death of the worker ends the connection
        self.timeout = timeout
        self.deadline = time.monotonic() + START_LIMIT
        self.ready = False
        self.served = 0
        self.task: tuple[int, Article] | None = None

    def give(self, index: int, article: Article) -> None:
        """Hand over an article; one that is still loading gets it when it is ready."""
        self.task = (index, article)
        if self.ready:
            self._send()

    def _send(self) -> None:
        assert self.task is not None
        self.deadline = time.monotonic() + self.timeout
        try:
            self.connection.send(self.task[1])
        except OSError:  # it died while idle; `take` finds the connection ended
            return

    def take(self) -> Outcome | None:
        """What the worker has to say: its outcome, a failure in its place, or None while there is none yet.

        Raises ``PoolError`` where it could not start.
        """
        try:
            message = self.connection.recv()
        except (EOFError, OSError):
            if not self.ready:
                raise PoolError(f"a worker process died while it loaded the pipeline ({self._end()})") from None
            return self._lost(Code.CRASH, f"the worker process died ({self._end()}) on this article")
        if isinstance(message, Outcome):
            self.served += 1
            self.task = None
            return message
        if message != _READY:
            raise PoolError(f"the pipeline could not be loaded: {message}")
        self.ready = True
        if self.task is not None:
            self._send()
        return None

    def expire(self) -> Outcome:
        """End a worker whose time is up. Raises ``PoolError`` where it was still loading."""
        if not self.ready:
            raise PoolError(f"the pipeline was not loaded within {START_LIMIT:g} seconds; use fewer workers")
        return self._lost(Code.TIMEOUT, f"it took longer than {self.timeout:g} seconds; raise --timeout or split it")

    def _lost(self, code: Code, message: str) -> Outcome:
        assert self.task is not None
        article = self.task[1]
        self.stop()
        return Outcome(failures=(failed(article, "run", code, message),))

    def _end(self) -> str:
        self.process.join(5)
        code = self.process.exitcode
        return "still running" if code is None else f"signal {-code}" if code < 0 else f"status {code}"

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.connection.close()
        self.process.kill()
        self.process.join()


def pooled(items: Iterable[Article | Failure], start: Start, *, workers: int, timeout: float) -> Iterator[Outcome]:
    """The outcome of every item, in order, worked out by ``workers`` processes.

    ``start`` runs once in each process and gives back its work function; it must be a function of a module (or a
    ``functools.partial`` of one). ``timeout`` is the time an article may take, in seconds. At most ``WINDOW`` articles
    a worker are held in memory. Raises ``PoolError`` where no worker can be started.
    """
    team: list[_Worker] = []
    done: dict[int, Outcome] = {}
    source = iter(items)
    pending: Article | None = None
    due = read = 0
    more = True
    try:
        while True:
            while more and pending is None and read - due < workers * WINDOW:
                item = next(source, None)
                if isinstance(item, Failure):
                    done[read] = Outcome(failures=(item,))
                pending = item if isinstance(item, Article) else None
                more = item is not None
                read += more
            if pending is not None and (worker := _free(team, start, workers, timeout)) is not None:
                worker.give(read - 1, pending)
                pending = None
            elif due in done:
                yield done.pop(due)
                due += 1
            elif any(worker.task for worker in team):
                done.update(_answers(team))
            else:
                return
    finally:
        for worker in team:
            worker.stop()


def _free(team: list[_Worker], start: Start, workers: int, timeout: float) -> _Worker | None:
    """A worker without an article, a new one where there may be more, or None."""
    for worker in [w for w in team if w.task is None and w.served >= RECYCLE]:
        worker.stop()
        team.remove(worker)
    idle = next((worker for worker in team if worker.task is None), None)
    if idle is None and len(team) < workers:
        idle = _Worker(start, timeout)
        team.append(idle)
    return idle


def _answers(team: list[_Worker]) -> dict[int, Outcome]:
    """Wait until a worker answers, dies or runs out of time; what came of it, by index."""
    busy = [worker for worker in team if worker.task is not None]
    patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    spoken = set(wait([worker.connection for worker in busy], patience))
    now = time.monotonic()
    answers: dict[int, Outcome] = {}
    for worker in busy:
        assert worker.task is not None
        index = worker.task[0]
        late = now >= worker.deadline
        if worker.connection not in spoken and not late:
            continue
        outcome = worker.take() if worker.connection in spoken else worker.expire()
        if outcome is not None:
            answers[index] = outcome
        if worker.connection.closed:
            team.remove(worker)
    return answers
