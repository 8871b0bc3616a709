"""What others may rely on. A name that vanishes or changes breaks someone: change the snapshot only on purpose."""

import json
from pathlib import Path
from typing import Any

import typer.main

import pipeline
from pipeline.cli import app
from pipeline.facts import FACT_MODELS, SCHEMA_VERSION
from pipeline.failures import Code
from pipeline.run import FILES

SNAPSHOT = Path(__file__).with_name("public_names.json")


def names() -> dict[str, Any]:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    options = {
        name: sorted(option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts))
        for name, command in commands.items()
    }
    return {
        "schema_version": SCHEMA_VERSION,
        "python": sorted(pipeline.__all__),
        "commands": options,
        "files": [*FILES, "run.json"],
        "facts": {model.model_fields["type"].default: list(model.model_fields) for model in FACT_MODELS.values()},
        "failure_codes": sorted(Code),
    }


def test_public_names_are_those_of_the_snapshot() -> None:
    assert names() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(names(), indent=2) + "\n", encoding="utf-8")
