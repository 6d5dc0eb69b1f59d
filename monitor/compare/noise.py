"""The canonical form of a passage: what is left when everything that carries no meaning is dropped.

`canonical` runs a tuple of small steps of one signature; their order is data. Two passages with one canonical form
say the same. What a lawyer would notice has to survive: negations, numbers, units, money, names, modal verbs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

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
_SIGNS = "%€$£¥+&"  # beside letters and figures, what words are made of
# Of the signs of Western Europe, of which bytes are made faster than characters are looked up: those that are one form
# of what they look like, without what stands for others; and those of words, all others being blanks.
_WESTERN = [bytes([code]).decode("cp1252", "replace") for code in range(256)]
_PLAIN = bytes(code for code, sign in enumerate(_WESTERN) if visible(sign) == sign and sign not in "&\ufffd")
_OF_WORDS = bytes(code if sign.isalnum() or sign in _SIGNS else ord(" ") for code, sign in enumerate(_WESTERN))


def compatibility(text: str) -> str:
    """One form for what looks the same: NFKC, no invisible characters, plain spaces."""
    return text if _is_plain(text) else visible(text)


def _is_plain(text: str) -> bool:
    """Whether nothing in it looks like something else: mostly."""
    return text.isascii() or not text.encode("cp1252", "xmlcharrefreplace").translate(None, _PLAIN)


def footnote_marks(text: str) -> str:
    """Drops raised figures and [1] behind words; before NFKC makes a plain figure of them."""
    if "[" not in text and _is_plain(text):
        return text
    return _FOOTNOTE.sub("", text) if _MAYBE_FOOTNOTE.search(text) else text


def email_addresses(text: str) -> str:
    """An address, and what obfuscation leaves of it, is the same contact."""
    bracketed = "[" in text
    hidden = (bracketed or "mail" in text) and "prot" in text and (bracketed or _HIDDEN.search(text))
    if hidden or (bracketed and "[at" in text) or (")" in text and "at)" in text):
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
    denies = ("'" in text and "n't" in text) or ("’" in text and "n’t" in text)
    if denies or "cannot" in text:
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
    """What _TOKEN finds. Splitting is faster, and will do for the signs of Western Europe."""
    encoding = "ascii" if text.isascii() else "cp1252"
    try:
        plain = text.encode(encoding).translate(_OF_WORDS).decode(encoding)
    except UnicodeEncodeError:
        return _TOKEN.findall(text)
    for sign in _SIGNS:
        if sign in plain:
            plain = plain.replace(sign, f" {sign} ")
    return plain.split()


# The steps behind those two that see to characters, each with the signs of which a text must hold one for the step to
# change it; "" where letters alone will do. Most passages hold none of them: half the steps need not be asked.
_FIGURE = "0"
STEPS: tuple[tuple[Step, str], ...] = (
    (links, "[<"),
    (web_addresses, ""),
    (escapes, "\\"),
    (email_addresses, ""),
    (emphasis, "*_`~"),
    (numbering, ""),
    (dates, _FIGURE),
    (copyright_years, _FIGURE),
    (case, ""),
    (contractions, ""),
    (only_words, ""),
)
_ONE_FIGURE = bytes.maketrans(b"0123456789", _FIGURE.encode() * 10)
_NO_SIGN = bytes(set(range(256)) - set("".join(signs for _, signs in STEPS).encode()) - set(b"123456789"))


@lru_cache(maxsize=4096)
def _steps(signs: bytes) -> tuple[Step, ...]:
    """The steps for a text with these signs."""
    return tuple(step for step, needed in STEPS if not needed or set(needed.encode()) & set(signs))


@remembered(16_384)
def canonical(text: str) -> str:
    """The canonical form of a passage: lower-case words one space apart. Equal for passages that say the same."""
    text = compatibility(footnote_marks(text))
    for step in _steps(text.encode(errors="ignore").translate(_ONE_FIGURE, _NO_SIGN)):
        text = step(text)
    return text
