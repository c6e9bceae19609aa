"""Every method that the library names has words of its own on a page, so that it can be translated."""

from __future__ import annotations

import pytest

from equipoise.centre import Queue
from equipoise.staffing.names import model_name
from equipoise_web.service.queries import requirement_words as words

QUEUES = (
    Queue("voice", patience_s=215.0, max_occupancy=0.88),
    Queue("unknown patience"),
    Queue("chat", channel="chat", concurrency=3, patience_s=820.5),
    Queue("patient chat", channel="chat", concurrency=2),
    Queue("mail", channel="email", deadline_h=8.5),
    Queue("calls", channel="outbound", reserve=2),
)


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: queue.name)
def test_each_part_of_a_method_is_known(queue: Queue) -> None:
    for part in model_name(queue).split("; "):
        assert any(pattern.fullmatch(part) for pattern, _said in words.PARTS), part


def test_numbers_are_kept_and_an_unknown_part_stays_as_it_is() -> None:
    said = words.requirement_words("Erlang A (patience 215 s), steady within an interval; a new idea")
    assert said == "Erlang A with a patience of 215 s, steady within an interval; a new idea"
    share = words.requirement_words(model_name(Queue("voice", max_occupancy=0.88)))
    assert share.endswith("occupancy at most 88%")
