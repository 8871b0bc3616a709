"""The reason why an input is not read."""

from __future__ import annotations

from pipeline.failures import Code, Failure


class Refusal(Exception):  # noqa: N818 (an input that is refused is no error of the program)
    """An input, or one record of it, that cannot be read; ``message`` says why and what to do."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def failure(self, source: str, line: int | None = None, doc_id: str | None = None) -> Failure:
        """As a line for ``failures.jsonl``."""
        return Failure(doc_id, "ingest", self.code, self.message, source, line)
