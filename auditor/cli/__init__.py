"""The command line. Each command is a module of its own, loaded when it is called, so that the rest costs nothing."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from auditor import __version__

INCOMPLETE = 3  # a document unread, a reference missing, a crash: never to be mistaken for clean
INTERRUPTED = 130
COMMAND = "auditor.command"

# Typed by hand, like every table here; a test keeps it whole.
COMMANDS = {
    "baseline": "Accept what is there, so that only news counts.",
    "check": "Audit documents and report where they contradict each other.",
    "completion": "Print what makes a shell complete what you type.",
    "config": "Show which settings are in force here, and where each comes from.",
    "diff": "List what changed between two runs or reports.",
    "evaluate": "Measure extraction against a labelled set.",
    "explain": "Tell all that is known of a code, drug, brand, modifier, rule or finding.",
    "extract": "List the assertions that documents make, each with its place.",
    "fix": "Mend what the reference makes certain, as a diff or in place.",
    "graph": "Export the cross-reference graph, or the part around one node.",
    "history": "Show past runs, with a trend.",
    "init": "Add a commented [tool.auditor] section, or write auditor.toml.",
    "lsp": "Serve an editor: findings as you type, what is known of a code, repairs.",
    "reference": "Show, compare and import what the documents are compared with.",
    "rules": "List the rules.",
    "triage": "Record and list what reviewers decided of findings.",
    "verify": "Tell whether a report still follows from its corpus, rules and reference.",
    "why-not": "Tell why two statements are not a contradiction.",
}


class _Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        from auditor.cli.examples import epilog  # noqa: PLC0415 - only a command that is called needs it

        command: click.Command = import_module(f"auditor.cli.{cmd_name.replace('-', '_')}").command
        gc.freeze()  # what is loaded stays, and need not be looked through
        gc.enable()
        command.epilog = epilog(cmd_name)
        for below, one in command.commands.items() if isinstance(command, click.Group) else ():
            one.epilog = epilog(f"{cmd_name} {below}")
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands from the table, so that none has to be loaded."""
        offered = [
            CompletionItem(name, help=says) for name, says in sorted(COMMANDS.items()) if name.startswith(incomplete)
        ]
        return [*offered, *click.Command.shell_complete(self, ctx, incomplete)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[COMMAND] = ("auditor", *args)  # a report's manifest tells how it was asked for
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from auditor.cli.suggestion import did_you_mean  # noqa: PLC0415 - only a mistake needs it

            ctx.fail(f"there is no command '{args[0]}'{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="auditor %(version)s")
def cli() -> None:
    """Find where documents about HCPCS Level II drug codes contradict each other.

    Exit codes: 0 nothing found at or above --fail-on; 1 findings; 2 bad usage or configuration;
    3 the run is incomplete.
    """


def main() -> None:
    """Run the command line and end the process with the exit code that the contract names."""
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("auditor: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except MemoryError:
        click.echo("auditor: the memory is used up, and nothing was concluded; leave out what is large", err=True)
        sys.exit(INCOMPLETE)
    except Exception:  # noqa: BLE001 - Python would end with 1, which means findings
        if not _is_somewhere():
            click.echo("auditor: the folder that you are in is gone; change to another", err=True)
            sys.exit(INCOMPLETE)
        traceback.print_exc()
        click.echo("auditor: this is a mistake of ours, and nothing was concluded", err=True)
        sys.exit(INCOMPLETE)


def _is_somewhere() -> bool:
    try:
        return bool(os.getcwd())  # noqa: PTH109 - a path would say no more
    except OSError:
        return False
