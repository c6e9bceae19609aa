"""``equipoise.env``: the answers as settings, with a secret of its own."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from equipoise_web.cli.answers import Answers

SETTING_OF = {
    "public_url": "EQUIPOISE_PUBLIC_URL",
    "database.url": "EQUIPOISE_DATABASE_URL",
    "email.host": "EQUIPOISE_EMAIL_HOST",
    "email.port": "EQUIPOISE_EMAIL_PORT",
    "email.starttls": "EQUIPOISE_EMAIL_STARTTLS",
    "email.user": "EQUIPOISE_EMAIL_USER",
    "email.password": "EQUIPOISE_EMAIL_PASSWORD",
    "email.from": "EQUIPOISE_EMAIL_FROM",
}


def settings_for(answers: Answers) -> dict[str, str]:
    """What the answers mean for the settings; a new secret key each time."""
    settings = {"EQUIPOISE_SECRET_KEY": secrets.token_urlsafe(48)}
    settings |= {name: answers[answer] for answer, name in SETTING_OF.items() if answers.get(answer)}
    if answers["public_url"].startswith("https:"):
        settings["EQUIPOISE_BEHIND_PROXY"] = "yes"
    return settings


def write_settings(path: Path, settings: dict[str, str]) -> None:
    """Write the file so that only its owner reads it."""
    text = "".join(f"{name}={value}\n" for name, value in settings.items())
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(
            "# Settings of this installation; docs/reference/configuration.md lists all of them.\n" + text
        )
