"""Passages that follow one another as wordings of one: an edited paragraph matches a search once per edit. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.search import Hit

# Of all the words of both. A sentence of ten words with one exchanged has 9 of 11; two rows of a table share less.
_ALIKE = 0.7
WIDER = 4  # times the hits that are to be shown: so many have to be looked for
_WORD = re.compile(r"\w+")


def by_wording(hits: Sequence[Hit]) -> list[tuple[Hit, ...]]:
    """The hits in their order, with the later and earlier wordings of each behind it; the newest wording stands first.

    Passages of which both stood at one time are two, however alike they are.
    """
    groups: list[list[Hit]] = []
    for hit in hits:
        same = next((group for group in groups if _continues(group, hit)), None)
        if same is None:
            groups.append([hit])
        else:
            same.append(hit)
    return [tuple(sorted(group, key=lambda hit: -hit.first_version)) for group in groups]


def _continues(group: Sequence[Hit], hit: Hit) -> bool:
    apart = all(
        known.source == hit.source
        and (known.last_version < hit.first_version or hit.last_version < known.first_version)
        for known in group
    )
    return apart and any(_alike(known.text, hit.text) for known in group)


def _alike(one: str, other: str) -> bool:
    first, second = _words(one), _words(other)
    return len(first & second) >= _ALIKE * len(first | second)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
