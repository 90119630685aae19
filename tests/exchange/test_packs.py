"""A pack goes in and comes out the same."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from wagtail.models import ModelLogEntry

from dogwood import vocabulary
from dogwood.checks.models import Check
from dogwood.editorial.actions import put_picture
from dogwood.editorial.models import (
    DirectorySettings,
    Event,
    GlossaryTerm,
    GuidePage,
    InformationPage,
    Listing,
    Organization,
    Publication,
    UrgentWords,
)
from dogwood.editorial.models.twins import Twin
from dogwood.exchange.exports import write_packed
from dogwood.exchange.guides import GuideFile, write_guide
from dogwood.exchange.packs import PackError, load_pack, save_pack
from dogwood.exchange.packs.pictures import name_pictures
from dogwood.exchange.packs.save import _csv
from dogwood.exchange.packs.tables import ENTRY_TABLES
from tests.support.guide_files import keys, some_words, whole_bodies

from .conftest import PACK

WritePack = Callable[..., Path]
pytestmark = pytest.mark.django_db


def read_folder(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_of_a_pack_arrives(write_pack: WritePack) -> None:
    report = load_pack(write_pack())
    assert (report.created, report.changed, report.unchanged, report.checks) == (13, 0, 0, 3)
    directory = DirectorySettings.load()
    assert directory.area_name["es"] == "Carolina del Norte" and directory.answers_at_night == ("line",)
    line = Listing.objects.get(key="line", locale__language_code="en")
    assert line.organization == Organization.objects.get() and line.needs == ("talk-now", "peer-support")
    assert [(phone.written, phone.extension, phone.label) for phone in line.phones.all()] == [
        ("800.ACS.2345", "", {"en": "Day", "es": "Día"}), ("919-733-4261", "12", {}),
    ]  # fmt: skip
    assert [hours.weeks for hours in line.hours.all()] == [(), ("1", "3")]
    assert line.places.get().latitude == 35.6127
    twin = Listing.objects.get(key="line", locale__language_code="es")
    assert twin.summary == "Alguien contesta." and twin.translation_key == line.translation_key
    assert not twin.phones.exists()
    assert Listing.objects.get(key="old-line").successor == line
    assert Publication.objects.get().authors == ("A. Writer", "B. Writer")
    assert Event.objects.get().listing == line
    assert GlossaryTerm.objects.get(locale__language_code="es").term == "Ganglio"
    assert UrgentWords.objects.get().phrases == ("want to die", "end it + all")
    assert UrgentWords.objects.get().listing == line
    guide = GuidePage.objects.get()
    assert guide.live and guide.get_parent().slug == "care" and len(guide.body) == 3
    assert InformationPage.objects.get().title == "About"
    assert [check.outcome for check in Check.objects.all()] == ["confirmed", "dead", "closed"]
    assert ModelLogEntry.objects.filter(data__why="loaded from the pack pack").count() >= 9


def test_loading_again_changes_nothing(write_pack: WritePack) -> None:
    folder = write_pack()
    load_pack(folder)
    report = load_pack(folder)
    assert (report.created, report.changed, report.unchanged, report.checks) == (0, 0, 13, 0)


def test_saved_and_loaded_it_is_the_same_and_saved_again_the_same_bytes(write_pack: WritePack, tmp_path: Path) -> None:
    load_pack(write_pack())
    names = save_pack(tmp_path / "saved")
    assert names == sorted(PACK)
    report = load_pack(tmp_path / "saved")
    assert (report.created, report.changed, report.checks) == (0, 0, 0)
    save_pack(tmp_path / "again")
    assert read_folder(tmp_path / "saved") == read_folder(tmp_path / "again")


def test_a_saved_pack_fills_an_empty_database_with_the_same(write_pack: WritePack, tmp_path: Path) -> None:
    with transaction.atomic():
        load_pack(write_pack())
        save_pack(tmp_path / "saved")
        transaction.set_rollback(True)
    assert not Listing.objects.exists()
    load_pack(tmp_path / "saved")
    save_pack(tmp_path / "again")
    assert read_folder(tmp_path / "saved") == read_folder(tmp_path / "again")


def test_a_pack_of_chosen_listings_holds_what_they_name_and_loads_alone(write_pack: WritePack, tmp_path: Path) -> None:
    with transaction.atomic():
        load_pack(write_pack())
        chosen = Listing.objects.sources().filter(key="old-line")
        content = write_packed(chosen)
        assert content == write_packed(chosen)
        transaction.set_rollback(True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path / "chosen")
    load_pack(tmp_path / "chosen")
    assert set(Listing.objects.sources().values_list("key", flat=True)) == {"old-line", "line"}, "and its successor"
    line = Listing.objects.get(key="line", locale__language_code="en")
    assert line.phones.count() == 2 and line.organization is not None
    assert not GuidePage.objects.exists() and not Publication.objects.exists()
    assert {check.key for check in Check.objects.all()} <= {"old-line", "line", line.organization.key}
    assert Check.objects.exists()


def test_who_read_a_translation_travels_while_the_words_are_the_same(write_pack: WritePack, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    with transaction.atomic():
        load_pack(write_pack())
        Twin.objects.filter(kind="listing", key="line", language="es").update(
            read_by="Ana Ruiz", read_role="promotora", read_on="2026-11-20"
        )
        assert "readings.csv" in save_pack(saved)
        transaction.set_rollback(True)
    with transaction.atomic():
        load_pack(saved)
        twin = Twin.objects.get(kind="listing", key="line", language="es")
        assert (twin.read_by, twin.read_role, twin.read_on) == ("Ana Ruiz", "promotora", dt.date(2026, 11, 20))
        save_pack(tmp_path / "again")
        assert read_folder(saved) == read_folder(tmp_path / "again")
        transaction.set_rollback(True)
    listings = saved / "listings.csv"
    listings.write_text(listings.read_text().replace("Alguien contesta.", "Una enfermera contesta."))
    load_pack(saved)
    assert Twin.objects.get(kind="listing", key="line", language="es").read_on is None, "those words nobody read"
    assert "readings.csv" not in save_pack(saved) and not (saved / "readings.csv").exists()


@pytest.mark.parametrize(
    "row", ["listing,line,es,Ana,,soon,x", "listing,line,es,,,2026-11-20,x", "zoo,line,es,Ana,,2026-11-20,x"]
)
def test_a_reading_that_cannot_be_is_told(write_pack: WritePack, row: str) -> None:
    folder = write_pack()
    (folder / "readings.csv").write_text(f"of,key,language,by,role,on,words\n{row}\n")
    with pytest.raises(PackError) as raised:
        load_pack(folder)
    assert [(problem.file, problem.line) for problem in raised.value.problems] == [("readings.csv", 2)]
    assert not Listing.objects.exists()


def test_what_is_gone_from_the_database_goes_from_the_folder(write_pack: WritePack, tmp_path: Path) -> None:
    load_pack(write_pack())
    saved = tmp_path / "saved"
    (saved / "guides" / "old").mkdir(parents=True)
    (saved / "guides" / "old" / "gone.en.md").write_text("x")
    (saved / "SOURCES.md").write_text("kept")
    save_pack(saved)
    assert not (saved / "guides" / "old" / "gone.en.md").exists()
    assert (saved / "SOURCES.md").read_text() == "kept"


def test_a_change_in_the_pack_is_a_change_on_the_desk_even_where_the_desk_keeps_revisions(
    write_pack: WritePack,
) -> None:
    """The desk's form opens the latest revision: publishing it must not undo what was loaded."""
    load_pack(write_pack())
    listing = Listing.objects.get(key="line", locale__language_code="en")
    listing.save_revision().publish()
    changed = PACK["listings.csv"].replace("Somebody answers.", "A nurse answers.")
    report = load_pack(write_pack({"listings.csv": changed, "phones.csv": "listing,written,kind\nline,988,voice\n"}))
    assert report.changed >= 1
    form = Listing.objects.get(pk=listing.pk).get_latest_revision_as_object()
    assert form.summary == "A nurse answers."
    assert [phone.written for phone in form.phones.all()] == ["988"]
    form.save_revision().publish()
    assert Listing.objects.get(pk=listing.pk).summary == "A nurse answers."


def test_a_listing_that_was_taken_down_is_not_put_up_again_by_a_pack(write_pack: WritePack) -> None:
    load_pack(write_pack())
    Listing.objects.get(key="old-line").unpublish()
    load_pack(write_pack({"listings.csv": PACK["listings.csv"].replace("It closed.", "It closed long ago.")}))
    old = Listing.objects.get(key="old-line")
    assert not old.live and old.summary == "It closed long ago."


def test_a_guide_moves_to_another_chapter(write_pack: WritePack) -> None:
    load_pack(write_pack())
    chapters = PACK["chapters.csv"] + "comfort,2,Comfort,Alivio,,\n"
    text = PACK["guides/care/pain.en.md"]
    (write_pack({"chapters.csv": chapters}) / "guides/care/pain.en.md").unlink()
    report = load_pack(
        write_pack({"chapters.csv": chapters, "guides/care/pain.en.md": None, "guides/comfort/pain.en.md": text})
    )
    guide = GuidePage.objects.get()
    assert guide.get_parent().slug == "comfort" and guide.live and guide.url_path.endswith("/comfort/pain/")
    assert report.changed == 1
    assert load_pack(write_pack({"chapters.csv": chapters, "guides/care/pain.en.md": None})).changed == 0


def test_files_as_other_programs_write_them(write_pack: WritePack) -> None:
    """Excel: a mark of the byte order and line ends of Windows. A cell may hold line breaks of any kind."""
    rows = 'key,name,status_note_en\nalliance,Made Alliance,"One\u2028two\x85three\nfour"\nother,Oth\u2028er,\n'
    load_pack(write_pack({"organizations.csv": b"\xef\xbb\xbf" + rows.replace("\n", "\r\n").encode()}))
    assert Organization.objects.get(key="alliance").status_note == "One\u2028two\x85three\r\nfour"
    assert Organization.objects.get(key="other").name == "Oth\u2028er"


cell_texts = st.text(st.sampled_from("ab 1,.\"'\n\r\u2028\x85ñ—;:#=|"), max_size=12).map(str.strip)
names = cell_texts.filter(lambda text: bool(text) and "\n" not in text and "\r" not in text)
items = st.lists(names.map(lambda text: " ".join(text.replace(";", "").split())).filter(bool), max_size=3).map(
    "; ".join
)


@st.composite
def packs(draw: st.DrawFn) -> dict[str, str]:
    """A pack with a few listings, organizations, terms and a guide, whose texts hold what CSV and Markdown dislike."""
    languages = ("en", "es")
    having = draw(st.lists(keys, unique=True, min_size=1, max_size=3))
    rows: dict[str, list[dict[str, str]]] = {table.file: [] for table in ENTRY_TABLES}
    words = list(vocabulary.words("needs"))
    for key in having:
        rows["organizations.csv"].append({"key": key, "name": draw(names), "other_names": draw(items)})
        rows["listings.csv"].append(
            {
                "key": key, "kind": "service", "name": draw(names), "organization": draw(st.sampled_from(["", *having])),
                "summary_en": draw(names), "description_en": draw(cell_texts), "description_es": draw(cell_texts),
                "needs": "; ".join(draw(st.lists(st.sampled_from(words), unique=True, max_size=3))),
                "area_counties": draw(items), "status_date": draw(st.sampled_from(["", "2012", "2012-10"])),
            }
        )  # fmt: skip
        rows["glossary.csv"].append(
            {"key": key, "term_en": draw(names), "definition_en": draw(names), "lay_en": draw(items)}
        )
    files = {"directory.toml": PACK["directory.toml"].replace('["line"]', "[]"), "chapters.csv": PACK["chapters.csv"]}
    for table in ENTRY_TABLES:
        header = table.header(languages)
        files[table.file] = _csv(header, [[row.get(name, "") for name in header] for row in rows[table.file]])
    front = {"title": draw(some_words), "position": 1, "main_message": draw(names)}
    files["guides/care/made.en.md"] = write_guide(GuideFile(front, draw(whole_bodies)))
    return files


@settings(max_examples=12, phases=[Phase.generate])  # to shrink would take minutes
@given(packs())
def test_any_pack_saved_and_loaded_is_the_same(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]) -> None:
    folder = tmp_path_factory.mktemp("made")
    for name, text in files.items():
        path = folder / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    with transaction.atomic():
        load_pack(folder / "pack")
        again = load_pack(folder / "pack")
        assert (again.created, again.changed) == (0, 0)
        save_pack(folder / "saved")
        report = load_pack(folder / "saved")
        assert (report.created, report.changed, report.checks) == (0, 0, 0)
        save_pack(folder / "again")
        assert read_folder(folder / "saved") == read_folder(folder / "again")
        transaction.set_rollback(True)


def picture(color: str) -> bytes:
    out = io.BytesIO()
    Pillow.new("RGB", (8, 6), color).save(out, "PNG")
    return out.getvalue()


FIGURE = ':::figure image="media/nc-map.png" alt="The counties of North Carolina" caption="Counties" credit="US Census"\n:::\n'


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media-root"
    return tmp_path / "media-root"


def test_pictures_travel_with_a_pack(write_pack: WritePack, tmp_path: Path, media: Path) -> None:
    about = PACK["pages/about.en.md"] + "\n" + FIGURE
    folder = write_pack({"pages/about.en.md": about, "media/nc-map.png": picture("red")})
    load_pack(folder)
    figure = InformationPage.objects.get().body[-1].value
    assert figure["image"].title == "nc-map" and figure["alt"] == "The counties of North Carolina"
    assert load_pack(folder).changed == 0
    names = save_pack(tmp_path / "saved")
    assert "media/nc-map.png" in names
    saved = read_folder(tmp_path / "saved")
    assert saved["media/nc-map.png"] == picture("red") and FIGURE.strip() in saved["pages/about.en.md"].decode()
    (tmp_path / "saved" / "media" / "old.png").write_bytes(picture("blue"))
    save_pack(tmp_path / "saved")
    assert read_folder(tmp_path / "saved") == saved


def test_pictures_of_one_title_keep_names_of_their_own(write_pack: WritePack, tmp_path: Path, media: Path) -> None:
    load_pack(write_pack({"pages/about.en.md": PACK["pages/about.en.md"] + FIGURE, "media/nc-map.png": picture("red")}))
    first = InformationPage.objects.get().body[-1].value["image"]
    other, is_new = put_picture(title="NC map", file_name="x.png", content=picture("green"), by=None)
    assert is_new
    assert len({name for name, _ in name_pictures([first.pk, other.pk]).values()}) == 2


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (None, "media/nc-map.png", "There is no picture media/nc-map.png"),
        (b"not a picture", "media/nc-map.png", "cannot be read as a picture"),
        (b"x", "../secret.png", "is no picture's name"),
    ],
)
def test_a_bad_picture_is_told_and_nothing_is_kept(
    write_pack: WritePack, media: Path, content: bytes | None, name: str, reason: str
) -> None:
    about = PACK["pages/about.en.md"] + FIGURE.replace("media/nc-map.png", name)
    with pytest.raises(PackError, match=reason):
        load_pack(write_pack({"pages/about.en.md": about, "media/nc-map.png": content}))
    assert not InformationPage.objects.exists()


def test_a_pack_that_fails_leaves_no_picture_behind(write_pack: WritePack, media: Path) -> None:
    changes = {"pages/about.en.md": PACK["pages/about.en.md"] + FIGURE, "media/nc-map.png": picture("red")}
    with pytest.raises(PackError):
        load_pack(write_pack({**changes, "chapters.csv": "key,position\nCare,1\n"}))
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_what_is_not_published_stays_so(write_pack: WritePack, tmp_path: Path) -> None:
    load_pack(write_pack())
    Listing.objects.get(key="old-line", locale__language_code="en").unpublish()
    Listing.objects.get(key="line", locale__language_code="es").unpublish()
    GuidePage.objects.get().unpublish()
    save_pack(tmp_path / "saved")
    saved = read_folder(tmp_path / "saved")
    assert b"unpublished = true" in saved["guides/care/pain.en.md"]
    for model in (Listing, GuidePage, InformationPage, Organization):
        for entry in model.objects.all():
            entry.delete()
    load_pack(tmp_path / "saved")
    live = {(entry.key, entry.locale.language_code): entry.live for entry in Listing.objects.all()}
    assert live == {("line", "en"): True, ("line", "es"): False, ("old-line", "en"): False}
    assert not GuidePage.objects.get().live and InformationPage.objects.get().live
    save_pack(tmp_path / "again")
    assert read_folder(tmp_path / "again") == saved
    load_pack(write_pack())  # a pack puts nothing up again
    assert not GuidePage.objects.get().live and not Listing.objects.get(key="old-line").live
