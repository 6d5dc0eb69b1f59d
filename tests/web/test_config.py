"""[web] in config.toml: loopback unless there is a secret, and secrets that never show."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import Settings, load
from monitor.errors import ConfigError

TOKEN = "a-token-of-enough-length"


def settings_of(folder: Path, text: str) -> Settings:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return load(file)


def fault_paths(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        settings_of(folder, text)
    return [fault.path for fault in caught.value.faults]


def test_without_a_web_table_the_page_is_for_this_machine_only(tmp_path: Path) -> None:
    web = settings_of(tmp_path, "").web
    assert (web.host, web.port, web.password, web.read_tokens, web.write_tokens) == ("127.0.0.1", 8650, None, [], [])


@pytest.mark.parametrize("host", ["::", "192.168.1.5", "watch.example.com"])
def test_listening_elsewhere_without_a_secret_is_a_fault(tmp_path: Path, host: str) -> None:
    assert fault_paths(tmp_path, f'[web]\nhost = "{host}"') == ["web.host"]


def test_other_names_without_a_secret_are_a_fault(tmp_path: Path) -> None:
    assert fault_paths(tmp_path, '[web]\nnames = ["watch.example.com"]') == ["web.names"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_loopback_needs_no_secret(tmp_path: Path, host: str) -> None:
    assert settings_of(tmp_path, f'[web]\nhost = "{host}"').web.host == host


def test_secrets_come_from_outside_and_are_never_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWATCH_TEST_TOKEN", TOKEN)
    (tmp_path / "password").write_text("correct horse battery\n", encoding="utf-8")
    text = '[web]\nhost = "0.0.0.0"\npassword = "${file:password}"\nwrite_tokens = ["${env:CLAUSEWATCH_TEST_TOKEN}"]'
    web = settings_of(tmp_path, text).web
    assert web.password == "correct horse battery"
    assert web.write_tokens == [TOKEN]
    assert "horse" not in repr(web)
    assert TOKEN not in repr(web)


def test_short_secrets_and_misspelt_keys_are_named_together(tmp_path: Path) -> None:
    text = '[web]\npassword = "short"\nread_tokens = ["short"]\nhots = "::1"'
    assert fault_paths(tmp_path, text) == ["web.password", "web.read_tokens[0]", "web.hots"]
