"""A small edition, and a desk to print it from."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from dogwood.edition.store import LocalStore
from dogwood.editorial.people.roles import EDITOR, put_roles
from tests.support.made_records import write_few_files
from tests.support.sample_edition import build_sample_edition


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """The sample edition, made once."""
    return build_sample_edition(tmp_path_factory.mktemp("press") / "editions", build_index=write_few_files)


@pytest.fixture
def books(settings: Any, tmp_path: Path) -> Path:
    """The folder of books, empty at first."""
    settings.BOOKS_ROOT = tmp_path / "books"
    settings.PRINTED_ADDRESS = "https://directory.example"
    return tmp_path / "books"


@pytest.fixture
def printed_from(sample: LocalStore, settings: Any, books: Path) -> Path:
    """The folder of books, where the sample edition is current."""
    settings.EDITIONS_ROOT = sample.root
    return books


@pytest.fixture
def desk(db: None) -> Client:
    """An editor's."""
    put_roles()
    user = get_user_model().objects.create_user("ed", "", "a long password")
    user.groups.add(Group.objects.get(name=EDITOR))
    client = Client()
    client.force_login(user)
    return client
