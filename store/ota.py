"""Years of history on day one: a versions repository of Open Terms Archive, read through git without a checkout.

Such a repository holds `SERVICE/TERMS TYPE.md`, one commit a version, dated by its snapshot; the subject of a commit
tells technical upgrades ("Apply technical or declaration upgrade on ...", formerly "Refilter ...") from changes.
https://docs.opentermsarchive.org
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import IO, cast

from monitor.errors import NotFoundError, SourceError
from store.database import Store
from store.history import NO_HOOKS, Hooks, Imported, Record, take_over

_TECHNICAL = ("apply technical or declaration upgrade", "refilter ")
# The three fields of a commit, told from the paths that follow it by a character that no path begins with.
_COMMIT = "\x01%H\x02%aI\x02%s"
# A repository has settings of its own. Where objects are missing, they could make git fetch them by any command;
# what is read here is on this disk, or it is not there.
_NO_NETWORK = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A file of a commit: which text, of what, when. commit, blob: git's names of them."""

    service: str
    terms_type: str
    recorded_at: datetime
    subject: str
    commit: str
    blob: str

    @property
    def technical_upgrade(self) -> bool:
        return self.subject.lower().startswith(_TECHNICAL)


def import_repository(
    db: Store,
    repository: Path,
    *,
    now: datetime,
    services: Collection[str] = (),
    terms: Collection[str] = (),
    hooks: Hooks = NO_HOOKS,
) -> Imported:
    """Takes over the history of the named services and terms types (none named: all), oldest first.

    Raises NotFoundError where there is no such repository or nothing in it has these names, SourceError where git
    cannot read it.
    """
    log = read_log(repository, services=services, terms=terms)
    if not log:
        names = ", ".join([*services, *terms]) or "any service"
        raise NotFoundError(f"a text of {names} in {repository}", _near(services, read_log(repository)))
    with blob_reader(repository) as read:
        return take_over(db, [record(recorded, read) for recorded in log], now=now, hooks=hooks)


def read_log(repository: Path, *, services: Collection[str] = (), terms: Collection[str] = ()) -> list[Recorded]:
    """Every recorded text, without its words, in order of its date.

    Commits stand nearly in that order; a text that was extracted again is committed later under its snapshot's date.
    """
    output = _git(
        repository,
        *("log", "-z", "--reverse", "--raw", "--no-abbrev", "--no-renames", "--no-merges", f"--format={_COMMIT}"),
        _branch(repository),
        "--",  # a service may have the name of the branch
    )
    of, kinds = {name.casefold() for name in services}, {name.casefold() for name in terms}
    wanted = [
        recorded
        for recorded in _parse_log(output)
        if (not of or recorded.service.casefold() in of) and (not kinds or recorded.terms_type.casefold() in kinds)
    ]
    return sorted(wanted, key=lambda recorded: recorded.recorded_at)


def _near(services: Collection[str], log: Iterable[Recorded]) -> str:
    """A hint: the services there whose names are like the wanted ones."""
    there = {recorded.service.casefold(): recorded.service for recorded in log}
    near = [there[name] for wanted in services for name in get_close_matches(wanted.casefold(), there, n=3)]
    return f"did you mean {' or '.join(near)}?" if near else f"{len(there)} services are there"


def _parse_log(output: str) -> Iterator[Recorded]:
    commit, date, subject, blob = "", "", "", ""
    for token in output.split("\0"):
        field = token.lstrip("\n")
        if field.startswith("\x01"):
            commit, date, subject = field[1:].split("\x02", 2)
        elif field.startswith(":"):
            blob = field.split(" ")[3]
        elif field.endswith(".md") and field.count("/") == 1 and blob.strip("0"):  # all zeros: a file that was deleted
            service, file = field.split("/")
            yield Recorded(
                service=service,
                terms_type=file.removesuffix(".md"),
                recorded_at=datetime.fromisoformat(date),
                subject=subject,
                commit=commit,
                blob=blob,
            )


@contextmanager
def blob_reader(repository: Path) -> Iterator[Callable[[str], str]]:
    """One `git cat-file --batch` for all texts: name of a blob -> its text."""
    command = [_git_program(repository), "-C", str(repository), "cat-file", "--batch"]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | _NO_NETWORK
    ) as process:
        try:
            yield partial(_read_blob, process, repository)
        finally:
            process.kill()


def _read_blob(process: subprocess.Popen[bytes], repository: Path, blob: str) -> str:
    questions, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    questions.write(f"{blob}\n".encode())
    questions.flush()
    answer = answers.readline().split()
    if len(answer) != 3 or answer[1] != b"blob":
        raise SourceError(str(repository), f"git has no text {blob}; the repository is incomplete or damaged")
    text = answers.read(int(answer[2]))
    answers.read(1)  # git ends each answer with a newline of its own
    return text.decode(errors="replace")


def record(recorded: Recorded, read: Callable[[str], str]) -> Record:
    """What store.history takes over, its text to be read when it is needed."""
    return Record(
        service=recorded.service,
        terms_type=recorded.terms_type,
        recorded_at=recorded.recorded_at,
        reference=bytes.fromhex(recorded.commit),
        read=partial(read, recorded.blob),
        technical_upgrade=recorded.technical_upgrade,
    )


def _branch(repository: Path) -> str:
    """HEAD; where it points nowhere (a bundle's clone may), the only branch there is."""
    branches = _git(repository, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    head = _git(repository, "rev-parse", "--abbrev-ref", "HEAD", check=False).strip()
    if head in branches or (head == "HEAD" and not branches):
        return head
    if len(branches) == 1:
        return branches[0]
    raise SourceError(str(repository), f"has no current branch to read, only: {', '.join(branches) or 'none'}")


def _git(repository: Path, *arguments: str, check: bool = True) -> str:
    program = _git_program(repository)
    done = subprocess.run(  # noqa: S603
        [program, "-C", str(repository), "-c", "log.showSignature=false", *arguments],
        capture_output=True,
        env=os.environ | _NO_NETWORK,
        check=False,
    )
    if check and done.returncode:
        raise SourceError(str(repository), f"git cannot read it: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode(errors="replace")


def _git_program(repository: Path) -> str:
    if repository.is_file():
        raise SourceError(str(repository), f"is a file; of a bundle make a repository: git clone --bare {repository}")
    if not repository.is_dir():
        raise NotFoundError(f"repository {repository}", "clone it first: git clone --bare ADDRESS")
    program = shutil.which("git")
    if program is None:
        raise SourceError(str(repository), "git is not installed, which reads its history")
    return program
