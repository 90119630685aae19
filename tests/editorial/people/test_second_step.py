"""Two-step sign-in: turned on, asked for, required, and turned off."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.timezone import now
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

pytestmark = pytest.mark.django_db
SET_UP = "/desk/second-step/set-up/"
ASK = "/desk/second-step/"


@pytest.fixture
def user(db: None) -> Any:
    return get_user_model().objects.create_superuser("vera", "", "a long password")


@pytest.fixture
def desk(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def code_of(device: TOTPDevice, ahead: int = 0) -> str:
    return f"{totp(device.bin_key, device.step, device.t0, device.digits, device.drift + ahead):06}"


def turn_on(desk: Client) -> list[str]:
    """Turn it on and return the spare codes."""
    desk.get(SET_UP)
    answer = desk.post(SET_UP, {"code": code_of(TOTPDevice.objects.get())})
    return [item.get_text() for item in BeautifulSoup(answer.content, "html.parser").select(".dw-dial")]


def sign_in() -> Client:
    client = Client()
    client.login(username="vera", password="a long password")
    return client


def test_it_is_turned_on_with_a_first_code_and_asked_for_from_then_on(desk: Client) -> None:
    assert desk.get("/desk/").status_code == 200
    page = desk.get(SET_UP).content.decode()
    assert "<svg" in page and "http" not in page.split("<svg")[1].split("</svg>")[0].replace("http://www.w3.org", "")
    assert desk.post(SET_UP, {"code": "000000"}).status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert len(turn_on(desk)) == 10
    assert desk.get("/desk/").status_code == 200  # this session has shown a code already
    other = sign_in()
    answer = other.get("/desk/calls/?type=fund")
    assert answer.status_code == 302 and answer["Location"] == f"{ASK}?next=%2Fdesk%2Fcalls%2F%3Ftype%3Dfund"
    assert other.post("/desk/calls/", {"next": "1"}).status_code == 302
    assert other.get("/documents/1/x/").status_code == 302
    device = TOTPDevice.objects.get()
    answer = other.post(ASK, {"code": code_of(device, 1), "next": "/desk/calls/?type=fund"})
    assert answer["Location"] == "/desk/calls/?type=fund" and other.get("/desk/").status_code == 200


def test_a_code_works_once_and_guessing_is_slowed(desk: Client) -> None:
    turn_on(desk)
    device = TOTPDevice.objects.get()
    other, third = sign_in(), sign_in()
    code = code_of(device, 1)
    assert other.post(ASK, {"code": code}).status_code == 302
    assert third.post(ASK, {"code": code}).status_code == 422
    for _number in range(3):
        third.post(ASK, {"code": "123456"})
    assert TOTPDevice.objects.get().throttling_failure_count > 0
    assert third.get("/desk/").status_code == 302


def test_a_spare_code_works_once(desk: Client) -> None:
    spare = turn_on(desk)
    other = sign_in()
    assert other.post(ASK, {"code": spare[0]}).status_code == 302
    assert not StaticToken.objects.filter(token=spare[0]).exists()


def test_it_leads_nowhere_else_afterwards(desk: Client) -> None:
    spare = turn_on(desk)
    answer = sign_in().post(ASK, {"code": spare[0], "next": "https://evil.example/"})
    assert answer["Location"] == "/desk/"


def test_turning_it_off_needs_the_second_step(desk: Client) -> None:
    turn_on(desk)
    other = sign_in()
    other.post(SET_UP, {"turn_off": "1"})
    assert TOTPDevice.objects.filter(confirmed=True).exists()
    desk.post(SET_UP, {"turn_off": "1"})
    assert not TOTPDevice.objects.exists() and not StaticToken.objects.exists()
    assert sign_in().get("/desk/").status_code == 200


def test_where_it_is_required_everyone_sets_it_up_first(desk: Client, settings: Any) -> None:
    settings.TWO_STEP = "required"
    answer = desk.get("/desk/calls/")
    assert answer.status_code == 302 and answer["Location"].startswith(SET_UP)
    assert desk.get(SET_UP).status_code == 200
    turn_on(desk)
    assert desk.get("/desk/calls/").status_code == 200


def test_the_public_forms_ask_for_nothing(desk: Client, settings: Any) -> None:
    settings.TWO_STEP = "required"
    assert desk.get("/tell-us/en/listing/nobody/").status_code == 404
    assert now()
