"""Settings of the tests: those of the application, with a key that protects nothing and a sample app."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("EQUIPOISE_SECRET_KEY", "only-for-tests")
os.environ.setdefault("EQUIPOISE_DATA_DIR", tempfile.gettempdir())
os.environ.setdefault("EQUIPOISE_PUBLIC_URL", "http://testserver")

from equipoise_web.project.base import *  # noqa: F403
from equipoise_web.project.base import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.web.sample"]
# Files are served from the package by their plain names.
STATIC_ROOT = None  # type: ignore[assignment]
# Each client would look for all of them again; those who fetch files ask a server of its own.
WHITENOISE_USE_FINDERS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
