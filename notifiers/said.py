"""What others say in English within an alert, in the language of the message where it is known. Pure.

The sentences are data: `said` in words/en.toml has them word for word, the other languages their own. The English
sentence is its own key, as in gettext. Keys in alerts would be a second way beside this one: what is wrong with a page
is found far from any alert, stored with checks and states, and may be a server's own words; webhooks, commands and the
page show it in English. tests/notifiers/test_said.py makes each sentence where it comes from.
"""

from __future__ import annotations

import re
from functools import cache

from notifiers.lexicon import ENGLISH, Lexicon

_PLACE = re.compile(r"\\{(\w+)\\}")  # as re.escape leaves it


def said(text: str, words: Lexicon) -> str:
    """The sentence in that language; as it is where it is none of those known."""
    if words is ENGLISH:
        return text
    for key, pattern in _sentences():
        if found := pattern.fullmatch(text):
            values = found.groupdict()
            if "parts" in values:
                values["parts"] = words.listed(said(part, words) for part in values["parts"].split(" and in "))
            return words.say(key, **values)
    return text


def unreached(text: str, words: Lexicon) -> str:
    """How many documents fail in which way in an outage, and the words of one of them."""
    kinds, _, example = text.partition("; ")
    host, _, problem = example.partition(": ")
    if not problem:
        return said(text, words)
    return f"{', '.join(said(kind, words) for kind in kinds.split(', '))}; {host}: {said(problem, words)}"


def law(source: str, words: Lexicon) -> str:
    """A rule's source with the name that the law has in that language."""
    return source.replace(ENGLISH.say("law.gdpr"), words.say("law.gdpr"))


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = ((key, value) for key, value in ENGLISH.words.items() if key.startswith("said."))
    return tuple((key, re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(value)))) for key, value in known)
