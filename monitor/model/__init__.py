"""The words of the program, as frozen dataclasses. Pure: standard library only, imports nothing of the project."""

from monitor.model.alert import (
    Alert,
    AlertKind,
    Channel,
    Delivery,
    DeliveryStatus,
    Message,
    Rhythm,
)
from monitor.model.capture import Capture, CaptureKind, NotModified, Page, Snapshot
from monitor.model.change import (
    CategoryVerdict,
    Comparison,
    Direction,
    Finding,
    Judgement,
    Operation,
    SegmentChange,
    Verdict,
)
from monitor.model.check import Check, Outcome, SourceState
from monitor.model.practice import (
    Category,
    LegalBasis,
    Practice,
    Recipient,
    RetentionKind,
    RetentionPeriod,
)
from monitor.model.review import Review, ReviewAction
from monitor.model.source import PRIVACY_POLICY, SourceDocument, slug
from monitor.model.text import (
    Origin,
    Segment,
    SegmentKind,
    Version,
    VersionSummary,
    fingerprint,
    words,
)

__all__ = [
    "PRIVACY_POLICY",
    "Alert",
    "AlertKind",
    "Capture",
    "CaptureKind",
    "Category",
    "CategoryVerdict",
    "Channel",
    "Check",
    "Comparison",
    "Delivery",
    "DeliveryStatus",
    "Direction",
    "Finding",
    "Judgement",
    "LegalBasis",
    "Message",
    "NotModified",
    "Operation",
    "Origin",
    "Outcome",
    "Page",
    "Practice",
    "Recipient",
    "RetentionKind",
    "RetentionPeriod",
    "Review",
    "ReviewAction",
    "Rhythm",
    "Segment",
    "SegmentChange",
    "SegmentKind",
    "Snapshot",
    "SourceDocument",
    "SourceState",
    "Verdict",
    "Version",
    "VersionSummary",
    "fingerprint",
    "slug",
    "words",
]
