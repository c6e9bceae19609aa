"""An agent's roster page: time at the server, questions to the database, bytes to the phone; JSON lines.

``python -m benchmarks.agent_page DATA [--requests 200] [--out FILE]``, where DATA is the data folder of an
installation with a published roster, such as ``equipoise demo --no-serve --data DATA`` makes. Only a session
is written to it, and removed again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import Any
from urllib.parse import urldefrag, urljoin
from urllib.request import Request, urlopen

RESULTS = Path(__file__).parent / "results" / "agent_page.jsonl"
PAGE = "/me/roster"


def main() -> None:
    """Measure in this process, then over HTTP, and keep a line of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    prepare(asked.data)
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    lines = [{**measure(asked.requests), **machine}, {**measure_http(asked.data, asked.requests), **machine}]
    said = "\n".join(json.dumps(line) for line in lines)
    print(said)
    asked.out.parent.mkdir(exist_ok=True)
    asked.out.write_text(said + "\n", encoding="utf-8")


def prepare(data: Path) -> None:
    """Let this process speak for the installation."""
    from equipoise_web.cli.folder import configure

    configure(data)
    import django

    django.setup()


def measure(requests: int) -> dict[str, Any]:
    """Times of the page for every worker in turn, with logins that are rolled back."""
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    host = {"host": settings.PUBLIC_URL.netloc}
    with transaction.atomic():
        clients = []
        for user in users():
            clients.append(Client())
            clients[-1].force_login(user)
        first = clients[0].get(PAGE, headers=host)
        assert first.status_code == 200, first.status_code
        with CaptureQueriesContext(connection) as asked:
            clients[0].get(PAGE, headers=host)
        queries = len(asked)  # the log is emptied by the next request
        times = [
            timed(lambda c=client: c.get(PAGE, headers=host)) for client in islice(cycle(clients), requests)
        ]
        transaction.set_rollback(True)
    return {"how": "in process", "workers": len(clients), **summary(times), "queries": queries}


def users() -> Iterator[Any]:
    """A login of every rostered person; made where there is none."""
    from equipoise_web.core.models import User
    from equipoise_web.people.models import Worker

    published = Worker.objects.filter(stretches__roster__publication__isnull=False).distinct()
    for worker in published.select_related("person"):
        there = User.objects.filter(person=worker.person).first()
        yield there or User.objects.create_user(f"{worker.person.uuid}@example.org", person=worker.person)


def measure_http(data: Path, requests: int) -> dict[str, Any]:
    """Times over HTTP, and the bytes of the page with all that it links, as the server sends them."""
    with session() as cookie, served(data) as base:
        headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
        html = fetch(base + PAGE, headers)
        linked = Links.of(html.decode(), base + PAGE)
        sizes = {address: len(fetch(address, headers)) for address in linked}
        times = [timed(lambda: fetch(base + PAGE, headers)) for _ in range(requests)]
    return {
        "how": "http",
        **summary(times),
        "html_bytes": len(html),
        "linked_files": len(sizes),
        "total_bytes": len(html) + sum(sizes.values()),
    }


@contextmanager
def session() -> Iterator[str]:
    """The cookie of somebody rostered who can sign in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from equipoise_web.core.models import User

    user = User.objects.filter(
        is_active=True, person__worker__stretches__roster__publication__isnull=False
    ).first()
    assert user is not None, "nobody who is rostered has a login"
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    try:
        yield f"{settings.SESSION_COOKIE_NAME}={store.session_key}"
    finally:
        store.delete()


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The installation's server on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["-m", "equipoise", "serve", "--data", str(data), "--port", str(port), "--no-worker"]
    server = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        await_port(port, server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def await_port(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert server.poll() is None, "the server ended"
            sleep(0.2)
        else:
            return
    raise TimeoutError("the server did not start within a minute")


class Links(HTMLParser):
    """Addresses of style sheets, scripts and pictures in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, html: str, base: str) -> list[str]:
        """Each address once, without its fragment."""
        parser = cls()
        parser.feed(html)
        return list(dict.fromkeys(urldefrag(urljoin(base, link)).url for link in parser.found))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        sheet = tag == "link" and values.get("rel") == "stylesheet"
        address = values.get("href") if sheet or tag == "use" else values.get("src")
        if address:
            self.found.append(address)


def fetch(address: str, headers: dict[str, str]) -> bytes:
    """The body as it was sent."""
    with urlopen(Request(address, headers=headers)) as response:
        return bytes(response.read())


def timed(call: Any) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began


def summary(times: list[float]) -> dict[str, Any]:
    """Median and the time that one of twenty exceeds, in milliseconds."""
    worst = quantiles(times, n=20)[-1]
    return {
        "requests": len(times),
        "median_ms": round(1000 * median(times), 1),
        "p95_ms": round(1000 * worst, 1),
    }


if __name__ == "__main__":
    main()
