"""The words before and after, with the changed ones marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.compare.edits import EditKind, edits
from notifiers.lexicon import ENGLISH, Lexicon

_OF_WORDS = re.compile(r"[\w%€$£¥]")
_ALIKE = 0.4
_CONTEXT = 60  # characters kept on each side of a change when a quote is shortened: about ten words


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a quote. changed: not on the other side.

    missing: how many characters are left out here; the text then is no words of the quote but says so.
    """

    text: str
    changed: bool = False
    missing: int = 0


Quote = tuple[Piece, ...]


def mark(old: str, new: str) -> tuple[Quote, Quote]:
    """Both quotes in pieces that joined give the quotes again.

    Quotes with little in common are left unmarked: to mark nearly everything helps nobody.
    """
    runs = edits(old, new)
    alike = sum(run.old_end - run.old_start for run in runs if run.kind is EditKind.EQUAL)
    if 2 * alike < _ALIKE * (len(old) + len(new)):
        return whole(old), whole(new)
    before: list[Piece] = []
    after: list[Piece] = []
    for run in runs:
        changed = run.kind is not EditKind.EQUAL
        before += _pieces(old[run.old_start : run.old_end], changed=changed)
        after += _pieces(new[run.new_start : run.new_end], changed=changed)
    return _joined(before), _joined(after)


def _pieces(text: str, *, changed: bool) -> tuple[Piece, Piece]:
    """A run and the spaces and points that end it, which are no edit of words."""
    last = _OF_WORDS.search(text[::-1])  # from behind, for a search for all that ends a text is quadratic
    end = len(text) - last.start() if last else 0
    while text[end : end + 1] == ")" and text.count("(", 0, end) > text.count(")", 0, end):
        end += 1
    return Piece(text=text[:end], changed=changed), Piece(text=text[end:])


def whole(text: str) -> Quote:
    """A quote that has nothing to be compared with: all of it is news."""
    return (Piece(text=text),)


def shorten(quote: Quote, limit: int, words: Lexicon = ENGLISH) -> Quote:
    """The quote in about `limit` characters: changed words and their surroundings; gaps say what is left out."""
    if sum(len(piece.text) for piece in quote) <= limit:
        return quote
    if not any(piece.changed for piece in quote):
        return _cut(quote, limit, words)
    last = len(quote) - 1
    kept: list[Piece] = []
    for index, piece in enumerate(quote):
        if piece.changed:
            kept.append(piece)
        else:
            kept.extend(_edges(piece.text, words, head=index > 0, tail=index < last))
    return _cut(kept, limit, words)


def _edges(text: str, words: Lexicon, *, head: bool, tail: bool) -> Iterable[Piece]:
    """The ends of unchanged words that touch a change."""
    left = _word_end(text, _CONTEXT) if head else 0
    right = len(text) - _word_end(text[::-1], _CONTEXT) if tail else len(text)
    gap = _gap(right - left, words)
    if right - left <= len(gap.text):
        yield Piece(text=text)
        return
    yield Piece(text=text[:left])
    yield gap
    yield Piece(text=text[right:])


def _cut(pieces: Iterable[Piece], limit: int, words: Lexicon) -> Quote:
    """The first pieces that fit; what follows is counted in one last gap."""
    kept: list[Piece] = []
    room, missing = limit, 0
    for piece in pieces:
        if missing:
            missing += piece.missing or len(piece.text)
        elif piece.missing or len(piece.text) <= room:
            kept.append(piece)
        else:
            end = _word_end(piece.text, max(room, 0))
            kept.append(Piece(text=piece.text[:end], changed=piece.changed))
            missing = len(piece.text) - end
        room -= len(piece.text)
    if missing and kept[-1].missing:
        missing += kept.pop().missing
    if missing:
        kept.append(_gap(missing, words))
    return tuple(piece for piece in kept if piece.text)


def _gap(count: int, words: Lexicon) -> Piece:
    return Piece(text=f" {words.say('quote.gap', count=count)} ", missing=count)


def _word_end(text: str, limit: int) -> int:
    """The last end of a word at or before `limit` (at least half of it, else the limit itself)."""
    if len(text) <= limit:
        return len(text)
    space = text.rfind(" ", limit // 2, limit + 1)
    return space if space > 0 else limit


def _joined(pieces: Iterable[Piece]) -> Quote:
    """Without empty pieces, and neighbours of one kind as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].changed == piece.changed:
            joined[-1] = Piece(text=joined[-1].text + piece.text, changed=piece.changed)
        elif piece.text:
            joined.append(piece)
    return tuple(joined)
