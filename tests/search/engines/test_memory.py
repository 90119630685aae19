"""The reference engine against the contract."""

from dogwood.edition.records import Record
from dogwood.search.engines.memory import MemoryEngine
from dogwood.search.engines.port import SearchEngine
from tests.search.engines.contract import EngineContract


class TestMemoryEngine(EngineContract):
    def make_engine(self, records: list[Record]) -> SearchEngine:
        return MemoryEngine(records)
