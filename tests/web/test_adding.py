"""A vendor is added by its address; what was read is shown before anything is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from monitor import adding
from monitor.adding import append, begin, in_full, name_from
from monitor.config import load
from monitor.edge import Edge
from monitor.errors import ConfigError, Failure, FetchError
from monitor.model import Capture, CaptureKind, Page
from monitor.web.adding import Adding
from monitor.web.server import serve
from scrapers.discover import Discovery
from store.database import open_store
from tests.support.web_site import NOW, app_of, store_at

TEXT = "# Lamp privacy\n\nWe share your data with advertising partners. <script>alert(1)</script>"


def find(url: str) -> tuple[Discovery, Page]:
    if "nowhere" in url:
        raise FetchError(url, "no such host", failure=Failure.DNS)
    capture = Capture(kind=CaptureKind.POLICY, reason="It reads as a policy.")
    found = Discovery(url=f"{url}/privacy", terms_type="Privacy Policy", reason="the footer links to it")
    return found, Page(text=TEXT, capture=capture, title="Lamp privacy", language="en")


@contextmanager
def asking(folder: Path, written: str = "# mine\n") -> Iterator[httpx.Client]:
    """The page over an empty store; `save` writes the configuration, as the daemon's does."""
    open_store(store_at(folder)).close()
    config = folder / "config.toml"

    def save(name: str, url: str, language: str | None, tags: Sequence[str]) -> None:
        append(config, name, url, language, tags=tags)

    adding = Adding(find=find, name_from=name_from, save=save)
    serving = serve(app_of(folder, written, add=adding), "127.0.0.1", 0)
    try:
        with httpx.Client(base_url=serving.url) as client:
            yield client
    finally:
        serving.stop()


def post(client: httpx.Client, address: str, **fields: str) -> httpx.Response:
    token = re.search(r'name="form_token" value="([^"]+)"', client.get("/add").text)
    assert token is not None
    return client.post(address, data={"form_token": token[1], **fields})


def test_what_was_read_is_shown_and_nothing_is_saved_before_it_is_wanted(tmp_path: Path) -> None:
    with asking(tmp_path) as client:
        assert 'action="/add"' in client.get("/").text
        answer = post(client, "/add", url="brightlamp.example")
        assert answer.status_code == 200
        assert "We share your data with advertising partners." in answer.text
        assert "<script>alert" not in answer.text
        assert 'name="name" value="Brightlamp"' in answer.text
        assert (tmp_path / "config.toml").read_text() == "# mine\n"
        saved = post(client, "/add/save", name="Brightlamp", url="https://brightlamp.example/privacy")
        assert "Brightlamp is saved." in client.get(saved.headers["location"]).text
        assert (saved.status_code, saved.headers["location"]) == (303, "/add?saved=Brightlamp")
    assert (tmp_path / "config.toml").read_text().startswith("# mine\n")
    [source] = load(tmp_path / "config.toml").sources
    assert (source.key, source.urls) == ("brightlamp/privacy-policy", ("https://brightlamp.example/privacy",))


def test_of_a_page_that_is_watched_already_is_said_as_whose(tmp_path: Path) -> None:
    watched = '[[vendors]]\nname = "Lamps & Co"\nurl = "https://brightlamp.example/privacy"\n'
    with asking(tmp_path, watched) as client:
        assert "Watched already as Lamps &amp; Co." in post(client, "/add", url="brightlamp.example").text
        assert "Watched already" not in post(client, "/add", url="other.example").text


def test_an_address_that_cannot_be_read_is_said_with_its_reason(tmp_path: Path) -> None:
    with asking(tmp_path) as client:
        answer = post(client, "/add", url="nowhere.example")
        assert answer.status_code == 422
        assert "No such host" in answer.text


@pytest.mark.parametrize("fields", [{"name": "\u540d"}, {"name": ""}, {"name": "A", "url": "ftp://a.example"}])
def test_what_the_configuration_cannot_hold_changes_nothing(tmp_path: Path, fields: dict[str, str]) -> None:
    with asking(tmp_path) as client:
        answer = post(client, "/add/save", **({"url": "https://a.example"} | fields))
        assert answer.status_code == 422
    assert (tmp_path / "config.toml").read_text() == "# mine\n"


def test_a_form_of_another_site_adds_nothing(tmp_path: Path) -> None:
    with asking(tmp_path) as client:
        form = {"form_token": "forged", "name": "A", "url": "https://a.example"}
        assert client.post("/add/save", data=form).status_code == 403
        assert client.post("/add", data=form).status_code == 403


@pytest.mark.parametrize(("asked", "read", "written"), [("en", "de", "de"), ("de", "de", None), ("de-AT", "de", None)])
def test_the_language_of_a_text_is_written_down_where_the_file_asks_for_another(
    tmp_path: Path, asked: str, read: str, written: str | None
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'language = "{asked}"\n')
    append(config, "A", "https://a.example/privacy", read)
    [source] = load(config).sources
    assert (source.language, source.expects_language) == (written or asked, written is not None)


def test_the_page_hands_the_language_of_what_it_showed_on(tmp_path: Path) -> None:
    with asking(tmp_path) as client:
        assert 'name="language" value="en"' in post(client, "/add", url="brightlamp.example").text
        post(client, "/add/save", name="Brightlamp", url="https://brightlamp.example/privacy", language="de")
    [source] = load(tmp_path / "config.toml").sources
    assert source.language == "de"


def test_a_vendor_can_be_saved_with_tags(tmp_path: Path) -> None:
    with asking(tmp_path) as client:
        assert 'name="tags"' in post(client, "/add", url="brightlamp.example").text
        fields = {"name": "Brightlamp", "url": "https://brightlamp.example/privacy", "tags": " payroll, EU ,, payroll"}
        assert post(client, "/add/save", **fields).status_code == 303
        refused = post(client, "/add/save", **fields | {"name": "Other", "tags": "x" * 101})
        assert refused.status_code == 422
    [source] = load(tmp_path / "config.toml").sources
    assert source.tags == ("payroll", "EU")


def test_a_name_is_suggested_by_the_address() -> None:
    assert name_from("https://www.example.co.uk/about") == "Example"
    assert name_from("https://localhost/") is None
    assert name_from("https://192.0.2.7/") is name_from("https://[2001:db8::7]/") is None


def test_an_address_is_taken_as_people_type_it() -> None:
    assert in_full(" example.com/about ") == "https://example.com/about"
    assert in_full("http://example.com:8080") == "http://example.com:8080"
    no_web = ("example", "ftp://example.com", "mailto:a@example.com", "https://", "http://[", "/etc/passwd", "")
    assert [typed for typed in no_web if in_full(typed) is not None] == []
    assert in_full("https://exa mple.com") is None


def test_what_is_no_web_address_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("")
    with pytest.raises(FetchError, match="no web address"):
        adding.find(Edge(load(tmp_path / "config.toml"), lambda: NOW), "ftp://example.com/")


def test_an_unsound_addition_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[[vendors]]\nname = "A"\nurl = "https://a.example/privacy"\n')
    before = config.read_text()
    with pytest.raises(ConfigError) as raised:
        append(config, "A", "https://other.example/privacy")
    assert raised.value.file == str(config)
    assert config.read_text() == before
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


def test_where_no_configuration_can_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("a file, not a folder")
    with pytest.raises(ConfigError) as raised:
        begin(tmp_path / "notes" / "config.toml")
    assert "--config" in raised.value.faults[0].hint
