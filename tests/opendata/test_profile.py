"""The profile: guides, publications, events, and the files that say what they are."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from jsonschema import Draft202012Validator

from dogwood.edition.file import EditionReader
from dogwood.edition.records import (
    Confirmation,
    EventRecord,
    GuideRecord,
    ListingsBlock,
    Record,
    Review,
    Status,
)
from dogwood.edition.store import LocalStore
from dogwood.facts.prose import plain_text
from dogwood.hsds.events import write_event
from dogwood.hsds.frame import Frame
from dogwood.hsds.identity import make_id
from dogwood.opendata.catalogue import Catalogue
from dogwood.opendata.openapi import make_document
from dogwood.opendata.prepare import DATA_NAME, prepare_data
from dogwood.opendata.profile import COMPILED, FILES, NEW, VERSION, make_patch, read_schema
from dogwood.opendata.query import Query
from tests.support.sample_edition import directories, sample_records

from .conftest import NOW, SITE, Api, publish, settle
from .merged import Merged, merge_all, merge_patch
from .starter_guides import LANGUAGES, STARTER, read_starter_guides
from .test_services import PAGE

LISTS = ("guides", "publications", "events")
TODAY = NOW.date()
WALK = make_id("event", "sample-walk")
BOOKLET = make_id("publication", "sample-booklet")
SWELLING = make_id("guide", "arm-swelling")


@pytest.fixture(scope="module")
def merged() -> Merged:
    return Merged(merge_all(read_file, list(FILES)))


def read_file(name: str) -> dict[str, Any]:
    """A file of the profile, as it is served."""
    if name == "openapi.json":
        return make_patch(make_document(SITE, LANGUAGES), SITE)
    return read_schema(name.removesuffix(".json"))


def one(api: Api, path: str, **query: Any) -> dict[str, Any]:
    answer = api.get(f"/api/hsds/{path}", **query)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json
    return found


def ids(api: Api, name: str, **query: Any) -> list[str]:
    answer = api.get(f"/api/hsds/{name}", **query)
    assert answer.status == 200, answer.body
    return [item["id"] for item in answer.json["contents"]]


def change(records: list[Record], key: str, **values: Any) -> list[Record]:
    return [record.model_copy(update=values) if record.key == key else record for record in records]


# The files


def test_the_profile_says_what_it_is_and_lists_its_files(api: Api) -> None:
    about = one(api, "profile/")
    assert about["uri"] == one(api, "")["profile"] == f"{SITE}/api/hsds/profile/"
    assert (about["version"], about["hsds_version"]) == (VERSION, "3.1")
    assert set(about["files"]) == set(FILES)
    for name, file in about["files"].items():
        for key in ("url", "compiled_url"):
            if key in file:
                assert api.get(file[key].removeprefix(SITE)).status == 200
        assert one(api, f"profile/{name}") == read_file(name)
        assert one(api, f"profile/profile/{name}") == read_file(name), "where the reference of profiles wants it"
        if "endpoint" in file:
            assert api.get(file["endpoint"].removeprefix(SITE)).status == 200


@pytest.mark.parametrize("name", NEW)
def test_a_new_schema_is_one_in_hsds_style(name: str) -> None:
    schema = read_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["name"] == name and schema["description"]

    def look(rules: dict[str, Any]) -> None:
        for key, rule in rules.items():
            assert rule["name"] == key
            assert rule["title"] and rule["description"].endswith("."), key
            assert "null" not in (rule.get("type") or "object")
            look(rule.get("items", {}).get("properties", {}))

    look(schema["properties"])
    for key, rule in schema["properties"].items():
        if "example" in rule:
            Draft202012Validator(rule).validate(rule["example"])
        assert key not in schema["required"] or key in {"id", "name", "language", "timezone"}


def test_no_schema_of_hsds_is_changed(merged: Merged) -> None:
    canonical = merge_all(read_file, [])
    changed = {name for name, schema in merged.schemas.items() if canonical.get(name) != schema}
    assert changed == set(FILES)
    assert not set(COMPILED) & set(canonical)


def test_the_merged_openapi_is_valid_and_has_all_that_is_served(merged: Merged) -> None:
    made = merged.schemas["openapi.json"]
    schemathesis.openapi.from_dict(made).validate()
    served = make_document(SITE, LANGUAGES)
    own = {path.removeprefix("/api/hsds"): item for path, item in served["paths"].items()}
    assert set(made["paths"]) - {"/"} == {
        path for path in own if not path.startswith(("/api", "/profile", "/openapi")) and path != "/"
    }
    operations = []
    for path, item in made["paths"].items():
        for method in set(item) & {"get", "post"}:
            ours, theirs = own[path][method], item[method]
            assert theirs.get("parameters") == ours.get("parameters"), path
            assert set(theirs["responses"]) == set(ours["responses"])
            operations.append(theirs["operationId"])
    assert len(operations) == len(set(operations))
    for kind, rows in made["components"].items():
        for name in set(rows) & set(served["components"][kind]):
            assert rows[name] == merge_patch(rows[name], served["components"][kind][name])
    for ref in find_refs(made):
        if ref.startswith("#/"):
            _, _, kind, name = ref.split("/")
            assert name in made["components"][kind]
        elif not ref.startswith("https://raw.githubusercontent.com/openreferral/specification/"):
            assert ref in {f"{SITE}/api/hsds/profile/schema/{name}" for name in COMPILED}


def test_the_merge_patch_takes_nothing_away_and_is_the_same_twice() -> None:
    canonical, patch = merge_all(read_file, [])["openapi.json"], read_file("openapi.json")
    once = merge_patch(canonical, patch)
    assert merge_patch(once, patch) == once
    assert set(canonical["paths"]) <= set(once["paths"])
    for path, item in canonical["paths"].items():
        for method in set(item) & {"get", "post"}:
            good = item[method]["responses"]["200"]
            assert once["paths"][path][method]["responses"]["200"] == good, "HSDS says what its objects are"


def find_refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        for item in value.values():
            yield from find_refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from find_refs(item)


@pytest.mark.parametrize(
    "path", ["profile/service.json", "profile/guide", "profile/schema/openapi.json", "profile/x/y"]
)
def test_a_file_that_is_not_there(api: Api, path: str) -> None:
    answer = api.get(f"/api/hsds/{path}")
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")
    assert api.get("/api/hsds/profile/guide.json", page=1).status == 400


# The objects


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", ["false", "true"])
@pytest.mark.parametrize("name", LISTS)
def test_every_object_is_one_by_the_schema(api: Api, merged: Merged, name: str, full: str, language: str) -> None:
    page = one(api, name, full=full, language=language)
    assert set(page) == PAGE
    assert page["contents"]
    kind = name.removesuffix("s")
    compiled = Draft202012Validator(one(api, f"profile/schema/{kind}.json"))
    for item in page["contents"]:
        assert merged.find_faults(item, kind) == []
        compiled.validate(item)
        assert item["language"] == language and item["available_languages"] == ["en", "es"]
        assert item["page_url"].startswith(f"{SITE}/{language}/{kind}/")
        assert ("attributes" in item) is (full == "true")
        if full == "true":
            assert one(api, f"{name}/{item['id'].upper()}", language=language) == item


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_has_its_text_in_sections(api: Api, language: str) -> None:
    guide = one(api, f"guides/{SWELLING}", language=language)
    types = [section["type"] for section in guide["sections"]]
    assert types[:4] == ["question", "care_card", "do", "do_not"] or language == "es"
    if language == "es":
        return
    question, care, do, dont = guide["sections"][:4]
    assert question["text"] == (
        "Lymphedema is swelling when fluid cannot drain. See lymph node, and call the helpline with questions."
    )
    assert question["service_ids"] == [make_id("listing", "sample-helpline")]
    assert (care["urgency"], care["text"]) == ("urgent", "- your arm is red, hot and painful\n- you have a fever")
    assert (dont["heading"], dont["text"]) == ("Do not", "- wear tight sleeves")
    assert "wear tight sleeves" not in do["text"]
    services = next(section for section in guide["sections"] if section["type"] == "services")
    for own in services["taxonomy_term_ids"]:
        assert one(api, f"taxonomy_terms/{own}")["code"].startswith("need:side-effects")
        assert ids(api, "services", taxonomy_term_id=own)
    see = next(section for section in guide["sections"] if section["type"] == "see_also")
    assert see["guide_ids"] == [make_id("guide", "rides-and-bills")]
    assert guide["chapter_id"] == make_id("chapter", "living-with-cancer")
    assert guide["text_license"] == "CC BY 4.0"
    assert guide["sources"][0]["date"] == "2024-11"


def test_a_block_without_heading_gets_the_one_that_readers_see(own_root: Path) -> None:
    records = change(sample_records(), "arm-swelling", body=(ListingsBlock(keys=("sample-helpline",)),))
    publish(own_root, records)
    heads = {tag: one(Api(), f"guides/{SWELLING}", language=tag)["sections"][0] for tag in LANGUAGES}
    assert {tag: section["heading"] for tag, section in heads.items()} == {
        "en": "Who can help",
        "es": "Quién puede ayudar",
    }
    assert heads["en"]["service_ids"] == [make_id("listing", "sample-helpline")]


@pytest.mark.parametrize("state", ["pending", "reviewed"])
def test_a_review_is_told_only_where_a_person_reviewed(own_root: Path, state: Any) -> None:
    review = Review(state=state, by="Jane Sample", role="nurse", on="2026-10-01", next_due=dt.date(2028, 10, 1))
    notices = () if state == "reviewed" else ("awaiting_clinical_review",)
    publish(own_root, change(sample_records(), "arm-swelling", review=review, notices=notices))
    guide = one(Api(), f"guides/{SWELLING}")
    told = {key: value for key, value in guide.items() if key.startswith("review")}
    if state == "reviewed":
        assert told == {
            "reviewed_date": "2026-10-01", "reviewed_by": "Jane Sample", "reviewer_role": "nurse",
            "review_due_date": "2028-10-01",
        }  # fmt: skip
        assert "alert" not in guide
    else:
        assert told == {}
        assert guide["alert"] == "Awaiting clinical review: no clinician has read this text yet"


def test_ids_stay_and_what_changed_is_found(own_root: Path) -> None:
    api = Api()
    publish(own_root)
    before = {name: {item["id"]: item for item in one(api, name)["contents"]} for name in LISTS}
    publish(own_root, change(sample_records(), "sample-booklet", how_to_get="Call them."))
    settle()
    for name in LISTS:
        after = {item["id"]: item for item in one(api, name)["contents"]}
        assert list(after) == list(before[name])
        changed = {own for own in after if after[own] != before[name][own]}
        assert changed == ({BOOKLET} if name == "publications" else set())
    (told,) = api.get("/api/changes", since=1).json["changes"]
    assert told["id"] == BOOKLET


def test_an_alert_comes_on_the_day_on_which_a_check_runs_out(
    own_root: Path, clock: Callable[[dt.datetime], None], merged: Merged
) -> None:
    checked = Confirmation(
        checked_on="2026-11-01", method="phone", due_on=dt.date(2026, 12, 1), lapses_on=dt.date(2027, 1, 1)
    )
    status = Status(state="defunct", became="succeeded_by", successor="sample-booklet", note="No longer printed.")
    records = change(sample_records(), "sample-walk", confirmation=checked)
    publish(own_root, change(records, "sample-book", status=status))
    api = Api()
    assert one(api, f"events/{WALK}")["assured_date"] == "2026-11-01"
    seen = {}
    for day in (NOW, dt.datetime(2027, 3, 1, 15, tzinfo=dt.UTC)):
        clock(day)
        for language in LANGUAGES:
            event = one(api, f"events/{WALK}", language=language)
            assert merged.find_faults(event, "event") == []
            (listed,) = one(api, "events", language=language)["contents"]
            assert listed == {key: event[key] for key in listed}
            seen[day.year, language] = event.get("alert", "")
    assert seen == {
        (2026, "en"): "", (2026, "es"): "", (2027, "en"): "Not confirmed for a long time",
        (2027, "es"): "Sin confirmar desde hace mucho tiempo",
    }  # fmt: skip
    gone = one(api, f"publications/{make_id('publication', 'sample-book')}")
    assert (gone["status"], gone["successor_id"]) == ("defunct", BOOKLET)
    assert gone["alert"] == "No longer printed; Who answers now: Eating Well During Chemotherapy"


def test_an_event_tells_its_time_with_the_offset_of_its_day() -> None:
    frame = Frame("en", LANGUAGES, TODAY)
    summer = EventRecord(key="a", language="en", name="A", starts=dt.datetime(2026, 7, 1, 9), recurrence="FREQ=WEEKLY")
    told = write_event(summer, frame, ["en"])
    assert (told["starts_at"], told["rrule"]) == ("2026-07-01T09:00:00-04:00", "FREQ=WEEKLY")
    assert "ends_at" not in told and "page_url" not in told and "status" not in told
    assert "starts_at" not in write_event(summer.model_copy(update={"timezone": "Nowhere/Land"}), frame, ["en"])


# The whole starter


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder = tmp_path_factory.mktemp("guides")
    store: LocalStore = publish(folder, [*directories(), *read_starter_guides()])
    with closing(EditionReader(store.current_folder())) as reader:
        prepare_data(reader, folder / DATA_NAME, today=TODAY, site=SITE)
        with closing(Catalogue(folder / DATA_NAME, reader, SITE)) as found:
            yield found


@pytest.mark.parametrize("is_full", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_of_the_starter_validates(guides: Catalogue, merged: Merged, language: str, is_full: bool) -> None:
    """Publications and events, which need the database: test_starter.py."""
    files = len(list((STARTER / "guides").glob(f"*/*.{language}.md")))
    query = Query(is_full=is_full, language=language)
    found = [json.loads(line) for line in guides.read("guide", guides.find("guide", query), query, TODAY)]
    assert len(found) == files > 20
    assert [fault for guide in found for fault in merged.find_faults(guide, "guide")] == []
    assert {guide["language"] for guide in found} == {language}
    chapters = [guide["chapter_id"] for guide in found]
    assert len([own for own, before in zip(chapters, [None, *chapters], strict=False) if own != before]) == len(
        set(chapters)
    ), "chapters stay together"
    if is_full:
        for guide in found:
            record = guides.reader.get(GuideRecord, _key(guide), language)
            assert record is not None
            assert len(guide["sections"]) == len(record.body)
            for section, block in zip(guide["sections"], record.body, strict=True):
                words = plain_text(getattr(block, "text", ())).split()
                assert [word for word in section.get("text", "").split() if word != "-"] == words or "1." in section[
                    "text"
                ]


def _key(item: dict[str, Any]) -> str:
    key: str = next(row["value"] for row in item["attributes"] if row["link_type"] == "key")
    return key
