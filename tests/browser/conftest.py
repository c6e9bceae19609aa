"""Fixtures: a server with its data, a browser, and pages that fail their test when the browser complains.

The browser lives as long as a test module: Playwright keeps an event loop in its thread, which other tests
of the same worker must not find there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser import chromium
from tests.browser.chromium import Look
from tests.browser.complaints import Complaints
from tests.browser.data import Data, prepared
from tests.browser.server import start_server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", type=Path, default=None, help="Folder for pictures of pages.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "axe_all: every role, language, width and theme (make axe)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "axe_all" in (config.option.markexpr or ""):
        return
    asked = [item for item in items if item.get_closest_marker("axe_all") is None]
    if len(asked) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in asked])
        items[:] = asked


@pytest.fixture(scope="session")
def shots(request: pytest.FixtureRequest) -> Path | None:
    """Where pictures go; None where nobody asked for them."""
    folder: Path | None = request.config.getoption("--shots", None)
    return folder


@pytest.fixture(scope="session")
def demo_data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Data:
    """The prepared data folder; copy it before anything writes to it."""
    cache = getattr(request.config, "cache", None)
    return prepared(Path(cache.mkdir("browser_data")) if cache else tmp_path_factory.mktemp("browser_data"))


@pytest.fixture(scope="session")
def server(demo_data: Data, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of this worker's server. Tests share its rows: leave none behind that others stumble over."""
    with start_server(demo_data.copy(tmp_path_factory.mktemp("server"))) as url:
        yield url


@pytest.fixture
def own_server(demo_data: Data, tmp_path: Path) -> Iterator[str]:
    """Address of a server for this test alone, jobs included, for journeys that write."""
    with start_server(demo_data.copy(tmp_path / "data"), worker=True) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of this module."""
    if chromium.path() is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Django refuses the database where an event loop runs; Playwright's runs in this very thread.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = chromium.launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What the browser complains about; the test fails with what nobody expected."""
    heard = Complaints()
    yield heard
    assert not heard.left(), "the browser complains:\n" + "\n".join(heard.left())


@pytest.fixture
def open_page(browser: Browser, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """Opens a page with cookies of its own: ``open_page(url, Look(390, "nl", "dark"))``."""
    with ExitStack() as stack:

        def opened(url: str, look: Look = Look()) -> Page:
            context = look.context(browser, url)
            stack.callback(context.close)
            complaints.listen(context)
            return context.new_page()

        yield opened


@pytest.fixture
def page(request: pytest.FixtureRequest, server: str, open_page: Callable[..., Page]) -> Page:
    """A page on this worker's server; parametrize it indirectly with a ``Look``."""
    return open_page(server, getattr(request, "param", Look()))
