"""Extraction of officials."""

from pipeline.extract.officials.extractor import OfficialExtractor

__all__ = ["OfficialExtractor"]
