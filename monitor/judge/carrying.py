"""The words of a passage that can carry a fact, variants of one word as one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

# Words that change without changing what is said.
_EMPTY = frozenset(
    "the a an of to and or in on for with as by at is are be been it its this that these those your you our they their "  # noqa: SIM905
    "them from such any if when where which who has had have does do also more about we us i e g s etc ⟨date⟩ ⟨email⟩ "
    "le la les de des du et ou un une en à au aux dans par pour sur que qui vos votre nos notre nous vous ce ces cette "
    "l d c j m t qu leur leurs il ils elle elles on se son sa ses est sont être été a ont ainsi donc dont lorsque "
    "comme tel tels telle telles tout tous toute toutes ceux celui celle celles cela ceci afin très également aussi y "
    "der die das den dem des und oder ein eine einer eines in im zu zur zum von vom mit für auf ist sind sie wir ihre "
    "an als bei durch es sich auch werden wird wurde wurden haben hat ihr ihnen ihrer ihrem ihren uns unsere unserer "
    "unserem unseren nach über unter aus um wie wenn dass diese dieser dieses dies "
    "el los las del y o una unos en al con por para su sus que se lo le les nuestra nuestro nuestras nuestros este "
    "esta estos estas como también ser es son está están ha han sobre entre e u".split()
)
VARIANTS = {
    "might": "may", "could": "may", "can": "may", "including": "such", "includes": "such", "include": "such",
    "like": "such", "example": "such", "visitors": "users", "wish": "want", "website": "site", "websites": "sites",
    "data": "information", "notice": "policy", "statement": "policy", "upon": "on", "obtain": "get", "using": "use",
    "utilize": "use", "uses": "use", "used": "use", "peut": "pouvons", "peuvent": "pouvons",
    "pourrons": "pouvons", "pourront": "pouvons", "pourra": "pouvons", "données": "information",
    "informations": "information",
}  # fmt: skip
# Several words for one of the above.
_WORDY = (
    " in order to ", " as well as ", " in the event that ", " for the purpose of ", " for the purposes of ",
    " with regard to ", " with respect to ", " in relation to ", " in accordance with ",
)  # fmt: skip
_SPARED = frozenset(word.removesuffix("s") for word in " ".join(_WORDY).split())


def carrying(words: Iterable[str]) -> Iterator[str]:
    """The words that can carry a fact, variants of one word as one, in their order."""
    return (one for word in words if (one := VARIANTS.get(word, word)) not in _EMPTY)


def content(words: Iterable[str]) -> Counter[str]:
    """The same, counted."""
    return Counter(carrying(words))


def told(words: Iterable[str]) -> list[str]:
    """The words that no brevity spares, in any order: where they differ, two passages need not be looked at in full."""
    return sorted(brief for word in carrying(words) if (brief := word.removesuffix("s")) not in _SPARED)


def said_briefly(words: Iterable[str]) -> list[str]:
    """The words that can carry a fact, whether one is meant or several, without the wordy ways of saying it."""
    whole = f" {' '.join(words)} "
    for wordy in _WORDY:
        whole = whole.replace(wordy, " ")
    return [word.removesuffix("s") for word in carrying(whole.split())]
