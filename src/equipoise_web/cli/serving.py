"""One server process, and a worker process beside it."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

from equipoise.errors import InvalidInput
from equipoise_web.cli.application import refusals, start
from equipoise_web.cli.supervisor import Supervisor

logger = logging.getLogger(__name__)

WORKER = (sys.executable, "-m", "equipoise", "worker", "--supervised")
# Open requests have this long to end after a stop was asked; event streams never end by themselves.
GRACE_S = 5


def serve(host: str, port: int, *, with_worker: bool) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises
    ------
    InvalidInput
        The database is not sound, a setting is wrong or the address cannot be had; nothing listened yet.
    """
    application = sound_application()
    address = free_address(host, port)
    with worker() if with_worker else nullcontext():
        asyncio.run(_serve(application, address, port))


def sound_application() -> Any:
    """The ASGI application; its module refuses a database that is behind or has lost a guard."""
    start()
    with refusals():
        from equipoise_web.cli.static import collect

        refuse_https_without_proxy()
        collect()
        from equipoise_web.project.asgi import application
    return application


def refuse_https_without_proxy() -> None:
    """This server speaks http; without a proxy in front an https address would redirect for ever."""
    from django.conf import settings

    if settings.HTTPS and not settings.BEHIND_PROXY:
        raise InvalidInput(
            "EQUIPOISE_PUBLIC_URL is https, which a proxy in front has to speak: set EQUIPOISE_BEHIND_PROXY=1"
        )


def free_address(host: str, port: int) -> str:
    """The numeric address of ``host``, once it was seen that the port can be had there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        raise InvalidInput(f"cannot listen on {host}, port {port}: {problem.strerror or problem}") from None
    return str(address[0])


@contextmanager
def worker() -> Iterator[None]:
    """A worker process that is there as long as the server is."""
    supervisor = Supervisor(WORKER)
    supervisor.start()
    try:
        yield
    finally:
        supervisor.stop()


async def _serve(application: Any, host: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.server.embed import Server

    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,  # Django answers no lifespan messages
        websockets=False,
        log_enabled=False,
    )
    server.workers_kill_timeout = GRACE_S
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    logger.info("listening on http://%s:%s", host, port)
    # Event streams that are open at the end of the grace period are cut off.
    with suppress(TimeoutError):
        await server.serve()
