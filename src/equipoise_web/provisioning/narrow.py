"""A filter as a condition on rows: a wider one where SQL cannot say the same; the filter itself decides."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.db.models import Q
from scim2_models import ScimFilter
from scim2_models.path import (
    CompareOperator,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
)

from equipoise_web.core.access import nothing
from equipoise_web.provisioning.resources import CORE
from equipoise_web.provisioning.values import user_name_key


def people_condition(wanted: ScimFilter[Any] | None) -> Q:
    """A condition that every person meets whom the filter matches."""
    ast = wanted.ast if wanted is not None else None
    return (Narrowing().visit(ast) if ast is not None else None) or Q()


class Narrowing(FilterVisitor[Q | None]):
    """The condition of an expression, or None where it stands for everybody."""

    def visit_comparison(self, node: Comparison) -> Q | None:
        path, value = node.attr_path, node.value
        if node.op != CompareOperator.eq or path.sub_attr or not isinstance(value, str):
            return None
        if path.uri is not None and path.uri.lower() != f"{CORE}User".lower():
            return None
        return _equal(path.attr.lower(), value)

    def visit_logical_expr(self, node: LogicalExpr) -> Q | None:
        parts = [self.visit(term) for term in node.terms]
        known = [part for part in parts if part is not None]
        if node.op == LogicalOperator.and_:
            return reduce(and_, known) if known else None
        return reduce(or_, known) if len(known) == len(parts) else None

    def visit_present(self, node: Present) -> Q | None:
        return None

    def visit_not(self, node: Not) -> Q | None:
        return None

    def visit_value_path(self, node: ValuePath) -> Q | None:
        return None


def _equal(attribute: str, value: str) -> Q | None:
    """Who has this value; identity providers look for each person by one of these."""
    if attribute == "username":
        key = user_name_key(value)
        return Q(provisioned__user_name_key=key) | Q(provisioned__isnull=True)
    if attribute == "externalid":
        return Q(provisioned__external_id=value)
    if attribute == "id":
        try:
            return Q(uuid=UUID(value))
        except ValueError:
            return nothing()
    return None
