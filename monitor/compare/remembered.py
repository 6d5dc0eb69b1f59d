"""Answers about texts and words, remembered while two versions are compared. Pure.

Two versions share most passages, so what is found out about one is asked for again. Little of it is needed when the
next page comes, and a page may be hostile: `forget` after each keeps long passages that change at every look from
filling the memory, and in a batch `make_room` before each bounds what the answers take by the length of the texts,
where their number bounds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

Answer = TypeVar("Answer")
Asked = ParamSpec("Asked")

_LONGEST_WORD = 100  # characters; real words are shorter, and are remembered for good
# Some 40 changes of 8,000 words, whose answers take 60 MB; two versions of a vendor's stand close together in a batch.
_MOST_LETTERS = 4_000_000
_clear: list[Callable[[], None]] = []
_asked = [0]  # the letters of the texts that were looked at since all was forgotten


def remembered(at_most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """`lru_cache` of so many answers, until all is forgotten."""

    def decorate(answer: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        cached = lru_cache(at_most)(answer)
        _clear.append(cached.cache_clear)
        return cast(Callable[Asked, Answer], cached)  # whose stub forgets what it is asked with

    return decorate


def forget() -> None:
    """Forgets what functions remember of texts."""
    for clear in _clear:
        clear()
    _asked[0] = 0


def make_room(letters: int) -> None:
    """To be called before texts of so many letters are looked at: forgets all where it would be of too many."""
    if _asked[0] + letters > _MOST_LETTERS:
        forget()
    _asked[0] += letters


class Remembered(dict[str, Answer]):
    """`self[word]` is what `answer` says of a word; begins anew when it holds so many words.

    A dictionary, since a policy asks for each of its 10,000 words: `lru_cache` takes twice as long to answer.
    """

    def __init__(self, answer: Callable[[str], Answer], *, at_most: int) -> None:
        super().__init__()
        self._answer = answer
        self._at_most = at_most

    def __missing__(self, word: str) -> Answer:
        if len(self) >= self._at_most:
            self.clear()
        answer = self._answer(word)
        if len(word) <= _LONGEST_WORD:
            self[word] = answer
        return answer
