"""The command line: a file per verb, loaded when it is called for."""

from __future__ import annotations

import importlib
import io
import sys

import click

from monitor.cli.failing import exit_code_of, forget_output

# In the order of a user's first days. Importing all of them would cost every command 300 ms.
_VERBS = {
    "run": "the daemon: watches until it is told to stop",
    "check": "one pass now, with progress",
    "demo": "the whole product in a minute, without any network",
    "add": "find a vendor's policy from any page of its site, and watch it",
    "status": "per source: last verified, last changed, next check, failures",
    "history": "a vendor's versions and what changed in each",
    "show": "the text in force at a date",
    "practices": "what a vendor said, item by item, with quotes and since when",
    "review": "what people made of a change: acknowledge, assign, dismiss, link a ticket",
    "search": "full-text search over all versions",
    "diff": "readable difference between two versions or dates",
    "compare": "judge two texts without a store",
    "read": "practices found in one text",
    "extract": "page bytes to policy text",
    "import": "history from Open Terms Archive, urlwatch, webchanges or changedetection.io",
    "report": "for an auditor: how each vendor was watched, what changed, who looked at it",
    "export": "an evidence pack that can be checked without clausewatch",
    "verify": "check an evidence pack",
    "judge": "judge stored versions again, under today's rules",
    "routes": "who would be told of a past change, without sending",
    "outbox": "deliveries and their errors; retry or drop one",
    "test-channel": "send a test message",
    "store": "back the store up, check it, let go of old raw captures",
    "config": "check the configuration; print its schema",
}


class Verbs(click.Group):
    """Loads monitor.cli.<verb> for `clausewatch <verb>`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        file = "import_" if cmd_name == "import" else cmd_name.replace("-", "_")  # "import" is no name for a module
        module = importlib.import_module(f"monitor.cli.{file}")
        command: click.Command = module.command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            option = error.option_name
            ctx.fail(f"no such option {option!r} here; options stand behind the command: clausewatch COMMAND {option}")

    def invoke(self, ctx: click.Context) -> object:
        """Ends with 0 where the reader of our output went away (`| head`): nothing went wrong."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            forget_output()
            ctx.exit(0)
        return done

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _VERBS and not args[0].startswith("-"):
            from difflib import get_close_matches  # late: only a slip needs it

            near = get_close_matches(args[0], _VERBS)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(_VERBS)}"
            ctx.fail(f"no such command {args[0]!r}; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="clausewatch")
def commands() -> None:
    """Watches vendors' privacy policies and tells you when a change is material to sharing, retention or legal bases.

    Exit codes: 0 done; 1 only with --exit-code and something material; 2 usage or configuration; 3 a named vendor,
    version or file does not exist; 4 the store can't be read or written, or an evidence pack is not genuine; 130
    interrupted.

    \b
    Begin with:  clausewatch demo
    Then:        clausewatch config check  and  clausewatch run
    """


def _whatever_the_locale() -> None:
    """Data goes out as UTF-8; a terminal of another encoding shows "?" for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def main() -> None:
    """Runs a command; every foreseen error ends with its message and its exit code, never with a traceback."""
    _whatever_the_locale()
    try:
        sys.exit(commands.main(standalone_mode=False) or 0)
    except Exception as error:
        code = exit_code_of(error)
        if code is None:
            raise
        sys.exit(code)
