"""What a browser complains about while a test runs; a test that leaves a complaint fails."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

# A violation is an event of the page; said on the console it is heard together with all else.
TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", event => console.error(
  `CSP ${event.effectiveDirective} refuses ${event.blockedURI} ${event.sourceFile} ${event.sample}`
));
"""


class Complaints:
    """Console errors, uncaught exceptions and refusals by the content security policy."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._expected: list[re.Pattern[str]] = []

    def listen(self, context: BrowserContext) -> None:
        """Hear every page that the context opens."""
        context.add_init_script(TELL_VIOLATIONS)
        context.on("page", self._listen_to)

    def expect(self, pattern: str) -> None:
        """Complaints that match are part of this test, such as the refusal that it provokes."""
        self._expected.append(re.compile(pattern))

    def left(self) -> list[str]:
        """Complaints that nobody expected."""
        return [text for text in self.heard if not any(pattern.search(text) for pattern in self._expected)]

    def _listen_to(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"{page.url}: uncaught {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "assert"}:
            where = message.location.get("url") or ""
            self.heard.append(f"{message.page.url if message.page else ''}: {message.text} {where}".strip())
