"""Patterns of reasons with their sentences; the named parts of a pattern are those of its sentence."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE: list[tuple[str, Promise]] = [
    (r"a value is required", _("A value is required.")),
    (r"the file is empty", _("The file is empty.")),
    (r"the file has a header but no rows", _("The file has a header and no rows.")),
    (r"the file's name must end in (?P<ends>.+)", _("The file's name must end in %(ends)s.")),
    (
        r"the file's name is longer than (?P<n>\d+) characters",
        _("The file's name is longer than %(n)s characters."),
    ),
    (r"larger than (?P<mb>\d+) MB", _("The file is larger than %(mb)s MB.")),
    (r"the file is not Parquet", _("The file is not Parquet.")),
    (r"the Parquet file is damaged", _("The Parquet file is damaged.")),
    (r"the compressed file is damaged: .*", _("The compressed file is damaged.")),
    (r"the file is binary, not text", _("The file is not text.")),
    (r"the file is a Parquet file: .*", _("This is a Parquet file: its name must end in .parquet.")),
    (r"the file is a zip file or Excel workbook.*", _("This is a workbook or zip file, not CSV.")),
    (
        r"the file is not UTF-8 but seems to be (?P<name>.+): save it as UTF-8",
        _("The file is not UTF-8; it seems to be %(name)s. Save it as UTF-8."),
    ),
    (r"not valid CSV.*", _("This is not valid CSV.")),
    (
        r"(?P<have>\d+) fields, but the header has (?P<want>\d+)",
        _("The row has %(have)s fields, the header has %(want)s."),
    ),
    (
        r"the centre has no opening hours or no queues yet",
        _("The centre has no opening hours or no queues yet."),
    ),
    (
        r"only a compared file can be applied",
        _("Only a file that was compared can be applied."),
    ),
    (
        r"this file is not there to be compared any more",
        _("This file was applied, or could not be used: upload it again to compare it."),
    ),
]
COLUMNS: list[tuple[str, Promise]] = [
    (r"no column (?P<name>.+); found: (?P<found>.*)", _("Column %(name)s is missing; found: %(found)s.")),
    (r"the column occurs twice", _("This column occurs twice.")),
    (
        r"unknown column (?P<name>.+): is (?P<meant>.+) meant\?",
        _("Column %(name)s is not known; is %(meant)s meant?"),
    ),
    (
        r"unknown queue (?P<queue>.+); known: (?P<known>.+)",
        _("%(queue)s is no queue in use here. In use: %(known)s."),
    ),
    (r"no row for queue (?P<queue>.+)", _("The file has no row for queue %(queue)s.")),
    (
        r"'(?P<value>.*)' is not a number: write a decimal point, not a comma",
        _("“%(value)s” is not a number: write a decimal point, not a comma."),
    ),
    (r"'(?P<value>.*)' is not a number", _("“%(value)s” is not a number.")),
    (r"(?P<value>.+) is negative", _("%(value)s is negative.")),
    (r"(?P<value>.+) is not a whole number", _("%(value)s is not a whole number.")),
    (r"(?P<value>.+) is not above 0", _("%(value)s is not above 0.")),
    (
        r"(?P<value>.+) is more than (?P<most>.+) contacts in an interval",
        _("%(value)s is more than %(most)s contacts in an interval."),
    ),
    (
        r"answered and abandoned together \((?P<parts>.+)\) exceed offered \((?P<offered>.+)\)",
        _("Answered and abandoned together (%(parts)s) exceed offered (%(offered)s)."),
    ),
    (
        r"queue (?P<queue>.+) has this interval in row (?P<row>\d+) already",
        _("Queue %(queue)s has this interval in row %(row)s already."),
    ),
]
TIMES: list[tuple[str, Promise]] = [
    (
        r"'(?P<value>.*)' is not a time such as (?P<like>.+)",
        _("“%(value)s” is not a time such as %(like)s."),
    ),
    (r"'(?P<value>.*)' is not between 1970 and 2199", _("“%(value)s” is not between 1970 and 2199.")),
    (
        r"'(?P<value>.*)' does not exist in (?P<zone>.+): the clock skipped it",
        _("“%(value)s” does not exist in %(zone)s: the clock skipped it."),
    ),
    (
        r"'(?P<value>.*)' occurs twice in (?P<zone>.+): write it with its offset",
        _("“%(value)s” occurs twice in %(zone)s: write it with its offset."),
    ),
    (r"'(?P<value>.*)' is not on a grid of (?P<grid>.+)", _("“%(value)s” is not on a grid of %(grid)s.")),
    (
        r"the interval cannot be told: no queue has two rows on the same day",
        _("The interval cannot be told: no queue has two rows on the same day."),
    ),
    (
        r"rows are (?P<have>.+) minutes apart, coarser than (?P<want>\d+): .*",
        _("The rows are %(have)s minutes apart; this centre is planned in intervals of %(want)s minutes."),
    ),
    (
        r"(?P<have>\d+)-minute rows do not add up to (?P<want>\d+) minutes: .*",
        _("Rows of %(have)s minutes do not add up to the centre's intervals of %(want)s minutes."),
    ),
    (
        r"rows are (?P<have>.+) minutes apart, which is not one of (?P<known>.+)",
        _("The rows are %(have)s minutes apart, which is none of %(known)s."),
    ),
    (
        r"rows of (?P<day>\S+) are (?P<have>\S+) minutes apart, most others (?P<most>\S+): .*",
        _("The rows of %(day)s are %(have)s minutes apart, most others %(most)s: a file has one interval."),
    ),
]
SETTINGS: list[tuple[str, Promise]] = [
    (
        r"'(?P<value>.*)' is not a range such as 08:00-21:00",
        _("“%(value)s” is not a time span such as 08:00-21:00."),
    ),
    (r"'(?P<value>.*)' is not a time of day", _("“%(value)s” is not a time of day.")),
    (
        r"'(?P<value>.*)' is empty: write 00:00-24:00 for a whole day",
        _("“%(value)s” is empty: write 00:00-24:00 for a whole day."),
    ),
    (
        r"hours must fall on the (?P<n>\d+)-minute intervals",
        _("Hours must fall on the intervals of %(n)s minutes."),
    ),
    (r"ranges overlap", _("The time spans overlap.")),
    (r"the centre is never open", _("The centre is never open: give hours for one day at least.")),
    (
        r"needs the key 'holidays' with the code of a public holiday calendar",
        _("Hours on public holidays need the country whose holidays are meant."),
    ),
    (r"'(?P<value>.*)' is not a date.*", _("“%(value)s” is not a date such as 2026-12-25.")),
    (
        r"no holiday calendar for '(?P<code>.*)'",
        _("No calendar of public holidays is known by the code “%(code)s”."),
    ),
    (r"(?P<value>\S+) is not one of (?P<known>.+)", _("%(value)s is none of %(known)s.")),
    (
        r"no number of people answers every contact in time: .*",
        _("No number of people answers every contact in time: set it below 100 %%."),
    ),
    (
        r"a (?P<channel>\w+) queue needs a deadline in hours",
        _("A queue of this channel needs a deadline in hours."),
    ),
    (
        r"a (?P<channel>\w+) queue has no deadline",
        _("A queue of this channel has no deadline: leave it empty."),
    ),
    (
        r"only outbound queues keep a reserve, not (?P<channel>\w+)",
        _("Only outbound queues keep a reserve: leave it at 0."),
    ),
    (
        r"only chat is handled several at once, not (?P<channel>\w+)",
        _("Only chats are handled several at once: leave it at 1."),
    ),
    (
        r"(?P<value>\S+) must be at least (?P<low>\S+) and at most (?P<high>\S+)",
        _("%(value)s must be at least %(low)s and at most %(high)s."),
    ),
    (
        r"(?P<value>\S+) must be above (?P<low>\S+) and at most (?P<high>\S+)",
        _("%(value)s must be above %(low)s and at most %(high)s."),
    ),
    (r"(?P<value>\S+) must be above (?P<low>\S+)", _("%(value)s must be above %(low)s.")),
    (r"(?P<value>\S+) must be at least (?P<low>\S+)", _("%(value)s must be at least %(low)s.")),
    (
        r"(?P<name>.+) must not hold a colon, semicolon, comma or line break",
        _("%(name)s must not hold a colon, semicolon, comma or line break."),
    ),
]
SENTENCES = [*FILE, *COLUMNS, *TIMES, *SETTINGS]
