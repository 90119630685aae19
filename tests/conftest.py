"""What all tests share. Nothing is written to the checkout: ``dogwood.settings.testing`` names a temporary folder."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from dogwood.edition.store import LocalStore

# Two cores shared with others: no deadline on one example, and few enough examples that the whole set stays quick. The same
# commit gives the same answer, so the examples are the same each time; DOGWOOD_EXPLORE=1 draws others.
settings.register_profile(
    "quick",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    derandomize="DOGWOOD_EXPLORE" not in os.environ,
)
settings.load_profile("quick")


@pytest.fixture(autouse=True)
def _nothing_is_cached() -> None:
    """What one test had the desk remember, another does not find."""
    cache.clear()


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    """An empty store of editions."""
    return LocalStore(tmp_path / "editions")


@pytest.fixture
def published_to(settings: Any, tmp_path: Path) -> LocalStore:
    """The store that ``publish`` writes to, empty at first."""
    settings.EDITIONS_ROOT = tmp_path / "editions"
    return LocalStore(tmp_path / "editions")
