"""Which words beside a ground make a ground of processing of it, or an act: "we rely on", "you may withdraw". Pure."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.judge.reading.vocabulary import Mention

_NEAR = 120  # characters between a weak ground ("consent") and the words that make a ground of it


def frame_of(ground: Mention, frames: Sequence[Mention], grounds: Sequence[Mention]) -> Mention | None:
    """The frame that stands nearest to the ground, if it is near. grounds: all of the sentence."""
    near = [
        frame
        for frame in frames
        if frame.start - ground.end <= _NEAR
        and ground.start - frame.end <= _NEAR
        and _suits(frame, ground)
        and not _is_of_another(frame, ground, grounds)
    ]
    return min(near, key=lambda f: (f.rule.note["action"] == "rely", abs(f.start - ground.start)), default=None)


def is_other(frame: Mention | None) -> bool:
    """Withdrawal, objection, consent by use: not the ground itself."""
    return frame is not None and frame.rule.note["action"] != "rely"


def is_why_disclosed(ground: Mention, frame: Mention | None) -> bool:
    """Whether a duty is but the reason of a disclosure: "we disclose it where that is necessary to obey the law"."""
    return ground.rule.code == "legal_obligation" and frame is not None and frame.rule.code == "necessary"


def _is_of_another(frame: Mention, ground: Mention, grounds: Sequence[Mention]) -> bool:
    """Whether an act holds another ground: in "you need not consent, and may withdraw your consent" the second."""
    alike = [one for one in grounds if one.rule.code == ground.rule.code and frame.start <= one.start < frame.end]
    return is_other(frame) and bool(alike) and ground not in alike


def _suits(frame: Mention, ground: Mention) -> bool:
    return ground.rule.code.endswith(frame.rule.note.get("for", ""))
