import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.facts import FACT_TYPES, StatisticFact, fact_id, fact_schema, parse_fact


def statistic(**changes: Any) -> StatisticFact:
    fields = {
        "id": fact_id("a", "statistic", 5, 14, 0),
        "doc_id": "a",
        "text": "12 rumah ",
        "start": 5,
        "end": 14,
        "sentence": "Ada 12 rumah rusak.",
        "sentence_start": 0,
        "sentence_end": 19,
        "confidence": 0.9,
        "extractor": "statistics.counted",
        "value": Decimal(12),
        "unit": "rumah",
    }
    return StatisticFact.model_validate(fields | changes)


def test_a_fact_comes_back_from_its_line() -> None:
    fact = statistic(value=Decimal("2.5"), period="2024-09-17/2024-09-21")
    assert parse_fact(fact.model_dump_json()) == fact


@pytest.mark.parametrize(("value", "written"), [("1010", 1010), ("2300000000000", 2300000000000), ("-0.74", -0.74)])
def test_numbers_are_json_numbers(value: str, written: float) -> None:
    line = json.loads(statistic(value=Decimal(value)).model_dump_json())
    assert (line["value"], type(line["value"])) == (written, type(written))


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "12 rumah"},
        {"sentence": "Ada"},
        {"confidence": 1.1},
        {"region_code": "7371"},
        {"period": "17-09-2024"},
        {"period": "2024/"},
        {"unit": ""},
        {"approximation": "roughly"},
        {"id": "x"},
        {"person": "Kasmir"},
        {"start": -1},
    ],
)
def test_what_breaks_the_contract_cannot_be_made(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        statistic(**changes)


def test_a_fact_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        statistic().value = Decimal(1)  # type: ignore[misc]


def test_ids_hang_on_place_and_order_alone() -> None:
    assert fact_id("a", "date", 1, 5, 0) == fact_id("a", "date", 1, 5, 0)
    others = {fact_id(*key) for key in [("b", "date", 1, 5, 0), ("a", "venue", 1, 5, 0), ("a", "date", 1, 5, 1)]}
    assert fact_id("a", "date", 1, 5, 0) not in others
    assert len(others) == 3


def test_the_schema_names_every_type() -> None:
    schema = fact_schema()
    assert set(schema["discriminator"]["mapping"]) == set(FACT_TYPES)
