"""Webhooks: `json://` and `jsons://` addresses, with a signature and an idempotency key (docs/webhook.md).

Own sender and not Apprise's, which sends another body, signs nothing and hides the answer's Retry-After.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import httpx

from monitor.errors import DeliveryError, PermanentDeliveryError, TransientDeliveryError, words_of
from monitor.http_time import retry_after
from monitor.model import Alert, Channel
from notifiers.addresses import webhook_parts, without_secrets
from notifiers.cutoff import Cutoff
from notifiers.escape import one_line
from notifiers.payload import SCHEMA, SCHEMA_VERSION, payload

_TIMEOUT = 15.0  # for each read and write
_IN_ALL = 60.0
_ANSWER_LENGTH = 200
_TRY_AGAIN = frozenset((408, 409, 421, 423, 424, 425, 429))


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a webhook goes. Its address is a secret, so it is kept out of `repr`."""

    url: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    login: tuple[str, str] | None = field(repr=False)
    secret: str | None = field(repr=False)
    verify: bool


def endpoint(address: str) -> Endpoint | None:
    """The address read with Apprise's rules: `+Name=value` is a header, `-name=value` belongs to the webhook's own
    query; `secret=` is ours. None: it names no host."""
    parts = webhook_parts(address)
    if not parts:
        return None
    scheme = "https" if parts["secure"] else "http"
    host = f"[{parts['host'].strip('[]')}]" if ":" in parts["host"] else parts["host"]
    port = f":{parts['port']}" if parts.get("port") else ""
    url = httpx.URL(f"{scheme}://{host}{port}{parts.get('fullpath') or '/'}", params=dict(parts.get("qsd-") or {}))
    return Endpoint(
        url=str(url),
        headers=tuple(dict(parts.get("qsd+") or {}).items()),
        login=(unquote(parts["user"]), unquote(parts.get("password") or "")) if parts.get("user") else None,
        secret=parts["qsd"].get("secret") or None,
        verify=bool(parts.get("verify", True)),
    )


def post(alert: Alert, channel: Channel, *, base_url: str | None) -> None:
    """Post the alert; any answer of 2xx is acceptance. Raises a DeliveryError."""
    target = endpoint(channel.address)
    if target is None:
        raise PermanentDeliveryError(channel.name, "the webhook's address names no host")
    body = payload(alert, base_url=base_url).encode(errors="replace")
    cutoff = Cutoff(_IN_ALL)
    try:
        status, answer, wish = _exchange(target, headers(alert, channel, target, body), body, cutoff)
    except httpx.InvalidURL:
        raise PermanentDeliveryError(channel.name, "the webhook's address is malformed") from None
    except httpx.HTTPError as error:
        words = f"it took longer than {_IN_ALL:.0f} s" if cutoff.is_over else words_of(error)
        reason = without_secrets(one_line(words), channel.address)
        raise TransientDeliveryError(channel.name, f"no answer from the webhook: {reason}") from None
    if not 200 <= status < 300:
        raise _refusal(channel, status, answer, retry_after(wish, datetime.now(UTC)))


def _exchange(target: Endpoint, headers: dict[str, str], body: bytes, cutoff: Cutoff) -> tuple[int, str, str | None]:
    """Status, the beginning of the answer, and its Retry-After. An endless answer is not read to its end."""
    # Making a TLS context takes 30 ms, so plain HTTP does without.
    verify = target.verify and target.url.startswith("https:")
    with (
        cutoff,
        httpx.Client(verify=verify, timeout=_TIMEOUT, auth=target.login) as client,
        client.stream("POST", target.url, content=body, headers=headers, extensions={"trace": cutoff.trace}) as answer,
    ):
        start = b"" if answer.is_success else next(answer.iter_bytes(_ANSWER_LENGTH), b"")
        text = start.decode(answer.charset_encoding or "utf-8", errors="replace")
        return answer.status_code, text, answer.headers.get("retry-after")


def headers(alert: Alert, channel: Channel, target: Endpoint, body: bytes) -> dict[str, str]:
    """The operator's own headers come last but never replace the signature."""
    own = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "clausewatch",
        "Idempotency-Key": idempotency_key(alert, channel),
        "X-Clausewatch-Schema": f"{SCHEMA}/{SCHEMA_VERSION}",
    }
    signed = {"X-Clausewatch-Signature": signature(target.secret, body)} if target.secret else {}
    return own | dict(target.headers) | signed


def idempotency_key(alert: Alert, channel: Channel) -> str:
    """The same for every try of one alert on one channel."""
    return hashlib.blake2b(f"{channel.name}\n{alert.id}".encode(), digest_size=16).hexdigest()


def signature(secret: str, body: bytes) -> str:
    """HMAC-SHA256 of the raw body, written as GitHub and others do: "sha256=" and hex."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _refusal(channel: Channel, status: int, answer: str, wish: timedelta | None) -> DeliveryError:
    words = without_secrets(one_line(answer), channel.address)
    problem = f"the webhook answered {status}" + (f": {words}" if words else "")
    if status >= 500 or status in _TRY_AGAIN:
        return TransientDeliveryError(channel.name, problem, retry_after=wish)
    return PermanentDeliveryError(channel.name, problem)
