"""Corpora: notes on what they are, and the tools that read and write them. None of it is needed to extract facts."""
