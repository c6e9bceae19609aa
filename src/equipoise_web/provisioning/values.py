"""What the attributes of a directory mean here: the login's address, the person's name."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from scim2_models import InvalidValueException

from equipoise_web.provisioning.resources import Email, User


def user_name_of(user: User[Any]) -> str:
    """The user name, which is never empty."""
    if not (user.user_name or "").strip():
        raise InvalidValueException(detail="userName is empty")
    return user.user_name or ""


def user_name_key(name: str) -> str:
    """What user names are compared by: without regard to capitals, as SCIM compares them."""
    return normalize("NFC", normalize("NFC", name).lower())


def address_of(user: User[Any]) -> str | None:
    """The address by which the person signs in, in small letters; None where the directory gave none.

    The primary e-mail, else the first for work, else the first; without any, a user name that is one.

    Raises
    ------
    InvalidValueException
        The address that was chosen is none.
    """
    emails = [email for email in user.emails or () if email.value]
    if not emails:
        return _valid(user.user_name or "")
    chosen = min(emails, key=_rank)
    address = _valid(chosen.value or "")
    if address is None:
        raise InvalidValueException(detail=f"emails: {chosen.value!r} is no e-mail address")
    return address


def _rank(email: Email) -> int:
    return 0 if email.primary else 1 if (email.type or "").lower() == "work" else 2


def _valid(text: str) -> str | None:
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return None
    return address


def shown_name(user: User[Any]) -> str:
    """What the person is called in pages: the display name, the formatted name, its parts, the user name."""
    name = user.name
    parts = (
        " ".join(part for part in (name.given_name, name.middle_name, name.family_name) if part)
        if name
        else ""
    )
    called = (user.display_name, name.formatted if name else None, parts, user.user_name)
    return next(text.strip() for text in called if text and text.strip())[:200]


def without_stale_name(before: User[Any], after: User[Any]) -> User[Any]:
    """The formatted name is dropped where its parts changed and it did not."""
    if before.name and after.name and before.name.formatted == after.name.formatted:
        one, other = (each.model_dump(exclude={"formatted"}) for each in (before.name, after.name))
        if one != other and any(other.values()):
            after.name.formatted = None
    return after


def language_of(user: User[Any], otherwise: str) -> str:
    """The language asked for, such as ``nl`` of ``nl-BE``, where it is known."""
    code = (user.preferred_language or "").replace("_", "-").partition("-")[0].lower()
    return code if code in dict(settings.KNOWN_LANGUAGES) else otherwise


def zone_of(user: User[Any], otherwise: str) -> str:
    """The IANA time zone asked for, where there is such a one."""
    return user.timezone if user.timezone in available_timezones() else otherwise
