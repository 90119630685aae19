"""Settings: errors name the variable, the list shows no secret, the reference page is up to date."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dogwood.cli import main
from dogwood.cli.reference import write_settings
from dogwood.settings.config import Config, ConfigError

from .conftest import invoke

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("readers_port", "eighty"),
        ("readers_port", "70000"),
        ("readers_workers", "0"),
        ("page_cache_mb", "-1"),
        ("log_level", "LOUD"),
        ("languages", "[]"),
        ("languages", "en,es"),
        ("languages", '["no language"]'),
        ("timezone", "Carolina/Raleigh"),
    ],
)
def test_a_wrong_value_names_its_variable(set_up: Callable[..., Config], name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        set_up(**{name: value})
    assert name in str(caught.value).lower()


def test_main_ends_with_the_message_and_no_traceback(
    set_up: Callable[..., Config], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOGWOOD_DESK_PORT", "none")
    monkeypatch.setattr(sys, "argv", ["dogwood", "edition", "list"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert "DOGWOOD_DESK_PORT = 'none'" in str(caught.value)
    assert "Port of the editors' desk" in str(caught.value)


def test_lists_each_setting_with_its_source(set_up: Callable[..., Config], tmp_path: Path) -> None:
    (tmp_path / "dogwood.toml").write_text('host = "0.0.0.0"\n')
    set_up(page_cache_mb=64)
    result = invoke("settings")
    assert result.exit_code == 0
    for name in Config.model_fields:
        assert f"DOGWOOD_{name.upper()} = " in result.output
    assert "DOGWOOD_PAGE_CACHE_MB = 64  (environment)" in result.output
    assert "Default: 48." in result.output
    assert "DOGWOOD_HOST = 0.0.0.0  (dogwood.toml)" in result.output
    assert 'DOGWOOD_LANGUAGES = ["en", "es"]  (default)' in result.output


def test_secrets_are_masked(set_up: Callable[..., Config]) -> None:
    set_up(
        secret_key="hush-key",
        database_url="postgresql://dogwood:hush-db@db.example:5432/dogwood",
        email_url="smtp://post:hush-mail@mail.example:587",
    )
    output = invoke("settings").output
    assert "hush" not in output
    assert "postgresql://dogwood:…@db.example:5432/dogwood" in output
    assert "smtp://post:…@mail.example:587" in output


def test_a_misspelt_variable_is_pointed_out(set_up: Callable[..., Config], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOGWOOD_READERS_PROT", "8080")
    result = invoke("settings")
    assert "DOGWOOD_READERS_PROT is set, but there is no such setting" in result.output


def test_a_misspelt_name_in_the_file_is_refused(set_up: Callable[..., Config], tmp_path: Path) -> None:
    (tmp_path / "dogwood.toml").write_text("readers_prot = 8080\n")
    with pytest.raises(ConfigError, match="readers_prot: there is no such setting"):
        set_up()


def test_the_reference_page_is_up_to_date(set_up: Callable[..., Config]) -> None:
    page = (ROOT / "docs/operators/settings.md").read_text(encoding="utf-8")
    assert page == write_settings(), "Run: dogwood settings --markdown > docs/operators/settings.md"
    assert invoke("settings", "--markdown").output == page
