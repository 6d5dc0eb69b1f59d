"""Sentences of a passage in English, French, German and Spanish: a full stop ends one unless it abbreviates."""

from __future__ import annotations

import re

from monitor.compare.remembered import remembered

# What a full stop follows without ending a sentence: legal citations, company forms, titles, common shortenings.
_LISTED = (
    "inc ltd co corp llc plc gmbh ag bv nv sa sarl srl sl st mr mrs ms dr prof e.g eg i.e ie cf vs etc no nos nr "
    "pte pty mme mmes pbc n.v b.v s.a s.l s.r.l s.à.r.l s.p.a "
    "art arts abs lit par para paras sec sect s p pp vol ed al approx est u.s u.k e.u u.s.a d.c a.m p.m "
    "z.b zb d.h dh u.a ua bzw ggf vgl usw inkl exkl ca bspw sog m.e i.s.d i.s.v i.d.r i.v.m iv.m o.ä o.g u.u s.o s.u "
    "uabs unterabs ziff rn rdnr ff insb insbes ehem gem evtl geb mind max min zzgl abzgl bzgl betr resp lfd ggü lt "
    "hs kap anl abschn buchst str mio mrd std bsp "
    "p.ex ex env n.b m mme mlle mm réf tél sté éts cie c.-à-d càd al chap éd févr janv juil "
    "p.ej ej sr sra srta dña ud uds núm pág págs apdo apdos d avda ctra tel tfno fax ref izq dcha ee uu "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_ABBREVIATIONS = frozenset(_LISTED.split())
# A stop with the quotes and brackets behind it, line breaks (with the mark of the entry behind them), an empty line, a
# semicolon that ends a line. Its first letter stands in front of the alternatives so that the search leaps from one to
# the next.
_END = re.compile(
    r"[.!?。！？…<\n;](?:(?<=[.!?。！？…])[.!?。！？…]*[\"'”’»)\]*_]*(?=\s|$|<br)|"
    r"(?<=<)br\s*/?>\s*(?:<br\s*/?>\s*)*(?:\\?[-–•·●▪*]\s+)?|(?<=\n)\n+|(?<=;)\s*\n)"
)
_LONE_NUMBER = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,5})\W*")  # "4." in front of a sentence
# Characters. What is longer is cut between words: no vendor writes such a sentence (the longest of 461 policies and
# terms has 3,500), and what is made of it costs the square of its length, so that a page could keep us busy for days.
_LONGEST = 5_000
_LAST_WORD = re.compile(r"(?:[^\W_](?:[^\W_]|\.(?=[^\W_]))*(?:-à-d)?)$")
_NEXT_BEGINS = re.compile(r"\s*(?:<br\s*/?>\s*)*[\"'“‘«¿¡(\[*_§]*\s?(?P<first>[^\W_])")


@remembered(4096)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, without white space around it; together they cover all words of the passage."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not _LONE_NUMBER.fullmatch(text, start, match.start()) and _ends_sentence(text, match):
            _append(found, text, start, match.start() if match[0].startswith("<") else match.end())
            start = match.end()
    _append(found, text, start, len(text))
    return tuple(found)


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST) + 1 or start + _LONGEST
        _append(found, text, start, cut)
        start = cut
    passage = text[start:end]
    if passage.strip():
        lead = len(passage) - len(passage.lstrip())
        found.append((start + lead, start + len(passage.rstrip())))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if not match[0].startswith("."):
        return True
    after = _NEXT_BEGINS.match(text, match.end())
    if after and after["first"].islower():
        return False
    stop = match.start()
    near = max(0, stop - 24)
    word = _LAST_WORD.search(text, max(near, text.rfind(" ", near, stop) + 1), stop)
    if word is None:
        return True
    # An abbreviation, an initial ("J. Doe") or an ordinal before a digit or a lower-case word ("Art. 6", "No. 5").
    short = word[0].casefold()
    if len(short) == 1 and short.isalpha():
        return not (after and (after["first"].isupper() or after["first"].isdigit()))
    return short not in _ABBREVIATIONS or (after is not None and _is_new_sentence(short, text, match.end()))


# After these even an abbreviation's full stop ends the sentence where a capitalised word of a new one follows.
_MAY_END = frozenset("inc ltd co corp llc plc etc usw u.s u.k e.u u.s.a a.m p.m uu pte pty s.a s.l std min".split())  # noqa: SIM905
_OPENING = re.compile(
    r"\s+(?:We|You|Your|Our|The|This|These|If|In|It|They|When|For|To|However|Please|Such|"
    r"Wir|Sie|Die|Der|Das|Unsere|Ihre|Diese|Wenn|Nous|Vous|Les|Le|La|Si|Vos|Nos|Ces|Usted|Nosotros|El|Los|Las|Sus)\b"
)


def _is_new_sentence(short: str, text: str, end: int) -> bool:
    return short in _MAY_END and _OPENING.match(text, end) is not None
