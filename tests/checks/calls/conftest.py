import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from dogwood.editorial.actions import EntryInput, put_entries
from dogwood.editorial.models import Listing

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def volunteer(db: None) -> Any:
    return get_user_model().objects.create_superuser("vera", "", "a long password", first_name="Vera", last_name="Voss")


@pytest.fixture
def desk(volunteer: Any) -> Client:
    client = Client()
    client.force_login(volunteer)
    return client


def put_listing(key: str = "line", **values: Any) -> None:
    parts = {
        "phones": values.pop("phones", [{"written": "800.ACS.2345", "kind": "toll_free"}]),
        "places": values.pop("places", [{"address": "1 Main St", "city": "Boone", "state": "NC", "zip": "28607"}]),
        "hours": values.pop("hours", [{"days": "mo-fr", "opens": "09:00", "closes": "17:00"}]),
    }
    given = {"name": key.title(), "service_type": "helpline", "summary": "Listens.", "website": "https://example.org"}
    put_entries(entries=[EntryInput(Listing, key, "en", {**given, **values}, parts=parts)], by=None, why="test")
