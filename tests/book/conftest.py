"""An edition, and books made of it once for all tests that only read them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dogwood.book.plan import Choices, Plan, plan_book
from dogwood.book.typeset import typeset
from dogwood.edition.file import EditionReader
from dogwood.edition.records import Record, Source, UrgentRecord
from tests.support.made_records import write_few_files
from tests.support.sample_edition import build_sample_edition, sample_records

ADDRESS = "https://directory.example"


def book_records() -> list[Record]:
    """The sample edition's, and what stands inside the front cover: two emergencies and two urgent calls, twice."""
    source = Source(name="American Cancer Society: Sample page")
    more = [
        UrgentRecord(key=key, language=language, title=title, advice=advice, phrases=(key,), level=level, source=source)
        for key, level, language, title, advice in (
            ("chest-pain", "emergency", "en", "Chest pain: call 911", "Call 911 now."),
            ("chest-pain", "emergency", "es", "Dolor de pecho: llame al 911", "Llame al 911 ya."),
            ("no-air", "emergency", "en", "Trouble breathing: call 911", "Call 911 now."),
            ("no-air", "emergency", "es", "Le falta el aire: llame al 911", "Llame al 911 ya."),
            ("fever", "urgent", "en", "Fever in treatment", "Call your care team now. Do not wait for the morning."),
            ("fever", "urgent", "es", "Fiebre en tratamiento", "Llame ya a su equipo. No espere a la mañana."),
            ("swelling", "urgent", "en", "A leg that swells", "Call now."),
            ("swelling", "urgent", "es", "Una pierna que se hincha", "Llame ya."),
        )
    ]
    return [*sample_records(), *more]


def open_edition(root: Path, records: list[Record] | None = None) -> EditionReader:
    return EditionReader(build_sample_edition(root, records=records, build_index=write_few_files).current_folder())


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditionReader]:
    """The sample edition and ``book_records``."""
    reader = open_edition(tmp_path_factory.mktemp("book") / "editions", book_records())
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def plan(reader: EditionReader) -> Plan:
    """The whole book in both languages."""
    return plan_book(reader, Choices(languages=("en", "es"), address=ADDRESS))


@pytest.fixture(scope="session")
def pdf(plan: Plan) -> bytes:
    return typeset(plan)
