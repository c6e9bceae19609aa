"""What a form offers first does no harm and is not refused."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from equipoise_web.core.forms.access import GrantForm
from equipoise_web.core.forms.changes import ActivateForm, coming_minute


def moment(at: datetime) -> datetime:
    form = ActivateForm({"starts_at": timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")})
    assert form.is_valid(), form.errors
    chosen: datetime = form.cleaned_data["starts_at"]
    return chosen


def test_the_minute_offered_lies_after_a_closure_of_this_minute() -> None:
    before = timezone.now()
    offered = coming_minute()
    assert before < offered <= timezone.now() + timedelta(minutes=1)
    assert offered.second == offered.microsecond == 0


def test_the_present_minute_means_now_and_another_means_itself() -> None:
    before = timezone.now()
    if before.second < 58:
        assert before <= moment(before) <= timezone.now()
    earlier = moment(before - timedelta(minutes=5))
    assert earlier == (before - timedelta(minutes=5)).replace(second=0, microsecond=0)


def test_no_role_and_no_place_is_given_unless_chosen() -> None:
    today = timezone.localdate().isoformat()
    form = GrantForm({"role": "", "place": "", "first": today}, places=[("organisation:1", "All of it")])
    assert set(form.errors) == {"role", "place"}
    drawn = GrantForm(places=[("organisation:1", "All of it")]).as_p()
    assert drawn.count("selected") == drawn.count('value="" selected') == 2
