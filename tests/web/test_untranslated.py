"""No page has words that no catalogue knows of: read in a language in which each message is in brackets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from tests.web import matrix
from tests.web.pages import Page, pages
from tests.web.pseudo import speak_in_brackets, untranslated
from tests.web.rich_world import make_rich_world
from tests.web.texts import texts_of_packs, texts_of_rows
from tests.web.world import World


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = translation.get_language()
    speak_in_brackets(monkeypatch)
    yield
    monkeypatch.undo()
    translation.activate(before)


@pytest.fixture
def database(engine_of: object) -> Iterator[str]:
    """Words do not depend on the kind of database: one is enough."""
    from tests.web import engines

    url = engine_of("sqlite").shared  # type: ignore[operator]
    if not engines.using(url):
        engines.use(url)
    with transaction.atomic():
        yield "sqlite"
        transaction.set_rollback(True)


@pytest.fixture
def world(database: str) -> World:
    """With an object of every kind, so that every page is seen in full."""
    return make_rich_world()


def client_of(world: World, persona: str) -> Client:
    client = Client(raise_request_exception=True)
    if persona != "anonymous":
        client.force_login(world.users[persona])
    return client


class Findings(dict[str, list[Page]]):
    """The words that were found, with the pages that have them."""

    def __init__(self) -> None:
        super().__init__()
        self.data = texts_of_rows() | texts_of_packs()

    def words_of(self, response: HttpResponse) -> list[str]:
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return []
        return untranslated(response.content.decode(), self.data)

    def add(self, page: Page, response: HttpResponse) -> None:
        for words in self.words_of(response):
            self.setdefault(words, []).append(page)

    def report(self) -> list[str]:
        return [
            f"{words!r} on {len(pages)} pages, such as {pages[0].address} for {pages[0].persona}"
            for words, pages in self.items()
        ]


@pytest.mark.parametrize("persona", matrix.PERSONAS)
def test_no_page_has_words_of_its_own(brackets: None, world: World, persona: str) -> None:
    client, found = client_of(world, persona), Findings()
    for page in pages(world, [persona]):
        # A page may note that it was read: what one leaves behind must not change the next.
        with transaction.atomic():
            found.add(page, client.get(page.address))
            transaction.set_rollback(True)
    assert found.report() == []


@pytest.mark.parametrize("persona", matrix.PERSONAS)
def test_no_answer_to_an_empty_form_has_words_of_its_own(brackets: None, world: World, persona: str) -> None:
    found = Findings()
    for page in pages(world, [persona]):
        with transaction.atomic():
            found.add(page, client_of(world, persona).post(page.address, follow=True))
            transaction.set_rollback(True)
    assert found.report() == []


SENTENCE = "⟦Published by <b translate=no>Ann</b> as <em>⟦planner⟧</em>⟧"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>⟦Shifts⟧: 12 – 07:30</p>", []),
        (f"<p>{SENTENCE}</p>", []),
        (f"<p>{SENTENCE} again</p>", ["again"]),
        ("<p>Shifts</p>", ["Shifts"]),
        ("<p>⟦Shifts⟧ of <span translate=no>Ann</span></p>", ["of"]),
        ("<table><tr><td>SV</table>", ["SV"]),
        ("<table><tr><td translate=no><b title=Service>SV</b></table>", []),
        ("<img alt=Logo src=x>", ["alt=Logo"]),
        ("<button aria-label='Close ⟦now⟧'>×</button>", ["aria-label=Close"]),
        ("<input placeholder=⟦Name⟧><input type=submit value=Send>", ["value=Send"]),
        ("<p data-text-moved=Moved data-id=abc></p>", ["data-text-moved=Moved"]),
        ("<script>let words = 1</script><style>p{}</style><!-- words -->", []),
        ("<template><p>Later</p></template><noscript>Now</noscript>", ["Later", "Now"]),
        ("<title>⟦Roster⟧ · Equipoise</title><p>Equipoise plans</p>", ["Equipoise plans"]),
        ("<svg><title>Chart</title><text>⟦Hours⟧</text></svg>", ["Chart"]),
        ("<p>⟦A long sen</p><p>More</p>", ["<p> cuts a translation", "More"]),
    ],
)
def test_words_outside_brackets_are_found(body: str, found: list[str]) -> None:
    assert untranslated(f"<!doctype html><html><body>{body}</body></html>") == found


def test_the_bracketed_language_reaches_each_way_of_translating(brackets: None) -> None:
    from django.template import Context, Template

    template = Template(
        "{% load i18n %}{% translate 'One' %}{% translate 'Two' context 'c' %}"
        "{% blocktranslate count n=3 %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
        "{{ flag|yesno }}"
    )
    for language in ("en", "nl"):
        with translation.override(language):
            assert template.render(Context({"flag": False})) == "⟦One⟧⟦Two⟧⟦3 days⟧⟦no⟧"
            assert str(matrix.Role.PLANNER.label).startswith("⟦")


def test_words_are_reported_with_their_pages() -> None:
    found = Findings()
    response = HttpResponse("<p>Draft</p><p>⟦Draft⟧</p>", content_type="text/html; charset=utf-8")
    found.add(Page("agent", "inner", "/inner"), response)
    found.add(Page("agent", "outer", "/outer"), response)
    found.add(Page("agent", "file", "/file"), HttpResponse("Draft", content_type="text/csv"))
    assert found.report() == ["'Draft' on 2 pages, such as /inner for agent"]
