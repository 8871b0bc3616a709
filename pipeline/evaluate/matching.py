"""One-to-one matching with as many pairs as possible."""

from __future__ import annotations

from collections.abc import Sequence


def match(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """A maximum matching of left to right, given for each left item the right ones that it may take.

    Right items that stand first are preferred where that costs no pair. The result maps left to right.

    >>> match([[0, 1], [0]])
    {0: 1, 1: 0}
    """
    taken: dict[int, int] = {}  # right -> left
    for left in range(len(edges)):
        _augment(left, edges, taken)
    return {left: right for right, left in sorted(taken.items(), key=lambda pair: pair[1])}


def _augment(root: int, edges: Sequence[Sequence[int]], taken: dict[int, int]) -> None:
    """Add ``root`` to the matching along the first shortest path that frees a right item for it, if there is one."""
    came_from: dict[int, int] = {}  # right -> the left item that reached it
    holds = {left: right for right, left in taken.items()}
    queue = [root]
    for left in queue:  # grows while it is read: breadth first, and no recursion
        for right in edges[left]:
            if right in came_from:
                continue
            came_from[right] = left
            if right in taken:
                queue.append(taken[right])
                continue
            while True:  # walk back, handing every right item to the left one that reached it
                left = came_from[right]
                previous = holds.get(left)
                taken[right] = left
                if left == root or previous is None:
                    return
                right = previous
