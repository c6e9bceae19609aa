"""The cheapest lawful offers: judged together, each colleague by the way that costs least and is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone

from equipoise_web.compliance.queries.private import apart_from
from equipoise_web.scheduling.drafting.changing import replacements
from equipoise_web.scheduling.drafting.own_limits import own_limits
from equipoise_web.scheduling.drafting.replacing import Offer
from equipoise_web.scheduling.drafting.rows import standing_rows
from equipoise_web.scheduling.models import Draft
from equipoise_web.service.instants import seconds

if TYPE_CHECKING:
    from equipoise.rules.model import Finding
    from equipoise.timegrid import Stretch

FEW, AT_ONCE, ROUNDS = 5, 12, 4
ABOUT_NOTICE = frozenset({"notice", "change_notice", "rest_day_notice", "start_notice"})


@dataclass(frozen=True)
class Judged:
    """An offer with what the checker notes of it; ``notices`` are rules by which a colleague who is asked
    now may say no, or is due something."""

    offer: Offer
    noted: tuple[Finding, ...]
    notices: tuple[Finding, ...]


def cheapest(draft: Draft, ranked: Sequence[Offer], most: int = FEW) -> list[Judged]:
    """The first ``most`` offers of different colleagues that break no rule that must not be broken."""
    found: list[Judged] = []
    left = list(ranked)
    for _round in range(ROUNDS):
        asked = _first_of_each(left)[:AT_ONCE]
        if not asked or len(found) >= most:
            break
        judged = _judge(draft, asked)
        found += judged
        settled = {one.offer.worker.pk for one in judged}
        left = [one for one in left if one not in asked and one.worker.pk not in settled]
    return sorted(found, key=lambda one: one.offer.price)[:most]


def _first_of_each(ranked: Sequence[Offer]) -> list[Offer]:
    first: dict[int, Offer] = {}
    for offer in ranked:
        first.setdefault(offer.worker.pk, offer)
    return list(first.values())


def _judge(draft: Draft, asked: Sequence[Offer]) -> list[Judged]:
    """Those that are allowed: the checker looks at all of them at once, since each is of another person."""
    from equipoise_web.scheduling.checking import Before, Judge  # which the server starts without

    workers = [one.worker for one in asked]
    judge = Judge(draft.base, workers)
    before = standing_rows(draft, workers)
    after = tuple(row for one in asked for row in _after(draft, one, before))
    now_s = int(timezone.now().timestamp())
    standing = set(before)
    told = tuple(
        row if row in standing else replace(row, published_at_s=now_s, changed_at_s=now_s) for row in after
    )
    was, is_, as_told = (judge.findings(rows) for rows in (before, after, told))
    limits = [own_limits(draft.base, workers, rows) for rows in (before, after)]
    found = []
    for one in asked:
        number = one.worker.number
        held, held_too = Before(was[number]), Before(was[number])
        new = [each for each in is_[number].findings if not held.held(each)]
        late = [each for each in as_told[number].findings if not held_too.held(each)]
        late = [each for each in late if judge.kind_of(each.rule) in ABOUT_NOTICE]
        limited = len(limits[1].get(number, ())) > len(limits[0].get(number, ()))
        if limited or any((each.severity, each.result) == ("block", "fail") for each in new):
            continue
        shown = apart_from(draft.base, [*new, *late])
        found.append(Judged(one, shown[: len(new)], shown[len(new) :]))
    return found


def _after(draft: Draft, offer: Offer, before: Sequence[Stretch]) -> list[Stretch]:
    """The worker's rows with the offer in them."""
    from equipoise.timegrid import Stretch

    name = offer.worker.number
    rows = [row for row in before if row.worker == name]
    for one in replacements(draft, [offer.change]):
        since, until = seconds(one.since), seconds(one.until)
        rows = [row for row in rows if row.end_s <= since or row.start_s >= until]
        rows += [
            Stretch(
                name, seconds(piece.starts_at), seconds(piece.ends_at), piece.activity,
                piece.queue.name if piece.queue else "",
            )
            for piece in one.pieces
        ]  # fmt: skip
    return sorted(rows)
