"""Extraction of venues."""

from pipeline.extract.venues.extractor import VenueExtractor

__all__ = ["VenueExtractor"]
