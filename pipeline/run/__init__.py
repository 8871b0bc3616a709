"""Runs: articles in, files out, and every failure on record."""

from __future__ import annotations

from pipeline.run.pool import PoolError
from pipeline.run.runner import FILES, Settings, Summary, run

__all__ = ["FILES", "PoolError", "Settings", "Summary", "run"]
