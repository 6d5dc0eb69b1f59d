"""Statements on legal bases: which ground of GDPR Arts. 6 and 9 a processing stands on, and for what purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.judge.reading.folding import fold
from monitor.judge.reading.frames import frame_of, is_other, is_why_disclosed
from monitor.judge.reading.interests import interests_span
from monitor.judge.reading.introductions import topics_of
from monitor.judge.reading.negation import clause
from monitor.judge.reading.reach import not_aside
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention, Rule, Vocabulary
from monitor.model import Category, LegalBasis, Practice

_LONGEST_ENTRY = 20  # words of an entry that names a purpose by its own words
_NO_PURPOSE = re.compile(r":|\]\(")  # in an entry: a label with what it labels ("Information used: ..."), or a link


def read_legal_basis(
    statement: Statement,
    *,
    column: bool = False,
    shared: bool = False,
    disclosed: bool = False,
    retained: bool = False,
) -> list[Practice]:
    """The grounds that a sentence states. column: it stands in a column of legal bases, so every ground counts.

    shared, disclosed, retained: the sentence states sharing on consent, any sharing, or retention; then a ground counts
    only where it is called one, for consent is the condition of that disclosure, a duty its reason, and "as long as law
    requires" is a criterion.
    """
    by_heading = column or "legal_basis" in statement.topics
    grounds = statement.find("legal_basis")
    if statement.ground and not statement.find("legal_basis", statement.own):
        handed_on = statement.find("sharing", 0, statement.own)  # "Legal requirements: we disclose it to: ..."
        return [] if shared or handed_on else list(_titled(statement))
    known = {ground.rule.code for ground in grounds}
    if by_heading:
        grounds = [*grounds, *(one for one in _cells(statement, column=column) if one.rule.code not in known)]
    if not grounds:
        return []
    frames = [*statement.find("basis_acts"), *statement.find("basis_frames")]
    interests = [_interests_span(statement, ground) for ground in grounds]
    counted = []
    for ground in grounds:
        frame = frame_of(ground, frames, grounds)
        named = frame or by_heading or ground.rule.note.get("weak") != "yes"
        if named and not _is_beside_the_point(statement, ground, frame, interests):
            counted.append((ground, frame))
    if shared:
        counted = [
            (ground, frame) for ground, frame in counted if not ground.rule.code.endswith("consent") or is_other(frame)
        ]
    if disclosed and not by_heading:
        counted = [(ground, frame) for ground, frame in counted if not is_why_disclosed(ground, frame)]
    if retained:
        counted = [(ground, frame) for ground, frame in counted if frame and frame.rule.code != "necessary"]
    return list(_practices(statement, counted))


def _titled(statement: Statement) -> Iterator[Practice]:
    """The purpose that an entry names below a title that names its ground, in classes or else in the entry's words."""
    if any(statement.find(topic, statement.own) for topic in ("rights_talk", "negation", "basis_acts", "exception")):
        return
    purposes = statement.codes("purposes", statement.own)
    acted = statement.find("we", statement.own) or statement.find("you", statement.own)
    if not purposes and (acted or len(statement.quote.split()) > _LONGEST_ENTRY or _NO_PURPOSE.search(statement.quote)):
        return
    ground = next(rule for rule in _grounds(statement.rules) if rule.code == statement.ground)
    yield Practice(
        category=Category.LEGAL_BASIS,
        rule=f"basis.{ground.code}",
        quote=statement.quote,
        section=statement.section,
        ordinal=statement.ordinal,
        action="rely",
        purposes=purposes or (statement.quote.strip(" .;,*"),),
        legal_basis=LegalBasis(basis=ground.code, article=ground.note["article"]),
    )


def _grounds(rules: Vocabulary) -> tuple[Rule, ...]:
    return (*rules.topics["legal_basis"], *rules.topics["basis_cells"])


def _cells(statement: Statement, *, column: bool) -> list[Mention]:
    """Grounds named by a word alone, in a column or as what an entry below a heading on legal bases begins with."""
    cells = statement.find("basis_cells")
    return cells if column else [one for one in cells if not statement.text[statement.own : one.start].strip()]


def _is_beside_the_point(
    statement: Statement, ground: Mention, frame: Mention | None, interests: Sequence[tuple[int, int]]
) -> bool:
    """Words of a ground that state none: in a quoted right, of a transfer, in a lead-in on something else, among
    named interests."""
    if statement.find("rights_talk") and not is_other(frame):
        return True
    if not is_other(frame) and _is_lacking(statement, ground):
        return True
    if statement.find("transfers") and statement.find("derogating", 0, ground.start):
        return True
    if ground.start < statement.own and (not _introduces(statement, ground, frame) or _chooses(statement)):
        return True
    inside = any(start <= ground.start < end for start, end in interests)
    return inside and ground.rule.note.get("weak") == "yes" and not _joined(statement, ground)


def _is_lacking(statement: Statement, ground: Mention) -> bool:
    """Whether it is told what happens without the ground: "if you do not consent, ..."."""
    start, _ = clause(statement, ground.start, ground.end)
    start = max(start, statement.own) if ground.start >= statement.own else start
    for denial in statement.find("negation", start, ground.start):
        openings = statement.find("subordinate", start, denial.start)
        if openings and "," not in statement.text[openings[-1].end : ground.start]:
            relied = any(one.rule.code == "basis" for one in statement.find("basis_frames", denial.start, ground.start))
            return not (relied and statement.find("we", openings[-1].end, ground.start))
    return False


_HANDED_ON = frozenset({"share", "provide", "sell"})


def _introduces(statement: Statement, ground: Mention, frame: Mention | None) -> bool:
    """Whether a lead-in says of its entries that they rest on the ground: a basis, or interests that are listed."""
    if frame is None or frame.rule.code == "basis":
        return frame is not None
    if ground.rule.code != "legitimate_interests" or frame.rule.code != "necessary":
        return False
    return not any(cue.rule.code in _HANDED_ON for cue in statement.find("sharing", 0, statement.own))


def _chooses(statement: Statement) -> bool:
    """Whether a lead-in names several grounds, or its entry one of its own: then the entry does not rest on all."""
    above = {ground.rule.code for ground in statement.find("legal_basis", 0, statement.own)}
    return len(above) > 1 or bool(statement.find("legal_basis", statement.own))


def _joined(statement: Statement, ground: Mention) -> bool:
    """Whether "and" or a stop joins a ground to what stands before it: "... our services, and a legal obligation"."""
    before = statement.text[: ground.start].rstrip()
    return before.endswith((",", ";", "/", ")")) or bool(statement.find("and", len(before) - 4, len(before)))


def _practices(statement: Statement, counted: Sequence[tuple[Mention, Mention | None]]) -> Iterator[Practice]:
    seen = set()
    for ground, frame in counted:
        action = frame.rule.note["action"] if frame else "rely"
        if (ground.rule.code, action) in seen:
            continue
        seen.add((ground.rule.code, action))
        same = (_interests(statement, one) for one, _ in counted if one.rule.code == ground.rule.code)
        denied = _is_denied(statement, ground, frame)
        yield Practice(
            category=Category.LEGAL_BASIS,
            rule=ground.rule.id,
            quote=statement.quote,
            section=statement.section,
            ordinal=statement.ordinal,
            affirmed=not denied,
            action=action,
            modality="never" if denied else "will",
            purposes=_purposes(statement),
            legal_basis=LegalBasis(
                basis=ground.rule.code, article=ground.rule.note["article"], interests=next(filter(None, same), None)
            ),
        )


_DENIAL_REACHES = 8  # words: "we do not generally rely on your consent as a lawful basis"
_DENIAL_REACHES_ACTS = 3  # words: "you cannot withdraw your consent"


def _is_denied(statement: Statement, ground: Mention, frame: Mention | None) -> bool:
    """Whether a denial reaches the ground: near, and not turned ("not on consent, but on a contract")."""
    scope = clause(statement, ground.start, ground.end)
    if any(one.start < ground.end and ground.start < one.end for one in statement.find("exception")):
        return False  # "not without your consent" rests on it
    before = scope[0], ground.start
    denials = not_aside(statement, statement.find("negation", *before), *before)
    denials = [denial for denial in denials if not _describes(statement, denial, ground)]
    between = statement.text[denials[-1].end : ground.start] if denials else ""
    return (
        bool(denials)
        and len(between.split()) <= (_DENIAL_REACHES_ACTS if is_other(frame) else _DENIAL_REACHES)
        and not statement.find("contrast", denials[-1].end, ground.start)
    )


_OPENS_AT_MOST = 2  # words between "who" and "not": "who do not", "qui ne"


def _describes(statement: Statement, denial: Mention, ground: Mention) -> bool:
    """Whether it is denied of those spoken of: "staff who do not treat you are let in on your consent"."""
    openings = statement.find("relative", 0, denial.start)
    if not openings or len(statement.text[openings[-1].end : denial.start].split()) > _OPENS_AT_MOST:
        return False
    return bool(statement.find("passive", denial.end + 1, ground.start))


def _purposes(statement: Statement) -> tuple[str, ...]:
    """The purpose in words where the passage names it in front ("To fulfil your orders."), else in classes."""
    if statement.label and statement.label not in statement.quote:
        return (statement.label,)
    grounds = statement.find("legal_basis")
    told = (one for one in statement.find("purposes") if not any(g.start <= one.start < g.end for g in grounds))
    codes = tuple(dict.fromkeys(one.rule.code for one in told))
    return codes or _heading(statement)


def _heading(statement: Statement) -> tuple[str, ...]:
    """The heading as the purpose of a line that is labelled as its basis: "Newsletter" above "Legal basis: consent"."""
    frames = [one for one in statement.find("basis_frames", statement.own) if one.rule.code == "basis"]
    heading = statement.section.rpartition(" > ")[2]
    if (
        not frames
        or statement.text[statement.own : frames[0].start].strip()
        or not _COLON.match(statement.text, frames[0].end)
    ):
        return ()
    words = _NUMBER.sub("", heading).strip("*_: ")
    is_purpose = bool(statement.rules.find("purposes", fold(words)))
    return (words,) if is_purpose and "legal_basis" not in topics_of(heading, statement.rules.language) else ()


_COLON = re.compile(r"(?:\s?\([^)]{1,20}\))?\s?:")
_NUMBER = re.compile(r"^(?:\d+|[a-z])(?:\.\d+)*[.)]?\s")


def _interests_span(statement: Statement, ground: Mention) -> tuple[int, int]:
    """Where the interests stand that are named after "legitimate interests"; (0, 0) where none are."""
    if ground.rule.code != "legitimate_interests":
        return 0, 0
    return interests_span(statement.raw, ground.end)


def _interests(statement: Statement, ground: Mention) -> str | None:
    """The interests named after "legitimate interests", verbatim."""
    start, end = _interests_span(statement, ground)
    return statement.raw[start:end] or None
