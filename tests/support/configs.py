"""Configurations for tests: written into a folder, and the faults that reading one finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load
from monitor.errors import ConfigError, ConfigFault


def write(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def faults_of(file: Path) -> dict[str, ConfigFault]:
    with pytest.raises(ConfigError) as caught:
        load(file)
    return {fault.path: fault for fault in caught.value.faults}
