"""The settings; what differs between installations comes from ``EQUIPOISE_*`` variables."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from equipoise_web.project import environment, oidc
from equipoise_web.project.addresses import hosts
from equipoise_web.project.databases import database, sqlite
from equipoise_web.project.logs import LEVELS, logging_to_stderr
from equipoise_web.project.mail import backend, encryption

PACKAGE = Path(__file__).resolve().parents[1]
DATA_DIR = Path(environment.text("EQUIPOISE_DATA_DIR", ".")).resolve()
PUBLIC_URL = urlsplit(environment.text("EQUIPOISE_PUBLIC_URL", "http://localhost:8000"))
HTTPS = PUBLIC_URL.scheme == "https"

SECRET_KEY = environment.secret("EQUIPOISE_SECRET_KEY")
# Sessions, links and second factors made with the key before still work.
_key_before = environment.secret("EQUIPOISE_SECRET_KEY_BEFORE", "")
SECRET_KEY_FALLBACKS = [_key_before] if _key_before else []
DEBUG = environment.flag("EQUIPOISE_DEBUG", False)
ALLOWED_HOSTS = hosts(PUBLIC_URL.hostname)
CSRF_TRUSTED_ORIGINS = [f"{PUBLIC_URL.scheme}://{PUBLIC_URL.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "equipoise_web.core",
    "equipoise_web.people",
    "equipoise_web.service",
    "equipoise_web.scheduling",
    "equipoise_web.compliance",
    "equipoise_web.monitoring",
    "equipoise_web.provisioning",
    "equipoise_web.setup",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "equipoise_web.project.static_files.ServedFiles",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "equipoise_web.core.middleware.tokens.Tokens",
    "equipoise_web.provisioning.middleware.ProvisioningKeys",
    "equipoise_web.core.middleware.reader.Reader",
    "equipoise_web.core.middleware.plain.Plain",
    "allauth.account.middleware.AccountMiddleware",
    "equipoise_web.core.access.middleware.DefaultDeny",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "equipoise_web.project.urls"
ASGI_APPLICATION = "equipoise_web.project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "equipoise_web.core.context.shell",
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

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/account/sign-in"
LOGIN_REDIRECT_URL = "/today"
ACCOUNT_ADAPTER = "equipoise_web.core.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Equipoise: "
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "equipoise_web.core.accounts.tokens.LinkTokens"
MFA_ADAPTER = "equipoise_web.core.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "equipoise_web.core.forms.factors.AddKeyForm",
    "edit_webauthn": "equipoise_web.core.forms.factors.EditKeyForm",
}
MFA_TOTP_ISSUER = "Equipoise"
SOCIALACCOUNT_ADAPTER = "equipoise_web.core.accounts.through.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = oidc.from_environment()
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
# What the identity provider is called on the sign-in page; empty where there is none.
OIDC_NAME = oidc.name_of(SOCIALACCOUNT_PROVIDERS)
# One-click sign-in; it also needs rows of the demonstration and a public address on this machine.
DEMO = environment.flag("EQUIPOISE_DEMO", False)

LANGUAGE_CODE = "en"
KNOWN_LANGUAGES = [("en", _("English")), ("nl", _("Dutch")), ("fr", _("French")), ("de", _("German"))]
# Those whose catalogue is complete; the others are prepared, and nobody gets half a page in them.
OFFERED_LANGUAGES = ("en", "nl")
LANGUAGES = [(code, name) for code, name in KNOWN_LANGUAGES if code in OFFERED_LANGUAGES]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "static"]
# The server gathers the files here when it starts; until then they are served by their plain names.
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "equipoise_web.project.static_files.GatheredFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# A supervisor asks from this machine, past the proxy that speaks https.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# Only a proxy may say that a request was https, and from where: believed from anybody, both are forgeries.
BEHIND_PROXY = environment.flag("EQUIPOISE_BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole("EQUIPOISE_PROXIES", 1) if BEHIND_PROXY else 0
SECURE_HSTS_SECONDS = environment.whole("EQUIPOISE_HSTS_SECONDS", 3600 if HTTPS else 0)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Ed25519 key that seals the audit (PEM, PKCS 8). Sealing stops with an error where it is missing.
AUDIT_KEY_FILE = environment.text("EQUIPOISE_AUDIT_KEY_FILE", str(DATA_DIR / "audit.key.pem"))
AUDIT_SEAL_EVERY_S = environment.whole("EQUIPOISE_AUDIT_SEAL_EVERY_S", 30, least=1)
JOB_LEASE_S = environment.whole("EQUIPOISE_JOB_LEASE_S", 30, least=2)
# A worker that ever held more than this ends between two jobs, and a fresh one takes its place.
WORKER_LARGEST_MB = environment.whole("EQUIPOISE_WORKER_LARGEST_MB", 600, least=50)

EMAIL_HOST = environment.text("EQUIPOISE_EMAIL_HOST", "")
EMAIL_PORT = environment.whole("EQUIPOISE_EMAIL_PORT", 587, least=1)
EMAIL_HOST_USER = environment.text("EQUIPOISE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.secret("EQUIPOISE_EMAIL_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = encryption(
    EMAIL_PORT,
    environment.flag("EQUIPOISE_EMAIL_STARTTLS", EMAIL_PORT == 587),
    environment.flag("EQUIPOISE_EMAIL_TLS", EMAIL_PORT == 465),
)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = backend(EMAIL_HOST, debug=DEBUG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text(
    "EQUIPOISE_EMAIL_FROM", f"equipoise@{PUBLIC_URL.hostname or 'localhost'}"
)

LOGGING = logging_to_stderr(environment.choice("EQUIPOISE_LOG_LEVEL", "INFO", LEVELS))
