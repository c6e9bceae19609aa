"""Equipoise itself is the first system in the register. It still has its gate to pass."""

import hashlib
import json

from django.db import migrations

DESCRIPTION = {
    "title": {"en": "Equipoise", "nl": "Equipoise"},
    "purpose": {
        "en": "Plan lawful and balanced rosters, show them, and show afterwards who changed what.",
        "nl": "Wettige en evenwichtige roosters maken en tonen, en later laten zien wie wat heeft gewijzigd.",
    },
    "recorded": {
        "en": "Name, team, roles, contract and skills; planned and worked time; leave and preferences "
        "that you enter; sign-ins; each change that you make, with its time.",
        "nl": "Naam, team, rollen, contract en vaardigheden; geplande en gewerkte tijd; verlof en voorkeuren "
        "die je invoert; aanmeldingen; elke wijziging die je doet, met het tijdstip.",
    },
    "legal_basis": {
        "en": "The employer states it here before the system is put in force.",
        "nl": "De werkgever vermeldt die hier voordat het systeem in werking treedt.",
    },
    "read_by": {
        "en": "You; planners and team leaders of your centre, each within their own scope; an auditor with a "
        "mandate reads the trail of changes.",
        "nl": "Jijzelf; planners en teamleiders van je centrum, ieder binnen het eigen bereik; een auditor "
        "met een mandaat leest het spoor van wijzigingen.",
    },
    "consequences": {
        "en": "Your roster and your hours account follow from it. Nothing here scores or ranks you.",
        "nl": "Je rooster en je urensaldo volgen eruit. Niets hier beoordeelt of rangschikt je.",
    },
    "retention_days": 730,
}


def register(apps, schema_editor):
    Kind, Matter, Procedure, Version = (
        apps.get_model("core", name) for name in ("GatedKind", "Matter", "Procedure", "Version")
    )
    System = apps.get_model("monitoring", "System")
    if System.objects.filter(code="equipoise").exists():
        return
    kind = Kind.objects.get(code="monitoring_system")
    matter = Matter.objects.create(kind=kind, name="equipoise")
    System.objects.create(code="equipoise", matter=matter)
    content = json.dumps(DESCRIPTION, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    Version.objects.create(
        matter=matter,
        number=1,
        procedure=Procedure.objects.get(kind=kind, organisation=None, name="Standard"),
        content=content,
        content_hash=hashlib.sha256(content.encode()).hexdigest(),
    )


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_register_notices_observations"), ("core", "0003_gated_kinds")]
    operations = [migrations.RunPython(register, migrations.RunPython.noop)]
