"""Adding vendors from a list: what can be added is, what cannot is told by its line; the list can be given again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from monitor.adding import append
from monitor.config import load
from monitor.listed import entries
from tests.support.daemon import clausewatch
from tests.support.policies import policy_page
from tests.support.repository import REPOSITORY
from tests.support.server import Server, page, redirect, serve

CONFIG = '# my own words\n[fetch]\nallow_private = ["127.0.0.1", "localhost"]\nspacing = "0s"\n'
HOME = '<html lang="en"><body><h1>Shop</h1><a href="/legal/privacy">Privacy policy</a></body></html>'
SITE = {"/": page(HOME), "/legal/privacy": page(policy_page())}


def listing(server: Server) -> str:
    """Lines 2, 7 and 8 can be added."""
    return f"""# our processors
{server.url("/")}\tGardenbell

not-an-address
http://127.0.0.1:9/ Gone
{server.url("/")} Gardenbell
"{server.url("/legal/privacy")}","Acorn & Sons, Inc."
{server.url("/", host="localhost")} Другой Vendor
{server.url("/")}
{server.url("/", host="localhost")} Gardenbell
"""


def vendors(folder: Path) -> dict[str, str]:
    return {source.vendor_name: source.urls[0] for source in load(folder / "config.toml").sources}


def test_a_list_is_added_line_by_line_and_told_where_it_fails(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    with serve(SITE) as server:
        (tmp_path / "list.txt").write_text(listing(server), encoding="utf-8")
        done = clausewatch("add", "--file", "list.txt", cwd=tmp_path, check=False)
        policy = server.url("/legal/privacy")
        added = {
            "Gardenbell": policy,
            "Acorn & Sons, Inc.": policy,
            "Другой Vendor": server.url("/legal/privacy", host="localhost"),
        }
        assert vendors(tmp_path) == added
        assert done.returncode == 2
        assert "3 vendors added to config.toml; 1 watched already; 4 not added." in done.stdout
        problems = done.stderr.splitlines()
        assert problems[0].startswith("list.txt, line 4: not-an-address: is no web address")
        assert problems[1] == "list.txt, line 5: http://127.0.0.1:9/: Connection refused"
        assert "line 9" in problems[2]
        assert "suggests no name" in problems[2]
        assert (
            f"line 10: {server.url('/', host='localhost')}: the name 'Gardenbell' is taken by {policy}" in problems[3]
        )

        again = clausewatch("add", "--file", "list.txt", cwd=tmp_path, check=False)
        assert "0 vendors added to config.toml; 4 watched already; 4 not added." in again.stdout
        assert vendors(tmp_path) == added
    assert (tmp_path / "config.toml").read_text().startswith("# my own words\n")


def test_a_policy_that_may_be_somebody_elses_is_left_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    with serve({"/group/privacy": page(policy_page())}) as server:
        server.routes["/privacy"] = redirect(server.url("/group/privacy"))
        (tmp_path / "list.txt").write_text(f"{server.url('/privacy', host='localhost')} Shop\n")
        done = clausewatch("add", "--file", "list.txt", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "does not name localhost" in done.stderr
    assert vendors(tmp_path) == {}


def test_a_list_comes_by_standard_input_and_ends_with_0_where_all_is_well(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    with serve(SITE) as server:
        done = subprocess.run(
            [sys.executable, "-m", "monitor", "add", "--file", "-"],
            input=f"{server.url('/')} Gardenbell\n",
            cwd=tmp_path,
            env={"PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(vendors(tmp_path)) == ["Gardenbell"]


def test_all_of_a_list_and_a_single_vendor_get_the_tags_that_are_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    with serve(SITE) as server:
        (tmp_path / "list.txt").write_text(f"{server.url('/')} Gardenbell\n{server.url('/legal/privacy')} Acorn\n")
        clausewatch("add", "--file", "list.txt", "--tag", "processors", "--tag", "EU", cwd=tmp_path)
        clausewatch("add", server.url("/"), "--name", "Oak", "--yes", "--tag", "payroll", cwd=tmp_path)
    tags = {source.vendor_name: source.tags for source in load(tmp_path / "config.toml").sources}
    assert tags == {"Gardenbell": ("processors", "EU"), "Acorn": ("processors", "EU"), "Oak": ("payroll",)}


SUBS = (
    "<h1>Sub-processors</h1><p>These companies process personal data on behalf of our customers.</p><table>"
    + "".join(
        f"<tr><td>{name} Ltd</td><td>{what}</td><td>Ireland</td></tr>"
        for name, what in (("Alder", "Hosting"), ("Birch", "E-mail delivery"), ("Cedar", "Support tickets"))
    )
)


def test_documents_beside_the_policy_are_looked_for_and_watched_with_it(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    linked = HOME.replace("</body>", '<a href="/subs">Sub-processors</a></body>')
    site = SITE | {"/": page(linked), "/subs": page(f"<html><title>Sub-processors</title><body>{SUBS}</table></body>")}
    wanted = ("--with", "sub-processors", "--with", "Data Processor Agreement")
    with serve(site) as server:
        one = clausewatch("add", server.url("/"), "--name", "Gardenbell", "--yes", *wanted, cwd=tmp_path)
        (tmp_path / "list.txt").write_text(f"{server.url('/', host='localhost')} Acorn\n")
        all_of_them = clausewatch("add", "--file", "list.txt", *wanted, cwd=tmp_path)
        documents = {source.key: source.urls[0] for source in load(tmp_path / "config.toml").sources}
        assert documents == {
            "gardenbell/privacy-policy": server.url("/legal/privacy"),
            "gardenbell/sub-processors": server.url("/subs"),
            "acorn/privacy-policy": server.url("/legal/privacy", host="localhost"),
            "acorn/sub-processors": server.url("/subs", host="localhost"),
        }
    for done in (one, all_of_them):
        assert "  Sub-processors: http://" in done.stdout
        assert "Also seen" not in done.stdout
        assert "Not added beside it: no Data Processor Agreement found" in done.stderr


def test_what_is_seen_and_cannot_be_asked_for_is_told_without_a_way_to_ask_for_it(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    links = '<a href="/subs">Sub-processors</a><a href="/legal/privacy">Privacy policy</a></body>'
    site = {"/app/privacy": page(policy_page().replace("</body>", links))}
    with serve(SITE | site) as server:
        done = clausewatch("add", server.url("/app/privacy"), "--name", "Acorn", "--yes", cwd=tmp_path)
        seen = [line for line in done.stdout.splitlines() if "Also seen" in line]
        assert sorted(seen) == [
            f"  Also seen: Privacy Policy: {server.url('/legal/privacy')}",
            f"  Also seen: Sub-processors: {server.url('/subs')}  (--with Sub-processors)",
        ]


BAD_NAMES = {"x" * 101: "at most 100 characters", "a\nb": "line break", "شركة": "Latin letters", "🙂": "Latin letters"}


def test_a_name_that_cannot_be_one_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    with serve(SITE) as server:
        for name, problem in BAD_NAMES.items():
            done = clausewatch("add", server.url("/"), "--name", name, "--yes", cwd=tmp_path, check=False)
            assert (done.returncode, problem in done.stderr, "vendors[" in done.stderr) == (2, True, False)
        assert server.requests == []
        long = f"{server.url('/')} {'x' * 101}\n{server.url('/', host='localhost')} Acorn\n"
        (tmp_path / "list.txt").write_text(long)
        done = clausewatch("add", "--file", "list.txt", cwd=tmp_path, check=False)
    assert (list(vendors(tmp_path)), "line 1" in done.stderr) == (["Acorn"], True)


def test_where_nobody_can_answer_the_way_without_asking_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    with serve(SITE) as server:
        done = clausewatch("add", server.url("/"), "--name", "Acorn", cwd=tmp_path, check=False)
    assert (done.returncode, "--yes" in done.stderr, vendors(tmp_path)) == (130, True, {})


def test_a_list_that_is_not_there_ends_with_3_and_leaves_no_configuration_behind(tmp_path: Path) -> None:
    assert clausewatch("add", "--file", "list.txt", cwd=tmp_path, check=False).returncode == 3
    assert clausewatch("add", cwd=tmp_path, check=False).returncode == 2
    assert clausewatch("add", "a.example", "--file", "-", cwd=tmp_path, check=False).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_list_in_another_encoding_is_told_how_to_be_mended(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes("https://müller.example;Müller GmbH\n".encode("cp1252"))
    done = clausewatch("add", "--file", "list.csv", cwd=tmp_path, check=False)
    assert (done.returncode, "list.csv is not UTF-8; save it as UTF-8" in done.stderr) == (2, True)


def test_lines_are_read_as_people_and_spreadsheets_write_them() -> None:
    lines = [
        "# a remark",
        "",
        "a.example",
        " b.example\tB & Co",
        "c.example, C, Inc. ",
        '"d.example";"D; GmbH"',
        '"e.example",',
    ]
    assert [(entry.number, entry.address, entry.name) for entry in entries(lines)] == [
        (3, "a.example", ""),
        (4, "b.example", "B & Co"),
        (5, "c.example", "C, Inc."),
        (6, "d.example", "D; GmbH"),
        (7, "e.example", ""),
    ]


def test_a_vendor_is_added_whatever_encoding_the_machine_prefers(tmp_path: Path) -> None:
    add = (
        "from pathlib import Path; from monitor.adding import append, begun; file = Path('config.toml')\n"
        "with begun(file): append(file, 'Caf\\u00e9 Lumi\\u00e8re', 'https://lumiere.example/privacy')"
    )
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, "-c", add], cwd=tmp_path, env=os.environ | ascii_only, check=True)
    assert "Café Lumière" in (tmp_path / "config.toml").read_text(encoding="utf-8")


def test_the_configuration_keeps_its_readers_its_place_and_its_ends_of_lines(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    file, link = tmp_path / "kept" / "config.toml", tmp_path / "config.toml"
    file.write_bytes(b'# my own words\r\nstore = "watch.db"\r\n')
    file.chmod(0o640)
    link.symlink_to(file)
    append(link, "Gardenbell", "https://gardenbell.example/privacy")
    assert link.readlink() == file
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_bytes().startswith(b'# my own words\r\nstore = "watch.db"\r\n\r\n[[vendors]]\r\n')
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")
    assert vendors(tmp_path) == {"Gardenbell": "https://gardenbell.example/privacy"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "kept"]
