"""What several commands share: where the configuration is, JSON or tables, dates, vendors."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from monitor.errors import NotFoundError
from monitor.model import slug

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.model import Version
    from store.database import Store

Command = TypeVar("Command", bound=click.Command)

DEFAULT_CONFIG = Path("config.toml")


def _config_path(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path:
    if value is not None:
        return value
    named = os.environ.get("CLAUSEWATCH_CONFIG")
    return Path(named) if named and not DEFAULT_CONFIG.exists() else DEFAULT_CONFIG


with_config = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_config_path,
    help="The configuration (default: ./config.toml, then $CLAUSEWATCH_CONFIG).",
)
with_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")

FORMS = ("table", "json", "csv", "markdown")
_AS_JSON = "clausewatch.as_json"


def _note_json(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    ctx.meta[_AS_JSON] = value


def _form(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    if value and ctx.meta[_AS_JSON] and value != "json":
        raise click.UsageError(f"--json and --format {value} exclude each other")
    return "json" if ctx.meta[_AS_JSON] else value or "table"


def with_form(function: Callable[..., None]) -> Callable[..., None]:
    """Gives a command `form`, one of FORMS; --json is short for --format json."""
    for option in (
        click.option(
            "--format", "form", type=click.Choice(FORMS), callback=_form, help="How to print (default: table)."
        ),
        click.option(
            "--json", is_flag=True, is_eager=True, expose_value=False, callback=_note_json, help="--format json."
        ),
    ):
        function = option(function)
    return function


MOST = 2**63 - 1
"""The largest number that the store knows."""
Number = click.IntRange(min=1, max=MOST)
Limit = click.IntRange(min=1, max=1_000_000)


class Vendor(click.ParamType[str]):
    """A vendor, by its name as people write it or as it stands in addresses; or the key of one of its documents."""

    name = "vendor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        is_key = "/".join(map(slug, value.split("/"))) == value  # and no name: "Example A/S"
        return value if is_key else slug(value) or value.encode(errors="replace").decode()


class When(click.ParamType[datetime]):
    """A date or a time: 2024-03-03, 2024-03-03T12:00, 2024-03-03T12:00:00Z. A date means its end, in UTC.

    begins: it means its beginning, for what counts from then on.
    """

    name = "date"

    def __init__(self, *, begins: bool = False) -> None:
        self._time = time.min if begins else time.max

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
            if len(value) <= len("2024-03-03"):
                moment = datetime.combine(moment, self._time)
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):  # the latter: in UTC it would be of a year before 1 or after 9999
            self.fail(f"{value!r} is no date; write 2024-03-03 or 2024-03-03T12:00", param, ctx)


def require_order(since: datetime | None, until: datetime | None) -> None:
    """Raises click.BadParameter where --until lies before --since."""
    if since and until and until < since:
        raise click.BadParameter(f"{until:%Y-%m-%d} lies before {since:%Y-%m-%d} (--since)", param_hint="'--until'")


def settings_of(config: Path) -> Settings:
    """The settings in a configuration file. Raises ConfigError."""
    from monitor.config import load

    return load(config)


def open_history(config: Path) -> tuple[Settings, Store]:
    """The settings, without their secrets, and their store; close it. It is read-only where this user may not write.

    The daemon's secrets are often for the daemon alone. Raises NotFoundError where nothing was recorded.
    """
    from monitor.config import load
    from store.database import open_to_read

    settings = load(config, with_secrets=False)
    if _is_missing(settings.store):
        raise NotFoundError(f"the store {settings.store}", "run `clausewatch check` once to begin a history")
    return settings, open_to_read(settings.store)


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False  # opening it says why
    return False


def one_source(db: Store, vendor: str) -> str:
    """The key of the one document that is meant. Raises NotFoundError, or UsageError where several are."""
    from store import sources

    keys = sources.find(db, vendor)
    policies = [key for key in keys if key.endswith("/privacy-policy")]
    if len(keys) == 1 or len(policies) == 1:
        return (policies or keys)[0]
    raise click.UsageError(f"{vendor!r} has several documents; name one: {', '.join(keys)}")


class Change(click.ParamType[int]):
    """A change, by the number of the version that it made."""

    name = "version"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            self.fail(f"{value!r} is no version; `clausewatch history VENDOR` lists them", param, ctx)
        if number == 1:
            self.fail("version 1 is the first record, no change; changes made the versions from 2 on", param, ctx)
        if not 1 < number <= MOST:
            self.fail(f"there is no version {number}; changes made the versions from 2 on", param, ctx)
        return number


class Place(click.ParamType[datetime | int]):
    """A place in a history: a version's number, or a date."""

    name = "version or date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime | int:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,7}", value):
            value = int(value)
        if not isinstance(value, int):
            return When().convert(value, param, ctx)
        if value < 1:
            self.fail(f"there is no version {value}; the first record is version 1", param, ctx)
        return value


def version_at(db: Store, key: str, place: datetime | int | None) -> Version:
    """The version at a place in a source's history; None: the newest. Raises NotFoundError."""
    from store import versions

    if isinstance(place, datetime):
        return versions.at(db, key, place)
    found = versions.get(db, key, place) if place else versions.latest(db, key)
    if found is None:
        raise NotFoundError(f"a version of {key}", "nothing was recorded yet; `clausewatch check` makes a first record")
    return found


def examples(*lines: str) -> Callable[[Command], Command]:
    """Adds examples to a command's --help."""

    def add(command: Command) -> Command:
        command.epilog = "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
        return command

    return add
