"""Companies that no list holds, by how their names stand in a sentence: capitalised, where a recipient stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.judge.reading.lexicon import words_of

Place = tuple[int, int]

# Capitalised words that end in a company form.
FORM = (
    r"(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Limited|LIMITED|GmbH|AG|SE|B\.?V|N\.?V(?!\.? \d{5})|S\.?A\.?S?|SARL|"
    r"S\.?à\.? ?r\.?l|S\.?r\.?l|S\.?L|Corp|Corporation|Co|PLC|plc|LLP|Pty|Oy|AB|ApS|A/S|SpA|S\.p\.A|K\.K|UAB|"
    r"Pte|Proprietary|d\.o\.o|Aps|KG|OHG|UG|GbR|mbH|e\.K|e\.V)\b\.?"
)
_MAYBE_COMPANY = re.compile(rf"[ ,](?=[A-Zpdem]){FORM}")  # cheap: most sentences hold none
_PART = r"(?:(?!non-)[a-z]{1,12}-)?[a-z]{0,12}[A-Z0-9][\w&'’.\-]*"
COMPANY = re.compile(
    rf"(?<!\w){_PART}(?: (?:& )?{_PART}){{0,4}}(?: \([A-Z][\w ]+\)(?: {_PART}){{0,2}})?"
    rf"(?:, ?| ){FORM}(?:(?:, ?| ){FORM})?"
)
_WORD = r"[A-Z](?:[\w&]|\.(?=\w)|-(?=[A-Z\d]))+"
NAME = rf"{_WORD}(?: {_WORD})*"


def _capital_after(words: str) -> re.Pattern[str]:
    """A capital behind what ends as one of the words does, or behind two blanks, as links have: few sentences have any.

    Looking for it first makes the search three times as fast.
    """
    endings = sorted({re.escape(word[-2:]) for word in words.split()})
    return re.compile(rf"[A-Z](?<=(?:{'|'.join(endings)}|[\s\-(].|.[\s\-(])\s[A-Z])")


# "our software provider, Audio Analytic", "sent to HockeyApp", "hosted at Hetzwerk"
_INTRODUCTION = re.compile(
    r"(?:\b(?:(?<!accordance )(?<!compliance )(?<!comply )(?<!conformity )(?<!line )with|"
    r"(?<!ight )to|via|called|named|namely|as|including|e\.g\.,?|like|avec|chez|par|notamment|comme|con|"
    r"[Ss]ociété|empresa|"
    r"(?:operated|hosted|provided|powered|processed|managed|run|set|placed|supplied|offered|handled|sent|delivered|"
    r"served|stored|kept|maintained|performed|carried out|administered|fulfilled|shipped|verified|facilitated) by|"
    r"(?:hosted|stored|kept|sent|delivered|processed|handled|managed|paid|runs?|running|built) "
    r"(?:at|on|through|using))|"
    r"(?:provider|partner|processor|vendor|company)s?(?:,| -| \()|affiliated company|parent company|holding company)"
    r"\s+$"
)
_LONGEST_INTRODUCTION = 24  # letters, with what may not stand before it: "affiliated company", "accordance with"
_INTRODUCED_NAME = re.compile(rf"(?P<name>{NAME})(?=[\s,.;:)]|$)")
_MAYBE_INTRODUCED = _capital_after(
    "with to via called named namely as including e.g. e.g., like avec chez par notamment comme con société empresa "
    "by at on through using provider, providers, company, company"
)
# "we use Mailbird to send newsletters", "we rely on Cloudhaven for hosting"
_ENGAGED = re.compile(
    r"\b(?:[Ww]e|[Oo]ur(?: [a-z]+){1,2})"
    r"(?: (?:also|may|can|will|currently|therefore|only|then|additionally|have|has|to))* "
    r"(?:uses?|used|utili[sz]es?|employs?|engages?|rely on|relies on|chose|chosen|partnered with|integrates?)\s+"
    r"(?:the (?:external |third[- ]party |online )?(?:service|services of|tool|software|provider|platform|company) )?"
    rf"(?P<name>{NAME})"
    r"(?=,?\s+(?:to|for|as|which|who|in order to|and|or|when|on our)\b|\s*[,.;(]|\s*$)"
)
_MAYBE_ENGAGED = _capital_after(
    "use uses used utilize utilizes employ employs engages on chosen with integrate integrates service of tool "
    "software provider platform company"
)
# "nous utilisons Mailbird pour envoyer", "contamos con los servicios de Mailbird para enviar"
_ENGAGED_ABROAD = re.compile(
    r"\b(?:(?:[Nn]ous|[Oo]n) (?:utilis(?:ons|e)|employons|(?:recourons|avons recours|faisons appel) à|"
    r"travaillons avec)|[Uu]tilizamos|[Uu]samos|[Ee]mpleamos|(?:[Cc]ontamos|[Tt]rabajamos|[Cc]olaboramos) con|"
    r"[Rr]ecurrimos a) "
    r"(?:(?:les? services?|l'outil|la plateforme|le logiciel|los servicios|el servicio|la herramienta|la plataforma)"
    r"(?: de| d')? )?"
    rf"(?P<name>{NAME})(?=,?\s+(?:pour|afin|qui|et|comme|para|que|como|y|a fin)\b|\s*[,.;(]|\s*$)"
)
_MAYBE_ENGAGED_ABROAD = re.compile(
    r"(?:ons|ise|avec| à|amos|con| a|services?|outil|forme|iciel|icios?|enta| d[e'’]) [A-Z]|d'[A-Z]"
)
# "... to take payments and Mailbird to send newsletters"
_AND_ENGAGED = re.compile(rf"(?:,|\band) (?P<name>{NAME}) (?=(?:to|for) [a-z])")
_BESIDE = r"(?:, (?:which|who|whose) [^,;.()]{3,80}(?=,? (?:and|or) ))?"  # "Acme, which takes payments, and Zephyrpost"
_NEXT = re.compile(rf"{_BESIDE}(?:,\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)(?P<name>{NAME})(?=[\s,.;:)]|$)")
# "Brightmail, a company registered in Cork, represents us"
_TOLD = re.compile(rf"(?P<name>{NAME}), an? (?:[a-z]+ )?(?:company|corporation|firm|entity|business) (?=[a-z])")
# An entry of a list, with what it does in brackets: "Tinderbrook (surveys)".
_ENTRY = re.compile(rf"[*\s]*(?P<name>{_WORD}(?: {_WORD}){{0,2}}) \((?=[a-z]|[A-Z]{{2,3}} )")
# An entry that is one company of a long name: "Mill Lane Leisure and Culture Limited, where you swim".
_ENTRY_COMPANY = re.compile(rf"{_PART}(?: {_PART}){{0,3}} and {_PART}(?: {_PART}){{0,2}} {FORM}(?=\s*(?:[,(–-]|$))")
# "with the Charity Commission", "the Recruitment and Employment Confederation"
_OF_BODY = (
    r"(?:Commission|Authority|Agency|Regulator|Ombudsman|Council|Confederation|Federation|Association|Foundation|"
    r"Institute|University|Scheme|Trust|Office|Board|Ministry|Department|Register|Bureau|Inspectorate)"
)
_MAYBE_BODY = re.compile(rf" (?<=[a-z] )(?=[A-Z]){_OF_BODY}\b")
_BODY = rf"[Tt]he (?P<name>(?P<before>{_WORD}(?: (?:(?:and|of|for) )?{_WORD}){{0,3}}) {_OF_BODY})\b(?! [A-Z])"
_BODY_ENTRY = re.compile(_BODY)
_BODY_TOLD = re.compile(rf"(?:\b(?:with|to|and|or)|,) {_BODY}")


def bodies(raw: str, own: int = 0) -> Iterator[Place]:
    """Where public bodies and associations stand by their names, in flat text; words that any may bear are no name."""
    if not _MAYBE_BODY.search(raw):
        return
    entry = _BODY_ENTRY.match(raw, own) if own else None
    for match in (*([entry] if entry else ()), *_BODY_TOLD.finditer(raw)):
        if not is_generic(re.findall(r"\w+", match["before"])):
            yield match.span("name")


def companies(raw: str, own: int = 0) -> Iterator[Place]:
    """Where names with a company form stand in flat text. own: where a list's entry begins, into which no name runs."""
    if _MAYBE_COMPANY.search(raw):
        if own and (entry := _ENTRY_COMPANY.match(raw, own)):
            yield entry.span()
        yield from (_without_opening(match) for match in COMPANY.finditer(raw, 0, own))
        yield from (_without_opening(match) for match in COMPANY.finditer(raw, own))


def _without_opening(name: re.Match[str]) -> Place:
    """A name without the word that begins its sentence: "If Fernhill Ltd ..."."""
    opening, _, rest = name[0].partition(" ")
    known = opening.istitle() and opening.lower() in words_of("opening_words")
    begins = known and rest[:1].isalnum() and not rest[:1].islower()
    return name.start() + (len(opening) + 1 if begins else 0), name.end()


_LINK = re.compile(r"\[(?P<name>[A-Z0-9][^\[\]]{2,39})\]\(https?://(?P<host>[\w.-]+)")
_CAPITALISED = re.compile(r"\b[A-Z0-9]\w*")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "gob", "ac"})  # of "acme.co.uk"


_OF_DOCUMENT = re.compile(r"['’]s\b| (?=(?:privacy|cookies?|terms|data|policy|notice)\b)")  # "Acme's privacy policy"


def linked(text: str) -> Iterator[Place]:
    """Where a link goes to the site that bears its words: "[Send in Blue](https://www.sendinblue.com/privacy)"."""
    if "](http" not in text:
        return
    for link in _LINK.finditer(text):
        if _bears_its_words(link) and not is_generic(_CAPITALISED.findall(link["name"])):
            yield link.start("name"), link.start("name") + len(_OF_DOCUMENT.split(link["name"])[0])


def _bears_its_words(link: re.Match[str]) -> bool:
    """Whether site and words begin alike: "sendinblue" of www.sendinblue.com, "acme" of acme.co.uk."""
    labels = link["host"].casefold().split(".")
    if len(labels) > 2 and labels[-2] in _SECOND_LEVEL:
        labels.pop()
    site = labels[-2].replace("-", "") if len(labels) > 1 else ""
    name = re.sub(r"[\W_]", "", link["name"].casefold())
    return bool(site) and (name.startswith(site) or site.startswith(name))


def introduced(raw: str, own: int) -> Iterator[Place]:
    """Where names stand in flat text that their place and their capitals tell. own: where a list's entry begins."""
    entry = _ENTRY.match(raw, own) if own else None
    matches = [entry] if entry else []
    matches += _behind_introductions(raw)
    if ", a" in raw:
        matches += _TOLD.finditer(raw)
    if _MAYBE_ENGAGED.search(raw):
        engaged = list(_ENGAGED.finditer(raw))
        matches += engaged
        matches += _AND_ENGAGED.finditer(raw, engaged[0].end()) if engaged else []
    if _MAYBE_ENGAGED_ABROAD.search(raw):
        matches += _ENGAGED_ABROAD.finditer(raw)
    for match in matches:
        found: re.Match[str] | None = match
        while found and not is_generic(re.findall(r"\w+", found["name"])):
            is_entry = own and found.start("name") >= own and not raw[found.end("name") :].strip(" .,;")
            kind = is_entry and found is match and is_kind(found["name"])
            if not _begins(raw, own, found.span("name")) and not kind:
                yield found.span("name")
            found = _NEXT.match(raw, found.end("name"))


def _behind_introductions(raw: str) -> Iterator[re.Match[str]]:
    """The names that words introduce: looked for from the capital back, since most capitals have none before them."""
    end = 0
    for capital in _MAYBE_INTRODUCED.finditer(raw):
        start = capital.start()
        before = len(raw[:start].rstrip()) - _LONGEST_INTRODUCTION
        introduced = start >= end and _INTRODUCTION.search(raw, max(end, before), start)
        if introduced and (name := _INTRODUCED_NAME.match(raw, start)):
            end = name.end()
            yield name


def is_generic(words: Iterable[str]) -> bool:
    """Whether one of the words, though capitalised, is none of a company's name."""
    folded = {word.casefold() for word in words}
    return not words_of("common_words").isdisjoint(folded) or all(len(word) == 1 for word in folded)


def is_kind(name: str) -> bool:
    """Whether an entry that is but these words names a kind ("Imaging Centers") rather than a company."""
    return _PLURAL.search(name) is not None


_PLURAL = re.compile(r" \w+[^\Ws]s$")


def _begins(raw: str, own: int, name: Place) -> bool:
    """Whether the "name" is but the first word of a list entry, in capitals as the first words of sentences are."""
    start, end = name
    alone = not raw[own:start].strip() and " " not in raw[start:end]
    if alone and (joined := _NEXT.match(raw, end)) and not raw[joined.end() :].strip(" .,;"):
        return False  # "Tinderbrook and Acme": an entry of two names
    return alone and (raw[end : end + 2].strip().islower() or _VERBS.match(raw, end) is not None)


# "Detect, investigate and prevent ...", but "Zephyrpost, which sends our letters"
_VERBS = re.compile(
    r", (?!(?:which|who|whose|an?|the|our|that|for|to|as|based|located|used|in|of)\b)[a-z]+(?:,| and| or)"
)
