"""The interests that are named after "legitimate interests": what is pursued, without whose interest it is. Pure.

GDPR Art. 13(1)(d). The patterns serve the four languages.
"""

from __future__ import annotations

import re

_AT_MOST = 400  # characters
_NAMED = re.compile(
    r",?\s*(?:\((?!(?i:or|and|see|art)\b)(?P<brackets>[^)]+)\)?|"
    r"(?:(?:in|of|to|for|such as|including(?:\s+to)?|namely|:|à|de|pour|consistant à|an|zu|für|en|por)\s+|d['’])"
    r"(?!(?i:accordance|conjunction|line with|this|the (?:gdpr|general data|following)|art|we|do so|do this)\b)"
    r"(?P<words>[^.;|]+))"
)
# Whose interest it is: "Acme's own interest in ...", "of our users in being ...", "of Acme to ...".
_OWNER = re.compile(
    r"(?:(?:our|its|their|the|a|[A-Z][\w&. ]*['’]s)\s(?:\w+\s){0,3}?interests?\s"
    r"(?:(?:is|are|lies?|consists?)\s)?(?:in|to|for)\s|"
    r"(?:[A-Z]|(?:our|the|its|an?|any|another|other|third|us)\s)[^.;:()]{0,80}?\sin\s(?=(?:the\s)?\w+ing\b)|"
    r"[A-Z][\w&.]*(?:\s[A-Z][\w&.]*){0,3}\sto\s(?=[a-z])|"
    r"(?:(?:la société\s|notre société\s)?[A-Z][\w&.]*(?:\s[A-Z][\w&.]*){0,3}|"
    r"(?:la|notre) société|l['’]\w+|un tiers|nos \w+)\s"
    r"(?:(?:à|de|pour|consistant à|est de)\s|d['’])(?=[a-zà-ÿ])|"
    r"(?:la\s(?:empresa|sociedad)|[A-Z][\w&.]*(?:\s[A-Z][\w&.]*){0,3})\s(?:en|de|por)\s(?=\w+(?:ar|er|ir)\b))"
)
_NO_INTEREST = re.compile(
    r"(?:\b(?:and|or|of|our|ours|us|we|the|an?|any|another|other|others|own|those|yours?|their|its|third|part(?:y|ies)|"
    r"users?|customers?|members?|clients?|compan(?:y|ies)|controllers?|business|affiliates?|partners?)\b"
    r"(?:['’]s\b)?[ ,/]*)+|(?:\b(?:la|le|les|notre|nos|son|un|des?|du|et|ou|société|entreprise|responsables?|"
    r"traitement|tiers|clients?|utilisateurs?|partenaires?|éditeur)\b[ ,/]*)+|[A-Z]+|(?<!\()[A-Z]\w*|"
    r"process(?:ing)? [^,]*?(?:data|information)(?: to carry out (?:these|such) \w+)?"
)
# What limits the ground, and what is done on it: no part of the interest.
_BEYOND = re.compile(
    r"(?:^|,?\s)(?:except|unless|provided that|so long as|as long as|insofar|"
    r"(?:where|when|which|and|as|if) (?:such|these|those|our|the|your|they|are|is) (?:\w+ ){0,4}?"
    r"(?:overrid|outweigh|prevail))|,\s(?:and\s)?(?:we|you)\s|\s\(\"[^\")]*\"\)|"
    r",?\s(?:and|or),?\s(?:as|where|when|if)\s(?:legally\s)?(?:required|permitted|necessary)|"
    r",\s(?:and|or)\swith\syour\s"
)


def interests_span(raw: str, end: int) -> tuple[int, int]:
    """Where in flat text the interests stand that are named behind "legitimate interests", which end at end.

    (0, 0) where none are: the name of who has the interest, or a list below, names none.
    """
    match = _NAMED.match(raw, end, end + _AT_MOST)
    if match is None:
        return 0, 0
    start, stop = match.span("brackets" if match["brackets"] else "words")
    if beyond := _BEYOND.search(raw, start, stop):
        stop = beyond.start()
    if owner := _OWNER.match(raw, start, stop):
        start = owner.end()
    start, stop = _bare(raw, start, stop)
    return (0, 0) if start == stop or _NO_INTEREST.fullmatch(raw, start, stop) else (start, stop)


def _bare(raw: str, start: int, stop: int) -> tuple[int, int]:
    """The same place without blanks and marks at its ends, and without a bracket that is not closed or not opened."""
    words = raw[start:stop]
    if words.rfind("(") > words.rfind(")"):
        words = words[: words.rfind("(")]
    elif words.rstrip().endswith(")") and "(" not in words:
        words = words.rstrip()[:-1]
    left = len(words) - len(words.lstrip(" ,*-"))
    words = words.rstrip(" ,:*-")
    return start + left, max(start + left, start + len(words))
