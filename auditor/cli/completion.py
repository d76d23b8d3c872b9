"""`auditor completion`: what makes a shell complete commands, options, formats, rules and codes."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from auditor.cli.output import emit

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print what makes a SHELL complete what you type after auditor.

    It asks the auditor itself, so it need not be printed again after an update.
    """
    root = click.get_current_context().find_root().command
    made = get_completion_class(shell)
    if made is None:  # one of SHELLS, so click would have to forget about it
        raise click.UsageError(f"there is no completion for {shell}")
    emit(made(root, {}, "auditor", "_AUDITOR_COMPLETE").source())
