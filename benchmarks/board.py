"""The editable day board of a large centre in headless Chromium: paint, drag, scroll, weight; one JSON line.

``python -m benchmarks.board DATA [--times 30] [--out FILE]``, where DATA is the folder that
``equipoise demo --no-serve`` made, for instance from the centre that ``benchmarks.large_centre`` writes. A
draft is begun on a copy of it; DATA itself stays as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from django.core.management import call_command
from playwright.sync_api import Page, sync_playwright

from .agent_page import prepare, served

RESULTS = Path(__file__).parent / "results" / "board.jsonl"
CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser")) if path), None)
OPTIONS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-quic",
)
LONG_FRAME_MS = 100
# Moves the wheel a little in every frame for two seconds, and answers how long each frame took.
SCROLL = """async () => {
  const box = document.querySelector("[data-board]");
  const way = box.scrollHeight > box.clientHeight ? box : window;
  const frames = []; let last = performance.now();
  while (frames.length < 120) {
    await new Promise(requestAnimationFrame);
    const now = performance.now(); frames.push(now - last); last = now;
    way.scrollBy(0, 60);
  }
  return frames;
}"""
# The time from the last event of a kind to the next change of the verdict that a test accepts.
WATCH = """([kind, pinned]) => {
  window.verdict = new Promise((done) => {
    let from = 0;
    const seen = () => { from = performance.now(); };
    document.addEventListener(kind, seen, { capture: true });
    const live = document.getElementById("draft-live");
    new MutationObserver((_, self) => {
      if (!from || live.hidden || live.classList.contains("is-pinned") !== pinned) return;
      self.disconnect();
      document.removeEventListener(kind, seen, { capture: true });
      requestAnimationFrame(() => done(performance.now() - from));
    }).observe(live, { childList: true, attributes: true, subtree: true });
  });
}"""
PAINT = """() => new Promise((done) => new PerformanceObserver((list, self) => {
  self.disconnect();
  done(list.getEntriesByName("first-contentful-paint")[0].startTime);
}).observe({ type: "paint", buffered: true }))"""
ROWS = """() => document.querySelectorAll("[data-worker]").length"""
WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


def main() -> None:
    """Measure and keep the line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "web"
        shutil.copytree(asked.data / "web", copy)
        prepare(copy)
        call_command("migrate", verbosity=0)
        line = json.dumps(measure(copy, asked.times))
    print(line)
    asked.out.parent.mkdir(exist_ok=True)
    asked.out.write_text(line + "\n", encoding="utf-8")


def measure(data: Path, times: int) -> dict[str, Any]:
    """Medians over ``times`` of each; milliseconds and bytes."""
    from equipoise_web.scheduling.models import Roster

    roster = unpublished(Roster.objects.get())
    cookie, people = begin(roster), roster.stretches.values("worker").distinct().count()
    days = (roster.ends_on - roster.starts_on).days + 1
    with served(data) as base, browser(base, cookie) as page:
        address = f"{base}/roster/{roster.uuid}/edit/day/{roster.starts_on}"
        paints = [opened(page, address) for _ in range(times)]
        rows, weight = page.evaluate(ROWS), fresh_weight(page, address)
        drags = [dragged(page) for _ in range(times)]
        verdicts, kept = (sorted(each) for each in zip(*drags, strict=True))
        frames = [frame for _ in range(max(times // 10, 1)) for frame in page.evaluate(SCROLL)]
    return {
        "workers": people,
        "days": days,
        "times": times,
        "paint_ms": round(median(paints)),
        "drag_to_verdict_ms": round(median(verdicts)),
        "drag_to_verdict_worst_ms": round(verdicts[-1]),
        "drop_to_kept_ms": round(median(kept)),
        "drop_to_kept_worst_ms": round(kept[-1]),
        "longest_frame_ms": round(max(frames)),
        "frames_over_100_ms": sum(frame > LONG_FRAME_MS for frame in frames),
        "page_bytes": weight,
        "rows_at_first": rows,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def unpublished(roster: Any) -> Any:
    """The same roster once more, as a plan that nobody published: only such a one is edited."""
    from uuid import uuid4

    from equipoise_web.compliance.models import Check, Finding
    from equipoise_web.scheduling.models import Roster, Stretch

    check, number = roster.checks.get(), roster.number
    rows, findings = list(roster.stretches.all()), list(Finding.objects.filter(check_made=check))
    again = Roster.objects.get(pk=roster.pk)
    again.pk, again.uuid, again.number = None, uuid4(), number + 1
    again.save(force_insert=True)
    for row in rows:
        row.pk, row.roster = None, again
    Stretch.objects.bulk_create(rows, batch_size=1000)
    check = Check.objects.get(pk=check.pk)
    check.pk, check.uuid, check.roster = None, uuid4(), again
    check.save(force_insert=True)
    for finding in findings:
        finding.pk, finding.uuid, finding.check_made = None, uuid4(), check
    Finding.objects.bulk_create(findings, batch_size=1000)
    return again


def begin(roster: Any) -> tuple[str, str]:
    """A planner's session, with a draft of the roster open."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from equipoise_web.core.models import User
    from equipoise_web.core.roles import Role
    from equipoise_web.scheduling.actions.drafts import begin_draft

    user = User.objects.filter(person__roles__role=Role.PLANNER, is_active=True).first()
    assert user is not None, "nobody plans"
    begin_draft(actor=user.person, roster=roster)
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return settings.SESSION_COOKIE_NAME, str(store.session_key)


@contextmanager
def browser(base: str, cookie: tuple[str, str]) -> Iterator[Page]:
    """A page of 1280 px, signed in."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=False, args=OPTIONS)
        context = opened.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": base}])
        yield context.new_page()
        opened.close()


def opened(page: Page, address: str) -> float:
    """Open the board as somebody who was there before; its rows come with the page, so paint shows them."""
    page.goto(address, wait_until="load")
    return float(page.evaluate(PAINT))


def fresh_weight(page: Page, address: str) -> int:
    """Bytes of the page and all it links, as sent to a browser that has none of it."""
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    page.goto(address, wait_until="networkidle")
    return int(page.evaluate(WEIGHT))


def dragged(page: Page) -> tuple[float, float]:
    """Move the first shift by a quarter of an hour, and back by the undo button.

    From the last movement to the verdict of where the shift would go, and from letting go to the verdict of
    what was kept, with the coverage drawn anew.
    """
    block = page.locator(".board-block").first
    box, lane = block.bounding_box(), block.locator("..").bounding_box()
    assert box
    assert lane
    hours = int((page.locator("[data-board]").get_attribute("data-axis") or "").partition("-")[2])
    x, y, by = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, lane["width"] / hours / 4
    page.evaluate(WATCH, ["pointermove", False])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by / 2, y)
    page.mouse.move(x + by, y)
    said = float(page.evaluate("() => window.verdict"))
    page.evaluate(WATCH, ["pointerup", True])
    page.mouse.up()
    kept = float(page.evaluate("() => window.verdict"))
    undo(page)
    return said, kept


def undo(page: Page) -> None:
    """Take the edit, or the refusal of it, back."""
    left = page.locator("#board-details").get_by_role("link", name="Leave it as it was")
    if left.is_visible():
        left.click()
        return
    with page.expect_response(lambda answer: answer.url.endswith("/undo")):
        page.locator("[data-draft-undo] button").click()
    page.wait_for_function("() => !document.querySelector('[data-board]').classList.contains('is-busy')")


if __name__ == "__main__":
    main()
