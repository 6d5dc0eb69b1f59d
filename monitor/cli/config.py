"""clausewatch config: check the configuration, print its schema."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.failing import USAGE
from monitor.cli.options import examples, settings_of, with_config, with_json
from monitor.cli.output import counted, print_json
from monitor.errors import ConfigError


@click.group("config")
def command() -> None:
    """Check the configuration; print its schema."""


@examples("clausewatch config check", "clausewatch config check --config /etc/clausewatch/config.toml --json")
@command.command("check", short_help="every fault of config.toml at once")
@with_config
@with_json
def check(config: Path, *, as_json: bool) -> None:
    """Reads the configuration as the daemon would, and names every fault at once (exit code 2)."""
    try:
        settings = settings_of(config)
    except ConfigError as error:
        if not as_json:
            raise
        print_json({"file": error.file, "sound": False, "faults": error.faults})
        raise click.exceptions.Exit(USAGE) from error
    vendors = {source.vendor for source in settings.sources}
    documents, channels = len(settings.sources), [channel.name for channel in settings.channels]
    if as_json:
        found = {"vendors": len(vendors), "documents": documents, "channels": channels}
        print_json({"file": str(settings.file), "sound": True, "faults": [], **found})
        return
    told = f"{counted(len(vendors), 'vendor')}, {counted(documents, 'document')}"
    click.echo(f"{settings.file} is sound: {told}.")
    click.echo(f"Alerts go to: {', '.join(channels)}.")


@examples("clausewatch config schema > clausewatch.schema.json")
@command.command("schema", short_help="the JSON Schema of config.toml")
def schema() -> None:
    """Prints the JSON Schema of config.toml, for editors."""
    from monitor.config.schema import ConfigTable

    print_json(ConfigTable.model_json_schema())
