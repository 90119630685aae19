"""A translator at work on the desk: what lags, words put in, PO files in and out, and who may publish and sign."""

import datetime as dt
import re
from typing import Any

import polib
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dogwood.editorial.models import GuidePage, Listing, Twin
from dogwood.editorial.people.roles import EDITOR, TRANSLATOR, VOLUNTEER, put_roles
from dogwood.editorial.translating.work import find_translations
from dogwood.publishing.collect import Collector
from dogwood.publishing.gate import pass_gate
from tests.support.guide_files import paragraph
from tests.support.world import LINKS, make_world, put, put_guide

BODY = [("question", {"question": "What helps?", "text": LINKS}), ("see_also", {"guides": ["fatigue"]})]


@pytest.fixture
def world(db: Any) -> None:
    put_roles()
    make_world()


def sign_in(role: str) -> Client:
    user = get_user_model().objects.create_user(role.lower().replace(" ", ""), "", "a long password")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def pain() -> str:
    return reverse("translate", args=["guidepage", "pain", "es"])


def spanish(key: str = "pain") -> GuidePage:
    return GuidePage.objects.get(slug=key, locale__language_code="es")


def parts(client: Client, address: str) -> dict[str, str]:
    """Name of each part → its words, as the page shows them."""
    context = client.get(address).context
    return {row.part.name: row.words for row in (*context["behind"], *context["others"])}


def test_a_translator_fills_what_lags_and_an_editor_publishes(world: None) -> None:
    translator = sign_in(TRANSLATOR)
    shown = parts(translator, pain())
    assert shown["title"] == "Dolor" and "body.0.question" in shown
    filled = {f"part-{name}": words or "Palabras." for name, words in shown.items()}
    filled["part-body.0.question"] = "¿Qué ayuda?"
    filled["part-body.0.text#1"] = (
        'Vea <a id="a1">estar cansada</a>, llame a la <a id="a2">línea</a> y lea qué es un <a id="a3">ganglio</a>.'
    )
    assert translator.post(pain(), {**filled, "publish": "1"}, follow=True).status_code == 200
    assert [block.block_type for block in spanish().body] == [
        "text"
    ]  # a draft: the translator's role publishes nothing
    editor = sign_in(EDITOR)
    shown = parts(editor, pain())
    assert shown["body.0.question"] == "¿Qué ayuda?"  # the draft is what the next one works on
    answer = editor.post(
        pain(), {**{f"part-{name}": words for name, words in shown.items()}, "publish": "1"}, follow=True
    )
    assert "Published" in answer.content.decode()
    body = spanish().body
    assert [block.block_type for block in body] == ["question", "see_also"]  # the source's build
    assert '<a href="/guide/fatigue/">estar cansada</a>' in body[0].value["text"].source
    assert list(body[1].value["guides"]) == ["fatigue"]
    assert Twin.objects.get(kind="guidepage", key="pain").behind == []


def test_links_must_be_those_of_the_source(world: None) -> None:
    client = sign_in(EDITOR)
    filled = {f"part-{name}": words or "Palabras." for name, words in parts(client, pain()).items()}
    filled["part-body.0.text#1"] = 'Otro <a id="a9">enlace</a>, con <b>énfasis</b>.'
    answer = client.post(pain(), {**filled, "publish": "1"})
    assert answer.status_code == 422
    assert "no other links than the source" in answer.content.decode()
    assert "énfasis" in answer.content.decode()  # nothing typed is lost
    filled["part-body.0.text#1"] = '<script>alert(1)</script> <a id="a1">x</a> <a id="a2">y</a> <a id="a3">z</a>'
    assert client.post(pain(), {**filled, "publish": "1"}).status_code == 422


def test_a_guide_without_a_twin_gets_one(world: None) -> None:
    client = sign_in(EDITOR)
    address = reverse("translate", args=["guidepage", "fatigue", "es"])
    assert set(parts(client, address)) == {"title", "main_message"}
    client.post(address, {"part-title": "Cansancio", "part-main_message": "Descanse.", "publish": "1"})
    page = spanish("fatigue")
    assert (page.live, page.title, page.main_message) == (True, "Cansancio", "Descanse.")
    assert page.get_parent().locale.language_code == "es"


def test_a_listing_field_by_field(world: None) -> None:
    put(Listing, "line", summary="Somebody answers at night too.", name="Help line")
    client = sign_in(EDITOR)
    address = reverse("translate", args=["listing", "line", "es"])
    page = client.get(address).content.decode()
    assert "Somebody answers at night too." in page and "It was:" in page and "Somebody answers." in page
    client.post(address, {"part-summary": "Alguien contesta también de noche.", "publish": "1"})
    twin = Listing.objects.get(key="line", locale__language_code="es")
    assert twin.summary == "Alguien contesta también de noche." and twin.live
    assert Twin.objects.get(kind="listing", key="line").behind == []


def test_what_is_still_right_is_confirmed_in_one_step(world: None) -> None:
    put(Listing, "line", summary="Somebody answers!", name="Help line")
    client = sign_in(EDITOR)
    assert [work.key for work in find_translations(get_user_model().objects.get()) if "line" in work.key]
    client.post(reverse("translate", args=["listing", "line", "es"]), {"confirm": "1"})
    assert Twin.objects.get(kind="listing", key="line").behind == []


def test_readers_are_told_until_it_is_mended_and_read(world: None) -> None:
    def notices() -> tuple[str, ...]:
        collector = Collector()
        collected = collector.collect()
        passed = pass_gate(collected, collector.policy, dt.date(2026, 11, 23))
        (found,) = [record for record in passed.records if record.identity == ("listing", "line", "es")]
        return found.notices

    assert notices() == ("awaiting_language_review",)
    put(Listing, "line", summary="Somebody answers at night too.", name="Help line")
    assert notices() == ("awaiting_language_review", "translation_behind")
    client = sign_in(TRANSLATOR)
    address = reverse("translate", args=["listing", "line", "es"])
    said = client.post(address, {"sign": "1", "name": "Ana Example", "role": "interpreter"}, follow=True)
    assert "Bring them up to date first" in said.content.decode()
    client.post(address, {"confirm": "1"})
    said = client.post(address, {"sign": "1", "name": " ", "role": ""}, follow=True)
    assert "Give the reader" in said.content.decode()
    client.post(address, {"sign": "1", "name": "Ana Example", "role": "medical interpreter"})
    assert notices() == ()


def test_po_out_and_in(world: None) -> None:
    put_guide("pain", title="Pain and tiredness", body=BODY)
    client = sign_in(EDITOR)
    file = polib.pofile(client.get(pain() + "?po").content.decode())
    title = next(entry for entry in file if entry.msgctxt == "title")
    assert title.fuzzy and (title.msgid, title.msgstr, title.previous_msgid) == ("Pain and tiredness", "Dolor", "Pain")
    title.msgstr, title.flags = "Dolor y cansancio", []
    for entry in file:
        if not entry.msgstr:
            entry.msgstr = " ".join(["Palabras", *re.findall(r"<a id=.*?</a>", entry.msgid)])
    upload = SimpleUploadedFile("pain.po", str(file).encode())
    answer = client.post(pain(), {"po": upload}, follow=True)
    assert "Kept as a draft" in answer.content.decode()
    assert parts(client, pain())["title"] == "Dolor y cansancio"
    assert spanish().title == "Dolor"  # until it is published


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b"this is no po file\nmsgid", "Nothing was changed"),
        (b'msgid ""\nmsgstr ""\n', "no finished translation"),
        (b'msgctxt "title"\nmsgid "Old title"\nmsgstr "X"\n', "no longer in the text"),
    ],
)
def test_a_bad_po_file_is_refused_in_words(world: None, body: bytes, said: str) -> None:
    answer = sign_in(EDITOR).post(pain(), {"po": SimpleUploadedFile("x.po", body)}, follow=True)
    assert said in answer.content.decode()


def test_the_overview_counts(world: None) -> None:
    page = sign_in(TRANSLATOR).get(reverse("translations")).content.decode()
    assert "Not translated yet" in page and "fatigue (es)" in page


@pytest.mark.parametrize("address", ["translations", "translate"])
def test_a_call_volunteer_does_not_translate(world: None, address: str) -> None:
    args = ["guidepage", "pain", "es"] if address == "translate" else []
    assert sign_in(VOLUNTEER).get(reverse(address, args=args)).status_code == 302


@pytest.mark.parametrize(
    "args",
    [
        ["nothing", "pain", "es"],
        ["guidepage", "nothing", "es"],
        ["guidepage", "pain", "en"],
        ["guidepage", "pain", "xx"],
    ],
)
def test_what_is_not_there_is_not_found(world: None, args: list[str]) -> None:
    assert sign_in(EDITOR).get(reverse("translate", args=args)).status_code == 404


def test_a_change_of_substance_reopens_nothing_else(world: None) -> None:
    put_guide("pain", title="Pain", body=[*BODY, ("text", {"text": paragraph("Call.")})])
    twin = Twin.objects.get(kind="guidepage", key="pain")
    assert "Call." in twin.behind
