"""The command line: names, endings and exit statuses. What a command does is in `marsad.commands`."""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import typer
from typer.core import TyperGroup

from marsad.commands import COMMANDS, Command
from marsad.errors import MarsadError

# Exit statuses. 1 to 124: how many inputs failed (124: or more), so 125 is left for a command that could
# not do its work at all, as `env` and `docker run` have it; 130 and 141 are what a shell gives for Ctrl-C
# and a closed pipe.
COULD_NOT_RUN = 125
INTERRUPTED = 130
PIPE_CLOSED = 141
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_EPILOG = (
    "Exit status: 0 all was read; 1 to 124 that many inputs failed (124: or more); "
    "125 the command could not run (a wrong option, an unusable workspace or pack)."
)


class CommandGroup(TyperGroup):
    """Commands by the table in `marsad.commands`, each imported when it is called.

    This is the one place that imports by name at run time: a database layer and a reading engine that
    take half a second to load must not stand between a user and `marsad --help`.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_present())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        command = _present().get(cmd_name)
        if command is None:
            return None
        holder = typer.Typer(rich_markup_mode=None)
        importlib.import_module(f"marsad.commands.{command.module}").register(holder)
        return typer.main.get_group(holder).commands[cmd_name]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(c.name, c.summary) for c in _present().values()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # Arabic goes out as UTF-8 whatever the locale says
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return super().main(*args, **kwargs)

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        with _endings():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        with _endings():
            return super().invoke(ctx)


def _present() -> dict[str, Command]:
    """The commands whose modules are there, in the order of the table."""
    return {c.name: c for c in COMMANDS if find_spec(f"marsad.commands.{c.module}")}


@contextmanager
def _endings() -> Iterator[None]:
    """Each way a command may end early, as one line to stderr (none for a closed pipe) and a status."""
    try:
        yield
    except MarsadError as fault:
        typer.echo(f"marsad: {fault}", err=True)
        raise typer.Exit(COULD_NOT_RUN) from fault
    except BrokenPipeError as fault:
        _drop_output()
        raise typer.Exit(PIPE_CLOSED) from fault
    except OSError as fault:
        if fault.errno not in _NO_ROOM:
            raise
        _drop_output()
        typer.echo(
            f"marsad: cannot write the output ({fault.strerror}); make room, or write elsewhere", err=True
        )
        raise typer.Exit(COULD_NOT_RUN) from fault
    except KeyboardInterrupt as fault:
        typer.echo("marsad: stopped", err=True)
        raise typer.Exit(INTERRUPTED) from fault
    except typer.TyperException as fault:
        fault.exit_code = COULD_NOT_RUN
        raise


def _drop_output() -> None:
    """Let what is still buffered for stdout go nowhere: there is nobody, or no room, to take it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    cls=CommandGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog=_EPILOG,
)


@app.callback()
def marsad() -> None:
    """Marsad reads Arabic news reports on armed conflict into event records that can be checked.

    Start with: marsad demo
    """
