"""The web application's commands: names and places only, so that listing them imports nothing."""

from __future__ import annotations

COMMANDS = {
    "demo": "equipoise_web.cli.demo:command",
    "init": "equipoise_web.cli.init:command",
    "serve": "equipoise_web.cli.serve:command",
    "worker": "equipoise_web.cli.worker:command",
    "manage": "equipoise_web.cli.manage:command",
    "audit": "equipoise_web.cli.audit:group",
}
