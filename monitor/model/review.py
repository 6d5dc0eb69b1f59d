"""What a person made of a change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReviewAction(StrEnum):
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    DISMISSED = "dismissed"
    LINKED = "linked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One entry in the record of a change; entries are only ever added.

    version: the change is the one that made this version. by: who says so. note: to whom it is assigned, why it is
    dismissed, which ticket it is linked to, or a remark.
    """

    source: str
    version: int
    action: ReviewAction
    by: str
    at: datetime
    note: str = ""

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise ValueError("a review needs a name: who says so")
        if self.action is not ReviewAction.ACKNOWLEDGED and not self.note.strip():
            raise ValueError(f"a change that is {self.action} needs a note: to whom, why, or which ticket")


def settles(action: ReviewAction) -> bool:
    """Whether somebody has looked at the change, so that nobody needs to be reminded."""
    return action in {ReviewAction.ACKNOWLEDGED, ReviewAction.DISMISSED}
