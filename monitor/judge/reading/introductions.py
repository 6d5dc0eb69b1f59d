"""What stands above a sentence and makes it whole: headings, titles that run in, lead-ins of lists. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.compare.remembered import remembered
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.reading.vocabulary import Vocabulary

_LABEL_AT_MOST = 14  # words: "To fulfil your orders." names the purpose of its paragraph; longer sentences do not


def heading_topics(headings: Sequence[str], language: str) -> frozenset[str]:
    """What the innermost telling heading is about: codes of the topic "headings"."""
    for heading in reversed(headings):
        if codes := topics_of(heading, language):
            return codes
    return frozenset()


@remembered(8192)
def topics_of(heading: str, language: str) -> frozenset[str]:
    """Remembered: headings repeat for every passage below them."""
    folded = fold(heading)
    codes = frozenset(lexicon(language, "headings").codes("headings", folded))
    if "sources" not in codes:
        return codes
    return codes - ({"sources"} if _HANDED_ON.search(folded) else {"sharing"})


_HANDED_ON = re.compile(r"shar|disclos|recipient|sell|sold|sale\b|transfer")  # in a heading on where data comes from


_RUN_IN = re.compile(r"(?P<mark>\*\*|__)(?P<title>(?:(?!(?P=mark)).){2,80}?)(?:[.:](?P=mark)|(?P=mark)\s?[.:–—])")
_ASIDE = frozenset({"sharing", "cookies", "transfers", "rights"})  # bold words that name somebody are no title


def titled_sentence(passage: str, spans: Sequence[tuple[int, int]], language: str) -> dict[int, frozenset[str]]:
    """The sentence that a bold title in front of a passage is about, and its topics: "**Retention.** 24 months"."""
    if not passage.startswith(("**", "__")) or (run_in := _RUN_IN.match(passage)) is None:
        return {}
    topics = topics_of(run_in["title"], language)
    number = 0 if run_in.end() < spans[0][1] else 1
    return {number: topics} if topics and not topics & _ASIDE else {}


@remembered(1024)
def as_beginning(lead_in: str | None) -> str:
    """The lead-in as the beginning of the item's sentence: without the colon that would part them, bold or not."""
    return lead_in.rstrip("*_ \t\n").rstrip(":：;") + " " if lead_in else ""


def lead_below(words: str, lead_in: str) -> str:
    """What introduces the next line of a passage: a line that ends in a colon does, until a sentence ends."""
    plain = words.rstrip("*_ ")
    if plain.endswith((":", "：")):
        return as_beginning(words)
    return "" if plain.endswith((".", "!", "?")) else lead_in


def speaks_for_itself(line: str) -> bool:
    """Whether a line is a whole sentence, which needs nothing to introduce it."""
    return line[:1].isupper() and line.endswith(".") and len(line.split()) > _LABEL_AT_MOST


def label_of(text: str, spans: Sequence[tuple[int, int]], rules: Vocabulary) -> str:
    """The first sentence where it only names a purpose: short, with no one who acts."""
    if len(spans) < 2:
        return ""
    first = text[slice(*spans[0])]
    return first.rstrip(".:").strip() if _names_purpose(first, rules) else ""


@remembered(1024)
def _names_purpose(sentence: str, rules: Vocabulary) -> bool:
    if len(sentence.split()) > _LABEL_AT_MOST:
        return False
    folded = fold(sentence)
    words = rules.words(folded)
    if any(mention.start == 0 for mention in rules.find("purpose_opening", folded, words)):
        return True
    acts = rules.find("we", folded, words) or rules.find("passive", folded, words)
    return bool(rules.find("purposes", folded, words)) and not acts
