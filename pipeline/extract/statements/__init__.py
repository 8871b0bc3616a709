"""Extraction of statements."""

from pipeline.extract.statements.extractor import StatementExtractor

__all__ = ["StatementExtractor"]
