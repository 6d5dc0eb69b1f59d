"""Everything that can go wrong, as one tree; each error carries its subject.

ClausewatchError
├── ConfigError          the configuration cannot be used: every fault, with its dotted path
├── NotFoundError        a named vendor, version or file does not exist
├── StoreError           the store cannot be read or written
├── SourceError          one source could not be read; recorded, never fatal
│   └── FetchError       ... because it could not be fetched; `failure` says how
└── DeliveryError        one delivery could not be made; recorded, never fatal
    ├── TransientDeliveryError   a later try may succeed
    └── PermanentDeliveryError   no later try will (bad address, refused content)

A type, never the text of a message, says whether trying again helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

_NUMBERS = re.compile(r"^\[(?:Errno -?\d+|SSL(?:: \w+)?)\] | \(_ssl\.c:\d+\)$")


_UNSIGNED = "nobody who is trusted here has signed the server's certificate"
_CERTIFICATES = {  # by OpenSSL's X509_V_ERR_...
    9: "the server's certificate is not valid yet",
    10: "the server's certificate has run out",
    18: _UNSIGNED,
    19: _UNSIGNED,
    20: _UNSIGNED,
    21: _UNSIGNED,
    62: "the server's certificate is for another name",
    64: "the server's certificate is for another address",
}
_HANDSHAKES = {
    "WRONG_VERSION_NUMBER": "the server does not speak TLS there",
    "TLSV1_ALERT_PROTOCOL_VERSION": "the server speaks no version of TLS that is still safe",
    "UNSUPPORTED_PROTOCOL": "the server speaks no version of TLS that is still safe",
}


def words_of(error: BaseException) -> str:
    """Why TLS was not possible, in plain words; else what a library says, without the system's numbers for it.

    What readers of alarms can use, in short. (Libraries hide the error of TLS behind one of their own.)
    """
    cause: BaseException | None = error
    while cause is not None:
        certificate, handshake = getattr(cause, "verify_code", None), getattr(cause, "reason", None)
        if words := _CERTIFICATES.get(certificate or 0) or _HANDSHAKES.get(str(handshake)):
            return words
        cause = cause.__context__
    return _NUMBERS.sub("", str(error).strip()) or type(error).__name__


def did_you_mean(name: str, known: Iterable[str], otherwise: str, *, cutoff: float = 0.6) -> str:
    """A hint for a name that is not known: those that are like it, or else what `otherwise` says."""
    from difflib import get_close_matches  # late: only a slip needs it

    near = dict.fromkeys(get_close_matches(name, list(known), n=3, cutoff=cutoff))
    return f"did you mean {' or '.join(near)}?" if near else otherwise


class ClausewatchError(Exception):
    """The root: catch this at the edge of a command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFault:
    """One thing wrong with the configuration: where (dotted path), what, and how to mend it."""

    path: str
    problem: str
    hint: str


class ConfigError(ClausewatchError):
    """The configuration cannot be used; `faults` holds all that is wrong with it, in the file's order."""

    def __init__(self, file: str, faults: tuple[ConfigFault, ...]) -> None:
        self.file = file
        self.faults = faults
        super().__init__(f"{file} has {len(faults)} fault{'' if len(faults) == 1 else 's'}")


class NotFoundError(ClausewatchError):
    """A vendor, version or file that was named does not exist."""

    def __init__(self, subject: str, hint: str = "") -> None:
        self.subject = subject
        self.hint = hint
        super().__init__(f"{subject} does not exist" + (f": {hint}" if hint else ""))


class StoreError(ClausewatchError):
    """The store at `path` cannot be read or written."""

    def __init__(self, path: str, problem: str, hint: str = "") -> None:
        self.path = path
        self.problem = problem
        self.hint = hint
        super().__init__(f"{path}: {problem}" + (f" ({hint})" if hint else ""))


class SourceError(ClausewatchError):
    """The source (its address or key) could not be read."""

    def __init__(self, subject: str, problem: str) -> None:
        self.subject = subject
        self.problem = problem
        super().__init__(f"{subject}: {problem}")


class Failure(StrEnum):
    """How a fetch failed; the operator's alarm names it."""

    DNS = "dns"
    TLS = "tls"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    HTTP_403 = "http_403"
    HTTP_404 = "http_404"
    HTTP_410 = "http_410"
    HTTP_429 = "http_429"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    REDIRECTS = "redirects"
    TOO_LARGE = "too_large"
    BAD_CONTENT = "bad_content"
    FORBIDDEN_ADDRESS = "forbidden_address"
    ROBOTS = "robots"
    NO_POLICY_FOUND = "no_policy_found"


# A name that leads to a private address among them: it does so behind a captive portal.
NO_ANSWER: Mapping[Failure, str] = {
    Failure.DNS: "names that cannot be resolved",
    Failure.TLS: "no secure connection",
    Failure.REFUSED: "connections refused",
    Failure.TIMEOUT: "no answer in time",
    Failure.CONNECTION: "broken connections",
    Failure.FORBIDDEN_ADDRESS: "names that lead to private addresses",
}
"""The failures at which no server was met, as many of them are told together."""


class FetchError(SourceError):
    """An address could not be fetched.

    failure: what kind. retry_after: the server's own wish (Retry-After), where it gave one.
    """

    def __init__(
        self,
        subject: str,
        problem: str,
        *,
        failure: Failure,
        status: int | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        self.failure = failure
        self.status = status
        self.retry_after = retry_after
        super().__init__(subject, problem)


class DeliveryError(ClausewatchError):
    """A message could not be delivered to `channel` (its name; never its address, which is a secret)."""

    def __init__(self, channel: str, problem: str) -> None:
        self.channel = channel
        self.problem = problem
        super().__init__(f"{channel}: {problem}")


class TransientDeliveryError(DeliveryError):
    """A later try may succeed; retry_after is the service's own wish, where it gave one."""

    def __init__(self, channel: str, problem: str, *, retry_after: timedelta | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(channel, problem)


class PermanentDeliveryError(DeliveryError):
    """No later try will succeed without a change of configuration."""
