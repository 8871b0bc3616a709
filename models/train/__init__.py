"""Train the annotators that the project ships; ``python -m models.train --help`` lists the steps."""
