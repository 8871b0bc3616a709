"""Write ``docs/facts.md``, the reference of the facts, from the types in ``pipeline.facts``.

``.venv/bin/python docs/generate.py`` after a change of the types; a test fails while the page is out of date.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.facts import FACT_TYPES, SCHEMA_VERSION, fact_schema

PAGE = Path(__file__).with_name("facts.md")
INTRO = f"""# The facts

<!-- Written by docs/generate.py from pipeline/facts.py; do not edit. -->

One line of `facts.jsonl` is one fact: a flat JSON object whose values are scalars or short lists. This is schema
version {SCHEMA_VERSION}; `warta schema` prints it as JSON Schema. A value that is not known is null, never a guess.

`start` and `end` count Unicode code points of the article's `text` as it stands in `articles.jsonl`, end exclusive,
and `text[start:end]` is exactly the fact's `text`: a line for which that does not hold is not written. `id` is made
from the document, the type and the place, not from the values, so a correction of a value keeps the id.

Dates are `2024`, `2024-09`, `2024-09-17`, `2024-09-17T09:00+07:00`, or two of them with a slash between. Region codes
are those of Kemendagri: province `73`, regency or city `73.71`, district `73.71.01`. They are strings: read them with
`pipeline.load_facts`, or turn type guessing off.
"""
MEANINGS = {
    "official": "A named person with a role: one fact for each distinct person and post of an article.",
    "date": "A calendar expression: one fact for each mention.",
    "venue": "A named place where a reported event takes place: one fact for each distinct place of an article.",
    "statistic": "A number with what it counts or measures: one fact for each mention.",
    "statement": "Direct speech: one fact for each quoted stretch; `text` is what stands between the quotation marks.",
}


def page() -> str:
    """The whole page."""
    models = {model["properties"]["type"]["const"]: model for model in fact_schema()["$defs"].values()}
    shared = set.intersection(*(set(model["properties"]) for model in models.values()))
    parts = [INTRO, "## Fields of every fact\n\n" + _table(models["date"], shared)]
    for fact_type in FACT_TYPES:
        model = models[fact_type]
        rows = _table(model, set(model["properties"]) - shared)
        parts.append(f"## `{fact_type}`\n\n{MEANINGS[fact_type]}\n\n{rows}")
    return "\n".join(parts)


def _table(model: dict[str, Any], names: set[str]) -> str:
    lines = ["| field | value | meaning |", "| --- | --- | --- |"]
    for name, schema in model["properties"].items():
        if name == "type" and name in names:
            lines.append(f"| `type` | {', '.join(f'`{kind}`' for kind in FACT_TYPES)} | what kind of fact |")
        elif name in names:
            lines.append(f"| `{name}` | {_kind(schema)} | {schema.get('description', '')} |")
    return "\n".join(lines) + "\n"


def _kind(schema: dict[str, Any]) -> str:
    """What a field may hold, in words."""
    if "anyOf" in schema:
        kinds = dict.fromkeys(_kind(option) for option in schema["anyOf"])
        return " or ".join(kinds)
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        items = schema.get("items") or {}
        return "`[start, end]`" if "prefixItems" in schema else f"list of {_kind(items)}"
    names = {"string": "text", "integer": "number", "number": "number", "boolean": "true or false"}
    return names.get(schema.get("type", ""), schema.get("type", "any"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
