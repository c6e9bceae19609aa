"""The one door to rows: ``Model.objects.visible_to(user)``. A model without a rule shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from equipoise_web.core.access.content import NEVER, Content
from equipoise_web.core.access.standing import Standing, standing_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from equipoise_web.core.models import User

Rule = Callable[[Standing], Q]
RuleT = TypeVar("RuleT", bound=Rule)
M = TypeVar("M", bound=models.Model)

_rules: dict[type[models.Model], tuple[Content, Rule]] = {}


def visibility(model: type[models.Model], content: Content) -> Callable[[RuleT], RuleT]:
    """Register the rule that says which rows of ``model`` a standing opens.

    The rule receives the standing without the roles to which ``content`` is closed, so that a
    mistaken rule cannot show an evaluation to a representative or a record to an administrator.
    """

    def register(rule: RuleT) -> RuleT:
        if model in _rules:
            raise ValueError(f"{model._meta.label} already has a visibility rule")
        _rules[model] = (content, rule)
        return rule

    return register


def has_rule(model: type[models.Model]) -> bool:
    """Whether some of the model's rows can be seen at all."""
    return model in _rules


def registered_rules() -> list[tuple[type[models.Model], Content, Rule]]:
    """Every model with its kind of content and its rule, whose docstring says in words who reads the rows."""
    return [(model, content, rule) for model, (content, rule) in _rules.items()]


def content_of(model: type[models.Model]) -> Content:
    """The kind of content that the model was registered with."""
    return _rules[model][0]


class VisibleQuerySet(models.QuerySet[M]):
    """Rows, narrowed to those that a user may see."""

    def visible_to(self, viewer: User | AnonymousUser | Standing) -> Self:
        """The rows that the model's rule opens to the viewer; none without a rule or a person."""
        standing = standing_of(viewer)
        rule = _rules.get(self.model)
        if rule is None or standing.person_id is None:
            return self.none()
        content, condition = rule
        return self.filter(condition(standing.without(NEVER[content])))


def visible_rows(model: type[models.Model], viewer: Any) -> models.QuerySet[Any]:
    """``visible_to`` for use inside another model's rule."""
    return VisibleQuerySet(model).visible_to(viewer)
