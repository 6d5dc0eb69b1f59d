"""clausewatch run: the daemon."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.logs import set_up_logging
from monitor.cli.options import examples, settings_of, with_config


@examples("clausewatch run", "clausewatch run --config /etc/clausewatch/config.toml --log-format json")
@click.command("run")
@with_config
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", help="How log lines look.")
def command(config: Path, log_format: str) -> None:
    """Watches until it is told to stop.

    SIGTERM and SIGINT let what has begun come to its end; SIGHUP takes an edited configuration over.
    """
    settings = settings_of(config)
    set_up_logging(log_format)
    from monitor.daemon import Daemon, handle_signals

    daemon = Daemon(settings)
    handle_signals(daemon)
    daemon.run()
