"""Countries of a centre: which one its clock suggests, and which law that proposes."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import get_global

from equipoise.rules.pack_files import known_packs
from equipoise_web.core.locales import locale_name

UNION = "eu"
MEMBERS = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)
PACK_OF = {"GB": "uk"}  # the pack of a country has its code in small letters, but for these


def country_of(timezone: str) -> str:
    """Code of the country in which a time zone lies, empty where that is not one country."""
    found = str(get_global("zone_territories").get(timezone, ""))
    return found if found in known_countries() else ""


def proposed_packs(country: str) -> list[str]:
    """The packs of law that hold in a country, as far as Equipoise brings them along."""
    own = PACK_OF.get(country, country.lower())
    wanted = [UNION] if country in MEMBERS else []
    return [name for name in (*wanted, own) if name in known_packs()]


@lru_cache(maxsize=1)
def known_countries() -> frozenset[str]:
    """Codes of the countries whose public holidays are known."""
    import holidays

    return frozenset(holidays.list_supported_countries(include_aliases=False))


def country_choices() -> list[tuple[str, str]]:
    """Codes and names of the countries whose public holidays are known, by name."""
    names = Locale.parse(locale_name()).territories
    found = ((code, str(names.get(code, code))) for code in known_countries())
    return sorted(found, key=lambda choice: choice[1])
