"""Django settings of the readers' process: no database, no Wagtail, no accounts, no sessions, no cookies.

Nothing is secret here: pages are public and nothing is signed, so the secret key that Django asks for is a random one
that lasts as long as the process.
"""

import secrets
import sys
from pathlib import Path

from dogwood.facts.language import name_language
from dogwood.settings.config import load_config

config = load_config()
_WEB = Path(__file__).parents[1] / "web"

DEBUG = False
SECRET_KEY = secrets.token_hex(32)
ALLOWED_HOSTS = ["*"]  # no answer depends on the Host header; addresses come from READERS_ADDRESS
INSTALLED_APPS: list[str] = []
MIDDLEWARE = ["dogwood.web.security.SecurityHeaders"]
ROOT_URLCONF = "dogwood.settings.readers_urls"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_WEB / "templates"],
        "OPTIONS": {"environment": "dogwood.web.templating.make_environment"},
    }
]
DATABASES: dict[str, dict[str, str]] = {}

LANGUAGE_CODE = config.languages[0]
LANGUAGES = [(tag, name_language(tag, tag).capitalize()) for tag in config.languages]
LOCALE_PATHS = [_WEB / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

EDITIONS_ROOT = config.editions
READERS_ADDRESS = config.readers_address
OFFLINE_ROOT = config.var / "offline"
OFFLINE_SITE = _WEB
OFFLINE_BUILDER = [sys.executable, "-m", "dogwood", "offline", "build"]
OPENDATA_ROOT = config.var / "opendata"
OPENDATA_BUILDER = [sys.executable, "-m", "dogwood", "opendata", "build"]
OPENDATA_REQUESTS_A_MINUTE = config.open_data_requests
TELL_US_ADDRESS = f"{config.desk_address}/tell-us" if config.takes_reports else ""
SEARCH_GAPS_FILE = config.search_gaps_path if config.count_search_gaps else None

# Paths and queries tell what a reader is worried about: no log line holds one.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": config.log_level},
    "loggers": {"django.request": {"level": "CRITICAL"}, "django.server": {"level": "CRITICAL"}},
}
