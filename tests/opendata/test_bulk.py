"""Files of the whole edition."""

import csv
import gzip
import hashlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from dogwood.hsds.fields import TABLES
from dogwood.opendata.bulk import DATABASE, KINDS, LICENCE, LINES, LIST, PACKAGE, SUMS

from .conftest import Api


@pytest.fixture
def files(api: Api) -> dict[str, bytes]:
    return {name: api.get(f"/api/files/{name}").body for name in KINDS}


def test_the_list_tells_sizes_and_checksums(api: Api, files: dict[str, bytes]) -> None:
    about = api.get("/api/files/").json
    assert (about["edition"], about["licence"]) == (1, "CC BY 4.0")
    assert {row["name"] for row in about["files"]} == set(KINDS) - {SUMS}
    for row in about["files"]:
        body = files[row["name"]]
        assert (row["bytes"], row["sha256"]) == (len(body), hashlib.sha256(body).hexdigest())
    sums = {line[66:]: line[:64] for line in files[SUMS].decode().splitlines()}
    assert sums == {row["name"]: row["sha256"] for row in about["files"]}


def test_lines_are_the_services_of_the_api(api: Api, files: dict[str, bytes]) -> None:
    lines = [json.loads(line) for line in gzip.decompress(files[LINES]).splitlines()]
    assert [line["id"] for line in lines] == [
        item["id"] for item in api.get("/api/hsds/services", minimal="1").json["contents"]
    ]
    assert all("attributes" in line and "organization" in line for line in lines)


def test_what_the_profile_adds_has_a_line_a_language(api: Api, files: dict[str, bytes]) -> None:
    for kind in ("guide", "publication", "event"):
        lines = [json.loads(line) for line in gzip.decompress(files[f"{kind}s.ndjson.gz"]).splitlines()]
        asked = [api.get(f"/api/hsds/{kind}s", full="true", language=tag).json["contents"] for tag in ("en", "es")]
        assert lines == [item for page in asked for item in page]
        assert {line["language"] for line in lines} == {"en", "es"}


def test_the_database_has_the_tables_with_whole_keys(api: Api, files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    path.write_bytes(files[DATABASE])
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        with zipfile.ZipFile(io.BytesIO(files[PACKAGE])) as archive:
            for table in TABLES.values():
                if table.path not in archive.namelist():
                    continue
                rows = list(csv.DictReader(io.TextIOWrapper(archive.open(table.path), encoding="utf-8", newline="")))
                assert db.execute(f"SELECT COUNT(*) FROM {table.name}").fetchone() == (len(rows),)
        total = api.get("/api/hsds/services").json["total_items"]
        joined = "SELECT COUNT(*) FROM service JOIN organization ON organization.id = service.organization_id"
        assert db.execute(joined).fetchone() == (total,)
        kinds = {kind for (kind,) in db.execute("SELECT DISTINCT typeof(latitude) FROM location")}
        assert kinds <= {"real", "null"} and "real" in kinds
    finally:
        db.close()


def test_the_licence_says_what_to_name(files: dict[str, bytes]) -> None:
    text = files[LICENCE].decode()
    for words in ("Sample Health Directory, edition 1", "CC BY 4.0", "creativecommons.org", "Written for tests."):
        assert words in text
    with zipfile.ZipFile(io.BytesIO(files[PACKAGE])) as archive:
        assert archive.read(LICENCE) == files[LICENCE]
        about = json.loads(archive.read("datapackage.json"))
    assert about["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"


def test_files_are_made_once_and_told_again_only_when_new(api: Api) -> None:
    first = api.get(f"/api/files/{DATABASE}")
    assert first.headers["content-disposition"] == f'attachment; filename="{DATABASE}"'
    assert "content-encoding" not in api.get(f"/api/files/{DATABASE}", headers={"Accept-Encoding": "gzip"}).headers
    assert api.get(f"/api/files/{DATABASE}", headers={"If-None-Match": first.headers["etag"]}).status == 304
    head = api.get(f"/api/files/{DATABASE}", method="HEAD")
    assert (head.headers["content-length"], head.body) == (str(len(first.body)), b"")


@pytest.mark.parametrize("name", ["x", LIST, "api.sqlite", "..%2Fapi.sqlite", "../api.sqlite"])
def test_no_other_file_is_served(api: Api, name: str) -> None:
    assert api.ask(f"/api/files/{name}").status == 404
