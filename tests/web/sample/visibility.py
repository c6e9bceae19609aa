"""Rules that look no further than the roles: whoever holds any role sees every row."""

from __future__ import annotations

from django.db.models import Q
from tests.web.sample.models import Evaluation, Message, Record

from equipoise_web.core.access import Content, Standing, nothing, visibility


def open_to_any_role(standing: Standing) -> Q:
    return Q() if standing.grants else nothing()


visibility(Evaluation, Content.EVALUATION)(open_to_any_role)
visibility(Record, Content.RECORD)(open_to_any_role)
visibility(Message, Content.CHANNEL)(open_to_any_role)
