"""A capture that is not the policy is recognised from the two texts, and an edited policy is not suspected."""

from __future__ import annotations

import hashlib
import json
import lzma
import tomllib
from importlib import resources
from typing import Any

import pytest

from monitor.compare.align import compare
from monitor.compare.evidence import is_running_text
from monitor.compare.noise import canonical
from monitor.compare.segment import segment
from monitor.compare.suspect import suspicion
from tests.support.compare_texts import POLICY
from tests.support.data import data_folder

_TOPICS = ("orders", "recordings", "visits", "invoices", "surveys", "warranties", "accounts", "parcels")
_DEEDS = (
    "We collect the data on your {0} that you give us, and use them to answer you and to keep our service safe.",
    "Personal data on your {0} are kept for {1} months after the day on which your account with us was closed.",
    "Couriers and banks in {1} countries receive personal data on your {0}, where this is needed for the contract.",
    "You can object to our use of the data on your {0} at any time by a letter to our office in room number {1}.",
)


def long_policy(sections: int = 24) -> str:
    """A policy of an invented vendor with as many sections, each with four paragraphs of its own."""
    parts = ["# Privacy notice of Heron Doorbells\n\nLast updated: 3 March 2024"]
    for number in range(sections):
        topic = f"{_TOPICS[number % 8]} of the year {1990 + number}"
        parts.append(f"## {number + 1}. Your {topic}")
        parts += [deed.format(topic, number + 2) for deed in _DEEDS]
    return "\n\n".join(parts) + "\n"


LONG = long_policy()
MENU = "\n".join(
    f"* [{word}](/{word})" for word in ("Home", "Shop", "Lamps", "Bells", "Locks", "Help", "Jobs", "Press", "Login")
)


def suspected(old: str, new: str) -> str | None:
    return suspicion(old, new, compare(old, new))


BROKEN = {
    "nothing": "",
    "a page that had not loaded": "Loading…\n",
    "a robot check": "# Just a moment...\n\nPlease verify you are human by completing the action below.\n",
    "an error": "# 404\n\nThe page you are looking for does not exist.\n",
    "a login": "# Welcome back\n\nPlease log in to see this page.\n\nE-mail\n\nPassword\n\nForgot your password?\n",
    "a stub": "# Privacy notice of Heron Doorbells\n\nRead here how we use your data.\n",
    "a text that breaks off inside a sentence": LONG[: LONG.index("countries receive", len(LONG) // 2)],
    "a text that breaks off under a heading": LONG[: LONG.index("Your recordings of the year 2007") + 32],
    "half of the text": long_policy(24)[: LONG.index("## 9.")],
    "the text twice": LONG + "\n" + LONG[LONG.index("## 1.") :],
    "another language": "\n\n".join(
        f"Wir verwenden Ihre Daten Nummer {number}, um Ihnen zu antworten und um den Vertrag mit Ihnen zu erfüllen."
        for number in range(60)
    ),
    "another document": "\n\n".join(
        f"Lamp number {number} has a brass foot and burns for {number + 3} hours; it costs less than any other lamp."
        for number in range(120)
    ),
    "a menu around it": MENU + "\n\n" + LONG + "\n\n" + MENU.replace("/", "/en/"),
    "the words of a menu behind it": f"{LONG}\n\n"
    + "\n\n".join(("Lamps", "Bells", "Locks", "Sale", "Careers", "Sign in", "Pricing", "Visit", "Chimes", "Offers")),
    "a table of contents": LONG.replace(
        "## 1.",
        "\n".join(f"* [Your {_TOPICS[n % 8]} of the year {1990 + n}](#s{n})" for n in range(24)) + "\n\n## 1.",
        1,
    ),
    "a consent tool": LONG
    + "\n\n## Privacy Preference Center\n\nManage Consent Preferences\n\nAlways Active\n\nConfirm My Choices\n\n"
    + "\n".join(f"| _cookie{n} | heron.example | {n} days | First party |" for n in range(30)),
    "tables that were dropped before": LONG.replace(
        "## 5.",
        "| Cookie | Domain | Lifetime |\n| --- | --- | --- |\n"
        + "\n".join(f"| _cookie{n} | shop{n}.heron.example | {n} days |" for n in range(12))
        + "\n\n## 5.",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_capture_that_is_not_the_policy_is_suspected_on_either_side(case: str) -> None:
    broken = BROKEN[case]
    assert broken != LONG
    for reason in (suspected(LONG, broken), suspected(broken, LONG)):
        assert reason is not None
        assert reason.endswith(".")


def test_the_reason_says_which_side_is_broken() -> None:
    assert "new text" in (suspected(LONG, BROKEN["an error"]) or "")
    assert "old text" in (suspected(BROKEN["an error"], LONG) or "")


SOUND = {
    "the same": LONG,
    "a date": LONG.replace("3 March 2024", "5 May 2025"),
    "a word": LONG.replace("2 months", "12 months"),
    "a section more": LONG + "\n## 25. Artificial intelligence\n\nWe share your recordings with trainers of models.\n",
    "a section less": LONG.replace(LONG[LONG.index("## 20.") : LONG.index("## 21.")], ""),
    "sections in another order": LONG[: LONG.index("## 1.")]
    + LONG[LONG.index("## 12.") :]
    + "\n"
    + LONG[LONG.index("## 1.") : LONG.index("## 12.")],
    "a new list of recipients": LONG
    + "\n## Recipients\n\nWe share data with:\n\n"
    + "\n".join(f"* Partner number {n}" for n in range(30)),
    "an annex of names behind it": f"{LONG}\n\n" + "\n\n".join(f"Otter {n} Couriers Ltd" for n in range(12)),
    "a rewrite": "\n\n".join(
        f"Your personal data in file {n} go to partner {n * 3} for as long as {n + 1} years unless you object to it."
        for n in range(90)
    ),
    "a merger": "Heron Doorbells is now part of Tidewater Group. Please refer to their privacy policy.",
}


@pytest.mark.parametrize("case", SOUND)
def test_an_edited_policy_is_not_suspected(case: str) -> None:
    assert suspected(LONG, SOUND[case]) is None


SHORT = {
    "much longer": (
        "We keep data for 30 days.",
        "We keep data for 30 days. " + "We share it with couriers, banks and the police. " * 6,
    ),
    "much shorter": ("We keep data for 30 days. " * 10, "We sell data."),
    "all new": ("We keep the lamp.", "Advertisers buy everything that our doorbells hear."),
    "words of error pages": (
        "Requests are forbidden where the record is not found. We keep data for 30 days.",
        "Requests are forbidden where the record is not found. We keep data for 90 days.",
    ),
    "a list that grew at the end": (
        "We share data with:\n\n- couriers",
        "We share data with:\n\n- couriers and banks\n- insurers",
    ),
    "another title": (f"# Privacy policy\n\n{POLICY}", f"# Privacy notice\n\n{POLICY}"),
    "a link more": (POLICY, POLICY + "\n[Our partners](/partners)\n"),
    "a table that is announced": (
        LONG,
        LONG
        + "\nWe keep data as long as this table says.\n\n| Data | Period |\n| --- | --- |\n"
        + "\n".join(f"| Data of kind {n} | {n} years after the end of the contract with you |" for n in range(8)),
    ),
}


@pytest.mark.parametrize("case", SHORT)
def test_short_texts_and_small_edits_are_not_suspected(case: str) -> None:
    old, new = SHORT[case]
    assert suspected(old, new) is None
    assert suspected(new, old) is None


def rules() -> list[dict[str, Any]]:
    text = (resources.files("monitor.compare") / "rules" / "captures.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["capture"]
    return found


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["kind"])
def test_every_rule_has_sentences_that_trip_it_and_sentences_that_pass(rule: dict[str, Any]) -> None:
    def trips(sentence: str) -> bool:
        return any(f" {phrase} " in f" {canonical(sentence)} " for phrase in rule["phrases"])

    assert rule["source"]
    assert rule["trips"]
    assert all(map(trips, rule["trips"]))
    assert rule["passes"]
    assert not any(map(trips, rule["passes"]))
    assert all(canonical(phrase) == phrase for phrase in rule["phrases"])


def test_faults_among_labelled_changes_are_suspected_and_material_changes_are_not() -> None:
    """Every fourth service of the labelled changes; the whole set is scored by benchmarks/compare_speed.py."""
    path = data_folder() / "changes" / "labelled-changes.jsonl.xz"
    faults = suspected_faults = material = suspected_material = 0
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            change = json.loads(line)
            if int(hashlib.sha256(change["service"].encode()).hexdigest(), 16) % 4:
                continue
            label = change["label"]
            reason = suspected(change["old"], change["new"])
            if label["kind"] == "fault":
                faults += 1
                suspected_faults += reason is not None or not compare(change["old"], change["new"]).changes
            elif any(label[topic]["material"] == "yes" for topic in ("sharing", "retention", "legal_basis")):
                material += 1
                suspected_material += reason is not None
    assert suspected_faults >= 0.6 * faults > 5
    assert suspected_material <= 0.02 * material


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("We keep the recordings of your doorbell for thirty days.", True),
        ("# What we do with the recordings that your doorbell makes.", False),
        ("[Read how we keep the recordings of your doorbell for you.](https://heron.example/recordings)", False),
        ("Recordings and logs", False),
    ],
)
def test_what_states_something_is_told_from_headings_links_and_labels(text: str, states: bool) -> None:
    (passage,) = segment(text)
    assert is_running_text(passage) is states
