"""Who "we" is: the name under which a policy speaks of the vendor itself, who is no recipient of its own. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from monitor.judge.reading.lexicon import lexicon, rules
from monitor.judge.reading.names import COMPANY, FORM, is_generic
from monitor.model import Practice, Recipient

# A capitalised word that acts as a vendor does. (The languages that are read conjugate these verbs much alike.)
# What stands before it is looked at behind its first letter: capitals are found fast.
_ACTS = re.compile(
    r"([A-Z](?<![\w/.@-][A-Z])[\w&]+) (?:and its |also |[a-z]+ly )?"
    r"(?:may|will|does|must|can|needs?|collects?|uses?|shares?|processes|"
    r"stores?|retains?|keeps?|discloses?|transfers?|receives?|provides?|reserves|relies|offers?|has|acts as|"
    r"is committed|is required|"
    r"peut|collecte|utilise|traite|conserve|partage|transmet|s'engage|a recours|"
    r"verarbeitet|erhebt|nutzt|speichert|verwendet|kann|trata|utiliza|recoge|comparte|conserva|puede)\b"
)
_OFTEN = 3  # a name that acts less often is not the one under which the policy speaks
_CANDIDATES = 5
# Capitalised as often as names are, and none.
_OTHERS = frozenset(
    "you we they it this that these those he she who which there such if policy notice statement site sites website "  # noqa: SIM905
    "websites service services platform user users member members customer customers client clients creator "
    "creators inc ltd llc ab sa sas gmbh company party parties partners data information controller processor "
    "cookies child children eu eea uk us usa gdpr ccpa california europe google facebook apple".split()
)


# Where a policy says who "we" is: 'Acme Ltd ("Acme", "we" or "us")'.
_DEFINED = re.compile(r"\(([^()]{0,120}[\"“'‘](?:we|us|our)[,]?[\"”'’][^()]{0,80})\)", re.IGNORECASE)
_SPOKEN = re.compile(r"[\"“'‘](?:we|us|our)[,\"”'’]", re.IGNORECASE)
_OURSELVES = re.compile(r"\b[Ww]e at (?:the )?([A-Z][\w&.]*(?: [A-Z][\w&.]*){0,3})")
_QUOTED = re.compile(r"[\"“‘]([A-Z][\w&. \-]{1,40}?),?[\"”’]")
_SHORT = re.compile(r"\([*_]*[\"“]([A-Z][^\"”]{1,40})[\"”][*_]*[),]")
_BARE_BEFORE = re.compile(r"(?<![\w/])([A-Z][\w&]+(?: [A-Z][\w&]+){0,3})[ ,*_]*$")  # Fernhill Kettles ("we")
# "the website operated by Fernhill Pty Ltd": who runs the site that the policy is of
_OPERATED = re.compile(
    r"\b(?:[Ww]eb ?site|[Ss]ite|[Aa]pp|[Pp]latform)s?(?: \([^)]*\)| at \S+)?,?(?: (?:is|are|which is))?(?: owned and)?"
    rf" operated by [*_]*(?P<name>{COMPANY.pattern})"
)
_TERM = re.compile(r"[\"“]([A-Z][^\"”]{1,40})[\"”] (?:means|shall mean|refers to) (?!us\b|our\b|the company)")
_TITLE = re.compile(
    r"\W*(?:The )?(?P<name>[A-Z][\w&.]*(?: [A-Z][\w&.]*){0,2}?)(?:['’]s)? (?:Privacy|PRIVACY|Data Protection) "
)
# "Politique de confidentialité de Fernhill", "Datenschutzerklärung der Fernhill GmbH"
_TITLE_ABROAD = re.compile(
    r"\W*(?:(?i:politique|charte|déclaration|política|aviso) de (?i:confidentialité|privacidad) "
    r"(?:de (?:la |l['’])?|du |d['’])|"
    r"Datenschutz(?:erklärung|hinweise|richtlinie|information(?:en)?) (?:der |des |von ))"
    rf"(?P<name>[A-Z][\w&.]*(?: [A-Z][\w&.]*){{0,2}}?)(?:[ ,]+{FORM})?[\s*_#]*$"
)
_ADDRESS = re.compile(r"\b(?:privacy|legal|dpo|gdpr|dataprotection|data-protection|datenschutz)@([\w-]+)\.")
_OPENING = 5  # segments in which a policy's title stands
_BEFORE = 160  # characters in front of the brackets in which the company's full name stands
_FORM = re.compile(rf"[ ,.]+{FORM}$", re.IGNORECASE)


def no_recipients(practices: Iterable[Practice], texts: Iterable[str]) -> frozenset[str]:
    """The names in these practices, plain, that are no recipients: the vendor's own, and words of the policy.

    texts: those of all segments of the policy.
    """
    texts = list(texts)
    return own_names(texts) | common_nouns(practices, texts)


def of_others(practices: Iterable[Practice], own: frozenset[str]) -> Iterator[Practice]:
    """The practices without the vendor among its recipients, and without those that name no other ("stored by Acme").

    own: as `no_recipients` gives them. Who is controller is told by its name all the same.
    """
    for practice in practices:
        others = tuple(one for one in practice.recipients if not one.name or not _is_own(one, own))
        if len(others) == len(practice.recipients) or practice.action == "control":
            yield practice
        elif others:
            yield replace(practice, recipients=others)


def _is_own(recipient: Recipient, own: frozenset[str]) -> bool:
    """Whether a name is the vendor's or its product's ("Acme Pay"); "Acme Asia Ltd" is another company of the group."""
    name = _ARTICLE.sub("", _plain(recipient.name or ""))
    if _FORM.search(recipient.name or ""):
        return name in own
    if any(products.fullmatch(_plain(recipient.name or "")) for owner, products in _products().items() if owner in own):
        return True
    if name in own or recipient.kind != "company":
        return name in own
    return name.replace(" ", "") in own or any(name[: gap.start()] in own for gap in re.finditer(r"\W", name))


@lru_cache
def _products() -> dict[str, re.Pattern[str]]:
    """What companies provide under other names, by the company's own, plain."""
    provided = (rule for rule in rules() if rule.topic == "products")
    return {rule.note["owner"]: re.compile("|".join(rule.cues)) for rule in provided}


_ARTICLE = re.compile(r"^(?:la|le|les|the|die|der|el|los|las) (?=\w)")


def common_nouns(practices: Iterable[Practice], texts: Iterable[str]) -> frozenset[str]:
    """The "names" of recipients, plain, that are words of the policy: used in lower case too, or defined by it."""
    texts = list(texts)
    names = {one.name for said in practices for one in said.recipients if one.name and one.kind == "company"}
    plain = {_plain(name) for name in names if not name.isupper() and not _FORM.search(name)}
    terms = {_plain(term) for text in texts if "mean" in text or "refer" in text for term in _TERM.findall(text)}
    return frozenset(name for name in plain if name and (name in terms or _stands_in_lower_case(name, texts)))


def own_names(texts: Iterable[str]) -> frozenset[str]:
    """The names of the vendor, plain: the one that acts most often, those in the title, and those it defines."""
    texts = list(texts)
    names = {own_name(texts), _addressed(texts), *map(_plain, _titled(texts[:_OPENING]))}
    names |= {_plain(name) for text in texts for name in _defined(text)}
    names |= {_plain(run["name"]) for text in texts if "operated by" in text for run in _OPERATED.finditer(text)}
    own = {name for name in names if name and name not in _OTHERS}
    own = own or set(filter(None, [_spoken_of(texts)]))
    return frozenset(own.union(_in_full(texts, own)))


# "your use of Fernhill", "on Fernhill": a policy that says "we" and names itself only so
_SPOKEN_OF = re.compile(
    r"\b(?:your|use|uses|using|on|of|to|at|from|through|with|by|access|visit|join|outside) "
    r"([A-Z][\w&]*[a-z]\w*)(?=['’]s\b|[ ,.;:)])"
)
_SPOKEN_OF_OFTEN = 5
_SPOKEN_OF_KNOWN = 10  # of a company that many policies name: it may be but a partner of this one's vendor


def _spoken_of(texts: Sequence[str]) -> str | None:
    """The capitalised word of which an English policy speaks most, twice as often as of any other; plain."""
    spoken = Counter(name.casefold() for name in _SPOKEN_OF.findall("\n".join(texts)))
    places = lexicon("en", "countries", "places", "names")
    told = [
        (name, times)
        for name, times in spoken.most_common(_CANDIDATES * _CANDIDATES)
        if not (is_generic([name]) or name in _OTHERS or _stands_in_lower_case(name, texts))
        and not (places.find("countries", name) or places.find("places", name))
    ]
    if not told or (len(told) > 1 and told[0][1] < 2 * told[1][1]):
        return None
    name, times = told[0]
    return name if times >= (_SPOKEN_OF_KNOWN if places.find("names", name) else _SPOKEN_OF_OFTEN) else None


def _in_full(texts: Iterable[str], own: set[str]) -> Iterator[str]:
    """The companies, plain, for which one of these names is said to stand: 'Acme Holdings, Inc. ("Acme")'."""
    for text in texts:
        for short in _SHORT.finditer(text) if "(" in text else ():
            company = _company_before(text, short.start()) if _plain(short[1]) in own else None
            if company and not text[company.end() : short.start()].strip(" ,*_"):
                yield _plain(company[0])


def _company_before(text: str, end: int) -> re.Match[str] | None:
    """The last company that is named in front of brackets."""
    return next(reversed(list(COMPANY.finditer(text, max(0, end - _BEFORE), end))), None)


def _addressed(texts: Iterable[str]) -> str | None:
    """The name in the address to which one writes on privacy: "privacy@acme.example"."""
    named = Counter(name.casefold() for text in texts if "@" in text for name in _ADDRESS.findall(text))
    return next((name for name, _ in named.most_common(1)), None)


def _titled(texts: Iterable[str]) -> Iterator[str]:
    """The names in titles: "Acme Privacy Policy", "Política de privacidad de Acme"."""
    texts = list(texts)
    titles = filter(None, [*map(_TITLE.match, texts), *map(_TITLE_ABROAD.match, texts)])
    return (title["name"] for title in titles if not is_generic(title["name"].split()))


def _defined(text: str) -> Iterator[str]:
    text = text.replace("*", "")  # Acme ("**Acme**," "**we**")
    if "e at " in text:
        yield from _OURSELVES.findall(text)
    if "(" not in text or not _SPOKEN.search(text):
        return
    for match in _DEFINED.finditer(text):
        yield from _QUOTED.findall(match[1])
        if company := _company_before(text, match.start()):
            yield company[0]
        elif named := _BARE_BEFORE.search(text, max(0, match.start() - _BEFORE), match.start()):
            yield named[1]


def _plain(name: str) -> str:
    """A name in lower case without its company form: "Acme, Inc." is "acme"."""
    return _FORM.sub("", name.strip(" ,.*")).strip(" ,.*").casefold()


def own_name(texts: Iterable[str]) -> str | None:
    """The vendor's name as one lower-case word, where the policy uses one often: "Acme may share" speaks of the vendor.

    It is the capitalised word that most often acts, and never stands in lower case. None where there is none.
    """
    texts = list(texts)
    named: Counter[str] = Counter(_ACTS.findall("\n".join(texts)))
    for name, times in named.most_common(_CANDIDATES):
        folded = name.casefold()
        if times >= _OFTEN and folded not in _OTHERS and not _stands_in_lower_case(folded, texts):
            return folded
    return None


def _stands_in_lower_case(name: str, texts: Iterable[str]) -> bool:
    """Whether a word is used as a common noun; in an address ("acme.example") every name is in lower case."""
    holding = [text for text in texts if name in text]
    if not holding:  # mostly: then nothing need be compiled
        return False
    common = re.compile(rf"(?<![\w/.@-]){re.escape(name)}(?![\w.-]*[/@])(?!\w|\.\w)")
    return any(common.search(text) for text in holding)
