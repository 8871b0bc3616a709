"""Extraction of dates."""

from pipeline.extract.dates.extractor import DateExtractor

__all__ = ["DateExtractor"]
