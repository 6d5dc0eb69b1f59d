"""How a cue can begin: the first letters of its first word, so that it is tried only at words that begin like that.

Policies are long and cues are many: trying every cue at every word took 60 ms for 1,000 words, this a tenth.
"""

from __future__ import annotations

LENGTH = 4  # letters; three leave too many cues per word, six hardly fewer than four
ANY = "\0"  # an opening of unknown letters
NUMBER = "0"
_END = " "  # the first word ends before LENGTH letters


def openings(cue: str) -> frozenset[str]:
    """The openings of a cue (at most LENGTH letters each); ANY among them where they cannot be told."""
    found, _ = _alternatives(cue, 0)
    return frozenset(ANY if ANY in opening else opening_of(opening.rstrip(_END)) or ANY for opening in found)


def opening_of(word: str) -> str:
    """The opening of a word of a text: all numbers begin alike."""
    return NUMBER if word[:1].isdigit() else word[:LENGTH]


def _alternatives(cue: str, at: int) -> tuple[set[str], int]:
    """The openings of "a|b|c" from `at` up to its closing bracket or the end, and where that is."""
    found: set[str] = set()
    sequence = {""}
    while at < len(cue) and cue[at] != ")":
        if cue[at] == "|":
            found |= sequence
            sequence, at = {""}, at + 1
            continue
        item, at = _item(cue, at)
        item, at = _repeated(item, cue, at)
        sequence = _joined(sequence, item)
    return found | sequence, at


def _item(cue: str, at: int) -> tuple[set[str], int]:
    if cue[at] == "(":
        if cue[at + 1] == "?":  # looks ahead or behind, and takes no letter
            return {""}, _closing(cue, at) + 1
        inner, end = _alternatives(cue, at + 1)
        return inner, end + 1
    if cue[at] == "[":
        end = cue.index("]", at)
        members = cue[at + 1 : end]
        plain = "-" not in members[1:-1] and "\\" not in members and not members.startswith("^")
        return ({_letter(member) for member in members} if plain else {ANY}), end + 1
    if cue[at] == "\\":
        if cue[at + 1] == "d":
            return set("0123456789"), at + 2
        return ({ANY} if cue[at + 1].isalpha() else {_END}), at + 2
    if cue[at] in "^$":
        return {""}, at + 1
    return {_letter(cue[at])}, at + 1


def _letter(character: str) -> str:
    return character if character.isalnum() else ANY if character == "." else _END


def _repeated(item: set[str], cue: str, at: int) -> tuple[set[str], int]:
    """The item with its quantifier, if one follows."""
    if at < len(cue) and cue[at] in "?*":
        optional = item | {""}
        return (optional if cue[at] == "?" else _joined(_joined(optional, optional), optional)), at + 1
    if at < len(cue) and cue[at] == "{":
        end = cue.index("}", at) + 1
        return item | ({""} if cue[at + 1] == "0" else set()), end
    return item, at + (at < len(cue) and cue[at] == "+")


def _joined(first: set[str], second: set[str]) -> set[str]:
    joined = {one + two if _is_open(one) else one for one in first for two in second}
    return {opening if ANY in opening else opening[:LENGTH] for opening in joined}


def _is_open(opening: str) -> bool:
    return len(opening) < LENGTH and _END not in opening and ANY not in opening


def _closing(cue: str, at: int) -> int:
    depth = 0
    for position in range(at, len(cue)):
        if cue[position - 1] != "\\":
            depth += {"(": 1, ")": -1}.get(cue[position], 0)
        if depth == 0:
            return position
    return len(cue)
