"""The command line: one module per command, imported only when it is asked for.

Exit codes: 0 when all was done, 1 when something was refused or failed, 2 for wrong usage; never a traceback.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from closeddoor import __version__
from closeddoor.domain.errors import KnownError

COMMANDS: tuple[tuple[str, str], ...] = (
    ("window", "open the window (what happens without a command)"),
    ("lock", "lock the window that is open, as a script or a screen locker may want to"),
    ("score", "score a response to a scenario of a pack, or many, one a line"),
    ("pack new", "make a folder to begin a pack with: sound, and to be discussed as it stands"),
    ("pack check", "say what is wrong with a pack, what could be better, and how well the grader reads it"),
    ("pack keygen", "make the key that an author signs packs with"),
    ("pack build", "make one .cdpack file of an authored folder, signed or not"),
    ("pack show", "say what a pack is and who signed it"),
    ("pack paper", "write what a session needs on paper: guide, participants' documents, a sheet to count hands on"),
    ("pack install", "take a .cdpack file into the vault"),
    ("pack list", "say which packs are installed"),
    ("pack remove", "take an installed pack out of the vault again"),
    ("model list", "say which models are on this laptop, and whether they fit"),
    ("model show", "say what a model file is, whether it fits, and what was measured of it here"),
    ("model qualify", "measure whether a model may give second opinions, on this machine and this file"),
    ("privacy selftest", "let each kind of process try to get out, and show every refusal"),
    ("privacy erase", "erase everything that is kept in the profile, keys first"),
    ("policy show", "say what an administrator of this machine has set, and whether it is followed"),
    ("update verify", "say whether a newer version is the publisher's, what it changes and how to put it in place"),
    ("doctor", "say what this installation is made of and what protects it"),
    ("tour", "drive the application through a whole briefing and save a screenshot of every page"),
)
"""Each names the module here that has `add_arguments(parser)` and `main(arguments) -> int`: `pack check` is that of
`pack/check.py`. Every command takes `--profile`; one that takes `--json` prints its refusals as JSON too."""

GROUPS: tuple[tuple[str, str], ...] = (
    ("pack", "begin, check, build, sign and install packs"),
    ("model", "which models there are, and what they can be trusted with, measured here"),
    ("privacy", "what protects this installation, shown by trying"),
    ("update", "a newer version as a file"),
    ("policy", "what an administrator of this machine has set"),
)
"""The first words of the commands of two words."""


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; wrong usage ends with `SystemExit`."""
    try:
        return _said(_run(argv))
    except KnownError as error:
        return refuse(error, is_window=_command(argv) in {None, "window"})
    except KeyboardInterrupt:
        print("closed-door: stopped.", file=sys.stderr)
    except BrokenPipeError:  # whoever read on, as `head` does, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the flush at the end would say it again
    except Exception as error:  # noqa: BLE001 - the last place where a mistake of ours can be put into words
        from closeddoor.diagnostics import place_of  # noqa: PLC0415 - nothing that goes well needs it

        print(f"closed-door: a mistake in the program ({place_of(error)}). Nothing was changed.", file=sys.stderr)
    return 1


def refuse(error: KnownError, *, is_window: bool) -> int:
    """Say why nothing was done, also in a window where somebody who wants one reads no terminal; return the code."""
    print(f"closed-door: {error}", file=sys.stderr, flush=True)
    if is_window:
        from closeddoor.ui.refusal import show_refusal  # noqa: PLC0415 - it imports Qt

        show_refusal(error)
    return 1


def _run(argv: Sequence[str]) -> int:
    command = _command(argv)
    if command is None and not ({"-h", "--help", "--version"} & set(argv) or {*dict(GROUPS)} & set(argv[:1])):
        command, argv = "window", ["window", *argv]
    if command == "window":
        from closeddoor.cli.haste import make_haste  # noqa: PLC0415 - it imports Qt

        make_haste()
    parser = _Parsers(COMMANDS if command is None else [each for each in COMMANDS if each[0] == command])
    if command is not None:
        _module(command).add_arguments(parser.commands[command])
    arguments = parser.root.parse_args(argv)
    try:
        return int(_module(arguments.command_name).main(arguments))
    except KnownError as error:
        if not getattr(arguments, "json", False):
            raise
        import json  # noqa: PLC0415 - no start waits for it

        print(json.dumps({"error": error_as_json(error)}))
        return 1


def _said(code: int) -> int:
    """Return `code` once all is written: a reader who is gone is met here, not at the end of the interpreter."""
    sys.stdout.flush()
    return code


def error_as_json(error: KnownError) -> dict[str, str]:
    """Return what a command prints under `error`."""
    return {"code": error.code, "message": str(error)}


def _command(argv: Sequence[str]) -> str | None:
    """Return the command that the first one or two words name."""
    return next((name for name, _ in COMMANDS if list(argv[: len(name.split())]) == name.split()), None)


class _Parsers:
    """The parsers of `commands`: of all where help is asked for, of the one that is run otherwise (6 ms of a start)."""

    def __init__(self, commands: Sequence[tuple[str, str]] = COMMANDS) -> None:
        self.root = argparse.ArgumentParser(prog="closed-door", description="Practise judging AI, in private.")
        self.root.add_argument("--version", action="version", version=f"closed-door {__version__}")
        first = self.root.add_subparsers(metavar="COMMAND", required=True)
        groups = {
            name: first.add_parser(name, help=about, description=about).add_subparsers(metavar="COMMAND", required=True)
            for name, about in GROUPS
            if any(command.startswith(f"{name} ") for command, _ in commands)
        }
        self.commands: dict[str, argparse.ArgumentParser] = {}
        for name, about in commands:
            group, _, last = name.rpartition(" ")
            parser = groups.get(group, first).add_parser(last, help=about, description=about)
            parser.set_defaults(command_name=name)
            parser.add_argument("--profile", type=Path, metavar="DIR", help="keep all data of this run in DIR")
            self.commands[name] = parser


def _module(command: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a module of this package
    return importlib.import_module(f"closeddoor.cli.{command.replace(' ', '.')}")
