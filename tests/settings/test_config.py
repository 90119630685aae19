"""Each setting that cannot be used is named, with what would be right."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dogwood.settings.config import Config, ConfigError, load_config

Configure = Callable[..., Config]


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Configure]:
    """``configure(readers_port="80")`` is the configuration with these environment variables; ``toml`` is the file."""

    def make(toml: str | None = None, **variables: str) -> Config:
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("DOGWOOD_VAR", raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(f"DOGWOOD_{name.upper()}", value)
        if toml is not None:
            (tmp_path / "dogwood.toml").write_text(toml, encoding="utf-8")
        load_config.cache_clear()
        return load_config()

    yield make
    load_config.cache_clear()


def test_the_defaults_are_enough(configure: Configure) -> None:
    config = configure()
    assert (config.readers_address, config.desk_address) == ("http://127.0.0.1:8000", "http://127.0.0.1:8001")
    assert config.database()["NAME"] == Path("var/editorial.sqlite") and config.editions == Path("var/editions")
    assert config.languages == ("en", "es")


def test_the_environment_goes_before_the_file_and_the_file_before_the_defaults(configure: Configure) -> None:
    config = configure('readers_port = 9000\ndesk_port = 9001\nlanguages = ["es"]\n', desk_port="7001")
    assert (config.readers_port, config.desk_port, config.languages) == (9000, 7001, ("es",))


def test_a_file_of_another_name(configure: Configure, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("readers_port = 9100\n")
    assert configure(config=str(tmp_path / "other.toml")).readers_port == 9100


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("readers_port", "eighty", "integer"),
        ("readers_port", "0", "greater than or equal to 1"),
        ("desk_port", "70000", "65535"),
        ("readers_workers", "0", "greater than or equal to 1"),
        ("page_cache_mb", "-1", "greater than or equal to 1"),
        ("languages", "en,es", "JSON"),
        ("languages", "[]", "at least one language"),
        ("languages", '["english"]', "en, es or zh-Hant"),
        ("timezone", "Mars/Phobos", "America/New_York"),
        ("log_level", "loud", "DEBUG, INFO, WARNING or ERROR"),
        ("database_url", "mysql://u:hunter2@h/x", "postgresql://"),
        ("database_url", "postgresql://u:hunter2@h:port/x", "postgresql://"),
        ("email_url", "mail.example.org", "smtp://"),
        ("readers_url", "example.org", "https://"),
        ("desk_url", "ftp://example.org", "https://"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(
    configure: Configure, name: str, value: str, right: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        configure(**{name: value})
    message = str(caught.value)
    assert name in message.lower() and right in message
    assert "hunter2" not in message


def test_all_wrong_values_are_named_at_once(configure: Configure) -> None:
    with pytest.raises(ConfigError) as caught:
        configure(readers_port="x", desk_port="y", timezone="z")
    assert [name in str(caught.value) for name in ("READERS_PORT", "DESK_PORT", "TIMEZONE")] == [True] * 3


@pytest.mark.parametrize(
    ("toml", "reason"),
    [("reader_port = 1\n", "reader_port: there is no such setting"), ("readers_port = ", "cannot be read")],
)
def test_a_file_that_is_wrong(configure: Configure, toml: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        configure(toml)


def test_a_file_that_is_not_there(configure: Configure, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no\.toml, which is not a file"):
        configure(config=str(tmp_path / "no.toml"))


def test_postgresql(configure: Configure) -> None:
    database = configure(database_url="postgresql://us%40er:p%2Fw@db.example.org:5433/dogwood").database()
    wanted = {"USER": "us@er", "PASSWORD": "p/w", "HOST": "db.example.org", "PORT": 5433, "NAME": "dogwood"}
    assert {name: database[name] for name in wanted} == wanted


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(configure: Configure, tmp_path: Path) -> None:
    config = configure(var=str(tmp_path / "var"))
    key = config.find_secret_key()
    assert len(key) > 50 and config.find_secret_key() == key
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret-key"]
    assert configure(secret_key="given").find_secret_key() == "given"


def test_processes_that_start_at_once_have_one_key(configure: Configure, tmp_path: Path) -> None:
    config = configure(var=str(tmp_path / "var"))
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(config.find_secret_key())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8 and len(set(keys)) == 1 and keys[0]


def test_a_key_file_left_empty_is_filled(configure: Configure, tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    assert len(configure(var=str(tmp_path)).find_secret_key()) > 50


def test_every_setting_says_what_it_is() -> None:
    for name, field in Config.model_fields.items():
        assert field.description and field.description.endswith("."), name
