"""What a text must hold for a cue to stand in it: how its first word begins, and which other words it needs.

Policies are long and cues are many: trying every cue at every word took 60 ms for 1,000 words, asking first whether all
its words are there takes a twentieth. Words are told by their first letters; an opening that ends in a space is a whole
word ("we " is no "west").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

LENGTH = 12  # letters of a word that are looked at; with 4, a third more cues were tried in vain
NUMBER = "0"  # all numbers begin alike
_END = " "
_ANY = "\0"  # letters that cannot be told

Openings = frozenset[str]


def openings(cue: str) -> Openings:
    """How the first word of a cue can begin; "" among them where that cannot be told."""
    return _told((opening for sequence in _parsed(cue) for opening in _begin(sequence)), end=_END)


def needed(cue: str) -> tuple[Openings, ...]:
    """What a text with the cue has a word of each of, beside the first: "opt out of ~ (sale|sharing)" needs three."""
    branches = [list(_needed(sequence)) for sequence in _parsed(cue)]
    return tuple(frozenset[str]().union(*some) for some in zip(*branches, strict=False))


def keys(word: str) -> Iterator[str]:
    """The openings that a word of a text answers to."""
    if not word:
        return
    yield ""
    if word[0].isdigit():
        yield NUMBER
    else:
        yield word + _END
        yield from (word[:length] for length in range(1, min(len(word), LENGTH) + 1))


class _Item(NamedTuple):
    """A part of a cue: letters, told by what they can be, or a group of alternatives.

    ahead: it only looks ahead. repeated: it may stand several times.
    """

    letters: frozenset[str] = frozenset()
    branches: tuple[tuple[_Item, ...], ...] = ()
    optional: bool = False
    repeated: bool = False
    ahead: bool = False


# ---------------------------------------------------------------- what a sequence begins with and needs


def _begin(sequence: Iterable[_Item]) -> set[str]:
    """The first letters of a sequence, up to LENGTH; _END or _ANY where the word ends or cannot be told before."""
    found = {""}
    for item in sequence:
        if not any(map(_is_open, found)):
            break
        if not item.ahead:
            found = _joined(found, _choices(item))
    return found


def _choices(item: _Item) -> set[str]:
    once = {*item.letters, *(opening for branch in item.branches for opening in _begin(branch))}
    choices = once | (_joined(once, {_ANY}) if item.repeated else set())
    return choices | {""} if item.optional else choices


def _joined(first: set[str], second: set[str]) -> set[str]:
    return {(one + two)[:LENGTH] if _is_open(one) else one for one in first for two in second}


def _is_open(opening: str) -> bool:
    return len(opening) < LENGTH and not opening.endswith((_END, _ANY))


def _told(found: Iterable[str], *, end: str) -> Openings:
    """end: what stands behind the last word; _END where it is whole."""
    told = (opening + end if _is_open(opening) else opening for opening in found)
    told = (opening.partition(_ANY)[0] for opening in told)
    return frozenset(NUMBER if opening[:1].isdigit() else opening if opening != _END else "" for opening in told)


def _needed(sequence: tuple[_Item, ...]) -> Iterator[Openings]:
    """The openings of every word behind the first that must stand in a match of the sequence."""
    at_word = True
    for place, item in enumerate(sequence):
        if at_word and not item.optional:
            ahead = (opening for branch in item.branches for opening in _begin(branch))
            word = _told(ahead, end="") if item.ahead else _told(_begin(sequence[place:]), end=_END)
            if place and word and "" not in word:
                yield word
        at_word = _ends_word(item, at_word=at_word)


def _ends_word(item: _Item, *, at_word: bool) -> bool:
    """Whether a new word begins behind the item."""
    if item.ahead:
        return at_word
    parted = all(branch and _parts(branch[-1]) for branch in item.branches) if item.branches else _parts(item)
    return parted and (at_word or not item.optional)


def _parts(item: _Item) -> bool:
    return item.letters == {_END} and not item.optional


# ---------------------------------------------------------------- cues as sequences of items


@lru_cache(maxsize=2)  # asked for its openings, and for what it needs
def _parsed(cue: str) -> list[tuple[_Item, ...]]:
    return _alternatives(cue, 0)[0]


def _alternatives(cue: str, at: int) -> tuple[list[tuple[_Item, ...]], int]:
    """The sequences of "a|b|c" from `at` up to its closing bracket or the end, and where that is."""
    found: list[tuple[_Item, ...]] = []
    sequence: list[_Item] = []
    while at < len(cue) and cue[at] != ")":
        if cue[at] == "|":
            found.append(tuple(sequence))
            sequence, at = [], at + 1
        else:
            item, at = _item(cue, at)
            item, at = _quantified(item, cue, at)
            sequence.append(item)
    return [*found, tuple(sequence)], at


def _item(cue: str, at: int) -> tuple[_Item, int]:
    if cue[at] == "(":
        return _group(cue, at)
    if cue[at] == "[":
        end = cue.index("]", at)
        members = cue[at + 1 : end]
        plain = "-" not in members[1:-1] and "\\" not in members and not members.startswith("^")
        return _Item(frozenset(map(_letter, members)) if plain else frozenset({_ANY})), end + 1
    if cue[at] == "\\":
        letters = "0123456789" if cue[at + 1] == "d" else _ANY if cue[at + 1].isalpha() else _END
        return _Item(frozenset(letters)), at + 2
    if cue[at] in "^$":
        return _Item(ahead=True), at + 1
    run = _RUN.match(cue, at)
    return _letters(run[0]) if run else _letters(_letter(cue[at])), run.end() if run else at + 1


# Letters that no quantifier parts are one item; cues share most of their words.
_RUN = re.compile(r"[^\W_]+(?![?*+{])")


@lru_cache(maxsize=512)
def _letters(letters: str) -> _Item:
    return _Item(frozenset({letters}))


def _group(cue: str, at: int) -> tuple[_Item, int]:
    """A group; looking behind, or ahead for what must not follow, tells nothing."""
    is_plain = not cue.startswith("(?", at)
    branches, end = _alternatives(cue, at + (1 if is_plain else len("(?=")))
    if is_plain:
        return _Item(branches=tuple(branches)), end + 1
    return _Item(branches=tuple(branches) if cue.startswith("(?=", at) else (), ahead=True), end + 1


def _letter(character: str) -> str:
    """ "~" is a gap, and "." any character."""
    return character if character.isalnum() else _ANY if character in ".~" else _END


def _quantified(item: _Item, cue: str, at: int) -> tuple[_Item, int]:
    """The item with its quantifier, if one follows."""
    mark = cue[at : at + 1]
    if mark not in {"?", "*", "+", "{"}:
        return item, at
    end = cue.index("}", at) + 1 if mark == "{" else at + 1
    optional = mark in "?*" or cue.startswith(("{0", "{,"), at)
    return item._replace(optional=optional, repeated=mark != "?"), end + cue.startswith("?", end)
