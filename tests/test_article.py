import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import OffsetMap, Span


def test_a_span_counts_code_points() -> None:
    text = "👩‍⚕️ Dinkes: 5 orang"
    start = text.index("5")
    assert Span(start, start + 7).of(text) == "5 orang"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3)])
def test_a_span_that_is_none_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@pytest.mark.parametrize(
    ("a", "b", "overlap", "covers"),
    [
        (Span(0, 4), Span(2, 6), True, False),
        (Span(0, 4), Span(4, 6), False, False),
        (Span(0, 9), Span(4, 6), True, True),
        (Span(4, 6), Span(0, 9), True, False),
    ],
)
def test_overlap_and_cover(a: Span, b: Span, overlap: bool, covers: bool) -> None:
    assert (a.overlaps(b), a.covers(b)) == (overlap, covers)


def test_an_entity_maps_to_all_of_its_source() -> None:
    # source: A&quot;B, cleaned: A"B
    offsets = OffsetMap.of([(1, 0, 1), (1, 1, 6), (1, 7, 1)])
    assert offsets.to_source(Span(1, 2)) == Span(1, 7)
    assert offsets.to_source(Span(0, 3)) == Span(0, 8)
    assert offsets.to_source(Span(2, 3)) == Span(7, 8)


def test_text_taken_out_is_inside_a_span_around_it_and_outside_spans_beside_it() -> None:
    # source: <b>Kasmir</b> hadir, cleaned: Kasmir hadir
    offsets = OffsetMap.of([(6, 3, 6), (6, 13, 6)])
    assert offsets.to_source(Span(0, 6)) == Span(3, 9)
    assert offsets.to_source(Span(0, 12)) == Span(3, 19)
    assert offsets.to_source(Span(7, 12)) == Span(14, 19)


@pytest.mark.parametrize("span", [Span(2, 2), Span(3, 9), Span(5, 6)])
def test_no_place_no_span(span: Span) -> None:
    with pytest.raises(ValueError, match=r"empty span|outside"):
        OffsetMap.identity(5).to_source(span)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=30))
def test_any_deletions_and_replacements_keep_their_order(edits: list[tuple[bool, int, int]]) -> None:
    runs, source, length = [], 0, 0
    for keep, size, other in edits:
        if keep:
            runs.append((size, source, size))
        elif other % 2:
            runs.append((1, source, size))
        else:
            runs.append((0, source, size))
        length += runs[-1][0]
        source += size
    offsets = OffsetMap.of(runs)
    spans = [offsets.to_source(Span(i, i + 1)) for i in range(length)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= s.start < s.end <= source for s in spans)
    if length:
        assert offsets.to_source(Span(0, length)) == spans[0].to(spans[-1])
