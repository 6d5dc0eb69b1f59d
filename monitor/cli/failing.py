"""How a command ends when it cannot do its work: the message on standard error, and the exit code."""

from __future__ import annotations

import errno
import sys

import click

from monitor.errors import ClausewatchError, ConfigError, NotFoundError, StoreError

USAGE, NOT_FOUND, STORE, INTERRUPTED = 2, 3, 4, 130
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def exit_code_of(error: Exception) -> int | None:
    """Prints what is wrong and returns the exit code; None for what nobody foresaw."""
    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case click.exceptions.Abort():
            return INTERRUPTED
        case click.ClickException():
            error.show()
            return USAGE
        case OSError(errno=number) if number in _NO_ROOM:
            forget_output()
            click.echo(f"Error: the output cannot be written: {error.strerror}", err=True)
            return USAGE
        case ConfigError():
            _print_faults(error)
            return USAGE
        case NotFoundError():
            return _say(error, NOT_FOUND)
        case StoreError():
            return _say(error, STORE)
        case ClausewatchError():
            return _say(error, USAGE)
    return None


def forget_output() -> None:
    """What still waits in the buffer would fail again, with a traceback, when the interpreter ends."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(error: ClausewatchError, code: int) -> int:
    from monitor.cli.output import safe  # late: it takes 30 ms, and only a failure needs it

    click.echo(f"Error: {safe(str(error))}", err=True)
    return code


def _print_faults(error: ConfigError) -> None:
    from monitor.cli.output import safe

    count = len(error.faults)
    click.echo(f"Error: {error.file} has {count} fault{'s' if count > 1 else ''}:", err=True)
    for fault in error.faults:
        click.echo(f"  {safe(fault.path)}: {safe(fault.problem)}\n      {safe(fault.hint)}", err=True)
