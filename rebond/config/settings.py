"""Settings, read from the environment.

Development needs no variable at all: SQLite, files and keys live in REBOND_DATA_DIR (default `var/`).
Production (REBOND_PROFILE=production) needs its host names and address: see `deploy/rebond.env.example`.
"""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from rebond.config.keys import kept_key

env = environ.Env()
if "REBOND_ENV_FILE" in env.ENVIRON:
    env.read_env(env("REBOND_ENV_FILE"))

PROFILE = env("REBOND_PROFILE", default="development")
PRODUCTION = PROFILE == "production"
# One click signs in as anybody: never where the data are true.
DEMO = env.bool("REBOND_DEMO", default=False) and not PRODUCTION
DATA_DIR = Path(env("REBOND_DATA_DIR", default="var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="") or kept_key(DATA_DIR, "secret")
# Seals the journal; kept outside the database, so that whoever can rewrite rows cannot reseal them.
JOURNAL_KEY = env("REBOND_JOURNAL_KEY", default="") or kept_key(DATA_DIR, "journal")
ALLOWED_HOSTS = env.list("REBOND_HOSTS") if PRODUCTION else ["*"]
SITE_ADDRESS = env("REBOND_ADDRESS", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if PRODUCTION else []
# The city whose pages a request sees when no city has the request's host name.
DEFAULT_CITY = env("REBOND_CITY", default="")

INSTALLED_APPS = [
    "rebond.demo",
    "rebond.config",
    "rebond.portal",
    "rebond.handovers",
    "rebond.waves",
    "rebond.directory",
    "rebond.applications",
    "rebond.stock",
    "rebond.programmes",
    "rebond.accounts",
    "rebond.organisations",
    "rebond.mail",
    "rebond.documents",
    "rebond.jobs",
    "rebond.journal",
    "rebond.interface",
    "rebond.safeguards",
    "rebond.tenancy",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "rebond.safeguards.middleware.Limits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rebond.interface.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rebond.tenancy.middleware.CityScope",
    "rebond.accounts.middleware.AccessControl",
    "rebond.safeguards.middleware.OneEffect",
]

ROOT_URLCONF = "rebond.config.urls"
WSGI_APPLICATION = "rebond.config.wsgi.application"
ACCESS_TABLE = "rebond.config.access.TABLE"
# Routes of allauth and Django that carry no key of ours: repeating them has no second effect.
ROUTES_WITHOUT_KEY = ("account_", "set_language", "demo:sign_in")
# What is there before any city is: all other routes are absent until one answers to the host name.
ROUTES_WITHOUT_CITY = (
    "portal:public", "portal:help", "portal:legal_notice", "portal:privacy", "portal:accessibility",
    "interface:", "account_", "set_language",
)  # fmt: skip

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rebond.portal.context.page",
            ],
        },
    }
]
COTTON_DIR = "components"
# A component sees its own parameters and what every page knows, never the variables of the page that uses it.
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'rebond.sqlite3'}")}
database = DATABASES["default"]
database["CONN_MAX_AGE"] = None
if database["ENGINE"].endswith("sqlite3"):
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=0;"
        "PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;PRAGMA journal_size_limit=27103364;"
        "PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;",
    }
else:
    database["CONN_HEALTH_CHECKS"] = True
    database["OPTIONS"] = {
        "connect_timeout": 5,
        "tcp_user_timeout": 3000,
        "keepalives_idle": 2,
        "keepalives_interval": 1,
        "keepalives_count": 3,
        "options": "-c lock_timeout=3s -c idle_in_transaction_session_timeout=10s -c statement_timeout=30s",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Seconds that a worker may be silent before its task goes to another.
TASK_LEASE = env.float("REBOND_TASK_LEASE", default=30)

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = not PRODUCTION
if not PRODUCTION:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
FILES_DIR = DATA_DIR / "files"
# What people sent and nobody has looked at yet: served to nobody, and not worth a backup.
QUARANTINE_DIR = DATA_DIR / "quarantine"
# ClamAV's daemon: unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310. Empty: no scanner.
SCANNER = env("REBOND_SCANNER", default="")

# Limits (reliability.md R22).
UPLOAD_LIMIT = 20 * 1024 * 1024
FIELD_LIMIT = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# In a blind wave a committee member declares all ties at once: one field for each of 10,000 associations.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
FILE_UPLOAD_TEMP_DIR = None

# Public services that may be asked about associations, at these addresses and no others; off unless switched on.
REGISTER_ONLINE = env.bool("REBOND_REGISTER_ONLINE", default=False)
REGISTER_ADDRESS = env("REBOND_REGISTER_ADDRESS", default="https://recherche-entreprises.api.gouv.fr/search")
GEOCODER_ONLINE = env.bool("REBOND_GEOCODER_ONLINE", default=False)
GEOCODER_ADDRESS = env("REBOND_GEOCODER_ADDRESS", default="https://data.geopf.fr/geocodage/search")
ONLINE_TIMEOUT = 5

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:public"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_ADAPTER = "rebond.accounts.adapters.InvitedPeopleOnly"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"

vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mails'}"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("REBOND_FROM", default="Rebond <ne-pas-repondre@rebond.invalid>")

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("REBOND_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("REBOND_LOG_LEVEL", default="WARNING")},
}

# Names that allauth and Django show to people.
SITE_NAME = _("Rebond")
