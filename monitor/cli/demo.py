"""clausewatch demo: the whole product in a minute, without any network."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from monitor.cli.options import examples
from monitor.cli.output import console


@examples(
    "clausewatch demo",
    "clausewatch demo --stay",
    "clausewatch demo --output demo && clausewatch history nimbus-cam --config demo/config.toml",
)
@click.command("demo")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep its configuration and store in this folder.",
)
@click.option("--stay", is_flag=True, help="Serve the page when the story is over, too, until Ctrl-C.")
def command(output: Path | None, stay: bool) -> None:
    """Serves five invented vendors' policies from loopback, lets them change, and watches them at a fast clock."""
    if output is None:
        with tempfile.TemporaryDirectory(prefix="clausewatch-demo-") as folder:
            _play(Path(folder), stay=stay)
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
        is_empty = not any(output.iterdir())
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}; name another folder") from error
    if not is_empty:
        raise click.UsageError(f"{output} is not empty; name another folder")
    _play(output, stay=stay)
    click.echo(f"Kept in {output}: look further with `clausewatch history nimbus-cam --config {output}/config.toml`.")


def _play(folder: Path, *, stay: bool) -> None:
    from monitor.daemon import handle_signals
    from monitor.demo.show import play

    play(folder, console(), stay=stay, on_start=handle_signals)
