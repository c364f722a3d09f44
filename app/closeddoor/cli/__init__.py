"""The command line: one module per subcommand, imported only when it is asked for.

Exit codes: 0 when all was done, 1 when something was refused or failed, 2 for wrong usage; never a traceback.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from closeddoor import __version__
from closeddoor.diagnostics import place_of
from closeddoor.domain.errors import KnownError

COMMANDS: tuple[tuple[str, str], ...] = (
    ("window", "open the window (what happens without a command)"),
    ("score", "score a response to a scenario of a pack"),
    ("doctor", "say what this installation is made of and what protects it"),
    ("tour", "drive the application through a whole briefing and save a screenshot of every page"),
)
"""Each names the module here that has `add_arguments(parser)` and `main(arguments) -> int`."""


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; wrong usage ends with `SystemExit`."""
    try:
        return _run(argv)
    except KnownError as error:
        print(f"closed-door: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("closed-door: stopped.", file=sys.stderr)
    except Exception as error:  # noqa: BLE001 - the last place where a mistake of ours can be put into words
        print(f"closed-door: a mistake in the program ({place_of(error)}). Nothing was changed.", file=sys.stderr)
    return 1


def _run(argv: Sequence[str]) -> int:
    parser, names = _Parsers(), [name for name, _ in COMMANDS]
    command = argv[0] if argv and argv[0] in names else None
    if command is None and not {"-h", "--help", "--version"} & set(argv):
        command, argv = "window", ["window", *argv]
    if command is not None:
        _module(command).add_arguments(parser.commands[command])
    arguments = parser.root.parse_args(argv)
    return int(_module(arguments.command).main(arguments))


class _Parsers:
    def __init__(self) -> None:
        self.root = argparse.ArgumentParser(prog="closed-door", description="Practise judging AI, in private.")
        self.root.add_argument("--version", action="version", version=f"closed-door {__version__}")
        subparsers = self.root.add_subparsers(dest="command", metavar="COMMAND")
        self.commands = {name: subparsers.add_parser(name, help=about, description=about) for name, about in COMMANDS}
        for parser in self.commands.values():
            parser.add_argument("--profile", type=Path, metavar="DIR", help="keep all data of this run in DIR")


def _module(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a module of this package
    return importlib.import_module(f"closeddoor.cli.{name}")
