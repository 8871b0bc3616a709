"""Extraction of statistics."""

from pipeline.extract.statistics.extractor import StatisticExtractor

__all__ = ["StatisticExtractor"]
