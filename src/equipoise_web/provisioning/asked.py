"""What a request asks: its body as JSON, its query, and whoever holds the key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from scim2_models import (
    Context,
    InvalidFilterException,
    InvalidSyntaxException,
    InvalidValueException,
    ResponseParameters,
    SCIMException,
    SearchRequest,
)

from equipoise_web.core.present import actor_of
from equipoise_web.provisioning.key import Key
from equipoise_web.provisioning.resources import POLICY, FullUser

TYPES = frozenset({"application/scim+json", "application/json"})
LONGEST_FILTER = 2000
QUERY = ("filter", "sortBy", "sortOrder", "startIndex", "count", "attributes", "excludedAttributes")


class OtherMediaType(SCIMException):
    """The body is neither SCIM nor JSON."""

    status = 415
    _default_detail = "Send application/scim+json."


def key_of(request: HttpRequest) -> Key:
    """The key that opened the request, and its administrator."""
    return Key(request.token, actor_of(request))  # type: ignore[attr-defined]


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The body as a JSON object whose texts a database can hold."""
    if request.content_type not in TYPES:
        raise OtherMediaType
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise InvalidSyntaxException(detail="The body is no JSON.") from None
    if not isinstance(body, dict):
        raise InvalidSyntaxException(detail="The body is no JSON object.")
    if any("\x00" in text or (not text.isprintable() and _is_broken(text)) for text in _texts(body)):
        raise InvalidValueException(detail="A text has the character NUL or half a character.")
    return body


def search_of(request: HttpRequest, kind: Any) -> SearchRequest[Any]:
    """What a list of this kind is narrowed to: in the query, or in the body of a POST to ``.search``."""
    if request.method == "POST":
        context, asked = Context.SEARCH_REQUEST, body_of(request)
    else:
        context, asked = Context.DEFAULT, {name: request.GET[name] for name in QUERY if name in request.GET}
    if len(str(asked.get("filter") or "")) > LONGEST_FILTER:
        raise InvalidFilterException(detail=f"A filter has at most {LONGEST_FILTER} characters.")
    found: SearchRequest[Any] = SearchRequest[kind].model_validate(
        asked, scim_ctx=context, scim_policy=POLICY
    )
    return found


def parameters_of(request: HttpRequest) -> ResponseParameters[Any]:
    """Which attributes the answer shall have."""
    asked = {name: request.GET[name] for name in ("attributes", "excludedAttributes") if name in request.GET}
    found: ResponseParameters[Any] = ResponseParameters[FullUser].model_validate(asked, scim_policy=POLICY)
    return found


def _texts(value: Any) -> Iterator[str]:
    """Every text within a JSON value, names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _is_broken(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
