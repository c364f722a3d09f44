"""A passphrase from a file or from the terminal, never an argument, which other programs could read."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from closeddoor.cli.reading import read_bytes
from closeddoor.domain.errors import KnownError
from closeddoor.domain.secret import Secret

ATTEMPTS = 3


@dataclass(frozen=True)
class Prompts:
    """How a passphrase is asked for, and the option that names a file with it."""

    known: str = "Passphrase: "
    new: str = "A passphrase for your new history: "
    option: str = "--passphrase-file"


OF_THE_VAULT = Prompts()


class PassphraseNotGivenError(KnownError):
    """A command needs the passphrase and cannot get it."""


OPENS_THE_VAULT = "open the vault with the first line of FILE, or make it on a fresh profile"


def add_passphrase_file(parser: argparse.ArgumentParser, about: str = OPENS_THE_VAULT) -> None:
    """Offer `--passphrase-file` to a command that opens the vault."""
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=about)


def read_passphrase(path: Path | None) -> Secret | None:
    """Return the first line of the file, without its line end; None when no file was named."""
    if path is None:
        return None
    return Secret(read_bytes(path).partition(b"\n")[0].removesuffix(b"\r"))


def passphrase_for(path: Path | None, *, is_new: bool, prompts: Prompts = OF_THE_VAULT) -> Secret:
    """Return the passphrase from the file that was named, else ask for it on the terminal.

    With `is_new` something is about to be made with it, and it is asked for twice. Raises `PassphraseNotGivenError`
    when there is no terminal to ask on, and when the two are never the same.
    """
    return read_passphrase(path) or ask_passphrase(is_new=is_new, prompts=prompts)


def can_ask() -> bool:
    """Whether somebody sits at a terminal who could be asked."""
    return sys.stdin.isatty()


def ask_passphrase(*, is_new: bool, prompts: Prompts = OF_THE_VAULT) -> Secret:
    """Ask on the terminal, which does not show what is typed; twice when `is_new`."""
    if not can_ask():
        raise PassphraseNotGivenError(
            "passphrase.no_terminal",
            "This needs your passphrase, and there is no terminal to ask for it on.",
            f"Nothing was changed. Write it into the first line of a file and name that with {prompts.option}.",
        )
    if not is_new:
        return _typed(prompts.known)
    for _ in range(ATTEMPTS):
        passphrase = _typed(prompts.new)
        if passphrase == _typed("The same passphrase once more: "):
            return passphrase
        print("closed-door: these were not the same.", file=sys.stderr)
    raise PassphraseNotGivenError(
        "passphrase.not_the_same", f"The two were not the same {ATTEMPTS} times.", "Nothing was made. Try again."
    )


def _typed(prompt: str) -> Secret:
    from getpass import getpass  # noqa: PLC0415 - the window's start does not wait for it

    try:
        return Secret(getpass(prompt).encode("utf-8", "surrogateescape"))
    except EOFError:
        raise PassphraseNotGivenError(
            "passphrase.not_typed", "No passphrase was typed.", "Nothing was changed."
        ) from None
