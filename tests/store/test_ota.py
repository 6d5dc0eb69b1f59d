"""Years of history from an Open Terms Archive repository: with its dates, in its order, once."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from monitor.errors import NotFoundError, SourceError
from monitor.model import Origin, Segment, SegmentKind, Version
from store import chain, judgements, sources, versions
from store.database import Store, open_store
from store.history import Hooks
from store.maintenance import faults
from store.ota import import_repository, read_log
from store.search import search
from tests.support.data import data_folder
from tests.support.storing import DAY, KEY, NOON, acme_store, add_texts, judgement

POLICY, TERMS = "Acme/Privacy Policy.md", "Acme/Terms of Service.md"


def git(folder: Path, *arguments: str, at: datetime = NOON) -> str:
    moment = at.isoformat()
    identity = {f"GIT_{who}_{what}": "archive" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **identity, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    done = subprocess.run(
        ["git", "-C", folder, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def commit(folder: Path, subject: str, file: str, text: str, day: float) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    git(folder, "add", "--all")
    git(folder, "commit", "--allow-empty", "--message", subject, at=NOON + DAY * day)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Four versions of a policy, one of terms; one commit that is dated before those that it follows."""
    folder = tmp_path / "archive"
    folder.mkdir()
    git(folder, "init", "--initial-branch", "main")
    commit(folder, "Add Readme", "README.md", "An archive.", 0)
    commit(folder, "First record of Acme Privacy Policy", POLICY, "We share nothing.", 1)
    commit(folder, "First record of Acme Terms of Service", TERMS, "You agree to all.", 2)
    commit(folder, "Record new changes of Acme Privacy Policy", POLICY, "We share “everything” with partners.", 3)
    commit(folder, "Record new changes of Acme Privacy Policy", POLICY, "We share nothing.", 5)
    subject = "Apply technical or declaration upgrade on Acme Privacy Policy"
    commit(folder, subject, POLICY, "# Privacy\n\nWe share **nothing**.", 4)
    return folder


def store(folder: Path) -> Store:
    return open_store(folder / "store.db")


def test_a_repository_cannot_make_git_run_a_command_of_its_own(archive: Path, tmp_path: Path) -> None:
    """What is missing in a partial clone is fetched by git from where the repository's own settings say."""
    blob = git(archive, "rev-parse", f"HEAD:{POLICY}").strip()
    (archive / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for name, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::sh -c touch% {tmp_path / 'taken-over'}",
        "protocol.ext.allow": "always",
    }.items():
        git(archive, "config", name, value)
    with store(tmp_path) as db, pytest.raises(SourceError, match="incomplete"):
        import_repository(db, archive, now=NOON)
    assert not (tmp_path / "taken-over").exists()


def test_a_service_may_have_the_name_of_the_branch(archive: Path) -> None:
    commit(archive, "First record of main Privacy Policy", "main/Privacy Policy.md", "We share lamps.", 6)
    assert [recorded.terms_type for recorded in read_log(archive, services=["main"])] == ["Privacy Policy"]


def test_versions_come_with_their_dates_and_marks(archive: Path, tmp_path: Path) -> None:
    with store(tmp_path) as db:
        done = import_repository(db, archive, now=NOON)
        assert (done.records, done.versions, done.repeated, done.known) == (5, 5, 0, 0)
        found = [versions.get(db, KEY, number) for number in (1, 2, 3, 4)]
        assert [(v.text, v.recorded_at, v.technical_upgrade, v.returns_to) for v in found] == [
            ("We share nothing.", NOON + DAY, False, None),
            ("We share “everything” with partners.", NOON + DAY * 3, False, None),
            ("# Privacy\n\nWe share **nothing**.", NOON + DAY * 4, True, None),
            ("We share nothing.", NOON + DAY * 5, False, 1),
        ]
        assert {version.origin for version in found} == {Origin.IMPORTED}
        assert found[0].first_record
        assert sources.vendor_name(db, KEY) == "Acme"
        assert versions.at(db, "acme/terms-of-service", NOON + DAY * 9).text == "You agree to all."
        assert list(faults(db)) == []


def test_an_imported_source_is_not_watched_until_it_is_configured(archive: Path, tmp_path: Path) -> None:
    with store(tmp_path) as db:
        import_repository(db, archive, now=NOON)
        assert sources.due(db, NOON + DAY * 999, 10) == []
        assert KEY in sources.retired(db)


def test_only_the_named_services_and_terms_are_taken(archive: Path, tmp_path: Path) -> None:
    with store(tmp_path) as db:
        import_repository(db, archive, now=NOON, services=["Acme"], terms=["Terms of Service"])
        assert sources.keys(db, "acme") == ["acme/terms-of-service"]
        with pytest.raises(NotFoundError, match="Nobody"):
            import_repository(db, archive, now=NOON, services=["Nobody"])
        with pytest.raises(NotFoundError, match=r"did you mean Acme\?"):
            import_repository(db, archive, now=NOON, services=["acne"])
        import_repository(db, archive, now=NOON, services=["ACME"], terms=["privacy policy"])
        assert sources.keys(db, "acme") == ["acme/privacy-policy", "acme/terms-of-service"]


def test_importing_again_makes_no_doubles_and_takes_what_is_new(archive: Path, tmp_path: Path) -> None:
    with store(tmp_path) as db:
        import_repository(db, archive, now=NOON)
        head = chain.head(db, KEY)
        again = import_repository(db, archive, now=NOON + DAY)
        assert (again.versions, again.known) == (0, 5)
        assert chain.head(db, KEY) == head
        commit(archive, "Record new changes of Acme Privacy Policy", POLICY, "We share something.", 9)
        assert import_repository(db, archive, now=NOON + DAY).versions == 1
        assert versions.count(db, KEY) == 5


def test_an_interrupted_import_goes_on_where_it_stopped(archive: Path, tmp_path: Path) -> None:
    class Interrupt(Exception):  # noqa: N818 - it stands for Ctrl-C
        pass

    def interrupt(_key: str, version: Version, _before: Version | None) -> None:
        if version.number == 3:
            raise Interrupt

    with store(tmp_path) as db:
        with pytest.raises(Interrupt):
            import_repository(db, archive, now=NOON, hooks=Hooks(on_version=interrupt))
        assert list(faults(db)) == []
        import_repository(db, archive, now=NOON)
        assert versions.count(db, KEY) == 4
        assert versions.count(db, "acme/terms-of-service") == 1


def test_the_caller_judges_each_version_in_its_transaction(archive: Path, tmp_path: Path) -> None:
    with store(tmp_path) as db:

        def judge(key: str, version: Version, before: Version | None) -> None:
            assert db.connection.in_transaction
            if before is not None:
                judgements.add(db, key, before.number, version.number, judgement(), NOON)

        told: list[tuple[int, int]] = []
        hooks = Hooks(on_version=judge, progress=lambda done, total: told.append((done, total)))
        import_repository(db, archive, now=NOON, hooks=hooks)
        assert [(old, new) for old, new, _ in judgements.all(db, KEY)] == [(1, 2), (2, 3), (3, 4)]
        assert told[-1] == (5, 5)
        assert db.value("SELECT count(*) FROM alerts") == 0


def test_the_callers_segmenter_makes_the_passages(archive: Path, tmp_path: Path) -> None:
    def first_word(text: str) -> list[Segment]:
        return [Segment(ordinal=0, kind=SegmentKind.PARAGRAPH, text=text[:2], start=0, end=2)]

    with store(tmp_path) as db:
        import_repository(db, archive, now=NOON, hooks=Hooks(segmenter=first_word))
        assert {hit.text for hit in search(db, "we")} == {"We"}
        assert search(db, "nothing") == []


def test_the_caller_adds_what_the_text_itself_tells(archive: Path, tmp_path: Path) -> None:
    with store(tmp_path) as db:
        hooks = Hooks(describe=lambda version: replace(version, language="en"))
        import_repository(db, archive, now=NOON, hooks=hooks)
        assert {summary.language for summary in versions.summaries(db, KEY)} == {"en"}


def test_the_past_of_a_source_that_is_watched_already_goes_beside_it(archive: Path, tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "what we saw")
        done = import_repository(db, archive, now=NOON)
        assert done.beside == {KEY}
        assert versions.count(db, KEY) == 1
        assert versions.count(db, f"{KEY}-archive") == 4
        assert sources.find(db, "acme") == [KEY, f"{KEY}-archive", "acme/terms-of-service"]
        assert import_repository(db, archive, now=NOON).known == 5


def test_what_others_record_after_our_watch_began_is_left_out(archive: Path, tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        import_repository(db, archive, now=NOON)
        add_texts(db, "what we saw")
        commit(archive, "Record new changes of Acme Privacy Policy", POLICY, "We share something.", 9)
        done = import_repository(db, archive, now=NOON)
        assert (done.watched, done.known, done.versions) == ({KEY}, 5, 0)
        assert versions.count(db, KEY) == 5


def test_a_source_that_is_configured_and_never_checked_gets_its_history(archive: Path, tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        import_repository(db, archive, now=NOON)
        assert versions.count(db, KEY) == 4
        assert sources.due(db, NOON, 10) == [KEY]


def test_services_whose_names_differ_in_signs_keep_apart(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    git(folder, "init", "--initial-branch", "main")
    for service in ("A&B", "A B", "微信"):
        commit(folder, "First record", f"{service}/Privacy Policy.md", f"The policy of {service}.", 1)
    with store(tmp_path) as db:
        import_repository(db, folder, now=NOON)
        import_repository(db, folder, now=NOON)
        found = {(row["vendor_name"], row["vendor"]) for row in db.rows("SELECT vendor_name, vendor FROM sources")}
        assert {name for name, _ in found} == {"A&B", "A B", "微信"}
        assert len({vendor for _, vendor in found}) == 3
        assert all(vendor for _, vendor in found)


def test_a_bare_clone_without_a_current_branch_is_read_all_the_same(archive: Path, tmp_path: Path) -> None:
    git(archive, "bundle", "create", str(tmp_path / "archive.bundle"), "main")
    git(tmp_path, "clone", "--quiet", "--bare", "archive.bundle", "bare.git")
    git(tmp_path / "bare.git", "symbolic-ref", "HEAD", "refs/heads/nothing")
    assert len(read_log(tmp_path / "bare.git")) == 5


def test_what_is_no_repository_is_told_apart_from_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="does not exist"):
        read_log(tmp_path / "nowhere")
    (tmp_path / "archive.bundle").write_text("# v2 git bundle")
    with pytest.raises(SourceError, match="git clone --bare"):
        read_log(tmp_path / "archive.bundle")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="git cannot read it"):
        read_log(tmp_path / "empty")


def test_a_repository_that_lacks_a_text_is_an_error_of_the_repository(archive: Path, tmp_path: Path) -> None:
    blob = read_log(archive)[0].blob
    (archive / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with store(tmp_path) as db, pytest.raises(SourceError, match="incomplete or damaged"):
        import_repository(db, archive, now=NOON)


def test_services_of_the_real_archive_come_in_whole(tmp_path: Path) -> None:
    """Real dates, real subjects, the real order of commits; the store's words are git's words."""
    real = tmp_path / "real.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(data_folder() / "history" / "ota-contrib.bundle"), real.name)
    services, terms = ("Spotify", "Snapchat"), ("Privacy Policy",)
    log = read_log(real, services=services, terms=terms)
    with store(tmp_path) as db:
        done = import_repository(db, real, now=datetime.now(UTC), services=services, terms=terms)
        assert done.records == len(log) == done.versions + done.repeated > 50
        for service in services:
            key = f"{service.lower()}/privacy-policy"
            found = versions.summaries(db, key)
            assert all(before.recorded_at <= after.recorded_at for before, after in pairwise(found))
            last = [recorded for recorded in log if recorded.service == service][-1]
            assert versions.at(db, key, last.recorded_at).text == git(real, "cat-file", "blob", last.blob)
        assert list(faults(db)) == []
