"""All annotators measured in one run: ``python -m models.bench``."""
