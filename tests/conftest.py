"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# No test has a clock to beat: machines are noisy. In CI the examples are the same from run to run.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")
