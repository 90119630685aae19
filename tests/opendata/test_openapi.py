"""The OpenAPI document: reviewed, valid, and true by a few hundred cases that schemathesis makes up.

All ten thousand, against a server that runs: see docs/partners/README.md, "For developers".
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode

from dogwood.opendata.openapi import make_document
from tests.hsds.canonical import read_schema

from .conftest import SITE, Api

SNAPSHOT = Path(__file__).parents[2] / "docs" / "partners" / "openapi.json"
LANGUAGES = ("en", "es")
OPERATIONS = [
    (path, method)
    for path, item in make_document(SITE, LANGUAGES)["paths"].items()
    for method in item
    if method != "parameters"
]
EXAMPLES = 12
"""Of each operation, in each of two modes: about 400 cases."""


def test_the_document_is_the_one_that_was_reviewed(api: Api) -> None:
    """After a change that is meant: python -m tests.opendata.test_openapi writes it anew."""
    served = api.get("/api/hsds/openapi.json").json
    assert served == make_document(SITE, LANGUAGES)
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == make_document("", LANGUAGES)


def test_all_endpoints_and_parameters_of_the_standard_are_there() -> None:
    own, standard = make_document("", LANGUAGES), read_schema("openapi")
    for path, item in standard["paths"].items():
        ours = own["paths"][f"/api/hsds{path}"]
        for method in set(item) & {"get", "post"}:
            wanted = {row.get("name") or row["$ref"].rsplit("/", 1)[-1] for row in item[method].get("parameters", [])}
            having = {row["$ref"].rsplit("/", 1)[-1] for row in ours[method].get("parameters", [])}
            assert wanted <= having


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_answers_are_as_the_document_says(api: Api, path: str, method: str, mode: GenerationMode) -> None:
    document = make_document(SITE, LANGUAGES)
    operation = schemathesis.openapi.from_dict(document)[path][method.upper()]
    if mode is GenerationMode.NEGATIVE and not operation.query and not operation.path_parameters:
        pytest.skip("it takes no parameters")
    cases = operation.as_strategy(generation_mode=mode)

    @seed(20261123)
    @settings(
        max_examples=EXAMPLES, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(cases, st.none())
    def check(case: Any, nothing: None) -> None:
        query = {name: _write(value) for name, value in (case.query or {}).items()}
        keys = {name: quote(str(value), safe="") for name, value in (case.path_parameters or {}).items()}
        answer = api.ask(path.format(**keys).replace("%2F", "/"), urlencode(query, doseq=True), method=method.upper())
        if "{id}" in path and not keys["id"].strip("."):
            return
        assert answer.status in {200, 400, 404}, answer.body
        declared = document["paths"][path][method]["responses"]
        assert str(answer.status) in declared
        kind = answer.headers["content-type"].partition(";")[0]
        if answer.status != 200:
            assert kind == "application/problem+json"
            assert (
                mode is GenerationMode.NEGATIVE
                or answer.status == 404
                or set(query) & {"proximity", "minimal", "per_page"}
            )
            return
        content = declared["200"]["content"][kind]
        if kind == "application/json":
            validate(document, content["schema"], answer.json)

    check()


def validate(document: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    Draft202012Validator({**schema, "components": document["components"]}).validate(value)


def _write(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


if __name__ == "__main__":
    text = json.dumps(make_document("", LANGUAGES), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    SNAPSHOT.parent.mkdir(exist_ok=True)
    SNAPSHOT.write_text(text, encoding="utf-8")
