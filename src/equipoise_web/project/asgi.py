"""The server's entry; it refuses to start on a database that lacks its triggers."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "equipoise_web.project.base")
application = get_asgi_application()

from equipoise_web.core.startup import refuse_unless_sound  # noqa: E402 - needs the apps loaded

refuse_unless_sound()
