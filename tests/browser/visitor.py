"""What a test does in the browser on somebody's behalf."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page
from tests.browser.prepare import PASSWORD

SIGN_IN = "/account/sign-in"
_cookies: dict[tuple[str, str], Any] = {}


def sign_in(page: Page, email: str, *, fresh: bool = False) -> None:
    """Sign in by the form. The same address gets its session again, unless ``fresh`` asks for another.

    Ask for a fresh one to test signing in, to sign out, or to change the acting role.
    """
    server = urlsplit(page.context.request.get("/healthz").url).netloc
    key = (server, email)
    if not fresh and key in _cookies:
        page.context.add_cookies(_cookies[key])
        return
    page.goto(SIGN_IN)
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path != SIGN_IN)
    if not fresh:
        _cookies[key] = page.context.cookies()


def read_in(page: Page, language: str) -> None:
    """Choose a language as a reader does, in the menu of the page, and stay on the page."""
    if page.locator("html").get_attribute("lang") == language:
        return
    page.locator(f"button[name=language][value={language}]").first.evaluate("button => button.click()")
    page.wait_for_function("language => document.documentElement.lang === language", arg=language)


def shoot(page: Page, folder: Path | None, name: str) -> None:
    """A picture of the whole page, where the option --shots names a folder."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=folder / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.png", full_page=True
        )
