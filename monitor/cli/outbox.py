"""clausewatch outbox: deliveries and their errors; retry or drop one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.cli.options import Limit, Number, examples, open_history, with_config, with_json
from monitor.cli.output import ago, print_json, safe
from monitor.errors import NotFoundError
from monitor.model import Delivery, DeliveryStatus


@examples("clausewatch outbox", "clausewatch outbox --status dead", "clausewatch outbox retry 12")
@click.group("outbox", invoke_without_command=True)
@click.option("--status", type=click.Choice([status.value for status in DeliveryStatus]), help="Only these.")
@click.option("--limit", type=Limit, default=50, show_default=True, help="At most so many, newest first.")
@with_config
@with_json
@click.pass_context
def command(ctx: click.Context, status: str | None, limit: int, config: Path, as_json: bool) -> None:
    """Deliveries and their errors."""
    ctx.obj = config
    if ctx.invoked_subcommand:
        return
    from store import outbox

    _, db = open_history(config)
    with db:
        found = outbox.list_deliveries(db, status=DeliveryStatus(status) if status else None, limit=limit)
    if as_json:
        print_json([_as_json(delivery) for delivery in found])
        return
    if not found:
        click.echo(f"No delivery is {status}." if status else "Nothing was to be told yet.")
    for delivery in found:
        for line in _lines(delivery, datetime.now(UTC)):
            click.echo(safe(line))


def _as_json(delivery: Delivery) -> dict[str, object]:
    return {
        "id": delivery.id,
        "alert": delivery.alert.id,
        "kind": delivery.alert.kind,
        "channel": delivery.channel,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "next_attempt": delivery.next_attempt_at,
        "sent": delivery.sent_at,
        "last_error": delivery.last_error,
    }


def _lines(delivery: Delivery, now: datetime) -> list[str]:
    """A delivery, and how far it has come; no table, so that the keys stay whole in a narrow terminal."""
    about = f"{delivery.id:>4}  {delivery.status:<8} {delivery.channel}  {delivery.alert.id}"
    tries = "tried once" if delivery.attempts == 1 else f"tried {delivery.attempts} times"
    come = [tries] if delivery.attempts and delivery.status is not DeliveryStatus.SENT else []
    if delivery.sent_at:
        come.append(f"sent {ago(delivery.sent_at, now)}")
    if delivery.next_attempt_at:
        come.append(f"due {ago(delivery.next_attempt_at, now)}" if delivery.next_attempt_at > now else "due now")
    how_far = ", ".join(come)
    return [
        about,
        *([f"      {how_far}"] if how_far else []),
        *([f"      {delivery.last_error}"] if delivery.last_error else []),
    ]


_with_config = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=lambda ctx, param, value: value or ctx.obj,  # it may stand before the verb, too
    help="The configuration (default: ./config.toml, then $CLAUSEWATCH_CONFIG).",
)


@examples("clausewatch outbox retry 12", "clausewatch outbox retry --channel dpo")
@command.command("retry", short_help="make one delivery due now, or all that failed on a channel")
@click.argument("delivery", type=Number, required=False)
@click.option("--channel", metavar="NAME", help="All that failed on this channel.")
@_with_config
def retry(delivery: int | None, channel: str | None, config: Path) -> None:
    """Makes one delivery due now, however often it failed; or all that failed on a channel that is mended."""
    from store import outbox

    if (delivery is None) == (channel is None):
        raise click.UsageError("give a DELIVERY, or --channel NAME for all that failed there")
    settings, db = open_history(config)
    with db:
        if channel is not None:
            found = outbox.retry_channel(db, channel, datetime.now(UTC))
            names = [one.name for one in settings.channels]
            if not found and channel not in names:  # those of a channel that is no longer there can be tried again, too
                raise NotFoundError(f"channel {channel!r}", f"configured are: {', '.join(names)}")
            click.echo(f"Failed deliveries to {channel} that are due now: {found}.")
        elif delivery is not None:
            outbox.retry(db, delivery, datetime.now(UTC))
            click.echo(f"Delivery {delivery} is due now.")


@examples("clausewatch outbox drop 12")
@command.command("drop", short_help="give one delivery up")
@click.argument("delivery", type=Number)
@_with_config
def drop(delivery: int, config: Path) -> None:
    """Gives one delivery up; the alert and its record stay."""
    from store import outbox

    _, db = open_history(config)
    with db:
        left = outbox.drop(db, delivery, datetime.now(UTC))
    was_sent = left is DeliveryStatus.SENT
    click.echo(f"Delivery {delivery} {'was sent already; nothing was dropped' if was_sent else 'is dropped'}.")
