"""What a capture is, decided before anything is compared: the policy, or something that stands in its place. Pure."""

from __future__ import annotations

import re

from monitor.model import Capture, CaptureKind

_POLICY = re.compile(
    r"\b(?:privacy|personal (?:data|information)|cookies?|data protection|datenschutz|donn[ée]es)\b", re.I
)


def classify(text: str, *, title: str | None, whole: str) -> Capture:
    """The kind of a page. text: what was chosen as the document; whole: all text of the page."""
    if len(text) < 500 or not _POLICY.search(text):
        return Capture(kind=CaptureKind.EMPTY_SHELL, reason="The page holds no running text about personal data.")
    return Capture(kind=CaptureKind.POLICY, reason="The page reads like a policy.")
