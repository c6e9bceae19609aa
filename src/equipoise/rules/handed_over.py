"""Which rules nobody can judge, since a whole kind of input was not handed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .centre_view import CentreFacts
from .model import NotJudged, Pack, Rule, Timeline
from .outcome import sentence

MISSING = {
    "facts": sentence("no facts about workers were given", "er zijn geen feiten over medewerkers gegeven"),
    "leave": sentence("no leave accounts were given", "er zijn geen verlofsaldi gegeven"),
    "contacts": sentence("no contact events were given", "er zijn geen contactmomenten gegeven"),
    "open_hours": sentence("no opening hours were given", "er zijn geen openingstijden gegeven"),
    "answered": sentence("no service figures were given", "er zijn geen bereikbaarheidscijfers gegeven"),
}

# The file in which each input is handed over.
FILES = {
    "facts": "facts.csv",
    "leave": "leave.csv",
    "contacts": "contacts.csv",
    "open_hours": "centre.toml",
    "answered": "service.csv",
}


def not_judged(
    packs: Sequence[Pack], timelines: Sequence[Timeline], centre: CentreFacts
) -> tuple[NotJudged, ...]:
    """Rules of the packs that lack an input, in order."""
    have = set(_given(timelines, centre))
    return tuple(
        NotJudged(rule.id, _what_is_missing(lacking), lacking)
        for pack in packs
        for rule in pack.rules
        if (lacking := tuple(sorted(_asked(rule) - have)))
    )


def lacks_any(rule: Rule, timelines: Sequence[Timeline], centre: CentreFacts) -> bool:
    """Whether an input that a rule of the centre needs was not handed over."""
    return not _asked(rule) <= set(_given(timelines, centre))


def _what_is_missing(inputs: Sequence[str]) -> dict[str, str]:
    between = {"en": " and ", "nl": " en "}
    return {lang: word.join(MISSING[one][lang] for one in inputs) for lang, word in between.items()}


def lacks(rule: Rule, timeline: Timeline) -> bool:
    """Whether an input of this worker's own that the rule needs was not handed over."""
    asked = _asked(rule)
    return bool(asked) and not asked <= set(_given([timeline], CentreFacts((), ())))


def _asked(rule: Rule) -> set[str]:
    asked = set(rule.parameters.needs.split())
    return asked | {"facts"} if rule.scope.fact is not None else asked


def _given(timelines: Sequence[Timeline], centre: CentreFacts) -> Iterator[str]:
    if any(timeline.facts.facts is not None for timeline in timelines):
        yield "facts"
    if any(timeline.leave is not None for timeline in timelines):
        yield "leave"
    if any(timeline.contacts is not None for timeline in timelines):
        yield "contacts"
    if centre.open_hours is not None:
        yield "open_hours"
    if centre.answered is not None:
        yield "answered"
