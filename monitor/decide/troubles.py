"""Why a document cannot be read, in the words of the page and of alarms, and what its operator can do. Pure.

docs/operations.md says the same at more length; the kinds are those of monitor.check.unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.errors import Failure
from monitor.model import CaptureKind


@dataclass(frozen=True, slots=True)
class Trouble:
    """words: the kind, as it stands after a vendor's name. advice: a sentence; "" where waiting is all there is."""

    words: str
    advice: str = ""


_ELSEWHERE = "Look from another network: the host may have moved, or our way out is blocked."
_NEW_ADDRESS = "Look for the policy on the vendor's site, and set url to its new address."
_LOOK = "Look at the page in a browser."
_ANOTHER_PAGE = "Look for an address that is open to all (a print version, a PDF), or try browser = true."

TROUBLES: Mapping[str, Trouble] = {
    Failure.DNS: Trouble("its name cannot be resolved", _ELSEWHERE),
    Failure.TLS: Trouble(
        "no secure connection", f"{_ELSEWHERE} Where your own network signs certificates: SSL_CERT_FILE."
    ),
    Failure.REFUSED: Trouble("connection refused", _ELSEWHERE),
    Failure.TIMEOUT: Trouble("no answer in time", _ELSEWHERE),
    Failure.CONNECTION: Trouble("the connection broke", _ELSEWHERE),
    Failure.HTTP_403: Trouble("turned away (403)", "Name a [fetch] contact, or ask the vendor; try browser = true."),
    Failure.HTTP_404: Trouble("page gone (404)", _NEW_ADDRESS),
    Failure.HTTP_410: Trouble("page gone for good (410)", _NEW_ADDRESS),
    Failure.HTTP_429: Trouble("asked too often (429)", "It is asked less often by itself; a longer interval helps."),
    Failure.HTTP_4XX: Trouble("request refused (4xx)", _LOOK),
    Failure.HTTP_5XX: Trouble("fault of the server (5xx)"),
    Failure.REDIRECTS: Trouble("redirects without end", _LOOK),
    Failure.TOO_LARGE: Trouble("too large", "If that is its size: [fetch] max_size."),
    Failure.BAD_CONTENT: Trouble("no page came of it", _LOOK),
    Failure.FORBIDDEN_ADDRESS: Trouble("leads to a private address", "If that is meant: [fetch] allow_private, ports."),
    Failure.ROBOTS: Trouble("forbidden by robots.txt", "Ask the vendor, or answer for it: ignore_robots = true."),
    Failure.NO_POLICY_FOUND: Trouble("no policy found", _NEW_ADDRESS),
    CaptureKind.BOT_WALL: Trouble("bot wall", "Ask the vendor; browser = true helps where it only wants scripts."),
    CaptureKind.LOGIN: Trouble("behind a login", _ANOTHER_PAGE),
    CaptureKind.CONSENT_WALL: Trouble("behind a consent wall", _ANOTHER_PAGE),
    CaptureKind.EMPTY_SHELL: Trouble("empty without scripts", _ANOTHER_PAGE),
    CaptureKind.ERROR: Trouble("an error page", _LOOK),
    CaptureKind.WRONG_DOCUMENT: Trouble("another document", _NEW_ADDRESS),
    CaptureKind.WRONG_LANGUAGE: Trouble(
        "another language", "Set language to that of the text, or url to another page."
    ),
    CaptureKind.TRUNCATED: Trouble("the text is cut off", _LOOK),
    "elsewhere": Trouble("leads to another place", _NEW_ADDRESS),
    "restless": Trouble(
        "a part of it changes at every look",
        'Leave that part out: remove = ["a CSS selector"]; or name what stays: select.',
    ),
    "doubtful": Trouble("the text looks broken", f"{_LOOK} What stands for a week is told as a change."),
    "unreadable": Trouble("a fault of clausewatch", "The log has a traceback: please report it with the capture."),
}


def trouble(kind: str | None) -> Trouble:
    """kind: as SourceLine.trouble; None for sources that failed before kinds were kept."""
    return TROUBLES.get(kind or "", Trouble("cannot be read"))
