"""All settings, in one file; every difference between deployments is an environment variable."""

import os
from pathlib import Path

from csp.constants import SELF

from tsunagaru.conf.channels import channel_contracts, mailbox_account
from tsunagaru.conf.database import choose
from tsunagaru.conf.mail import secured
from tsunagaru.conf.packages import PACKAGES, exists
from tsunagaru.conf.ports import beside, links_begin
from tsunagaru.conf.providers import contracts
from tsunagaru.conf.secrets import secret_key

HOME = Path(os.environ.get("TSUNAGARU_HOME", "var")).resolve()
TOWN = Path(os.environ.get("TSUNAGARU_TOWN", "towns/oyama")).resolve()
PRODUCTION = os.environ.get("TSUNAGARU_PRODUCTION", "") == "1"
DEBUG = False

TSUNAGARU_HOME = HOME
TSUNAGARU_TOWN = TOWN
TSUNAGARU_KEYS = Path(os.environ.get("TSUNAGARU_KEYS", HOME / "keys.json"))
TSUNAGARU_CREATE_KEYS = not PRODUCTION
TSUNAGARU_DEMO = not PRODUCTION
TSUNAGARU_CLOCK_AHEAD_S = 0 if PRODUCTION else int(os.environ.get("TSUNAGARU_CLOCK_AHEAD_S", "0"))

SECRET_KEY = secret_key(HOME, production=PRODUCTION)
PORT = os.environ.get("PORT", "8000")
ALLOWED_HOSTS = os.environ.get("TSUNAGARU_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TSUNAGARU_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_cotton",
    "django_htmx",
    *(f"tsunagaru.{package}.apps.Config" for package in PACKAGES if exists(package, "apps")),
    "tsunagaru.conf.apps.Config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tsunagaru.ground.ui.statics.StaticFiles",
    "tsunagaru.ground.ui.compression.TextGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tsunagaru.ground.ui.guarding.GuardMiddleware",
    "tsunagaru.ground.ui.sitting.SittingMiddleware",
    "tsunagaru.ground.people.middleware.LastingSessionMiddleware",
    "tsunagaru.ground.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tsunagaru.ground.people.middleware.ActorMiddleware",
    "tsunagaru.services.security.middleware.NumberMiddleware",
]
ROOT_URLCONF = "tsunagaru.conf.urls"
WSGI_APPLICATION = "tsunagaru.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "tsunagaru.ground.ui.templatetags.phrases",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tsunagaru.ground.ui.context.page",
            ],
        },
    }
]
COTTON_SNAKE_CASED_NAMES = False

DATABASES = {"default": choose(os.environ.get("TSUNAGARU_DATABASE", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["tsunagaru.ground.people.gateways.signing.Backend"]
ACCOUNT_ADAPTER = "tsunagaru.ground.people.gateways.signing.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # people counts tries exactly, in the database
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "ja"
USE_I18N = True
FORMAT_MODULE_PATH = "tsunagaru.ground.ui.formats"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tsunagaru.ground.ui.statics.StaticStorage"},
}
WHITENOISE_USE_FINDERS = not PRODUCTION
MEDIA_ROOT = HOME / "files"

SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# The cookie outlives the session, so that what is sent from a page left open overnight is known to
# be whose, and is given back after the next sign-in; the session itself is over long before.
SESSION_COOKIE_AGE = 3 * 24 * 60 * 60
TSUNAGARU_LONGEST_SESSION = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrftoken"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tsunagaru.ground.ui.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
FILE_UPLOAD_HANDLERS = ["tsunagaru.ground.files.gateways.uploads.LimitedUpload"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

EMAIL_HOST = os.environ.get("TSUNAGARU_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("TSUNAGARU_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TSUNAGARU_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TSUNAGARU_SMTP_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = secured(os.environ.get("TSUNAGARU_SMTP_TLS", ""))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("TSUNAGARU_MAIL_FROM", "noreply@town.example")

# Providers that carry broadcasts to the residents: LINE, browsers, a mail relay, short messages.
TSUNAGARU_CHANNELS = channel_contracts(
    production=PRODUCTION, secret_key=SECRET_KEY, sender=DEFAULT_FROM_EMAIL
)

# Providers that take payments on their own pages; the demo has a simulated one.
TSUNAGARU_PROVIDERS = contracts(PORT, production=PRODUCTION)
TSUNAGARU_PAYMENT_TIMEOUT = float(os.environ.get("TSUNAGARU_PAYMENT_TIMEOUT", "5"))

# The national portal (電子申請等情報受取API). Empty: nothing is fetched. Its layout is the town's.
TSUNAGARU_PORTAL_URL = os.environ.get("TSUNAGARU_PORTAL_URL", "")
TSUNAGARU_PORTAL_USER = os.environ.get("TSUNAGARU_PORTAL_USER", "")
TSUNAGARU_PORTAL_PASSWORD = os.environ.get("TSUNAGARU_PORTAL_PASSWORD", "")
TSUNAGARU_PORTAL_TIMEOUT = float(os.environ.get("TSUNAGARU_PORTAL_TIMEOUT", "15"))

# Feeds of telegrams (Atom) that workers poll, and the secret with which others push telegrams.
TSUNAGARU_FEEDS = [f for f in os.environ.get("TSUNAGARU_FEEDS", "").split(",") if f]
TSUNAGARU_FEEDS_EVERY_S = int(os.environ.get("TSUNAGARU_FEEDS_EVERY_S", "60"))
TSUNAGARU_PUSH_SECRET = os.environ.get("TSUNAGARU_PUSH_SECRET", "")

# Where letters come back to, if the mail server tells nothing by itself.
TSUNAGARU_MAILBOX = mailbox_account()
# The address under which people reach the town, for links in e-mails: https://tsunagaru.example.
# Empty: the address of the page on which the e-mail was asked for.
TSUNAGARU_URL = os.environ.get("TSUNAGARU_URL", "")
# What leaves without a page having been asked for it, such as a reminder, begins with this.
TSUNAGARU_LINKS = links_begin(TSUNAGARU_URL, CSRF_TRUSTED_ORIGINS, PORT, production=PRODUCTION)
# Signing in: seconds without a click, tries in ten minutes, our own reverse proxies' addresses.
TSUNAGARU_IDLE_STAFF = int(os.environ.get("TSUNAGARU_IDLE_STAFF", "900"))
TSUNAGARU_IDLE_RESIDENT = int(os.environ.get("TSUNAGARU_IDLE_RESIDENT", "7200"))
TSUNAGARU_TRIES_PER_ACCOUNT = int(os.environ.get("TSUNAGARU_TRIES_PER_ACCOUNT", "10"))
TSUNAGARU_TRIES_PER_ADDRESS = int(os.environ.get("TSUNAGARU_TRIES_PER_ADDRESS", "100"))
TSUNAGARU_TRUSTED_PROXIES = [
    p for p in os.environ.get("TSUNAGARU_TRUSTED_PROXIES", "").split(",") if p
]
# The card provider (デジタル認証アプリ). A demo has a stand-in of its own beside the web.
_CARD_PORT = os.environ.get("TSUNAGARU_CARD_PORT", "") or str(beside(PORT))
_STAND_IN = "" if PRODUCTION else f"http://127.0.0.1:{_CARD_PORT}"
TSUNAGARU_CARD_PORT = int(_CARD_PORT)
TSUNAGARU_CARD_ISSUER = os.environ.get(
    "TSUNAGARU_CARD_ISSUER", _STAND_IN and f"{_STAND_IN}/api/realms/main"
)
TSUNAGARU_CARD_CLIENT = os.environ.get("TSUNAGARU_CARD_CLIENT", "tsunagaru")
TSUNAGARU_CARD_KEY = Path(os.environ.get("TSUNAGARU_CARD_KEY", HOME / "card" / "client.json"))
TSUNAGARU_CARD_AUTHORITIES = Path(
    os.environ.get("TSUNAGARU_CARD_AUTHORITIES", HOME / "card" / "authorities")
)
TSUNAGARU_CARD_REVOCATION = os.environ.get(
    "TSUNAGARU_CARD_REVOCATION", _STAND_IN and f"{_STAND_IN}/ca"
)
# Behind our own reverse proxy the page is asked for in plain HTTP; the proxy says what it was.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TSUNAGARU_TRUSTED_PROXIES else None

# The virus scanner: unix:/run/clamav/clamd.ctl or 127.0.0.1:3310. Empty: files stay "not scanned".
TSUNAGARU_CLAMD = os.environ.get("TSUNAGARU_CLAMD", "")
# The town's seal: a PKCS#12 file, its password, and a time-stamping authority where there is one.
TSUNAGARU_SEAL = os.environ.get("TSUNAGARU_SEAL", "")
TSUNAGARU_SEAL_PASSWORD = os.environ.get("TSUNAGARU_SEAL_PASSWORD", "")
TSUNAGARU_TSA = os.environ.get("TSUNAGARU_TSA", "")

LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
