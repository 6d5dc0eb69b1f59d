"""What the weights know a revision by."""

from __future__ import annotations

from monitor.compare.align import compare
from monitor.judge.delta import seen

POLICY = """# Privacy

This notice tells what our kettles record of you.

We share your orders with our courier Swiftbox Ltd.
"""


def features_of(old: str, new: str) -> list[set[str]]:
    return [set(features) for _, features, _ in seen(compare(old, new), "en")]


def test_a_company_of_which_the_other_version_says_nothing_is_unheard() -> None:
    (found,) = features_of(POLICY, f"{POLICY}\nWe share your address with Lanternpost Ltd, our printer.\n")
    assert "recipient:unheard" in found


def test_a_company_that_is_named_elsewhere_is_not_unheard() -> None:
    (found,) = features_of(POLICY, f"{POLICY}\nWe share your address with Swiftbox Ltd, our printer.\n")
    assert "recipient:unheard" not in found


def test_a_company_that_is_named_no_longer_is_unheard_in_what_is_left() -> None:
    (found,) = features_of(f"{POLICY}\nWe share your address with Lanternpost Ltd, our printer.\n", POLICY)
    assert "recipient:unheard" in found
