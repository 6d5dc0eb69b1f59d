"""The words by which policies and their titles are known (rules/vocabulary.toml). Pure."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_RULES = tomllib.loads(files("scrapers").joinpath("rules/vocabulary.toml").read_text("utf-8"))
_STEMS = tuple(stem for stems in _RULES["stems"].values() for stem in stems)
_SCRIPTED = tuple(_RULES["scripted"]["stems"])
_TELLING_STEMS, _TELLING_SCRIPTED = (
    tuple(stem for stem in stems if stem not in _RULES["weak"]["stems"]) for stems in (_STEMS, _SCRIPTED)
)
_ELSEWHERE = tuple(_RULES["elsewhere"]["stems"])
_LETTER = re.compile(  # of the scripts in which those are written
    "[\u0370-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_PRIVACY = re.compile(rf"(?:{'|'.join(_RULES['titles']['privacy'])})", re.IGNORECASE)
_DOCUMENT = re.compile("|".join(_RULES["titles"]["document"]), re.IGNORECASE)
_SUPPLEMENT = re.compile(rf"\b(?:{'|'.join(_RULES['titles']['supplements'])})\b", re.IGNORECASE)
_RECIPIENTS = re.compile(rf"\b(?:{'|'.join(_RULES['titles']['recipients'])})\b", re.IGNORECASE)
_COOKIES = re.compile(rf"\b(?:{'|'.join(_RULES['titles']['cookies'])})\b", re.IGNORECASE)
_OTHER = re.compile(rf"\b(?:{'|'.join(_RULES['titles']['other'])})\b", re.IGNORECASE)
_POLICY_NAME, _CONTRACT_NAME = (
    re.compile("|".join(_RULES["titles"][names]), re.IGNORECASE) for names in ("policies", "contracts")
)
_PERSONAL = re.compile("|".join(_RULES["titles"]["personal"]), re.IGNORECASE)
_IMPRINT = re.compile(rf"(?:{'|'.join(_RULES['titles']['imprints'])})\b", re.IGNORECASE)
_EARLIER = re.compile(rf"\b(?:{'|'.join(_RULES['titles']['earlier'])})\b", re.IGNORECASE)
_PAGE_TALK = re.compile(rf"(?:{'|'.join(_RULES['furniture']['phrases'])})[.:!]?", re.IGNORECASE)
_LANGUAGE = rf"(?:{'|'.join(_RULES['furniture']['languages'])})(?:\s*[(（][^()]{{1,30}}[)）])?"
_LANGUAGE_NAME = re.compile(_LANGUAGE, re.IGNORECASE)
_LANGUAGES = re.compile(rf"(?:{_LANGUAGE}[\s|/·•,]*)+", re.IGNORECASE)
ASIDE_WORDS = tuple(_RULES["furniture"]["aside_words"])
ASIDES = re.compile("|".join(_RULES["furniture"]["asides"]), re.IGNORECASE)
"""What pages add to links for those who cannot see them: "(opens in a new window)"."""
_SEPARATOR = re.compile(r"\s+[|–—·:-]+\s+")
_TITLE_WORDS = 8
_TALK_LENGTH = 60
_LANGUAGES_LENGTH = 600


def speaks_of_data(passage: str) -> bool:
    """Whether a passage holds at least one of the words that policies are made of."""
    return _holds(passage.lower(), _STEMS, _SCRIPTED)


def speaks_of_privacy(text: str) -> bool:
    """Whether a text holds a word that pages without a policy seldom need."""
    return _holds(text.lower(), _TELLING_STEMS, _TELLING_SCRIPTED)


def may_speak_of_data(text: str) -> bool:
    """Whether a text in a language that cannot be told holds a word that nearly any policy holds in some language."""
    lowered = text.lower()
    return any(stem in lowered for stem in _ELSEWHERE) or _holds(lowered, _TELLING_STEMS, _TELLING_SCRIPTED)


def speaks_of_persons(text: str) -> bool:
    """Whether a text speaks of personal data by that name, as sections of policies do."""
    return _PERSONAL.search(text) is not None


def _holds(lowered: str, stems: tuple[str, ...], scripted: tuple[str, ...]) -> bool:
    if any(stem in lowered for stem in stems):
        return True
    return not lowered.isascii() and _LETTER.search(lowered) is not None and any(stem in lowered for stem in scripted)


def is_in_known_script(text: str) -> bool:
    """Whether most of a text is written in a script whose words on data are known."""
    return not text.isascii() and 2 * len(_LETTER.findall(text)) > len("".join(text.split()))


def names_recipients(title: str) -> bool:
    """Whether a heading or a lead-in announces those who get data: "Our processors"."""
    return len(title.split()) <= 2 * _TITLE_WORDS and _RECIPIENTS.search(title) is not None


def count_stems(text: str) -> int:
    """How many different words that policies are made of a text holds."""
    lowered = text.lower()
    return sum(stem in lowered for stem in _STEMS)


def is_privacy_title(title: str) -> bool:
    """Whether a title names a privacy policy and no other document."""
    return _is_short(title) and bool(_PRIVACY.search(title)) and not _OTHER.search(title)


def is_supplement_title(title: str) -> bool:
    """Whether a title names a privacy policy or a notice that belongs to one: "Data Retention Notice"."""
    return is_privacy_title(title) or (_is_short(title) and _SUPPLEMENT.search(title) is not None)


def names_privacy_document(title: str) -> bool:
    """Whether a title names a privacy policy as a document; "8. Privacy" is a section of another."""
    return is_privacy_title(title) and not title[0].isdigit() and bool(_DOCUMENT.search(title))


def is_cookie_title(title: str) -> bool:
    """Whether a title names a cookie notice as a document; "How we use cookies" is a section."""
    named = _COOKIES.fullmatch(title) or (_COOKIES.search(title) and _DOCUMENT.search(title))
    return _is_short(title) and bool(named) and not _PRIVACY.search(title)


def is_other_title(title: str) -> bool:
    """Whether a title names a document that is not about personal data."""
    return _is_short(title) and bool(_OTHER.search(title)) and not _PRIVACY.search(title)


@lru_cache(maxsize=4096)
def is_policy_name(title: str) -> bool:
    """Whether a title is nothing but the name of a privacy policy."""
    return _POLICY_NAME.fullmatch(title) is not None


@lru_cache(maxsize=4096)
def is_contract_name(title: str) -> bool:
    """Whether a title is nothing but the name of a contract: "Terms of Service"."""
    return _CONTRACT_NAME.fullmatch(title) is not None


def is_document_title(title: str) -> bool:
    """Whether a part of a page's title ("Legal notice | Lumenwick") names a legal document of any kind."""
    parts = _SEPARATOR.split(title)
    return any(
        _is_short(part) and (_DOCUMENT.search(part) or _OTHER.search(part) or _PRIVACY.search(part)) for part in parts
    )


def is_imprint_title(title: str) -> bool:
    """Whether a page's title begins with the name of an imprint."""
    return _IMPRINT.match(title) is not None


def names_earlier(label: str) -> bool:
    """Whether a label names a version that is no longer in force."""
    return _is_short(label) and _EARLIER.search(label) is not None


def is_page_talk(passage: str) -> bool:
    """Whether a passage is the page's and not the document's: "Skip to content", "Was this page helpful?"."""
    return len(passage) <= _TALK_LENGTH and _PAGE_TALK.fullmatch(passage) is not None


def count_languages(passage: str) -> int:
    """How many languages a passage names that names nothing else."""
    if len(passage) > _LANGUAGES_LENGTH or not _LANGUAGES.fullmatch(passage):
        return 0
    return len(_LANGUAGE_NAME.findall(passage))


def _is_short(title: str) -> bool:
    return 0 < len(title.split()) <= _TITLE_WORDS
