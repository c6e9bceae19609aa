"""Every page, for everybody who reads it: sound for axe, no sideways scrolling, in the language chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page as BrowserPage
from tests.browser.axe import violations
from tests.browser.chromium import Look
from tests.browser.complaints import Complaints
from tests.browser.data import Data, Page
from tests.browser.visitor import read_in, shoot, sign_in
from tests.web.matrix import PERSONAS

LOOKS = [Look(*each) for each in product((1280, 390), settings.OFFERED_LANGUAGES, ("light", "dark"))]
# By turns, so that each page is seen once and each look often.
TURNS = (Look(), Look(390, "nl", "dark"), Look(1280, "nl", "dark"), Look(390, "en", "light"))

Open = Callable[[str, Look], BrowserPage]


def once(pages: Iterable[Page]) -> dict[Look, list[Page]]:
    """Each route for the first persona that reads it, divided over the looks."""
    first: dict[str, Page] = {}
    for page in pages:
        first.setdefault(page.route, page)
    divided: dict[Look, list[Page]] = {look: [] for look in TURNS}
    for number, route in enumerate(sorted(first)):
        divided[TURNS[number % len(TURNS)]].append(first[route])
    return divided


def faults(browser: BrowserPage, look: Look, pages: list[Page], shots: Path | None) -> list[str]:
    """What is wrong with these pages, seen as ``look``; each with its address."""
    found = []
    for page in pages:
        browser.goto(page.address)
        read_in(browser, look.language)
        shoot(browser, shots, f"{page.persona} {page.address} {look}")
        found += violations(browser)
        too_wide = browser.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        if too_wide > 0:
            found.append(f"{browser.url} is {too_wide} px wider than {look.width}")
    return [f"{look}: {fault}" for fault in found]


def seen(open_page: Open, server: str, data: Data, persona: str, look: Look) -> BrowserPage:
    """A browser of this look, signed in as this persona."""
    browser = open_page(server, look)
    if persona in data.accounts:
        sign_in(browser, data.accounts[persona])
    return browser


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_page_is_sound(
    persona: str, open_page: Open, server: str, demo_data: Data, shots: Path | None
) -> None:
    found = []
    for look, pages in once(demo_data.pages).items():
        mine = [page for page in pages if page.persona == persona]
        if mine:
            found += faults(seen(open_page, server, demo_data, persona, look), look, mine, shots)
    assert not found, "\n".join(found)


@pytest.mark.axe_all
@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("persona", PERSONAS)
def test_each_page_is_sound_in_every_look(
    persona: str, look: Look, open_page: Open, server: str, demo_data: Data, shots: Path | None
) -> None:
    mine = [page for page in demo_data.pages if page.persona == persona]
    assert mine, f"{persona} reads no page"
    found = faults(seen(open_page, server, demo_data, persona, look), look, mine, shots)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", TURNS, ids=str)
@pytest.mark.parametrize("persona", ["anonymous", "agent"])
def test_the_page_for_an_address_without_page_is_sound(
    persona: str, look: Look, open_page: Open, server: str, demo_data: Data, complaints: Complaints
) -> None:
    complaints.expect("status of 404")
    browser = seen(open_page, server, demo_data, persona, look)
    found = faults(browser, look, [Page(persona, "", "/nothing-is-here")], None)
    assert not found, "\n".join(found)


def test_there_are_pages_for_everybody(demo_data: Data) -> None:
    assert {page.persona for page in demo_data.pages} == set(PERSONAS)
