"""Invented vendors whose policies say something else from time to time, and what each edit means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from monitor.model import (
    Category,
    Direction,
    Finding,
    SourceDocument,
    slug,
)

POLICY = """# {name} Privacy Policy

This policy says how {name} handles the personal data of people who use our {product} and our website.

## What we collect

We collect your name, e-mail address and postal address when you open an account, and the settings of your {product}.

When you use the app we record which functions you use, at what time, and from which device.

## Whom we share data with

{sharing}

- Our hosting provider in Ireland stores all account data on our behalf.
- Our payment provider receives your name and card number when you buy something.
{more_recipients}
## How long we keep data

{retention}

Records of purchases are kept for ten years because tax law asks for it.

## Why we may process data

{basis}

## Your rights

{rights}

## How to reach us

Write to privacy@{slug}.example or to {name}, 4 Harbour Street, Dublin.
"""

_DEFAULTS = {
    "sharing": "We do not sell your personal data. We share it only with companies that work for us:",
    "more_recipients": "",
    "retention": "We keep account data for 30 days after you close your account, then delete it.",
    "rights": "You may ask us for a copy of your data, have it corrected or deleted.",
    "basis": "We process account data because we need it to perform our contract with you (Article 6(1)(b) GDPR).",
}


SHARING, RETENTION, BASIS = Category.SHARING, Category.RETENTION, Category.LEGAL_BASIS
LESS, MORE = Direction.LESS_PROTECTIVE, Direction.MORE_PROTECTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a policy says differently from `days` before now on, and what that was held to mean.

    says: topic of the text -> its new words. means: (topic, direction, reason) of each finding, by the words' topic.
    effective_in: in how many days after it takes effect, where the text says so.
    """

    days: int
    says: Mapping[str, str] = field(default_factory=dict)
    means: Mapping[str, tuple[Category, Direction, str]] = field(default_factory=dict)
    note: str = ""
    effective_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A vendor. edits: oldest first; the first one brings the first record."""

    name: str
    product: str
    tags: tuple[str, ...]
    edits: tuple[Edit, ...]
    blind_days: int = 0


VENDORS = (
    Invented(
        name="Brightlamp",
        product="lamps",
        tags=("smart-home",),
        edits=(
            Edit(days=1020),
            Edit(
                days=800,
                says={"more_recipients": "- Our delivery company receives your postal address.\n"},
                means={"more_recipients": (SHARING, LESS, "a delivery company is named as a recipient")},
            ),
            Edit(
                days=560,
                says={"retention": "We keep account data for 14 days after you close your account, then delete it."},
                means={"retention": (RETENTION, MORE, "account data is kept for 14 days instead of 30")},
            ),
            Edit(days=430, says={"rights": "You can ask us for a copy of your data, have it corrected or deleted."}),
            Edit(
                days=300,
                says={
                    "basis": "We process account data because of our legitimate interests in improving our lamps "
                    "(Article 6(1)(f) GDPR)."
                },
                means={"basis": (BASIS, LESS, "account data rests on legitimate interests instead of the contract")},
            ),
            Edit(
                days=5,
                effective_in=30,
                says={
                    "sharing": "We may sell your personal data to advertising partners. "
                    "We share it with companies that work for us:",
                    "retention": "We keep account data for 24 months after you close your account, then delete it.",
                },
                means={
                    "sharing": (SHARING, LESS, "personal data may be sold; before, sale was denied"),
                    "retention": (RETENTION, LESS, "account data is kept for 24 months instead of 14 days"),
                },
            ),
        ),
    ),
    Invented(
        name="Fernweh Maps",
        product="maps",
        tags=("travel",),
        edits=(
            Edit(days=900),
            Edit(
                days=610,
                says={
                    "more_recipients": "- Our analytics provider in the United States receives device identifiers.\n"
                },
                means={"more_recipients": (SHARING, LESS, "an analytics provider in the United States receives data")},
            ),
            Edit(
                days=200,
                says={"more_recipients": ""},
                means={"more_recipients": (SHARING, MORE, "the analytics provider is no longer named")},
            ),
        ),
    ),
    Invented(
        name="Kettle & Thread",
        product="kettles",
        tags=("smart-home",),
        edits=(
            Edit(days=700),
            Edit(
                days=120,
                says={"basis": "We process account data only with your consent (Article 6(1)(a) GDPR)."},
                means={"basis": (BASIS, Direction.NEUTRAL, "consent takes the place of the contract")},
            ),
        ),
    ),
    Invented(
        name="Murmur Audio", product="speakers", tags=("audio", "smart-home"), edits=(Edit(days=640),), blind_days=9
    ),
    Invented(
        name="Northpost",
        product="parcel lockers",
        tags=("delivery",),
        edits=(
            Edit(days=450),
            Edit(
                days=21,
                says={"retention": "Osobní údaje uchováváme pouze po nezbytně nutnou dobu a poté je mažeme."},
                note="a passage is in a language that is not read: Czech",
            ),
        ),
    ),
    Invented(name="Orchard Locks", product="door locks", tags=("smart-home",), edits=(Edit(days=380),)),
)


def policy(vendor: Invented, said: Mapping[str, str]) -> str:
    """The policy's text with what it says differently."""
    words = {**_DEFAULTS, **said}
    return POLICY.format(name=vendor.name, product=vendor.product, slug=slug(vendor.name), **words)


def document(vendor: Invented) -> SourceDocument:
    return SourceDocument(
        vendor=slug(vendor.name),
        vendor_name=vendor.name,
        terms_type="Privacy Policy",
        urls=(f"https://{slug(vendor.name)}.example/privacy",),
        interval=timedelta(days=1),
        tags=vendor.tags,
        language="en",
    )


_SECTIONS = {"sharing": "Whom we share data with", "more_recipients": "Whom we share data with"}
_SECTIONS |= {"retention": "How long we keep data", "basis": "Why we may process data"}


def finding(said: Mapping[str, str], edit: Edit, place: str) -> Finding:
    """What an edit means in one place, as a judge would find it. said: what the policy said differently before it."""
    category, direction, reason = edit.means[place]
    old, new = {**_DEFAULTS, **said}[place], edit.says[place]
    return Finding(
        category=category,
        rule=f"{category.value}.{place}",
        direction=direction,
        reason=reason,
        section=_SECTIONS[place],
        old=old.strip("- \n") or None,
        new=new.strip("- \n") or None,
        source={BASIS: "GDPR Art. 13(1)(c)", RETENTION: "GDPR Art. 13(2)(a)"}.get(category, "GDPR Art. 13(1)(e)"),
    )
