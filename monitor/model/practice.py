"""What a policy says, item by item, on the three topics (GDPR Arts. 4, 6, 9, 13, 14; terms of the W3C DPV)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """The three topics on which a change can be material."""

    SHARING = "sharing"
    RETENTION = "retention"
    LEGAL_BASIS = "legal_basis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets data. kind: a key of the recipients vocabulary ("processor", "advertiser", "authority", ...)."""

    kind: str
    name: str | None = None
    country: str | None = None


class RetentionKind(StrEnum):
    STATED = "stated"
    CRITERIA = "criteria"
    INDEFINITE = "indefinite"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPeriod:
    """How long data is kept. period: ISO 8601 duration ("P10Y") where one is stated."""

    kind: RetentionKind
    period: str | None = None
    applies_to: str | None = None
    criteria: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """The ground of a processing. article: of the GDPR, "6(1)(a)" to "6(1)(f)" or "9(2)(a)" and so on."""

    basis: str
    article: str
    interests: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One statement of the policy: exactly one of recipients/retention/legal_basis is the heart of it.

    affirmed: False for a denial ("we do not sell ..."). action: what is done ("share", "sell", "transfer", "retain").
    modality: "will" | "may" | "opt_out" | "consent" | "never".
    quote: verbatim words of the text. ordinal: the segment that says it. rule: the rule that read it.
    """

    category: Category
    rule: str
    quote: str
    section: str
    ordinal: int
    affirmed: bool = True
    action: str = ""
    modality: str = "will"
    recipients: tuple[Recipient, ...] = ()
    data: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    condition: str | None = None
    countries: tuple[str, ...] = ()
    safeguards: tuple[str, ...] = ()
    retention: RetentionPeriod | None = None
    legal_basis: LegalBasis | None = None
