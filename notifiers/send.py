"""One try to deliver one message to one channel: IO, with its own result.

Three kinds of address: `log://` (the program's log), webhooks and e-mail (own senders: see docs/decisions/0003), and
everything else by Apprise.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from apprise.plugins.email import NotifyEmail

from monitor.errors import PermanentDeliveryError
from monitor.model import Alert, Channel, Delivery
from notifiers import mail, services, smtp, webhook
from notifiers.addresses import LOG, WEBHOOK, check, instance, keep_out_of_the_log, schema
from notifiers.render import House, render

_log = logging.getLogger("clausewatch.alerts")


class Sender:
    """Knows the channels by name, and delivers.

    base_url: where the operator's own pages are served, for links in messages. templates: a folder with the
    operator's own templates.
    """

    def __init__(
        self, channels: Sequence[Channel], *, base_url: str | None = None, templates: Path | None = None
    ) -> None:
        self._channels = {channel.name: channel for channel in channels}
        self._house = House(base_url=base_url, templates=templates)
        self._reached: dict[str, set[str]] = {}  # who has a mail that others could not be given yet, by its Message-ID
        keep_out_of_the_log()

    def send(self, delivery: Delivery) -> None:
        """Returns when the channel's service has accepted the message.

        Raises TransientDeliveryError or PermanentDeliveryError, whose words hold no secret.
        """
        self.send_together((delivery,))

    def send_together(self, deliveries: Sequence[Delivery]) -> None:
        """The same for deliveries of one channel that make one message (see notifiers.grouping)."""
        name = deliveries[0].channel
        channel = self._channels.get(name)
        if channel is None:
            raise PermanentDeliveryError(name, "no channel of that name is configured")
        alerts = [delivery.alert for delivery in deliveries]
        service = schema(channel.address)
        house = replace(self._house, language=channel.language)
        if service == LOG:
            self._to_log(alerts, house)
        elif service in WEBHOOK:
            for alert in alerts:
                webhook.post(alert, channel, base_url=self._house.base_url)
        else:
            self._by_apprise(alerts, channel, house)

    def _to_log(self, alerts: Sequence[Alert], house: House) -> None:
        message = render(alerts, medium="log", house=house)
        # At WARNING, because that level is shown even where no logging is set up: an alert must not be swallowed.
        _log.warning("%s\n\n%s", message.title, message.text)

    def _by_apprise(self, alerts: Sequence[Alert], channel: Channel, house: House) -> None:
        plugin = instance(channel.address)
        if plugin is None:
            problem = check(channel.address) or "the address cannot be used"
            raise PermanentDeliveryError(channel.name, problem)
        if type(plugin) is NotifyEmail and plugin.pgp_mode == "no":
            self._by_mail(alerts, channel, mail.account(plugin), house)
        else:
            services.post(alerts, channel, plugin, house)

    def _by_mail(self, alerts: Sequence[Alert], channel: Channel, account: mail.Account, house: House) -> None:
        words = render(alerts, medium="email", house=house)
        message = mail.compose(alerts, channel, account, words, datetime.now(UTC))
        smtp.submit(message, account, channel, self._reached.setdefault(message["Message-ID"], set()))
        self._reached.pop(message["Message-ID"], None)
