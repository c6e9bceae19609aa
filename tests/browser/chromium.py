"""The machine's own Chromium, and what a look at a page means: width, language, colour scheme."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Playwright

NAMES = ("chromium", "chromium-browser")
# Without them the browser would speak to its makers.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Look:
    """How somebody looks at pages; widths are those of a desk and of a phone."""

    width: int = 1280
    language: str = "en"
    theme: str = "light"

    def __str__(self) -> str:
        return f"{self.width}-{self.language}-{self.theme}"

    def context(self, browser: Browser, base_url: str) -> BrowserContext:
        """A browser with its own cookies that looks at ``base_url`` this way."""
        options: dict[str, Any] = {"locale": self.language, "color_scheme": self.theme}
        height = 844 if self.width < 768 else 900
        return browser.new_context(
            base_url=base_url,
            viewport={"width": self.width, "height": height},
            has_touch=self.width < 768,
            reduced_motion="reduce",
            timezone_id="Europe/Amsterdam",
            **options,
        )


def path() -> str | None:
    """The program, or None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """A browser without a window. Its own sandbox refuses to work for root."""
    return playwright.chromium.launch(
        executable_path=path(), chromium_sandbox=os.geteuid() != 0, args=list(QUIET)
    )
