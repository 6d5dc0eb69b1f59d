"""British and American spelling of the words that policies use, folded to the American form."""

from __future__ import annotations

import re

from monitor.compare.remembered import Remembered

# Stems of verbs in -ise/-ize. A list, since "promise", "exercise" and "advertise" are the same everywhere.
_IZE_STEMS = (
    "anonym|pseudonym|author|unauthor|reauthor|personal|depersonal|custom|organ|reorgan|recogn|util|minim|optim|maxim|"
    "categor|real|special|summar|synchron|final|central|decentral|general|normal|visual|standard|modern|prior|priorit|"
    "monet|apolog|character|critic|emphas|capital|harmon|initial|local|legal|material|mobil|neutral|penal|public|"
    "random|scrutin|social|stabil|subsid|symbol|token|digit|itemorgan|itemn|econom|formal|victim|internal|external|"
    "jeopard|memor|ident|global|regular|sanit|serial|tokenn|trivial|final|patron|commercial|compartmental|rational"
)
_ISE = re.compile(rf"({_IZE_STEMS})is(e|es|ed|ing|er|ers|ation|ations|ational)")
_YSE = re.compile(r"(analy|cataly|paraly)s(e|ed|es|ing|er|ers)")
_OUR = re.compile(r"(behavi|fav|hon|col|lab|neighb|endeav|rum|harb|hum|vig|sav|dishon|misbehavi)our(\w*)")
_DOUBLED = re.compile(
    r"(cancel|travel|label|model|signal|counsel|channel|total|tunnel|fuel|level|marshal)l(ed|ing|er|ers)"
)
_SINGLE = {
    "centre": "center",
    "centres": "centers",
    "licence": "license",
    "licences": "licenses",
    "practise": "practice",
    "defence": "defense",
    "offence": "offense",
    "offences": "offenses",
    "programme": "program",
    "programmes": "programs",
    "fulfil": "fulfill",
    "fulfils": "fulfills",
    "fulfilment": "fulfillment",
    "enrol": "enroll",
    "enrolment": "enrollment",
    "judgement": "judgment",
    "catalogue": "catalog",
    "cheque": "check",
    "grey": "gray",
    "whilst": "while",
    "amongst": "among",
    "learnt": "learned",
    "ageing": "aging",
    "acknowledgement": "acknowledgment",
    "enquiry": "inquiry",
    "enquiries": "inquiries",
    "instalment": "installment",
    "metre": "meter",
    "theatre": "theater",
    "per": "per",
}


def _american(word: str) -> str:
    if word in _SINGLE:
        return _SINGLE[word]
    for pattern, replacement in ((_ISE, r"\1iz\2"), (_YSE, r"\1z\2"), (_OUR, r"\1or\2"), (_DOUBLED, r"\1\2")):
        if match := pattern.fullmatch(word):
            return match.expand(replacement)
    return word


american = Remembered(_american, at_most=65_536).__getitem__
"""The American spelling of a lower-case word; the word itself where there is nothing to fold."""
