"""What a capture is, decided before anything is compared: the policy, or something that stands in its place. Pure.

A page with enough running text about data is the policy, whatever else it says; only a page without it is asked what it
is instead. So a policy that explains its captcha is not taken for a bot wall.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

from monitor.model import Capture, CaptureKind
from monitor.model.language import TOLD
from scrapers.page import vocabulary
from scrapers.page.names import names_document, terms_type

_DATA = tomllib.loads(files("scrapers").joinpath("rules/captures.toml").read_text("utf-8"))
_RULES = tuple(
    (CaptureKind(rule["kind"]), rule["message"], re.compile("|".join(rule["patterns"]), re.IGNORECASE))
    for rule in _DATA["rules"]
)
_CONSENT_TITLE = re.compile(f"^(?:{'|'.join(_DATA['consent']['titles'])})", re.IGNORECASE)
_CONSENT_STATEMENT = re.compile("|".join(_DATA["consent"]["statements"]), re.IGNORECASE)
_CONSENT_SUBJECT = re.compile("|".join(_DATA["consent"]["subjects"]), re.IGNORECASE)
_MARKUP = re.compile(r"</(?:p|div|span|h\d|li|ul|strong|a)>")
_LEAST = 600  # characters of running text about data from which a page can be a policy
_LITTLE = 250  # ... that suffice where the title names the document
_BRIEF = 80  # ... where that is all there can be, and nothing says that the page is an error or a wall
_DOCUMENT = 1000  # characters of running text of any matter that suffice where the title names a legal document
_IMPRINT = 400  # ... that are an imprint, where nothing says that the page is an error or a wall
_SURE = 3000  # ... from which nothing but the source's own end speaks against it
_WALL = 2500  # characters up to which a page can be a wall or an error page
_STEMS = 4  # different words of rules/vocabulary.toml; a page that lists documents holds two or three
_PROCESSORS = "Sub-processors"
_ENTRY = re.compile(r"^ *- \S|^(?![-#]).*\S \| \S|^##+ .+\n\n(?=[^#\s])", re.MULTILINE)
_ENTRIES = 3  # rows of a table (its header among them), items of a list, headings of cards
_TAGS = 20  # end tags in the text of a page whose template escaped its content
_SIGNS = re.compile(r"[{}()\[\];=<>&$\\]")
_MOST_SIGNS = (
    0.08  # share of such signs in a text that is a program; of 11,000 captures of policies none has a fifth of it
)
_OTHER = "The page's text is not about personal data."
_ABOUT_DATA = 0.35  # share of the running text that speaks of data in a policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a page. text: chosen as the document; whole: all the page's; names: its title, the first
    headings of the document and of the page.

    running, legal: characters of the document's running text, and of its passages that speak of data.
    cut: whether the source ends in the middle. complete: whether nothing in it could bring more (a script) or leads on
    (a link). language, wanted: of the text, and of the source.
    """

    text: str
    whole: str
    names: tuple[str, ...]
    running: int
    legal: int
    cut: bool
    complete: bool
    language: str | None
    wanted: str | None


def classify(facts: Facts) -> Capture:
    """The kind of a page, by the first check that speaks."""
    for check in _CHECKS:
        if (capture := check(facts)) is not None:
            return capture
    return Capture(kind=CaptureKind.POLICY, reason="The page holds running text about personal data.")


def _truncated(facts: Facts) -> Capture | None:
    if facts.cut:
        return Capture(kind=CaptureKind.TRUNCATED, reason="The page's source ends in the middle.")
    return None


def _stand_in(facts: Facts) -> Capture | None:
    """Bot wall, error, login, consent wall or empty shell: where there is too little text to be a policy."""
    if _is_enough(facts):
        return None
    told = facts.whole if len(facts.whole) <= _WALL else facts.text  # menus may hold more words than the wall
    if len(told) <= _WALL:
        said = "\n".join((*facts.names, told))
        for kind, message, pattern in _RULES:
            if pattern.search(said):
                return Capture(kind=kind, reason=message)
    if _is_imprint(facts) or _is_brief(facts):
        return None
    if facts.running >= _LEAST:
        return Capture(kind=CaptureKind.WRONG_DOCUMENT, reason=_OTHER)
    reason = "The page holds no running text about personal data; if its scripts bring it, browser = true reads it."
    return Capture(kind=CaptureKind.EMPTY_SHELL, reason=reason)


def _consent_wall(facts: Facts) -> Capture | None:
    """A page of text that only asks for consent: it speaks of little but cookies and of what to click, and is short,
    titles itself so or says what only such a page says."""
    if facts.legal >= _SURE or _is_titled(facts) or any(vocabulary.is_cookie_title(name) for name in facts.names):
        return None
    passages = [passage.lower() for passage in facts.text.split("\n") if len(passage) > 40]
    asking = [passage for passage in passages if _CONSENT_STATEMENT.search(passage)]
    of_cookies = sum(len(passage) for passage in passages if passage in asking or _is_asked(passage, bool(asking)))
    told = asking or facts.legal < _LEAST or any(_CONSENT_TITLE.search(name) for name in facts.names)
    if told and 2 * of_cookies > sum(map(len, passages)):
        return Capture(kind=CaptureKind.CONSENT_WALL, reason="The page shows only its request to accept cookies.")
    return None


def _is_asked(passage: str, asking: bool) -> bool:
    """Whether a passage speaks of cookies, or of partners and consent where a request is made of them."""
    return "cookie" in passage or (asking and _CONSENT_SUBJECT.search(passage) is not None)


def _is_titled(facts: Facts) -> bool:
    """Whether the text itself begins with the title of a policy (the page's is the same where only a wall is shown)."""
    first = facts.text.partition("\n")[0]
    return first.startswith("#") and vocabulary.names_privacy_document(first.lstrip("# "))


def _shows_markup(facts: Facts) -> Capture | None:
    if len(_MARKUP.findall(facts.text)) >= _TAGS:
        return Capture(kind=CaptureKind.ERROR, reason="The page shows its own markup as text.")
    return None


def _program(facts: Facts) -> Capture | None:
    if len(_SIGNS.findall(facts.text)) > _MOST_SIGNS * len(facts.text):
        return Capture(kind=CaptureKind.WRONG_DOCUMENT, reason=_OTHER)
    return None


def _is_enough(facts: Facts) -> bool:
    """Whether there is as much text about data as a policy holds. Short texts also have to say several things."""
    if facts.legal >= _SURE:
        return True
    if _is_named(facts) and facts.running >= _DOCUMENT:
        return True  # a legal notice, terms of sale: other documents that can be watched hardly speak of data
    if _lists_processors(facts):
        return True
    return facts.legal >= (_LITTLE if _is_named(facts) else _LEAST) and _says_several_things(facts)


def _is_brief(facts: Facts) -> bool:
    """Whether the page is a policy of a sentence or two: "This app collects no personal data"."""
    told = facts.complete and facts.language is not None and facts.legal >= _BRIEF
    return told and _is_named(facts) and _says_several_things(facts)


def _says_several_things(facts: Facts) -> bool:
    return facts.language is None or vocabulary.count_stems(facts.text) >= _STEMS


def _lists_processors(facts: Facts) -> bool:
    """Whether the page is a list of sub-processors, of however few: a table, list or cards of them under its title."""
    return any(terms_type(name) == _PROCESSORS for name in facts.names) and len(_ENTRY.findall(facts.text)) >= _ENTRIES


def _is_imprint(facts: Facts) -> bool:
    return facts.running >= _IMPRINT and vocabulary.is_imprint_title(facts.names[0])


def _wrong_document(facts: Facts) -> Capture | None:
    if facts.legal < _SURE and facts.legal < _ABOUT_DATA * facts.running and not _is_named(facts):
        return Capture(kind=CaptureKind.WRONG_DOCUMENT, reason="Most of the page's text is not about personal data.")
    return None


def _wrong_language(facts: Facts) -> Capture | None:
    wanted = facts.wanted.split("-")[0].lower() if facts.wanted else ""
    if wanted in TOLD and facts.language is None and vocabulary.is_in_known_script(facts.text):
        reason = f"The text is in another script than the wanted language ({facts.wanted}) is written in."
        return Capture(kind=CaptureKind.WRONG_LANGUAGE, reason=reason)
    if wanted and facts.language and facts.language != wanted:
        reason = f"The text is in another language ({facts.language}) than the wanted one ({facts.wanted})."
        return Capture(kind=CaptureKind.WRONG_LANGUAGE, reason=reason)
    return None


def _is_named(facts: Facts) -> bool:
    """Whether the title or a first heading names a policy or another legal document."""
    return any(vocabulary.is_document_title(name) or names_document(name) for name in facts.names)


_CHECKS: tuple[Callable[[Facts], Capture | None], ...] = (
    _shows_markup,
    _program,
    _stand_in,
    _truncated,
    _consent_wall,
    _wrong_document,
    _wrong_language,
)
