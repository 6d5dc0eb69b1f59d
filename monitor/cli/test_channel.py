"""clausewatch test-channel: a test message."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.cli.logs import set_up_logging
from monitor.cli.options import examples, settings_of, with_config
from monitor.errors import DeliveryError, NotFoundError
from monitor.model import Alert, AlertKind, Delivery, DeliveryStatus


@examples("clausewatch test-channel privacy-team")
@click.command("test-channel")
@click.argument("name")
@with_config
def command(name: str, config: Path) -> None:
    """Sends a test message to one channel, and says what became of it."""
    settings = settings_of(config)
    names = [channel.name for channel in settings.channels]
    if name not in names:
        raise NotFoundError(f"channel {name!r}", f"configured are: {', '.join(names)}")
    set_up_logging("text")
    from monitor.daemon import sender

    try:
        sender(settings).send(_test_delivery(name))
    except DeliveryError as error:
        raise click.ClickException(f"the test message could not be sent: {error}") from error
    click.echo(f"A test message was handed over to {name}.")


def _test_delivery(channel: str) -> Delivery:
    now = datetime.now(UTC)
    alert = Alert(
        id=f"test:{now:%Y%m%dT%H%M%SZ}:{secrets.token_hex(4)}",
        kind=AlertKind.TEST,
        vendor="clausewatch",
        vendor_name="clausewatch",
        source="clausewatch/test",
        terms_type="Test",
        url="",
        created_at=now,
    )
    return Delivery(id=0, alert=alert, channel=channel, status=DeliveryStatus.SENDING, attempts=1, next_attempt_at=None)
