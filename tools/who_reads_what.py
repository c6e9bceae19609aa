"""``python -m tools.who_reads_what``: the page that says who can read what, from the rules themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "who_reads_what.md"
HEAD = """# Who can read what

Made from the rules that decide it (`visibility.py` of each app), by `python -m tools.who_reads_what`; a test
keeps it current. What a rule does not name, nobody reads. "In one's scope" means: over the organisation,
centre, site or team for which the role is held now. To some roles a kind of content stays closed whatever a
rule says: see "never". Somebody who holds two roles reads what either opens. Who owns the database reads all
of it.

| content | for example | never through the role of |
|---|---|---|
"""
EXAMPLES = {
    "structure": "organisation, gates, queues, forecasts, that a roster exists",
    "directory": "names, teams, roles, logins",
    "record": "a worker's contract, roster, absences, notices, observations, the audit",
    "pay": "a pay band, files of people on their way in",
    "health": "a fact on health or birth",
    "evaluation": "a judgement of one person's work",
    "channel": "messages between workers and their representatives",
}


def page() -> str:
    """The whole page as Markdown."""
    return HEAD + "\n".join(_never()) + "\n" + "\n".join(_rules()) + "\n"


def _never() -> Iterator[str]:
    from equipoise_web.core.access import NEVER

    for content, roles in NEVER.items():
        closed = ", ".join(sorted(role.value.replace("_", " ") for role in roles))
        yield f"| {content.value} | {EXAMPLES[content.value]} | {closed} |"


def _rules() -> Iterator[str]:
    from equipoise_web.core.access.visibility import registered_rules

    app = ""
    own = [row for row in registered_rules() if row[0].__module__.startswith("equipoise_web.")]
    for model, content, rule in sorted(own, key=lambda row: row[0]._meta.label):
        if model._meta.app_label != app:
            app = model._meta.app_label
            yield f"\n## {app.capitalize()}\n\n| rows | content | read by |\n|---|---|---|"
        yield f"| {model._meta.verbose_name_plural} | {content.value} | {_sentence(rule)} |"


def _sentence(rule: Any) -> str:
    return " ".join((rule.__doc__ or "").split())


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
    import sys

    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
