"""Which topics there are, and who may subscribe to which."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Person, Run

TopicRule = Callable[[Standing, uuid.UUID], bool]

_rules: dict[str, TopicRule] = {}


def register_topic(prefix: str, rule: TopicRule) -> None:
    """Open topics ``prefix:<uuid>`` to the standings that the rule admits to the object of that UUID."""
    if prefix in _rules:
        raise ValueError(f"topic {prefix} exists already")
    _rules[prefix] = rule


def resolve(standing: Standing, asked: Iterable[str]) -> dict[str, str] | None:
    """The topics of events by the names they were asked by; None where one is unknown or not open.

    ``me`` stands for the person's own topic, ``person:<uuid>``, which cannot be asked for by that name.
    """
    found = {}
    for name in asked:
        topic = _own(standing) if name == "me" else _other(standing, name)
        if topic is None:
            return None
        found[topic] = name
    return found


def _own(standing: Standing) -> str | None:
    person = Person.objects.filter(pk=standing.person_id or 0).values_list("uuid", flat=True).first()
    return f"person:{person}" if person else None


def _other(standing: Standing, name: str) -> str | None:
    prefix, _, identifier = name.partition(":")
    rule = _rules.get(prefix)
    try:
        number = uuid.UUID(identifier)
    except ValueError:
        return None
    return f"{prefix}:{number}" if rule is not None and rule(standing, number) else None


def _sees_run(standing: Standing, run: uuid.UUID) -> bool:
    return Run.objects.visible_to(standing).filter(uuid=run).exists()


register_topic("run", _sees_run)
