"""What a daemon costs that has nothing to do: memory and CPU with many sources, all of them checked already.

python -m benchmarks.idle [--sources 1000 10000] [--seconds 30]

Beside it the cost of an interpreter that has only imported what the daemon imports: the floor. A peer for scale:
changedetection.io with 1,000 watches held 136 MB and 1.3% of a core (measured on another machine of the same kind).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.config import load
from store import sources
from store.database import open_store

REPOSITORY = Path(__file__).parents[1]
FLOOR = "import monitor.daemon, monitor.web.app, notifiers.send, time; time.sleep(1000)"


def measure(command: list[str], *, settle: float, seconds: float) -> tuple[float, float]:
    """(MB resident, % of a core) of a process that is left alone, once it has settled."""
    process = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.DEVNULL)
    try:
        time.sleep(settle)
        before = _cpu_seconds(process.pid)
        time.sleep(seconds)
        return _resident_mb(process.pid), 100 * (_cpu_seconds(process.pid) - before) / seconds
    finally:
        process.terminate()
        process.wait(timeout=60)


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def watched(folder: Path, count: int) -> Path:
    """A configuration with so many vendors, none of which is due within a day."""
    config = folder / "config.toml"
    vendors = "".join(f'[[vendors]]\nname = "V{n}"\nurl = "https://v{n}.example/privacy"\n' for n in range(count))
    config.write_text(f'store = "watch.db"\n[web]\nport = 0\n{vendors}')
    settings, now = load(config), datetime.now(UTC)
    with open_store(settings.store) as db:
        sources.sync(db, settings.sources, now + timedelta(days=1))
    return config


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    rows = [("imports only", *measure([sys.executable, "-c", FLOOR], settle=5, seconds=5))]
    for count in options.sources:
        with tempfile.TemporaryDirectory() as folder:
            config = watched(Path(folder), count)
            command = [sys.executable, "-m", "monitor", "run", "--config", str(config)]
            settle = 5 + count / 500  # reading a long configuration and going through its sources once
            rows.append((f"{count} sources", *measure(command, settle=settle, seconds=options.seconds)))
    print(f"{'':16}{'MB':>8}{'% of a core':>14}")
    for name, memory, cpu in rows:
        print(f"{name:16}{memory:8.0f}{cpu:14.2f}")


if __name__ == "__main__":
    main()
