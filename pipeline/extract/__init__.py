"""Extractors, one folder a fact type; they never import each other."""
