"""The settings; what differs between installations comes from ``EQUIPOISE_*`` variables."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from equipoise_web.project import environment
from equipoise_web.project.databases import database, sqlite

DATA_DIR = Path(environment.text("EQUIPOISE_DATA_DIR", ".")).resolve()
PUBLIC_URL = urlsplit(environment.text("EQUIPOISE_PUBLIC_URL", "http://localhost:8000"))
HTTPS = PUBLIC_URL.scheme == "https"

SECRET_KEY = environment.secret("EQUIPOISE_SECRET_KEY")
DEBUG = environment.flag("EQUIPOISE_DEBUG", False)
ALLOWED_HOSTS = [PUBLIC_URL.hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [f"{PUBLIC_URL.scheme}://{PUBLIC_URL.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "equipoise_web.core",
    "equipoise_web.monitoring",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "equipoise_web.core.access.middleware.DefaultDeny",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "equipoise_web.project.urls"
ASGI_APPLICATION = "equipoise_web.project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

_url = environment.text("EQUIPOISE_DATABASE_URL", "-")
DATABASES = {"default": sqlite(DATA_DIR / "equipoise.sqlite3") if _url == "-" else database(_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nl", _("Dutch")), ("fr", _("French")), ("de", _("German"))]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("EQUIPOISE_BEHIND_PROXY", False) else None
)
SECURE_HSTS_SECONDS = environment.whole("EQUIPOISE_HSTS_SECONDS", 3600 if HTTPS else 0)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Ed25519 key that seals the audit (PEM, PKCS 8). Sealing stops with an error where it is missing.
AUDIT_KEY_FILE = environment.text("EQUIPOISE_AUDIT_KEY_FILE", str(DATA_DIR / "audit.key.pem"))
AUDIT_SEAL_EVERY_S = environment.whole("EQUIPOISE_AUDIT_SEAL_EVERY_S", 30, least=1)
JOB_LEASE_S = environment.whole("EQUIPOISE_JOB_LEASE_S", 30, least=2)
