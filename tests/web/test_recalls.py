"""What a holder of a printed edition should correct."""

from dogwood.edition.records import Status
from dogwood.edition.store import LocalStore
from dogwood.web.hotpath import HotPath
from tests.support.sample_edition import build_sample_edition, sample_records

from .conftest import _phone as phone
from .conftest import ask, ask_settled, more_records, parse, write_edition


def test_before_anything_was_printed_it_says_so(application: HotPath, own_store: LocalStore) -> None:
    write_edition(own_store.root)
    assert "No edition has been printed yet" in parse(ask(application, "/en/recalls/").body).get_text()


def test_the_printed_address_leads_to_the_readers_language(application: HotPath, own_store: LocalStore) -> None:
    write_edition(own_store.root)
    for wanted, language in (("es-MX,es;q=0.9", "es"), ("en", "en"), ("", "en")):
        answer = ask(application, "/recalls/", accept_language=wanted)
        assert (answer.status, answer.headers["location"]) == (302, f"/{language}/recalls/")


def test_a_printed_edition_lists_what_closed_and_what_changed_since(
    application: HotPath, own_store: LocalStore
) -> None:
    records = [*sample_records(), *more_records()]
    build_sample_edition(own_store.root, records=records, name="2027")
    changed = []
    for record in records:
        if record.identity == ("listing", "due-line", "en"):
            closed = Status(
                state="defunct",
                since="2027-02",
                became="succeeded_by",
                successor="english-only-line",
                note="It closed in 2027.",
            )
            record = record.model_copy(update={"status": closed, "phones": ()})
        elif record.identity == ("listing", "lapsed-line", "en"):
            record = record.model_copy(
                update={"name": "Lasting Line", "other_names": ("Lapsed Line",), "website": "https://example.org/new"}
            )
        elif record.identity == ("listing", "english-only-line", "en"):
            record = record.model_copy(update={"phones": (phone("8005550177"),)})
        elif record.identity == ("publication", "english-only-book", "en"):
            record = record.model_copy(update={"annotation": "Another note."})  # no reason to correct a book
        elif record.identity == ("event", "english-only-talk", "en"):
            continue
        changed.append(record)
    changed.append(changed[0].model_copy(update={"key": "brand-new"}))
    build_sample_edition(own_store.root, records=changed)
    page = parse(ask_settled(application, "/en/recalls/").body)
    (heading,) = page.select("main h2")
    assert "2027" in heading.get_text()
    lines = [" ".join(item.get_text(" ").split()) for item in page.select("main ul.changes li")]
    assert lines[0].startswith("A talk in English only Closed It is not in the directory any more.")
    assert lines[1] == "Due Line Closed It closed in 2027. Who answers now: English Only Line"
    assert lines[2].startswith("English Only Line Phone now: ")
    assert lines[3] == "Lapsed Line : now called Lasting Line Changed: name, web address"
    assert len(lines) == 4
