"""What every search engine must do. A test class of an engine inherits ``EngineContract`` and gives ``make_engine``."""

import pytest

from dogwood.edition.records import ListingRecord, Record
from dogwood.places import Point
from dogwood.search.analysis import analyze
from dogwood.search.documents import make_documents
from dogwood.search.engines.port import Clause, SearchEngine, StructuredQuery
from tests.support.sample_edition import sample_records

GREENVILLE = Point(35.61, -77.37)


def ask(*texts: str, language: str = "en", **rest: object) -> StructuredQuery:
    """A query with one clause a text, all of which must match."""
    clauses = tuple(Clause((tuple(analyze(text, language)),)) for text in texts)
    return StructuredQuery(language, clauses, **{"minimum": len(clauses), **rest})  # type: ignore[arg-type]


def keys(engine: SearchEngine, query: StructuredQuery, limit: int = 50) -> list[str]:
    """Keys in order, each once."""
    return list(dict.fromkeys(hit.document.key for hit in engine.search(query, limit=limit)))


class EngineContract:
    def make_engine(self, records: list[Record]) -> SearchEngine:
        raise NotImplementedError

    @pytest.fixture
    def engine(self) -> SearchEngine:
        return self.make_engine(sample_records())

    def test_a_word_finds_all_its_forms(self, engine: SearchEngine) -> None:
        assert set(keys(engine, ask("mammograms"))) == set(keys(engine, ask("Mammogram")))

    def test_a_word_in_the_title_goes_first(self, engine: SearchEngine) -> None:
        assert keys(engine, ask("mammogram"))[0] == "mammogram"
        assert keys(engine, ask("wig"))[0] == "wig-closet-boone"

    def test_spanish_words_find_spanish_documents_without_their_accents(self, engine: SearchEngine) -> None:
        found = engine.search(ask("mamografia", language="es"), limit=50)
        assert {"state-screening-program", "rides-and-bills"} <= {hit.document.key for hit in found}
        assert {hit.document.language for hit in found} == {"es"}

    def test_all_tokens_of_a_phrase_must_occur(self, engine: SearchEngine) -> None:
        assert keys(engine, ask("wigs scarves")) == ["wig-closet-boone"]
        assert keys(engine, ask("wigs gasoline")) == []

    @pytest.mark.parametrize("as_phrase", [True, False])
    def test_words_that_stand_together_go_first(self, as_phrase: bool) -> None:
        texts = {
            "apart": "Hair comes back. After that a person may still speak of loss.",
            "beside": "After that a person may speak of a loss. Hair loss comes back.",
            "between": "Wigs where hair, after a loss, comes back: speak that person.",
            "none": "Eyebrows of a person.",
        }
        records = [ListingRecord(key=key, language="en", name="Salon", summary=text) for key, text in texts.items()]
        tokens = tuple(analyze("hair loss", "en"))
        clauses = (Clause((tokens,)),) if as_phrase else tuple(Clause(((token,),)) for token in tokens)
        query = StructuredQuery("en", clauses, len(clauses), together=() if as_phrase else (tokens,))
        found = keys(self.make_engine(list(records)), query)
        assert set(found) == {"apart", "beside", "between"}
        assert found[-1] == "apart"

    def test_what_raises_together_takes_nothing_away(self, engine: SearchEngine) -> None:
        plain, raised = ask("certified"), ask("certified", together=(("zzzz", "certifi"), ("certifi",), ()))
        assert keys(engine, plain) == keys(engine, raised)

    @pytest.mark.parametrize("slip", ["lumbertin", "lumbreton", "lumbertn", "lumbertonn"])
    def test_a_fuzzy_clause_finds_what_is_one_slip_away(self, engine: SearchEngine, slip: str) -> None:
        strict, fuzzy = (StructuredQuery("en", (Clause(((slip,),), is_fuzzy=way),), 1) for way in (False, True))
        assert keys(engine, strict) == []
        assert "lumberton-imaging" in keys(engine, fuzzy)
        assert engine.count(fuzzy).total == len(keys(engine, fuzzy))

    def test_a_fuzzy_clause_puts_the_word_itself_first(self) -> None:
        names = {"a": "Marble House", "b": "Marple House", "c": "Maple House"}
        records = [ListingRecord(key=key, language="en", name=name) for key, name in names.items()]
        token = analyze("Marple", "en")[0]
        found = keys(self.make_engine(list(records)), StructuredQuery("en", (Clause(((token,),), is_fuzzy=True),), 1))
        assert found[0] == "b"
        assert set(found) == {"a", "b", "c"}

    def test_short_and_strange_words_are_not_read_as_others(self, engine: SearchEngine) -> None:
        for token in ("wix", "", "zzzzzzzz", "\x00", "🙂"):
            assert keys(engine, StructuredQuery("en", (Clause(((token,),), is_fuzzy=True),), 1)) == []

    def test_any_alternative_satisfies_a_clause(self, engine: SearchEngine) -> None:
        clause = Clause((("zzzz",), tuple(analyze("wig", "en"))))
        assert keys(engine, StructuredQuery("en", (clause,), 1)) == ["wig-closet-boone"]

    def test_a_need_or_an_audience_satisfies_a_clause(self, engine: SearchEngine) -> None:
        by_need = StructuredQuery("en", (Clause(needs=("lodging", "wig-bra")),), 1)
        by_audience = StructuredQuery("en", (Clause(audiences=("latina",)),), 1)
        assert keys(engine, by_need) == ["wig-closet-boone"]
        assert keys(engine, by_audience) == ["juntas-pembroke"]

    def test_minimum_says_how_many_clauses_must_match(self, engine: SearchEngine) -> None:
        strict = keys(engine, ask("wig", "zzzz"))
        loose = keys(engine, ask("wig", "zzzz", minimum=1))
        assert (strict, loose) == ([], ["wig-closet-boone"])

    def test_the_whole_name_goes_first_even_of_what_is_closed(self, engine: SearchEngine) -> None:
        query = ask("old", "carolina", "line", name="old carolina cancer line")
        assert keys(engine, query)[0] == "old-carolina-line"

    def test_other_names_are_names(self, engine: SearchEngine) -> None:
        assert keys(engine, ask("zzzz", name="helping hand line")) == ["sample-helpline"]

    @pytest.mark.parametrize("digits", ["9105550103", "5550103"])
    def test_a_phone_number_finds_its_listing(self, engine: SearchEngine, digits: str) -> None:
        assert keys(engine, StructuredQuery("en", (Clause(digits=(digits,)),), 1)) == ["robeson-rides"]

    def test_filters_keep_any_value_of_every_facet(self, engine: SearchEngine) -> None:
        query = StructuredQuery("en", filters=(("need", ("ride", "wig-bra")), ("county", ("Robeson", "Pitt"))))
        assert set(keys(engine, query)) == {"robeson-rides", "tar-river-fund"}

    def test_excluded_facets_take_away(self, engine: SearchEngine) -> None:
        query = StructuredQuery("en", filters=(("need", ("talk-now",)),), excluded=(("closed", ("yes",)),))
        assert keys(engine, query) == ["sample-helpline"]

    def test_an_unknown_value_finds_nothing(self, engine: SearchEngine) -> None:
        assert keys(engine, StructuredQuery("en", filters=(("need", ("",)),))) == []
        assert engine.count(StructuredQuery("de"), ("kind",)).total == 0

    def test_a_wish_raises_and_takes_nothing_away(self, engine: SearchEngine) -> None:
        plain = keys(engine, ask("support group"))
        wished = keys(engine, ask("support group", wishes=(("served", ("es",)),)))
        assert set(plain) == set(wished)
        assert wished[0] == "juntas-pembroke"

    def test_raising_tokens_raise_and_take_nothing_away(self, engine: SearchEngine) -> None:
        plain, raised = ask("certified"), ask("certified", raising=tuple(analyze("Lumberton", "en")))
        assert set(keys(engine, plain)) == set(keys(engine, raised))
        assert keys(engine, raised)[0] == "lumberton-imaging"

    def test_what_is_near_goes_first_among_equals(self, engine: SearchEngine) -> None:
        query = ask("certified", near=Point(36.2, -81.7), county="Watauga")
        assert keys(engine, query)[0] == "boone-imaging"
        assert len(keys(engine, query)) == 3

    def test_a_place_alone_finds_what_is_near_or_serves_its_county(self, engine: SearchEngine) -> None:
        found = set(keys(engine, StructuredQuery("en", near=GREENVILLE, county="Pitt")))
        assert {"tar-river-fund", "sample-walk", "greenville-imaging"} <= found
        assert found.isdisjoint({"boone-imaging", "lumberton-imaging", "arm-swelling"})

    def test_pages_follow_each_other(self, engine: SearchEngine) -> None:
        query = ask("cancer")
        whole = [hit.document for hit in engine.search(query, limit=50)]
        parts = [hit.document for at in range(0, 50, 3) for hit in engine.search(query, limit=3, offset=at)]
        assert whole == parts
        assert engine.search(query, limit=0) == []

    def test_each_of_several_queries_is_answered_as_by_itself(self, engine: SearchEngine) -> None:
        queries = [ask("cancer"), ask("zzzz"), ask("mammogram", near=GREENVILLE, filters=(("shelf", ("crowded",)),))]
        for limit, offset in ((3, 0), (3, 2), (0, 0)):
            found = engine.search_each(queries, limit=limit, offset=offset)
            assert found == [engine.search(query, limit=limit, offset=offset) for query in queries]
        assert engine.search_each([], limit=5) == []

    def test_an_empty_clause_beside_a_name_asks_for_the_name_alone(self, engine: SearchEngine) -> None:
        for name, found in (("wig closet", []), ("helping hand line", ["sample-helpline"])):
            assert keys(engine, StructuredQuery("en", (Clause(),), 1, name=name)) == found

    def test_a_guide_counts_once_whatever_matches(self, engine: SearchEngine) -> None:
        query = StructuredQuery("en", filters=(("kind", ("guide", "page")),))
        counts = engine.count(query, ("kind", "need"))
        assert len(engine.search(query, limit=50)) > 3
        assert counts.total == 3
        assert counts.facets == {
            "kind": {"guide": 2, "page": 1},
            "need": {"side-effects": 1, "ride": 1, "money-bills": 1},
        }

    def test_counts_are_of_all_that_matches(self, engine: SearchEngine) -> None:
        counts = engine.count(StructuredQuery("en", filters=(("need", ("mammogram",)),)), ("county", "cost"))
        assert counts.total == 3
        assert counts.facets["county"] == {"Pitt": 1, "Robeson": 1, "Watauga": 1}
        assert counts.facets["cost"] == {"insurance-or-fee": 3}

    def test_words_are_those_of_one_language_as_written(self, engine: SearchEngine) -> None:
        assert "mamografía" in engine.words("es")
        assert "mamografía" not in engine.words("en")
        assert engine.words("en")["mammogram"] >= 3

    def test_synonyms_are_those_of_the_terms(self, engine: SearchEngine) -> None:
        assert engine.synonyms.match(analyze("chemo", "en"), 0, "en")[1]

    def test_a_document_comes_back_as_it_went_in(self, engine: SearchEngine) -> None:
        hit = engine.search(ask("wig"), limit=1)[0].document
        assert (hit.record_type, hit.kind, hit.service_type) == ("listing", "service", "products")
        assert hit.points == ((36.2168, -81.6746),)
        assert hit.counties == ("Watauga",)
        assert hit.needs == ("wig-bra",)

    def test_documents_of_a_record_are_its_own_in_order(self, engine: SearchEngine) -> None:
        records = sample_records()
        for record in records:
            made = make_documents(record)
            found = engine.documents_of(record.record_type, record.key, record.language)
            assert [item.position for item in found] == list(range(len(made)))
            assert [(item.identity, item.title, item.heading) for item in found] == [
                (item.identity, item.title, item.heading) for item in made
            ]
        assert max(len(make_documents(record)) for record in records) > 1
        assert list(engine.documents_of("listing", "nobody-has-this-key", "en")) == []
        assert list(engine.documents_of("listing", "\x00:(", "en")) == []

    def test_several_counts_are_those_of_each(self, engine: SearchEngine) -> None:
        queries = [ask("wig"), ask("cancer"), ask("peluca", language="es"), ask("zzzz")]
        assert engine.count_each(queries, ("kind",)) == [engine.count(query, ("kind",)) for query in queries]
        assert engine.count_each([], ("kind",)) == []

    def test_strange_tokens_and_no_records_find_nothing(self) -> None:
        empty = self.make_engine([])
        assert empty.search(StructuredQuery("en"), limit=5) == []
        assert empty.count(StructuredQuery("en"), ("kind",)).total == 0
        query = StructuredQuery("en", (Clause((("\x00", "a/b", "(", "🙂"),)), Clause()), 1)
        assert self.make_engine(sample_records()).search(query, limit=5) == []

    def test_other_languages_are_searched_unstemmed(self) -> None:
        french = ListingRecord(key="ligne", language="fr", name="Ligne d’écoute", summary="On vous écoute.")
        engine = self.make_engine([french])
        assert keys(engine, ask("ecoute", language="fr")) == ["ligne"]
