import pytest

from dogwood.edition.store import LocalStore
from dogwood.publishing import publish as publishing
from tests.support.made_records import write_few_files
from tests.support.world import make_world


@pytest.fixture
def world(db: None, published_to: LocalStore, monkeypatch: pytest.MonkeyPatch) -> LocalStore:
    """The small directory of ``tests.support.world``, and the store it is published to. The search index has tests of
    its own; here a few files stand for it."""
    monkeypatch.setattr(publishing, "build_index", write_few_files)
    make_world()
    return published_to


@pytest.fixture
def indexed_world(db: None, published_to: LocalStore) -> LocalStore:
    """The same with the real search index."""
    make_world()
    return published_to
