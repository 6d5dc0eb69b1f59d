"""Whatever stands in a configuration: it is taken or refused, and no secret leaks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import load
from monitor.errors import ConfigError
from tests.support.fuzzing import fuzz

SECRET = "hush-hush-5eecret"
KEYS = (
    *("store", "interval", "confirm_after", "language", "vendors", "channels", "messages", "fetch", "alarms", "web"),
    *("name", "url", "pages", "site", "tags", "documents", "type", "select", "headers", "browser", "address", "quiet"),
    *("digest_at", "timezone", "rhythm", "heartbeat", "host", "port", "password", "read_tokens", "at_once", "ports"),
    *("allow_private", "budget", "base_url", "templates", "max_size", "timeout", "", "\n", "x.y", "vendor's"),
)
scalars = st.one_of(
    st.sampled_from([SECRET, f"json://u:{SECRET}@127.0.0.1/", "${env:FUZZ_SECRET}", "${file:fuzz}", "${", "1d", "0s"]),
    st.sampled_from(
        ["https://acorn.example/p", "http://[", "99999999999999999999d", "10.0.0.0/8", "Mars/X", "../../.."]
    ),
    st.text(max_size=8),
    st.integers(-1, 2**62),
    st.floats(),
    st.booleans(),
    st.datetimes(),
)
keys = st.sampled_from(KEYS)
trees: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=12,
)


@fuzz(250)
@given(st.dictionaries(keys, trees, max_size=6))
def test_any_configuration_is_taken_or_refused_without_a_secret(tmp_path: Path, tree: dict[str, Any]) -> None:
    os.environ["FUZZ_SECRET"] = SECRET
    file = tmp_path / "config.toml"
    try:
        file.write_text(tomlkit.dumps(tree), encoding="utf-8")
    except (ValueError, TypeError):  # what TOML cannot say
        return
    try:
        told = repr(load(file))
    except ConfigError as error:
        told = str(error.faults)
    assert SECRET not in told or _outside_a_secret_place(tree)


def _outside_a_secret_place(tree: dict[str, Any]) -> bool:
    """The same tree, without secrets where they belong: what is told then is no secret of ours."""

    def stripped(value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, dict):
            return {key: stripped(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [stripped(item, path) for item in value]
        return "" if {"address", "headers", "heartbeat", "password", "read_tokens"}.intersection(path) else value

    return SECRET in str(stripped(tree, ()))


@fuzz(100)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_is_taken_or_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    try:
        load(file)
    except ConfigError as error:
        assert error.faults  # noqa: PT017 - both ways are right
