"""Scores of facts against gold, error lists, and the gate that refuses a drop.

Sees facts and files only: whoever wants articles extracted hands in the function that does it. The gate (``gate``,
``run_gate``, ``update_gate``) is in ``pipeline.evaluate.gate``, which also runs on its own.
"""

from pipeline.evaluate.entries import Entry, EvaluationError, GoldSet, entries_of, load_gold, load_predicted
from pipeline.evaluate.rendering import render_errors, render_scores, report_json
from pipeline.evaluate.scoring import Pair, Report, Score, evaluate, score

__all__ = [
    "Entry",
    "EvaluationError",
    "GoldSet",
    "Pair",
    "Report",
    "Score",
    "entries_of",
    "evaluate",
    "load_gold",
    "load_predicted",
    "render_errors",
    "render_scores",
    "report_json",
    "score",
]
