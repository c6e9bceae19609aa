"""The harness itself: what it should notice it notices."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from tests.browser import data
from tests.browser.axe import axe, violations
from tests.browser.chromium import Look
from tests.browser.complaints import Complaints
from tests.browser.data import Data
from tests.browser.keyboard import focus_shows, focused, tab_order
from tests.browser.prepare import DESCRIPTION
from tests.browser.visitor import SIGN_IN, shoot, sign_in

POLICY = "default-src 'none'; script-src 'nonce-known'; img-src 'self'"
SAMPLE = "http://sample.test/"


@pytest.fixture
def show(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Shows a page with this body, under a strict policy, without any server."""

    def shown(body: str, look: Look = Look()) -> Page:
        page = open_page(SAMPLE, look)
        html = f"<!doctype html><html lang=en><title>Sample</title><main><h1>Sample</h1>{body}</main></html>"
        headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
        page.route("**/*", lambda route: route.fulfill(body=html, headers=headers))
        page.goto(SAMPLE)
        return page

    return shown


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<p style='color:red'>red</p>", "CSP style-src-attr"),
        ("<script>document.title = 'x'</script>", "CSP script-src-elem"),
        ("<button onclick='go()'>Go</button><script nonce=known>1</script>", ""),
        ("<img alt='' src='http://elsewhere.test/x.png'>", "CSP img-src"),
        ("<script nonce=known>console.error('spilt milk')</script>", "spilt milk"),
        ("<script nonce=known>throw new Error('broken')</script>", "uncaught broken"),
        ("<p>Nothing wrong</p>", ""),
    ],
)
def test_what_the_browser_complains_about_is_heard(
    show: Callable[..., Page], complaints: Complaints, body: str, complaint: str
) -> None:
    page = show(body)
    if "onclick" in body:
        complaint = "CSP script-src-attr"
        page.get_by_role("button").click()
    page.evaluate("() => new Promise(done => setTimeout(done, 50))")
    if complaint:
        assert any(complaint in heard for heard in complaints.left()), complaints.heard
        complaints.expect(".")
    assert complaints.left() == []


def test_only_expected_complaints_are_forgiven(show: Callable[..., Page], complaints: Complaints) -> None:
    show("<script nonce=known>console.error('one'); console.error('two')</script>")
    complaints.expect("one")
    assert len(complaints.left()) == 1
    assert "two" in complaints.left()[0]
    complaints.expect("two")


def test_axe_names_rule_element_and_remedy(show: Callable[..., Page]) -> None:
    page = show("<input id=name><img src=x>")
    found = violations(page)
    assert any("[label, critical]" in said and 'id="name"' in said for said in found)
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
    assert len(violations(page, without=("label", "image-alt"))) == len(found) - 2


def test_axe_accepts_a_sound_page_and_breaks_no_policy(show: Callable[..., Page], tmp_path: Path) -> None:
    page = show("<label>Name <input></label><p>Words</p>")
    axe(page)
    shoot(page, tmp_path, "A Sound/Page")
    assert (tmp_path / "a-sound-page.png").stat().st_size > 0


def test_the_tab_order_is_that_of_the_page(show: Callable[..., Page]) -> None:
    page = show(
        "<a href=#a>First</a><button>Second</button><button disabled>Never</button>"
        "<label>Third <input></label><div role=button tabindex=0 aria-label=Fourth></div>"
        "<p tabindex=-1>Never</p>"
    )
    assert tab_order(page) == ["a First", "button Second", "input Third", "button Fourth"]
    page.keyboard.press("Tab")
    assert focused(page) == "a First"
    assert focus_shows(page)


def test_an_endless_tab_order_is_a_failure(show: Callable[..., Page]) -> None:
    page = show("<a href=#a>Link</a>" * 12)
    with pytest.raises(AssertionError, match="more than 10 stops"):
        tab_order(page, most=10)


@pytest.mark.parametrize("look", [Look(390, "nl", "dark"), Look()], ids=str)
def test_a_look_is_what_the_page_gets(show: Callable[..., Page], look: Look) -> None:
    page = show("<p>Words</p>", look)
    dark = "() => matchMedia('(prefers-color-scheme: dark)').matches"
    assert page.evaluate("() => innerWidth") == look.width
    assert page.evaluate("() => navigator.language") == look.language
    assert page.evaluate(dark) == (look.theme == "dark")


def test_the_server_answers(page: Page, complaints: Complaints) -> None:
    answer = page.goto("/healthz")
    assert answer is not None
    assert answer.status == 200
    complaints.expect("favicon.ico")  # plain text cannot name an icon


def test_who_signed_in_once_is_signed_in_again(
    open_page: Callable[..., Page], server: str, demo_data: Data
) -> None:
    first, second, stranger = (open_page(server) for _ in range(3))
    for page in (first, second):
        sign_in(page, demo_data.accounts["agent"])
        page.goto("/me/settings")
        assert urlsplit(page.url).path == "/me/settings"
    assert "sessionid" in {cookie["name"] for cookie in second.context.cookies()}
    stranger.goto("/me/settings")
    assert urlsplit(stranger.url).path == SIGN_IN


def test_data_are_made_once_for_a_state_of_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make(folder: Path) -> None:
        folder.mkdir()
        (folder / DESCRIPTION).write_text(json.dumps({"accounts": {}, "pages": []}))
        made.append(folder.name)

    monkeypatch.setattr(data, "_make", make)
    for state in ("one", "one", "two"):
        monkeypatch.setattr(data, "fingerprint", lambda state=state: state)
        assert data.prepared(tmp_path).folder == tmp_path / state
    assert made == ["one", "two"]
    assert not (tmp_path / "one").exists()
