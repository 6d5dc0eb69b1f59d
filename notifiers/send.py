"""One try to deliver one alert to one channel: IO, with its own result.

Three kinds of address: `log://` (the program's log), webhooks and e-mail (own senders: see docs/decisions/0003), and
everything else by Apprise.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from apprise.plugins.email import NotifyEmail

from monitor.errors import PermanentDeliveryError
from monitor.model import Channel, Delivery
from notifiers import mail, services, smtp, webhook
from notifiers.addresses import LOG, WEBHOOK, check, instance, schema
from notifiers.render import render

_log = logging.getLogger("clausewatch.alerts")


class Sender:
    """Knows the channels by name, and delivers.

    base_url: where the operator's own pages are served, for links in messages.
    """

    def __init__(self, channels: Sequence[Channel], *, base_url: str | None = None) -> None:
        self._channels = {channel.name: channel for channel in channels}
        self._base_url = base_url
        _keep_addresses_out_of_the_log()

    def send(self, delivery: Delivery) -> None:
        """Returns when the channel's service has accepted the message.

        Raises TransientDeliveryError or PermanentDeliveryError, whose words hold no secret.
        """
        channel = self._channels.get(delivery.channel)
        if channel is None:
            raise PermanentDeliveryError(delivery.channel, "no channel of that name is configured")
        name = schema(channel.address)
        if name == LOG:
            self._to_log(delivery)
        elif name in WEBHOOK:
            webhook.post(delivery.alert, channel, base_url=self._base_url)
        else:
            self._by_apprise(delivery, channel)

    def _to_log(self, delivery: Delivery) -> None:
        message = render(delivery.alert, medium="log", base_url=self._base_url)
        # At WARNING, because that level is shown even where no logging is set up: an alert must not be swallowed.
        _log.warning("%s\n\n%s", message.title, message.text)

    def _by_apprise(self, delivery: Delivery, channel: Channel) -> None:
        plugin = instance(channel.address)
        if plugin is None:
            problem = check(channel.address) or "the address cannot be used"
            raise PermanentDeliveryError(channel.name, problem)
        if type(plugin) is NotifyEmail and plugin.pgp_mode == "no":
            self._by_mail(delivery, channel, mail.account(plugin))
        else:
            services.post(delivery.alert, channel, plugin, base_url=self._base_url)

    def _by_mail(self, delivery: Delivery, channel: Channel, account: mail.Account) -> None:
        words = render(delivery.alert, medium="email", base_url=self._base_url)
        message = mail.compose(delivery.alert, channel, account, words, datetime.now(UTC))
        smtp.submit(message, account, channel)


def _keep_addresses_out_of_the_log() -> None:
    """Addresses hold secrets, and the libraries that post to them write them whole into their records.

    Apprise's are read for the reason of a failure (it answers only yes or no), down to its debug lines, and go no
    further. httpx names each address at INFO, urllib3 at DEBUG.
    """
    apprise = logging.getLogger("apprise")
    apprise.propagate = False
    apprise.setLevel(logging.DEBUG)
    if not apprise.handlers:
        apprise.addHandler(logging.NullHandler())  # else Python's handler of last resort shows warnings
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("urllib3").setLevel(logging.INFO)
