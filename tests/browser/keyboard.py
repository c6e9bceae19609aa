"""What somebody without a mouse meets."""

from __future__ import annotations

from playwright.sync_api import Page

FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return "";
  const role = e.getAttribute("role") || e.tagName.toLowerCase();
  const labelled = (e.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean)
    .map(id => document.getElementById(id)?.textContent).join(" ");
  const name = e.getAttribute("aria-label") || labelled || e.labels?.[0]?.textContent
    || (e.tagName === "INPUT" ? e.value || e.placeholder : e.textContent) || "";
  return `${role} ${name.replace(/\\s+/g, " ").trim()}`.slice(0, 80).trim();
}"""
VISIBLE = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
}"""


def focused(page: Page) -> str:
    """Role and name of the element with the focus, "" where nothing has it."""
    return str(page.evaluate(FOCUSED))


def focus_shows(page: Page) -> bool:
    """Whether the focused element is marked by an outline or a shadow."""
    return bool(page.evaluate(VISIBLE))


def tab_order(page: Page, *, most: int = 300) -> list[str]:
    """Stops of the Tab key from the start of the page until it leaves it.

    Raises
    ------
    AssertionError
        More than ``most`` stops: a trap, or a page that nobody can walk through.
    """
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = focused(page)
        if not stop:
            return stops
        stops.append(stop)
    raise AssertionError(f"{page.url} has more than {most} stops: {stops[:20]} … {stops[-5:]}")
