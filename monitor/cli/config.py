"""clausewatch config: check the configuration, print its schema."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.options import examples, settings_of, with_config
from monitor.cli.output import counted, print_json


@click.group("config")
def command() -> None:
    """Check the configuration; print its schema."""


@examples("clausewatch config check", "clausewatch config check --config /etc/clausewatch/config.toml")
@command.command("check", short_help="every fault of config.toml at once")
@with_config
def check(config: Path) -> None:
    """Reads the configuration as the daemon would, and names every fault at once (exit code 2)."""
    settings = settings_of(config)
    vendors = counted(len({source.vendor for source in settings.sources}), "vendor")
    click.echo(f"{settings.file} is sound: {vendors}, {counted(len(settings.sources), 'document')}.")
    click.echo(f"Alerts go to: {', '.join(channel.name for channel in settings.channels)}.")


@examples("clausewatch config schema > clausewatch.schema.json")
@command.command("schema", short_help="the JSON Schema of config.toml")
def schema() -> None:
    """Prints the JSON Schema of config.toml, for editors."""
    from monitor.config.schema import ConfigTable

    print_json(ConfigTable.model_json_schema())
