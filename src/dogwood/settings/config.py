"""Dogwood's configuration: environment variables, or one file, and a default for each.

A setting ``foo`` is read from the environment variable ``DOGWOOD_FOO``, else from the file named by
``DOGWOOD_CONFIG`` (TOML; ``dogwood.toml`` in the working directory by default), else its default holds.
``docs/operators/settings.md`` is generated from this class.
"""

import os
import secrets
import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from dogwood.facts.errors import FactError
from dogwood.facts.language import parse_language_tag
from dogwood.facts.schedule import find_timezone

CONFIG_VARIABLE = "DOGWOOD_CONFIG"
DEFAULT_FILE = "dogwood.toml"


_SCHEMES = {
    "readers_url": ("http", "https"),
    "desk_url": ("http", "https"),
    "database_url": ("postgresql", "postgres"),
    "email_url": ("smtp",),
}
_SECRET = {"secret_key", "database_url", "email_url"}
"""Settings whose value no message repeats."""


class ConfigError(Exception):
    """A setting has a value that cannot be used. The message names it and says what would be right."""


class Config(BaseSettings):
    """All settings of all three processes."""

    model_config = SettingsConfigDict(env_prefix="DOGWOOD_", extra="forbid", frozen=True)

    var: Path = Field(
        Path("var"), description="Folder for everything that changes: database, editions, media, secret key."
    )
    host: str = Field("127.0.0.1", description="Address on which readers' site and desk listen.")
    readers_port: int = Field(8000, ge=1, le=65535, description="Port of the readers' site.")
    desk_port: int = Field(8001, ge=1, le=65535, description="Port of the editors' desk.")
    readers_workers: int = Field(1, ge=1, le=64, description="Worker processes of the readers' site.")
    readers_url: str = Field("", description="Public address of the readers' site. Empty: http://HOST:READERS_PORT.")
    desk_url: str = Field("", description="Public address of the desk. Empty: http://HOST:DESK_PORT.")
    database_url: str = Field(
        "",
        description="PostgreSQL as postgresql://user:password@host:5432/name. Empty: SQLite in VAR/editorial.sqlite.",
    )
    secret_key: str = Field(
        "", description="Signs desk sessions and form tokens. Empty: made once, kept in VAR/secret-key."
    )
    languages: tuple[str, ...] = Field(("en", "es"), description="Languages of the directory, the default one first.")
    timezone: str = Field("America/New_York", description="Time zone of the desk's clock, an IANA name.")
    page_cache_mb: int = Field(48, ge=1, le=4096, description="Most memory for readers' ready pages, in megabytes.")
    count_search_gaps: bool = Field(
        False,
        description="Count searches that found nothing, by need and county, never their words. See “dogwood search-gaps”.",
    )
    open_data_requests: int = Field(
        600, ge=1, le=1_000_000, description="Requests for open data that one address may make in a minute."
    )
    two_step: str = Field(
        "offered", pattern="^(offered|required)$", description="Two-step sign-in on the desk: offered or required."
    )
    takes_reports: bool = Field(
        True,
        description="Listings lead to the desk's form for readers' reports. Without it they lead to the contact page.",
    )
    email_url: str = Field(
        "", description="Outgoing mail as smtp://user:password@host:587 (STARTTLS). Empty: mail is printed, not sent."
    )
    email_from: str = Field("dogwood@localhost", description="Sender of the desk's mail.")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        path = Path(os.environ.get(CONFIG_VARIABLE, DEFAULT_FILE))
        if os.environ.get(CONFIG_VARIABLE) and not path.is_file():
            raise ConfigError(f"{CONFIG_VARIABLE} names {path}, which is not a file.")
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=path)

    @field_validator("languages", mode="after")
    @classmethod
    def _check_languages(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError('Give at least one language, such as ["en", "es"].')
        return tuple(parse_language_tag(tag) for tag in value)

    @field_validator("timezone", mode="after")
    @classmethod
    def _check_timezone(cls, value: str) -> str:
        find_timezone(value)
        return value

    @field_validator("readers_url", "desk_url", "database_url", "email_url", mode="after")
    @classmethod
    def _check_url(cls, value: str, info: ValidationInfo) -> str:
        schemes = _SCHEMES[str(info.field_name)]
        if not value:
            return value
        try:
            url = urlsplit(value)
            is_whole = url.scheme in schemes and bool(url.hostname) and url.port != 0
        except ValueError:  # a port that is no number, half a bracket
            is_whole = False
        if not is_whole:
            raise ValueError(f"It begins with {' or '.join(f'{scheme}://' for scheme in schemes)} and names a host.")
        return value

    @property
    def editions(self) -> Path:
        return self.var / "editions"

    @property
    def media(self) -> Path:
        return self.var / "media"

    @property
    def search_gaps_path(self) -> Path:
        return self.var / "search-gaps" / "counts.json"

    @property
    def database_path(self) -> Path:
        return self.var / "editorial.sqlite"

    @property
    def meaning_vectors(self) -> Path:
        """What “dogwood search-vectors” makes and the next edition takes."""
        return self.var / "meaning" / "meaning.vectors"

    @property
    def readers_address(self) -> str:
        return self.readers_url.rstrip("/") or f"http://{self.host}:{self.readers_port}"

    @property
    def desk_address(self) -> str:
        return self.desk_url.rstrip("/") or f"http://{self.host}:{self.desk_port}"

    def database(self) -> dict[str, Any]:
        """Django's ``DATABASES["default"]``."""
        if self.database_url:
            url = urlsplit(self.database_url)
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/"),
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "HOST": url.hostname or "",
                "PORT": url.port or "",
                "CONN_MAX_AGE": 60,
            }
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": self.database_path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
            },
        }

    def find_secret_key(self) -> str:
        """The secret key: the setting, else the one kept in ``VAR/secret-key``, made on first use (mode 0600)."""
        if self.secret_key:
            return self.secret_key
        path = self.var / "secret-key"
        is_empty = path.exists() and not path.stat().st_size  # left so by a process that died
        if is_empty or not path.exists():
            self.var.mkdir(parents=True, exist_ok=True)
            aside = self.var / f".secret-key-{os.getpid()}-{secrets.token_hex(4)}"
            aside.touch(mode=0o600)
            aside.write_text(secrets.token_urlsafe(50), encoding="ascii")
            if is_empty:
                aside.replace(path)
            else:
                with suppress(FileExistsError):  # three processes start at once; the first one's key is everybody's
                    os.link(aside, path)
                aside.unlink()
        return path.read_text(encoding="ascii").strip()


@cache
def load_config() -> Config:
    """The configuration of this process. Raises ConfigError that names each wrong setting and what would be right."""
    try:
        return Config()
    except ValidationError as error:
        lines = [_explain(item) for item in error.errors()]
        raise ConfigError("These settings cannot be used:\n" + "\n".join(lines)) from None
    except (FactError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"The configuration cannot be read: {error}") from None
    except Exception as error:  # pydantic-settings wraps what it cannot parse in its own class
        if type(error).__name__ == "SettingsError":
            raise ConfigError(
                f'A setting cannot be read: {error}. Lists are written as JSON, such as ["en", "es"].'
            ) from None
        raise


def _explain(item: Any) -> str:
    name = str(item["loc"][0]) if item["loc"] else "?"
    field = Config.model_fields.get(name)
    if field is None:
        return f"- {name}: there is no such setting. “dogwood settings” lists them all."
    value = "(not shown)" if name in _SECRET else repr(item["input"])
    return f"- DOGWOOD_{name.upper()} = {value}: {item['msg']}. {field.description}"
