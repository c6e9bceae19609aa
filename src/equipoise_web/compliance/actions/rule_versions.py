"""Propose which rules a centre works under; nothing of it holds before its gate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from equipoise.dates import parse_date
from equipoise.errors import InvalidInput
from equipoise.rules.loading import load_packs
from equipoise.rules.pack_files import PackFolder, known_packs
from equipoise.rules.specs import is_path, read_spec, split_spec
from equipoise_web.compliance.content import is_law, overlay_content, pack_content, removed_content, said
from equipoise_web.compliance.models import BY_GATE, BY_LAW, RuleSource
from equipoise_web.compliance.queries.in_force import InForce, rules_expected
from equipoise_web.core.access import demand
from equipoise_web.core.actions import gates
from equipoise_web.core.audit.record import record
from equipoise_web.core.canonical import canonical
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, GatedKind, Matter, Person, Procedure, Version


@transaction.atomic
def propose_pack(*, actor: Person, centre: Centre, reference: str) -> Version:
    """Propose a pack that the library brings along, ``nl``, or held at a day, ``nl@2026-03-01``.

    A pack of law as it stands follows the gate of law, unless something else was agreed about it:
    then, and for every other pack, the representatives are consulted.

    Raises
    ------
    InvalidInput
        The pack is unknown, is in force already, or the others do not fit it.
    """
    name = reference.partition("@")[0]
    by_law = is_law(reference) and not _agreed(centre, name)
    return _propose(actor, centre, name, pack_content(reference), by_law=by_law)


@transaction.atomic
def propose_overlay(*, actor: Person, centre: Centre, about: Any, rules: Any) -> Version:
    """Propose an agreement of one's own, in the schema of a pack.

    Raises
    ------
    InvalidInput
        The schema refuses it, it has the name of a pack that the library brings along, a rule stands in the
        place of a rule of law without a clause that permits it, or the same is in force already.
    """
    content = overlay_content(about, rules)
    folder = said(canonical(content)).overlay
    assert folder is not None
    refuse_own_name(folder.id)
    return _propose(actor, centre, folder.id, content, by_law=False)


def refuse_own_name(name: str) -> None:
    """InvalidInput for an overlay with the name of a pack that the library brings along."""
    if name in known_packs():
        raise InvalidInput(f"{name!r} is the name of a pack that Equipoise brings along", field="id")


@transaction.atomic
def propose_removal(*, actor: Person, centre: Centre, name: str) -> Version:
    """Propose that a pack or overlay no longer holds; also of law this asks the whole gate.

    Raises
    ------
    InvalidInput
        No such pack is in force or proposed, or another one is an agreement about it.
    """
    return _propose(actor, centre, name, removed_content(), by_law=False)


@transaction.atomic
def propose_first(*, actor: Person, centre: Centre, specs: Iterable[str], folder: Path) -> list[Version]:
    """Propose all packs of a centre that has none, as the ``centre.toml`` of a folder names them.

    A spec with a slash is a folder of its own beside that; what it holds becomes an overlay.

    Raises
    ------
    InvalidInput
        They cannot be read together.
    """
    specs = tuple(specs)
    load_packs(specs, _today(centre), base=folder)
    return [_first(actor, centre, spec, folder) for spec in specs]


def _first(actor: Person, centre: Centre, spec: str, folder: Path) -> Version:
    pack, pinned = read_spec(spec, base=folder)
    if is_path(split_spec(spec)[0]):
        return _write(actor, centre, pack.id, overlay_content(_about(pack), list(pack.rules)), by_law=False)
    by_law = pinned is None and is_law(pack.id)
    return _write(actor, centre, pack.id, pack_content(spec.strip()), by_law=by_law)


def _propose(actor: Person, centre: Centre, name: str, content: dict[str, Any], *, by_law: bool) -> Version:
    demand(actor, *gates.STEWARDS, over=centre)
    Centre.objects.select_for_update().get(pk=centre.pk)
    _refuse_misfit(centre, InForce(name, canonical(content), by_law))
    return _write(actor, centre, name, content, by_law=by_law)


def _write(actor: Person, centre: Centre, name: str, content: dict[str, Any], *, by_law: bool) -> Version:
    demand(actor, *gates.STEWARDS, over=centre)
    source = RuleSource.objects.filter(centre=centre, name=name, by_law=by_law).first()
    source = source or _source(actor, centre, name, by_law=by_law)
    procedure = Procedure.objects.get(kind=source.matter.kind, organisation=None, name="Standard")
    return gates.propose(actor=actor, matter=source.matter, procedure=procedure, content=content)


def _source(actor: Person, centre: Centre, name: str, *, by_law: bool) -> RuleSource:
    kind = GatedKind.objects.get(code=BY_LAW if by_law else BY_GATE)
    matter = Matter.objects.create(
        kind=kind, organisation=centre.organisation, name=f"{centre.name} · {name}"
    )
    source = RuleSource.objects.create(centre=centre, matter=matter, name=name, by_law=by_law)
    record(actor, "rules.named", source, centre=centre, name=name, by_law=by_law)
    return source


def _refuse_misfit(centre: Centre, source: InForce) -> None:
    """InvalidInput where nothing would change, or where the rules could not be read together."""
    rules = rules_expected(centre, timezone.now())
    standing = next((each for each in rules.sources if each.name == source.name), None)
    if source.said.is_removed and standing is None:
        raise InvalidInput(f"{source.name!r} is not among the rules of {centre.name}", field="name")
    if standing is not None and standing.content == source.content:
        raise InvalidInput(f"{source.name!r} is there already, with the same content", field="name")
    rules.with_source(source).packs(max(_today(centre), _begins(source)))


def _agreed(centre: Centre, name: str) -> bool:
    """Whether something else than the law as it stands was ever proposed of a pack."""
    return RuleSource.objects.filter(centre=centre, name=name, by_law=False).exists()


def _begins(source: InForce) -> date:
    folder = source.folder
    return parse_date(folder.begins) if folder else date.min


def _today(centre: Centre) -> date:
    return local_date(timezone.now(), centre.timezone)


def _about(folder: PackFolder) -> dict[str, Any]:
    """The description of a pack as its file has it."""
    about: dict[str, Any] = {"id": folder.id, "name": folder.name, "begins": folder.begins}
    if folder.timezone:
        about["timezone"] = folder.timezone
    return about | ({"open": list(folder.open)} if folder.open else {})
