"""Public holidays of a country or one of its regions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.errors import InvalidInput


@dataclass(frozen=True)
class HolidayCalendar:
    """Public holidays by ISO 3166 code, ``NL`` or ``DE-BY``; an empty code has none."""

    code: str = ""

    def between(self, first: date, last: date) -> dict[date, str]:
        """Names by date, both ends included."""
        if not self.code:
            return {}
        import holidays

        country, _, region = self.code.partition("-")
        years = range(first.year, last.year + 1)
        try:
            found = holidays.country_holidays(country, subdiv=region or None, years=years)
        except NotImplementedError as error:
            raise InvalidInput(f"no holiday calendar for {self.code!r}") from error
        return {day: name for day, name in sorted(found.items()) if first <= day <= last}
