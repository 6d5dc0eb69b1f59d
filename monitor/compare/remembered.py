"""Answers about texts and words, remembered within bounds. Pure.

A page may be hostile: however long its passages are and however often they change, what is remembered of them stays
within some tens of megabytes for each function.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

Answer = TypeVar("Answer")
First = TypeVar("First")
Rest = ParamSpec("Rest")
Asked = Callable[Concatenate[First, Rest], Answer]

_ROOM = 64_000_000  # characters of the texts that one function remembers, at most
_LONGEST_WORD = 100  # characters; real words are shorter
_clear: list[Callable[[], None]] = []


def remembered(
    at_most: int, *, size: Callable[[Any], int] = len
) -> Callable[[Asked[First, Rest, Answer]], Asked[First, Rest, Answer]]:
    """`lru_cache` of so many answers, for a function whose first argument is a text or holds one.

    What takes more than its share of the room is answered anew each time. size: the characters of that argument.
    """
    longest = _ROOM // at_most

    def decorate(answer: Asked[First, Rest, Answer]) -> Asked[First, Rest, Answer]:
        cached = lru_cache(at_most)(answer)
        _clear.append(cached.cache_clear)
        known: Asked[First, Rest, Answer] = cached

        @wraps(answer)
        def ask(first: First, /, *rest: Rest.args, **named: Rest.kwargs) -> Answer:
            return answer(first, *rest, **named) if size(first) > longest else known(first, *rest, **named)

        return ask

    return decorate


def forget() -> None:
    """Forgets what functions remember of texts, so that the next answers cost what first ones do."""
    for clear in _clear:
        clear()


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
