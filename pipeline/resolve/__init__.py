"""People, bodies and places inside one article."""

from __future__ import annotations

from pipeline.resolve.resolver import Resolver

__all__ = ["Resolver"]
