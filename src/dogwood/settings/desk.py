"""Django settings of the editors' wing: the desk, the worker and every command that touches the editorial database."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.functional import SimpleLazyObject

from dogwood.facts.language import name_language
from dogwood.settings.config import load_config

config = load_config()

DEBUG = False
SECRET_KEY = SimpleLazyObject(config.find_secret_key)  # made on first use, not on import
ALLOWED_HOSTS = sorted({urlsplit(config.desk_address).hostname or "", config.host, "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [config.desk_address]
IS_BEHIND_TLS = config.desk_address.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail previews are frames of the same site

INSTALLED_APPS = [
    "dogwood.editorial",
    "dogwood.checks",
    "dogwood.exchange",
    "dogwood.publishing",
    "dogwood.press",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "dogwood.editorial.people.second_step.RequireSecondStep",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "dogwood.settings.desk_urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {"default": config.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
LOGIN_URL = "wagtailadmin_login"
OTP_TOTP_ISSUER = "Dogwood"
TWO_STEP = config.two_step

LANGUAGE_CODE = config.languages[0]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(tag, name_language(tag, tag).capitalize()) for tag in config.languages]
WAGTAIL_I18N_ENABLED = True
USE_I18N = USE_TZ = True
TIME_ZONE = config.timezone

STATIC_URL = "/static/"
STATIC_ROOT = config.var / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = config.media
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a listing's form has many small parts
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

if config.email_url:
    _mail = urlsplit(config.email_url)
    EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = _mail.hostname or "", _mail.port or 587, True
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = config.email_from

EDITIONS_ROOT = config.editions
BOOKS_ROOT = config.var / "books"
PRINTED_ADDRESS = config.readers_url.rstrip("/")  # empty where none is public: no address is printed then
MEANING_VECTORS = config.meaning_vectors
READERS_ADDRESS = config.readers_address
TELL_US_ADDRESS = f"{config.desk_address}/tell-us"
WAGTAIL_SITE_NAME = "Dogwood"
WAGTAILADMIN_BASE_URL = config.desk_address
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "txt", "xlsx"]
WAGTAIL_FINISH_WORKFLOW_ACTION = "dogwood.editorial.review.finish.publish_signed"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nothing is fetched from third parties
WAGTAIL_PASSWORD_RESET_ENABLED = bool(config.email_url)
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": config.log_level},
}
