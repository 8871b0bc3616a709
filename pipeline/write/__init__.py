"""Facts, articles and failures as JSON lines that are whole or not there at all."""

from __future__ import annotations

from pipeline.write.lines import article_line, fact_line, misplaced
from pipeline.write.output import Output

__all__ = ["Output", "article_line", "fact_line", "misplaced"]
