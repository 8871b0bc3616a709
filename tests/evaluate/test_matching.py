"""One to one, as many as possible."""

from __future__ import annotations

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.matching import match


def _largest(edges: list[list[int]]) -> int:
    """The size of a maximum matching by trying everything."""
    for size in range(len(edges), 0, -1):
        for lefts in combinations(range(len(edges)), size):
            for rights in permutations(range(5), size):
                if all(r in edges[left] for left, r in zip(lefts, rights, strict=True)):
                    return size
    return 0


@given(st.lists(st.lists(st.integers(0, 4), unique=True, max_size=5), max_size=4))
def test_as_many_pairs_as_trying_everything(edges: list[list[int]]) -> None:
    found = match(edges)
    assert len(set(found.values())) == len(found) == _largest(edges)
    assert all(right in edges[left] for left, right in found.items())


def test_a_greedy_choice_is_taken_back() -> None:
    assert match([[0], [0, 1], [1, 2]]) == {0: 0, 1: 1, 2: 2}
    assert set(match([[0, 1], [0, 2], [0], [1, 2]]).values()) == {0, 1, 2}


def test_the_first_choice_is_kept_where_it_costs_nothing() -> None:
    assert match([[1, 0], [2, 0]]) == {0: 1, 1: 2}


def test_long_chains_need_no_recursion() -> None:
    size = 3000
    edges = [[i, i + 1] for i in range(size)] + [[0]]
    assert len(match(edges)) == size + 1
