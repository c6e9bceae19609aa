"""Half-open spans of time ``[start_s, end_s)``: joined, in common, and what is left of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time as spans in order that neither overlap nor touch."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return found


def common(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Time in both; each list in order and without overlap."""
    found: list[Span] = []
    i = j = 0
    while i < len(spans) and j < len(others):
        start, end = max(spans[i][0], others[j][0]), min(spans[i][1], others[j][1])
        if start < end:
            found.append((start, end))
        if spans[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return found


def without(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Time in ``spans`` and not in ``others``; each list in order and without overlap."""
    if not spans:
        return []
    begin, finish = spans[0][0], spans[-1][1]
    inside = [span for span in others if span[1] > begin and span[0] < finish]
    edges = [begin, *(edge for span in inside for edge in span), finish]
    gaps = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    return common(spans, gaps)
