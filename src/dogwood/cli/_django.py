"""Setting Django up for the commands that need the editorial database.

Django is imported where it is needed: the commands that only start or read other things are quick and small without it.
"""

import hashlib
import logging
import os
from pathlib import Path

import dogwood
from dogwood.settings.config import load_config

DESK_SETTINGS = "dogwood.settings.desk"


def use_desk(*, is_quiet: bool = True) -> None:
    """Set Django up with the desk's settings. is_quiet: no log line for every saved page."""
    import django

    load_config().var.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = DESK_SETTINGS
    django.setup()
    if is_quiet:
        logging.getLogger("wagtail").setLevel(logging.WARNING)


def has_pending_migrations() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Bring the database to this software's schema, creating it where there is none."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)

    from dogwood.editorial.people.roles import put_roles

    put_roles()


def collect_static() -> None:
    """Put the desk's static files into ``VAR/static``, with a note of whose they are."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    _static_note().write_text(_static_version(), encoding="ascii")


def is_static_stale() -> bool:
    """True when the desk's static files are not there, or are another version's."""
    note = _static_note()
    return not note.exists() or note.read_text(encoding="ascii") != _static_version()


def _static_version() -> str:
    """Wagtail's version and what our own files hold."""
    import wagtail

    own = hashlib.sha256()
    for path in sorted(Path(dogwood.__file__).parent.glob("*/static/**/*.*")):
        own.update(path.name.encode() + path.read_bytes())
    return f"{wagtail.__version__} {own.hexdigest()[:12]}"


def _static_note() -> Path:
    return load_config().var / "static" / "VERSION"
