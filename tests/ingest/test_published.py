"""Days of publication, as pages and columns write them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.ingest import parse_published


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-09-17", date(2024, 9, 17)),
        ("2024-09-17 23:59:59+07:00", date(2024, 9, 17)),
        ("20240917", date(2024, 9, 17)),
        ("Selasa, 17 September 2024 09:00 WIB", date(2024, 9, 17)),
        ("Kamis, 1 Agustus 2024 | 20.15 WITA", date(2024, 8, 1)),
        ("17 Agt 2024", date(2024, 8, 17)),
        ("17/9/2024", date(2024, 9, 17)),
        ("05/06/2024", date(2024, 6, 5)),
        ("September 17, 2024", date(2024, 9, 17)),
        ("Tue, 17 Sep 2024 02:00:00 GMT", date(2024, 9, 17)),
        ("2024", None),
        ("September 2024", None),
        ("2024-02-30", None),
        ("kemarin", None),
        ("2 jam lalu", None),
        ("17 September 2024, diperbarui 18 September 2024", None),
        ("", None),
        (1726531200, None),
        (None, None),
        ("1" * 1000, None),
    ],
)
def test_days_of_publication(words: object, day: date | None) -> None:
    assert parse_published(words) == day
