"""What is wrong with a command that a document shows, asked of the real parsers, the Makefile and the files."""

import argparse
import contextlib
import importlib
import importlib.util
import io
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from closeddoor.cli import COMMANDS, GROUPS, _Parsers
from tests.docs.documents import ROOT, Code

_COMMENT = re.compile(r"(^|\s)#(\s.*)?$")
_ASSIGNMENT = re.compile(r"[A-Z_]+=\S*")
_PATH = re.compile(r"(app|tests|docs|setup|benchmarks|scenarios|models|packaging)/[\w./*<>…-]*")
_TOOLS = {"make", "python", "python3", "closed-door"}
_NO_COMMANDS = {"closed-door keys 2"}
"""The name under which the keychain keeps its part of the key."""


def wrong_with(code: Code) -> str | None:
    """Return what is wrong with a line, in words; None when it shows no command of ours, or one that works."""
    if code.is_inline:
        return _wrong_inline(code.text)
    for command in _commands(code.text):
        problem = wrong_command(command, is_whole=True)
        if problem:
            return problem
    return None


def _wrong_inline(text: str) -> str | None:
    if _PATH.fullmatch(text):
        return None if _exists(text) else "there is no such file"
    words = _words(text.partition(" | ")[0].replace("[", "").replace("]", ""))
    if text in _NO_COMMANDS or not _is_ours(words) or (len(words) == 1 and "/" not in words[0]):
        return None
    return wrong_command(words, is_whole=False)


def wrong_command(words: list[str], *, is_whole: bool) -> str | None:
    """Return what is wrong with one command, in words; of one that `is_whole`, also what it lacks."""
    name, rest = Path(words[0]).name, words[1:]
    if words[0].startswith(".venv/bin/") and not Path(sys.executable).with_name(name).exists():
        return f"{words[0]} is not there after the set-up"
    if name == "closed-door":
        return _wrong_closed_door(rest, is_whole=is_whole)
    if name == "make":
        return _wrong_make(rest)
    if name in {"python", "python3"}:
        return _wrong_python(rest)
    return None


def _wrong_closed_door(rest: list[str], *, is_whole: bool) -> str | None:
    parsers = _Parsers()
    named = [name for name, _ in COMMANDS if rest[: len(name.split())] == name.split()]
    if rest and not rest[0].startswith("-") and not named:
        is_group = rest[0] in dict(GROUPS) and len(rest) == 1 and not is_whole
        return None if is_group else f"there is no command “{' '.join(rest[:2])}”"
    command = named[0] if named else "window"
    parser = parsers.commands[command]
    importlib.import_module(f"closeddoor.cli.{command.replace(' ', '.')}").add_arguments(parser)
    options = rest[len(command.split()) :] if named else rest
    return _refused(parser, options) if is_whole else _unknown(parser, options)


def _refused(parser: argparse.ArgumentParser, options: list[str]) -> str | None:
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            parser.parse_args(options)
        except SystemExit as ended:
            return said.getvalue().strip().splitlines()[-1] if ended.code else None
    return None


def _unknown(parser: argparse.ArgumentParser, options: list[str]) -> str | None:
    known = {*parser._option_string_actions, "--version"}
    unknown = [option for option in options if option.startswith("-") and option.partition("=")[0] not in known]
    return f"no such option: {unknown[0]}" if unknown else None


def _wrong_make(rest: list[str]) -> str | None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    for word in rest:
        variable, is_set, value = word.partition("=")
        if not is_set and not word.startswith("-") and word not in targets:
            return f"there is no target {word}"
        if is_set and f"$({variable})" not in makefile and f"$(if $({variable})" not in makefile:
            return f"the Makefile does not know {variable}"
        paths = [each for each in value.split() if _PATH.fullmatch(each)]
        if variable == "ARGS" and not all(_exists(each) for each in paths):
            return f"there is no {value}"
    return None


def _wrong_python(rest: list[str]) -> str | None:
    if rest[:1] == ["-m"]:
        found = len(rest) > 1 and importlib.util.find_spec(rest[1]) is not None
        return None if found else f"there is no module {' '.join(rest[1:2])}"
    if rest and rest[0].endswith(".py"):
        return None if (ROOT / rest[0]).exists() else f"there is no {rest[0]}"
    return None


def _commands(line: str) -> Iterator[list[str]]:
    """Yield the commands of ours in a line of a block."""
    for part in re.split(r"&&|\|\||[;|]", _COMMENT.sub("", line.strip().removeprefix("$ "))):
        words = _words(part)
        while words and (_ASSIGNMENT.fullmatch(words[0]) or words[0] in {"sudo", "time"}):
            words = words[1:]
        if _is_ours(words):
            yield words


def _is_ours(words: list[str]) -> bool:
    return bool(words) and (Path(words[0]).name in _TOOLS or words[0].startswith(".venv/bin/"))


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # an apostrophe of prose
        return []


def _exists(pattern: str) -> bool:
    """Return whether a path, in which `*`, `…` and `<name>` stand for any name, leads to something."""
    return any(ROOT.glob(re.sub(r"<[^>]*>|…", "*", pattern).rstrip("/")))
