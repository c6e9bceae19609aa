"""Texts that are data: what people named, and what the rule packs say in each language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

from equipoise.rules.packs import PACKS
from equipoise_web.compliance.models import Dispensation, Finding
from equipoise_web.core.models import Centre, Matter, Organisation, Person, Procedure, Site, Team, Version
from equipoise_web.service.models import Queue

NAMED = (Centre, Matter, Organisation, Person, Procedure, Site, Team, Queue)


def texts_of_rows() -> frozenset[str]:
    """Names, the wording of gated versions, the checker's sentences, and reasons given."""
    names = {row.name for model in NAMED for row in model.objects.all()}
    contents = {text for version in Version.objects.all() for text in _strings(json.loads(version.content))}
    findings = {text for finding in Finding.objects.all() for text in finding.message.values()}
    articles = set(Finding.objects.values_list("article", flat=True))
    reasons = {text for row in Dispensation.objects.all() for text in (row.reason, row.compensation)}
    return frozenset(names | contents | findings | articles | reasons)


def texts_of_packs() -> frozenset[str]:
    """Every text of every rule pack, in words as pages show them."""
    files = sorted(PACKS.rglob("*.yaml"))
    return frozenset(
        text for path in files for text in _strings(yaml.safe_load(path.read_text(encoding="utf-8")))
    )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
