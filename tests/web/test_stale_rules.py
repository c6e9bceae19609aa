"""``manage stale_rules`` says what ``equipoise rules stale`` does."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

ONE_BREAK = "example_cao.breaks.one_break (Example CAO (invented), art. 5): from memory, never checked"


def test_only_memory_is_listed_on_the_day_of_the_reading() -> None:
    out = StringIO()
    call_command("stale_rules", "--on", "2026-11-24", stdout=out)
    lines = out.getvalue().splitlines()
    assert ONE_BREAK in lines
    assert all(line.endswith("from memory, never checked") for line in lines)


def test_a_year_later_it_exits_with_1_and_names_rules_and_dates() -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="to look at again") as error:
        call_command("stale_rules", "--on", "2027-11-25", stdout=out)
    assert error.value.returncode == 1
    assert "eu.wtd.3.daily_rest (Directive 2003/88/EC, art. 3): last checked on 2026-11-24" in out.getvalue()


def test_a_day_that_is_none_is_bad_input() -> None:
    with pytest.raises(CommandError, match="--on: 'soon' is not a date") as error:
        call_command("stale_rules", "--on", "soon")
    assert error.value.returncode == 2
