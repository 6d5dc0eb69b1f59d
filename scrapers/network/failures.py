"""How a fetch failed, in the words of monitor.errors: from statuses, from the network, from libraries."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import h2.exceptions
import httpcore
import httpx

from monitor.errors import Failure, FetchError, words_of
from monitor.http_time import retry_after


@contextmanager
def as_fetch_errors(url: str) -> Iterator[None]:
    """Everything that goes wrong inside on the way to `url` becomes a FetchError with `url` as its subject."""
    try:
        yield
    except FetchError as error:
        raise _about(url, error) from error
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise FetchError(url, f"no complete answer in time ({words_of(error)})", failure=Failure.TIMEOUT) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchError(url, words_of(error), failure=_network_failure(error)) from error
    except h2.exceptions.H2Error as error:  # within a body it comes through httpcore as it is
        raise FetchError(url, f"the HTTP/2 answer is broken ({words_of(error)})", failure=Failure.CONNECTION) from error
    except (
        httpx.InvalidURL,
        httpx.TransportError,
        httpx.TooManyRedirects,
        httpcore.UnsupportedProtocol,
        ValueError,
    ) as error:
        raise FetchError(url, words_of(error), failure=Failure.BAD_CONTENT) from error


def refusal(url: str, status: int, reason: str, wish: str | None, now: datetime) -> FetchError:
    """The error for an answer of status 400 and more. wish: its Retry-After."""
    return FetchError(
        url,
        f"HTTP {status} {reason}".rstrip(),
        failure=status_failure(status),
        status=status,
        retry_after=retry_after(wish, now),
    )


def status_failure(status: int) -> Failure:
    """The kind of failure that an HTTP status of 400 and more means."""
    named = {403: Failure.HTTP_403, 404: Failure.HTTP_404, 410: Failure.HTTP_410, 429: Failure.HTTP_429}
    return named.get(status, Failure.HTTP_4XX if status < 500 else Failure.HTTP_5XX)


def _about(url: str, error: FetchError) -> FetchError:
    """The same error with the address that was asked for as its subject; what went wrong elsewhere keeps its name."""
    problem = error.problem if error.subject == url else f"{error.subject}: {error.problem}"
    return FetchError(url, problem, failure=error.failure, status=error.status, retry_after=error.retry_after)


def _network_failure(error: BaseException) -> Failure:
    """Tells by the types in the chain of causes, since httpcore names only the phase.

    (The chain of contexts, to be exact: httpcore's pool raises "from None", which clears the cause.)
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Failure.TLS
        if isinstance(cause, ConnectionRefusedError):
            return Failure.REFUSED
        cause = cause.__context__
    return Failure.CONNECTION
