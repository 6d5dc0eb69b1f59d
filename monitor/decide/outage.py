"""Whether a vendor cannot be reached, or nothing at all: then the trouble is clausewatch's own way out. Pure.

Told from the last look at each document. An outage begins with the first of several hosts that fell silent after next
to all others had answered for the last time, and it ends when some of the silent ones answer again. A host that was
silent long before says nothing about it, nor does an answer that needs no network.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from monitor.errors import NO_ANSWER, Failure
from monitor.model import Outage
from store.contacts import Contact

# Fewer hosts may fail together by chance, or because they are of one house.
_HOSTS = 3
_NEARLY_ALL = 0.9  # a page on one's own network may still be seen

# robots.txt is remembered for a day, and a search that finds nothing may have been answered by nobody.
_SAYS_NOTHING = {Failure.ROBOTS, Failure.NO_POLICY_FOUND}


def is_unreached(kind: str | None) -> bool:
    """Whether a failure of this kind may be our own fault. kind: as a state's memory keeps its trouble."""
    return kind in NO_ANSWER


def is_silent(contact: Contact) -> bool:
    """Whether the last look at the document met no server."""
    return contact.failed and is_unreached(contact.trouble)


def outage(contacts: Sequence[Contact]) -> Outage | None:
    """The outage that the last looks at all documents show, if there is one."""
    since = _beginning(contacts)
    if since is None:
        return None
    looked_at = [contact for contact in contacts if contact.checked_at >= since]
    silent = [contact for contact in looked_at if is_silent(contact)]
    return Outage(since=since, documents=len(silent), looked_at=len(looked_at), problem=_problem(silent))


def _beginning(contacts: Sequence[Contact]) -> datetime | None:
    """When the first of the hosts fell silent that did so together; None where too many answered after it."""
    answers, silences = _by_host(contacts)
    for place, since in enumerate(silences):
        fallen = len(silences) - place
        answered = len(answers) - bisect_left(answers, since)
        if fallen >= max(_HOSTS, _NEARLY_ALL * (fallen + answered)):
            return since
    return None


def _by_host(contacts: Sequence[Contact]) -> tuple[list[datetime], list[datetime]]:
    """When each host that is not silent answered last, and since when each silent one has been; in order of time."""
    answered: dict[str, datetime] = {}
    fell_silent = defaultdict[str, list[datetime]](list)
    for contact in contacts:
        last = _answered_at(contact)
        if last is not None:
            answered[contact.host] = max(last, answered.get(contact.host, last))
        if is_silent(contact) and contact.blind_since is not None:
            fell_silent[contact.host].append(contact.blind_since)
    silences = {
        host: [since for since in found if host not in answered or since > answered[host]]
        for host, found in fell_silent.items()
    }
    fallen = {host: min(found) for host, found in silences.items() if found}
    # A host that answered for a moment and is silent again is no answer.
    return sorted(at for host, at in answered.items() if host not in fallen), sorted(fallen.values())


def _answered_at(contact: Contact) -> datetime | None:
    """When a server answered last, as far as is known."""
    if is_silent(contact) or (contact.failed and contact.trouble in _SAYS_NOTHING):
        return contact.verified_at
    return contact.checked_at


def _problem(silent: Sequence[Contact]) -> str:
    """How many fail in which way, and how the last one did in its own words."""
    kinds = Counter(NO_ANSWER[Failure(contact.trouble)] for contact in silent if contact.trouble)
    last = max(silent, key=lambda contact: contact.checked_at)
    example = last.problem if last.problem.startswith(f"{last.host}: ") else f"{last.host}: {last.problem}"
    return f"{', '.join(f'{words} ({count})' for words, count in kinds.most_common())}; {example}"
