"""The canonical form of a passage: what is left when everything that carries no meaning is dropped.

`canonical` runs a tuple of small steps of one signature; their order is data. Two passages with one canonical form
say the same. What a lawyer would notice has to survive: negations, numbers, units, money, names, modal verbs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from monitor.compare.remembered import remembered
from monitor.compare.spelling import american
from monitor.model.text import visible

Step = Callable[[str], str]

DATE = " ⟨date⟩ "
EMAIL = " ⟨email⟩ "

_IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?[^()\s]*(?:\([^()]*\)[^()\s]*)*>?(?:\s+\"[^\"]*\")?\s*\)")
# A table of contents on one line, as readers of pages run it together: it says where things stand, and nothing of them.
_CONTENTS = re.compile(r"(?:\[[^\[\]]*\]\(#[^()\s]*\)\s*){3,}")
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\[\]()|\"”’]+(?:\([^\s()]*\))?[^\s<>\[\]()|\"”’]*", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_ADDRESS = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]+|[^<>\s@]+@[^<>\s]+)>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_EMPHASIS = re.compile(r"[*`~]+|(?<![^\W_])_+|_+(?![^\W_])")

_HOST = r"[\w-]+(?:\.[\w-]+|\s?(?:\((?i:dot)\)|\[(?i:dot)\])\s?[\w-]+)+"
_EMAIL_ADDRESS = re.compile(rf"(?<![\w.+-])[\w.+-]++@{_HOST}")
# Tried only where a word begins: tried at each of its letters, a word of 100,000 takes minutes.
_ANY_EMAIL_ADDRESS = re.compile(
    r"\[?e-?mail\s*protected\]?(?:[\w-]*\.\w[\w.]*\w)?|\[(?:e-mail|courriel|correo)[^\[\]]{0,12}prot[^\[\]]{0,12}\]|"
    rf"(?:(?<![\w.+-])|(?<=protected))[\w.+-]++(?:@|\s?(?:\(at\)|\[at\]|\{{at\}})\s?){_HOST}",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"mail\s*protected", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|févr?(?:ier)?|mar(?:ch|s)?|märz|apr(?:il)?|avr(?:il)?|may|mai|june?|"
    r"juni|juin|july?|juli|juil(?:let)?|aug(?:ust)?|août|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?|"
    r"nov(?:ember|embre)?|de[cz](?:ember)?|déc(?:embre)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"\b(?=[\djfmasonde])(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?:\s+(?:of|de))?\s+{_MONTH}(?:\s+(?:of|de|del))?,?\s+{_YEAR}|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}|"
    rf"{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:{_YEAR}|\d\d)|"
    rf"{_MONTH},?\s+{_YEAR})\b(?!\.\d)",
    re.IGNORECASE,
)
# Cheap: most passages hold neither a year nor figures between dashes. A pattern that begins with one class of letters
# lets the search leap from one such letter to the next.
_MAYBE_DATE = re.compile(r"[0-9](?:(?<=1)9\d\d|(?<=2)0\d\d|[-/.]\d\d?[-/.]\d\d)")
_COPYRIGHT = re.compile(
    rf"(©|\(c\)|copyright)((?:\s|©|\(c\)|copyright){{0,4}}){_YEAR}(?:\s*[-–]\s*{_YEAR})?", re.IGNORECASE
)
_MAYBE_FOOTNOTE = re.compile(r"[¹²³⁰-⁹†‡\[](?:(?<!\[)|\d)")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_.,;:)\"”’])[¹²³⁰-⁹†‡]+|\[\d{1,2}\](?!\()")

# A number in front of a passage orders it and says nothing: "3.", "3.1", "(a)", "iv)", "Section 4:", "§ 2".
_NUMBERING = re.compile(
    r"\s*(?:[-*+•·▪●◦‣–—]\s+)*(?:(?:section|article|chapter|part|abschnitt|artikel|sección|artículo|§+)\s+)?"
    r"(?:\(?(?:\d{1,2}(?:\.\d{1,2})*:?|[a-z]|[ivx]{1,5})(?:\.\)|(?<=:)|[.)])+(?!\d)\s*|(?:\d{1,2}|[a-z])(?:\.\d{1,2})+\s+(?=(?-i:[A-ZÀ-Þ\"“]))"
    # run together with the first word, as readers of pages leave it: "5.1Transfers"
    r"|\d{1,2}(?:\.\d{1,2})+(?=(?-i:[A-ZÀ-Þ][a-zß-ÿ])))(?=\S)",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"\s*\d+(?:\.\d+)*\s+(?:second|minute|hour|day|week|month|year|percent|million|billion)", re.IGNORECASE
)
_NOT = re.compile(r"\b(ca|wo|sha)?n['’]t\b|\b(\w+)n['’]t\b|\bcannot\b")
_TOKEN = re.compile(r"[^\W_]+|[%€$£¥+&]|⟨\w+⟩")
_MARKS = "’“”–—‘•"
_SIGNS = "%$+&"  # beside letters and figures, what words are made of
_PLAIN = bytes(code if chr(code).isalnum() or chr(code) in _SIGNS else ord(" ") for code in range(128)) + bytes(128)


def compatibility(text: str) -> str:
    """One form for what looks the same: NFKC, no invisible characters, plain spaces."""
    if text.isascii():
        return text
    return visible(text)


def footnote_marks(text: str) -> str:
    """Drops raised figures and [1] behind words; before NFKC makes a plain figure of them."""
    if text.isascii() and "[" not in text:
        return text
    return _FOOTNOTE.sub("", text) if _MAYBE_FOOTNOTE.search(text) else text


def email_addresses(text: str) -> str:
    """An address, and what obfuscation leaves of it, is the same contact."""
    hidden = "prot" in text and ("[" in text or ("mail" in text and _HIDDEN.search(text)))
    if hidden or "at)" in text or "[at" in text:
        return _ANY_EMAIL_ADDRESS.sub(EMAIL, text)
    return _EMAIL_ADDRESS.sub(EMAIL, text) if "@" in text else text


def links(text: str) -> str:
    """A link is its label; an image is nothing, and a run of links within the page neither."""
    if "](" in text:
        text = _CONTENTS.sub(" ", text) if text.count("](#") > 2 else text
        text = _IMAGE.sub(" ", text) if "![" in text else text
        text = _LINK.sub(_label, text)
        text = _LINK.sub(_label, text) if "](" in text else text
    if "<" in text:
        text = _TAG.sub(" ", _ADDRESS.sub(r"\1", text))
    return text


def _label(link: re.Match[str]) -> str:
    return link[1]


def web_addresses(text: str) -> str:
    """An address that is spelled out says where to look, like a link's target; a bare domain is a name and stays."""
    return _WEB_ADDRESS.sub(" ", text) if "://" in text or "www." in text else text


def escapes(text: str) -> str:
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def emphasis(text: str) -> str:
    if "_" in text:
        return _EMPHASIS.sub("", text)
    return text.replace("*", "").replace("`", "").replace("~", "")


def numbering(text: str) -> str:
    """Drops the number in front; a duration ("2.5 years") is none."""
    match = _NUMBERING.match(text)
    return text if match is None or _UNIT_AFTER.match(text) else text[match.end() :]


def dates(text: str) -> str:
    """A calendar date is a date: when a policy took effect, not what it says."""
    return _DATE.sub(DATE, text) if _MAYBE_DATE.search(text) else text


def stated_dates(text: str) -> list[str]:
    """The calendar dates that a text names, as written, in order."""
    lines = (line for line in text.splitlines() if _MAYBE_DATE.search(line))
    return [match[0] for line in lines for match in _DATE.finditer(compatibility(line))]


def copyright_years(text: str) -> str:
    return _COPYRIGHT.sub(r"\1\2", text) if "©" in text or "(c)" in text or "opyright" in text else text


def contractions(text: str) -> str:
    """Every negation is the word "not" (of lower-case text)."""
    if "n't" in text or "n’t" in text or "cannot" in text:
        return _NOT.sub(_spelled_out, text)
    return text


def _spelled_out(match: re.Match[str]) -> str:
    if match[1]:
        return {"ca": "can", "wo": "will", "sha": "shall"}[match[1]] + " not"
    return f"{match[2]} not" if match[2] else "can not"


def case(text: str) -> str:
    return text.casefold()


def only_words(text: str) -> str:
    """Words, figures, money and per cent, one space between them, in American spelling."""
    return " ".join(map(american, _tokens(text)))


def _tokens(text: str) -> list[str]:
    """What _TOKEN finds. Splitting is faster, and will do where only quotes and dashes are beyond ASCII: mostly."""
    plain = text
    if not text.isascii():
        for mark in _MARKS:
            plain = plain.replace(mark, " ")
        if not plain.isascii():
            return _TOKEN.findall(text)
    for sign in _SIGNS:
        if sign in plain:
            plain = plain.replace(sign, f" {sign} ")
    return plain.encode().translate(_PLAIN).decode().split()


STEPS: tuple[Step, ...] = (
    footnote_marks,
    compatibility,
    links,
    web_addresses,
    escapes,
    email_addresses,
    emphasis,
    numbering,
    dates,
    copyright_years,
    case,
    contractions,
    only_words,
)


@remembered(16_384)
def canonical(text: str) -> str:
    """The canonical form of a passage: lower-case words one space apart. Equal for passages that say the same."""
    for step in STEPS:
        text = step(text)
    return text
