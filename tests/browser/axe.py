"""axe-core on a page: WCAG 2.2 AA and the good practices that it knows."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_axe = Axe()


def violations(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """Each violation in words: rule, help, and the elements with what is wrong with them.

    ``without`` names rules that do not apply; whoever gives one says why at the call.
    """
    options = {
        "runOnly": {"type": "tag", "values": list(TAGS)},
        "rules": {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],
    }
    found: list[dict[str, Any]] = _axe.run(page, options=options).response["violations"]
    return [f"{page.url} {_in_words(violation)}" for violation in found]


def axe(page: Page, *, without: tuple[str, ...] = ()) -> None:
    """Fail where the page has a violation."""
    found = violations(page, without=without)
    assert not found, "\n".join(found)


def _in_words(violation: dict[str, Any]) -> str:
    lines = [f"[{violation['id']}, {violation['impact']}] {violation['help']}"]
    for node in violation["nodes"]:
        summary = " ".join(node["failureSummary"].split())
        lines += [f"    {node['html'][:200]}", f"        {summary}"]
    return "\n".join(lines)
