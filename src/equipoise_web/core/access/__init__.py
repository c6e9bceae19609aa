"""The one access layer: who may call a view, and which rows a user sees."""

from equipoise_web.core.access.content import NEVER, Content
from equipoise_web.core.access.demand import demand
from equipoise_web.core.access.routes import RouteRule, allow, own_login, public, rule_of, signed_in
from equipoise_web.core.access.standing import Grant, Standing, nothing, standing_of, standing_of_person
from equipoise_web.core.access.visibility import (
    VisibleQuerySet,
    content_of,
    has_rule,
    visibility,
    visible_rows,
)

__all__ = [
    "NEVER",
    "Content",
    "Grant",
    "RouteRule",
    "Standing",
    "VisibleQuerySet",
    "allow",
    "content_of",
    "demand",
    "has_rule",
    "nothing",
    "own_login",
    "public",
    "rule_of",
    "signed_in",
    "standing_of",
    "standing_of_person",
    "visibility",
    "visible_rows",
]
