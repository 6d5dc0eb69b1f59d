"""Answers about words, remembered. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


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
        answer = self[word] = self._answer(word)
        return answer
