"""Django settings for the tests: the desk's, with a database in memory, fast hashing and tasks run at once."""

import os
import tempfile
from pathlib import Path

# Before the configuration is read: whatever a test writes, it does not write it into the checkout.
os.environ.setdefault("DOGWOOD_VAR", str(Path(tempfile.gettempdir()) / "dogwood-tests"))

from dogwood.settings.desk import *  # noqa: F403

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
SECRET_KEY = "for tests only"  # type: ignore[assignment]
EDITIONS_ROOT = Path(tempfile.gettempdir()) / "dogwood-tests-never-written"
MEANING_VECTORS = EDITIONS_ROOT / "meaning.vectors"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
