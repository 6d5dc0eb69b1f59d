"""The words in which facts are told: recipients, grounds, terms, places, safeguards and lengths of time. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from monitor.judge.reading.lexicon import rules

KINDS = {
    "ai_provider": "providers of artificial intelligence",
    "ad_network": "advertising networks",
    "advertiser": "advertisers",
    "analytics_provider": "analytics providers",
    "data_broker": "data brokers",
    "payment_provider": "payment providers",
    "credit_bureau": "credit agencies",
    "care_provider": "providers of health care",
    "insurer": "insurers",
    "carrier": "carriers",
    "social_network": "social networks",
    "court": "courts and parties to proceedings",
    "authority": "authorities",
    "adviser": "professional advisers",
    "acquirer": "whoever takes over the business",
    "research": "researchers",
    "industry_body": "industry bodies",
    "joint_controller": "another controller",
    "processor": "service providers",
    "affiliate": "companies of the group",
    "employer": "employers and administrators",
    "other_users": "other users",
    "public": "the public",
    "developer": "makers of applications",
    "partner": "partners",
    "third_party": "third parties",
}
GROUNDS = {
    "consent": "consent",
    "explicit_consent": "explicit consent",
    "contract": "a contract",
    "legal_obligation": "a legal obligation",
    "vital_interests": "vital interests",
    "public_task": "a public task",
    "legitimate_interests": "legitimate interests",
}
# Why data is processed and which data it is, by the codes of monitor/judge/rules/*/purposes.toml and data.toml; a code
# that is missing here reads well as it is.
PURPOSES = {
    "ai_training": "training artificial intelligence",
    "legal_compliance": "obeying the law",
    "legal_claims": "legal claims",
    "payment": "payment",
    "delivery": "delivering orders",
    "support": "customer support",
    "improvement": "improving products",
    "personalisation": "personalising the service",
    "business_transfer": "a sale of the business",
    "communication": "writing to the person",
    "account": "running the account",
    "operations": "running the business",
    "service": "providing the service",
}
DATA = {
    "personal": "personal data",
    "aggregated": "data that names nobody",
    "pseudonymous": "pseudonymised data",
    "sensitive": "sensitive data",
    "location": "location data",
    "financial": "financial data",
    "communications": "messages",
    "usage": "data on use",
    "contact": "contact details",
    "account": "account data",
    "children": "data of children",
    "job": "data of applicants or employees",
}
# By what the end of keeping is told: the criteria of monitor/judge/rules/*/criteria.toml, and what none of them is.
CRITERIA = {
    "indefinite": "without end",
    "account_life": "as long as the account exists",
    "inactivity": "until the account lies idle",
    "relationship": "as long as the relationship lasts",
    "legal_duty": "as long as the law demands it",
    "limitation": "until claims lapse",
    "dispute": "until disputes are settled",
    "fraud": "as long as fraud has to be prevented",
    "backup": "until backups are replaced",
    "request": "until one asks for deletion",
    "session": "for the session",
    "event_done": "until the processing is done",
    "purpose_done": "as long as its purpose needs it",
    "reasonable": "for a reasonable time",
    "event": "until what the text names",
}
# The same where data is deleted; what demands that it be kept ends no keeping.
DELETED = {
    "account_life": "when the account ends",
    "inactivity": "when the account lies idle",
    "relationship": "when the relationship ends",
    "backup": "when backups are replaced",
    "request": "when one asks for it",
    "session": "after the session",
    "event_done": "when the processing is done",
    "purpose_done": "when its purpose is done",
    "reasonable": "within a reasonable time",
}
# The same where a period runs from it.
FROM_THEN = {
    "account_life": "after the account ends",
    "relationship": "after the relationship ends",
    "inactivity": "of idleness",
    "request": "after it is asked for",
    "session": "after the session",
    "event_done": "after the processing is done",
}
# How data is shared now, and how it was before.
TERMS = {
    "consent": ("is shared only with consent", "was shared only with consent"),
    "opt_out": ("is shared unless one objects", "was shared unless one objected"),
    "may": ("may be shared", "might be shared"),
    "will": ("is shared without a condition", "was shared without a condition"),
    "never": ("is never shared", "was never shared"),
}
PLACES = {"abroad": "other countries", "home": "the EU or the EEA", "outside_eea": "countries outside the EEA"}
SAFEGUARDS = {
    "scc": "standard contractual clauses",
    "adequacy": "an adequacy decision",
    "dpf": "the Data Privacy Framework",
    "privacy_shield": "the Privacy Shield",
    "bcr": "binding corporate rules",
    "idta": "the UK transfer agreement",
    "contract": "a contract",
    "derogation": "a derogation",
    "cbpr": "the Cross-Border Privacy Rules",
}
_UNITS = {"Y": ("year", 365.25), "M": ("month", 30.44), "W": ("week", 7.0), "D": ("day", 1.0)}
_CLOCK = {"H": ("hour", 1 / 24), "M": ("minute", 1 / 1440), "S": ("second", 1 / 86_400)}
_QUOTED = 90  # letters of the text's own words that a sentence repeats


def plain(key: str) -> str:
    return key.replace("_", " ")


def quoted(words: str) -> str:
    """Words of the text itself, so that their grammar is not that of the sentence around them; cut where long."""
    bare = words.replace("*", "").strip(" ,.;:")
    return f"“{bare if len(bare) <= _QUOTED else bare[:_QUOTED].rsplit(' ', 1)[0] + ' …'}”"


def purpose(name: str) -> str:
    """A purpose of the vocabulary in words, another one as the text has it."""
    return PURPOSES.get(name) or (plain(name) if re.fullmatch(r"[a-z]+(_[a-z]+)*", name) else quoted(name))


def data(name: str) -> str:
    """A class of data in words."""
    return DATA.get(name) or plain(name)


def ground(name: str) -> str:
    return GROUNDS.get(name, plain(name))


def place(code: str) -> str:
    """A country by its ISO 3166-1 code, or a kind of place."""
    return PLACES.get(code) or _countries().get(code, code)


@lru_cache
def _countries() -> Mapping[str, str]:
    return {rule.code: rule.means for rule in rules() if rule.topic == "countries"}


def safeguard(name: str) -> str:
    return SAFEGUARDS.get(name, plain(name))


def listed(things: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    items = list(things)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def _parts(period: str) -> Iterator[tuple[float, str, float]]:
    """(number, unit, days of the unit) of an ISO 8601 duration."""
    date, _, clock = period.removeprefix("P").partition("T")
    for text, units in ((date, _UNITS), (clock, _CLOCK)):
        for number, letter in re.findall(r"([\d.]+)([A-Z])", text):
            if letter in units:
                yield float(number), *units[letter]


def days(period: str) -> float:
    """The length of an ISO 8601 duration in days."""
    return sum(number * length for number, _, length in _parts(period))


def in_words(period: str) -> str:
    """An ISO 8601 duration in words: "P1Y6M" -> "1 year and 6 months"."""
    return listed([f"{number:g} {unit}{'' if number == 1 else 's'}" for number, unit, _ in _parts(period)]) or period
