"""How each queue's numbers are made, in plain words, approximations included."""

from __future__ import annotations

from equipoise.centre import DEFERRED, Queue


def model_name(queue: Queue) -> str:
    """One line for a report."""
    ceiling = f"; occupancy at most {queue.max_occupancy:.0%}" if queue.max_occupancy < 1 else ""
    return _model(queue) + ceiling


def _model(queue: Queue) -> str:
    if queue.channel in DEFERRED:
        return (
            f"{queue.channel}: first-in first-out fluid, levelled over open hours so that everything is done "
            f"within {queue.deadline_h:g} h on the clock; no allowance for chance"
        )
    if queue.channel == "outbound":
        return (
            f"outbound: calls made in their own interval with {queue.reserve} agents kept idle "
            "(load rounded up plus reserve; inbound calls taken by the reserve are not counted)"
        )
    if queue.channel == "chat" and queue.concurrency > 1:
        return (
            f"chat: birth-death chain with {queue.concurrency} at once, least-loaded agent first, "
            f"a chat lasting as long at every level; {_patience(queue)}; steady within an interval"
        )
    if queue.patience_s is None:
        return "Erlang C (patience unknown: nobody abandons), steady within an interval"
    return f"Erlang A ({_patience(queue)}), steady within an interval"


def _patience(queue: Queue) -> str:
    if queue.patience_s is None:
        return "patience unknown: nobody abandons"
    return f"patience {queue.patience_s:g} s"
