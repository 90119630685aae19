"""The starter's listings as an edition, made once."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from dogwood.edition.file import EditionReader
from dogwood.edition.store import LocalStore

STARTER = Path(__file__).parents[2] / "starter"
_FILES = (
    "directory.toml", "organizations.csv", "listings.csv", "phones.csv", "places.csv", "hours.csv", "web.csv", "checks.csv",
    "publications.csv", "events.csv",
)  # fmt: skip
"""Without guides, which take long: tests/opendata/test_profile.py reads them from their files."""


_MADE: list[Path] = []
"""The edition's folder, once it is made: other rooms' tests take the fixture too, and pytest makes it for each of them."""


@pytest.fixture(scope="session")
def starter(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EditionReader]:
    """All that HSDS says something of, loaded and published by the real functions; the database forgets it."""
    if not _MADE:
        _MADE.append(_publish(tmp_path_factory.mktemp("starter"), django_db_blocker))
    with closing(EditionReader(_MADE[0])) as reader:
        yield reader


def _publish(folder: Path, django_db_blocker: DjangoDbBlocker) -> Path:
    from django.db import transaction

    from dogwood.exchange.packs.load import load_pack
    from dogwood.publishing.publish import publish

    store = LocalStore(folder / "editions")
    pack = folder / "pack"
    pack.mkdir()
    for name in _FILES:
        shutil.copy(STARTER / name, pack)
    with django_db_blocker.unblock(), transaction.atomic():
        load_pack(pack)
        publish(store=store, is_full=True)
        transaction.set_rollback(True)
    return store.current_folder()
