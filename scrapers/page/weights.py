"""How much running text the blocks of a page hold. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

from scrapers.page.blocks import Block, Element, Kind
from scrapers.page.vocabulary import speaks_of_data

_SHORT = 40  # characters below which a line is no running text
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE_LETTERS = 3
_OTHER_MATTER = 4  # a passage without one word that policies are made of weighs a quarter


@dataclass(frozen=True, slots=True)
class Weights:
    """Per block: characters of running text (headings, short lines and link texts are none); of those, the characters
    in passages that speak of data; what it weighs (other matters count less); all its characters, and those in links.
    """

    running: list[int]
    legal: list[int]
    weighed: list[int]
    characters: list[int]
    links: list[int]


def weigh(blocks: list[Block]) -> Weights:
    """Running text and legal text of each block."""
    running = [_running(block) for block in blocks]
    legal = [size if size and speaks_of_data(block.text) else 0 for size, block in zip(running, blocks, strict=True)]
    weighed = [data + (size - data) // _OTHER_MATTER for size, data in zip(running, legal, strict=True)]
    return Weights(running, legal, weighed, [len(block.text) for block in blocks], [block.links for block in blocks])


def _running(block: Block) -> int:
    size = size_of(block.text)
    if block.kind is Kind.HEADING or (block.kind is not Kind.TABLE and size < _SHORT):
        return 0
    return max(size - 2 * block.links, 0)


def size_of(text: str) -> int:
    """Characters of a text; each of Chinese, Japanese and Korean counts for the letters that say the same."""
    return len(text) if text.isascii() else len(text) + (_WIDE_LETTERS - 1) * len(_WIDE.findall(text))


class Measure:
    """Sums over ranges of those blocks that are still alive."""

    def __init__(self, weights: Weights, alive: list[bool]) -> None:
        self._weight = _sums(weights.weighed, alive)
        self._characters = _sums(weights.characters, alive)
        self._links = _sums(weights.links, alive)
        self.total = self._weight[-1]

    def weight(self, element: Element) -> int:
        """Characters of running text, those of other matters at a discount."""
        return self._weight[element.end] - self._weight[element.start]

    def around(self, element: Element) -> tuple[int, int]:
        """The weight before an element and after it."""
        return self._weight[element.start], self.total - self._weight[element.end]

    def between(self, start: int, end: int) -> int:
        """The weight of a range of blocks."""
        return self._weight[end] - self._weight[start]

    def characters(self, element: Element) -> int:
        return self._characters[element.end] - self._characters[element.start]

    def linked(self, element: Element) -> float:
        """The share of characters that stand in links."""
        characters = self.characters(element)
        return (self._links[element.end] - self._links[element.start]) / characters if characters else 0.0

    def is_bare(self, element: Element) -> bool:
        """Whether an element holds next to no running text."""
        return self.weight(element) * _OTHER_MATTER < self.characters(element)


def _sums(values: list[int], alive: list[bool]) -> list[int]:
    return [0, *accumulate(map(mul, values, alive))]
