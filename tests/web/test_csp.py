"""Every answer carries the content security policy, and files are served under lasting names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import get_finder
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client
from django.urls import clear_url_caches, path
from tests.web.world import World

from equipoise_web.cli.static import collect
from equipoise_web.core.access import public
from equipoise_web.project.static_files import GatheredFiles

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}


def policy(response: Any) -> dict[str, list[str]]:
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


@public
def scripted(request: HttpRequest) -> HttpResponse:
    page = Template('<script nonce="{{ request.csp_nonce }}">1</script>')
    return HttpResponse(page.render(Context({"request": request})))


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@public
def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


urlpatterns = [path("scripted", scripted), path("broken", broken), path("suspicious", suspicious)]


@pytest.fixture
def own_routes(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.mark.parametrize("address", ["/healthz", "/me/notices", "/no/such/page", "/access"])
def test_every_answer_carries_the_policy(world: World, address: str) -> None:
    client = Client()
    client.force_login(world.users["agent"])
    assert policy(client.get(address)) == POLICY


@pytest.mark.parametrize(("address", "status"), [("/broken", 500), ("/suspicious", 400)])
def test_an_error_page_is_in_the_look_and_carries_the_policy(
    sqlite_database: str, own_routes: None, address: str, status: int
) -> None:
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert policy(response) == POLICY
    assert 'class="eq-bare' in response.content.decode()


def test_a_form_without_its_token_gets_a_page_in_the_look(sqlite_database: str) -> None:
    response = Client(enforce_csrf_checks=True).post("/account/language", {"language": "nl"})
    assert response.status_code == 403
    assert "The form has expired" in response.content.decode()


def test_an_inline_script_runs_only_with_the_nonce_of_its_answer(
    sqlite_database: str, own_routes: None
) -> None:
    answers = [Client().get("/scripted") for _ in range(2)]
    nonces = [policy(answer)["script-src"][1] for answer in answers]
    assert nonces[0] != nonces[1]
    for answer, nonce in zip(answers, nonces, strict=True):
        assert nonce == f"'nonce-{answer.content.decode().split(chr(34))[1]}'"


@pytest.fixture
def gathered(settings: Any, tmp_path: Path) -> GatheredFiles:
    """The application's own storage, gathered into a folder of this test."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "equipoise_web.project.static_files.GatheredFiles"},
    }
    collect()
    return GatheredFiles()


def test_gathered_files_have_names_by_content_and_a_gzip_beside_them(
    gathered: GatheredFiles, settings: Any
) -> None:
    name = gathered.stored_name("equipoise/shell.css")
    assert name != "equipoise/shell.css"
    assert (settings.STATIC_ROOT / name).is_file()
    assert (settings.STATIC_ROOT / f"{name}.gz").is_file()
    assert staticfiles_storage.url("vendor/icons/icons.svg") != "/static/vendor/icons/icons.svg"


def test_a_script_imports_another_by_its_gathered_name(settings: Any, tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "one").mkdir(parents=True)
    (source / "one" / "page.js").write_text('import { a } from "../two.js";\n')
    (source / "two.js").write_text("export const a = 1;\n")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "equipoise_web.project.static_files.GatheredFiles"},
    }
    get_finder.cache_clear()
    collect()
    get_finder.cache_clear()
    files = GatheredFiles()
    imported = files.stored_name("two.js")
    assert imported != "two.js"
    assert f'from "../{imported}"' in (tmp_path / "static" / files.stored_name("one/page.js")).read_text()


def test_a_file_that_was_not_gathered_keeps_its_name(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "nowhere"
    assert GatheredFiles().stored_name("equipoise/shell.css") == "equipoise/shell.css"


def test_gathered_files_may_be_kept_for_ever(gathered: GatheredFiles, sqlite_database: str) -> None:
    response = Client().get(gathered.url("equipoise/shell.css"), headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"
    again = {"If-Modified-Since": response.headers["Last-Modified"]}
    assert Client().get(gathered.url("equipoise/shell.css"), headers=again).status_code == 304


def test_a_phones_first_page_stays_below_100_kb(gathered: GatheredFiles, settings: Any, world: World) -> None:
    client = Client()
    client.force_login(world.users["agent"])
    page = client.get("/me/notices").content
    head = page.split(b"</head>")[0].decode()
    files = [
        line.split('"/static/')[1].split('"')[0]
        for line in head.splitlines()
        if '"/static/' in line and "min-width" not in line
    ]
    files.append(gathered.stored_name("vendor/icons/icons.svg"))
    assert len(files) > 6
    sent = [sorted(settings.STATIC_ROOT.glob(f"{name}*"))[-1] for name in files]
    assert len(page) + sum(path.stat().st_size for path in sent) < 100_000
