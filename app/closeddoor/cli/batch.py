"""Scoring many responses: one line in, one line out, in order and as they come.

A line is `{"id", "scenario", "response"}`, with `pack` and `version` as in a response file; it is answered with
`{"id", "result"}` or `{"id", "error": {"code", "message"}}`. One without an id that is a text or a number is answered
with its number.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from closeddoor.cli.grading import LazyScorer
from closeddoor.diagnostics import place_of
from closeddoor.domain.errors import KnownError
from closeddoor.domain.response import ScenarioResponse, decode_json, parse_answers
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.table import FieldError, Table
from closeddoor.domain.tasks.base import ResponseError

MOST_LINE_BYTES = 16 * 1024 * 1024
_CHUNK_BYTES = 1024 * 1024


def score_batch(pack: Pack, path: Path) -> int:
    """Answer every line of a file, or of standard input for `-`; 1 when one was refused, or nobody reads on."""
    refused = False
    with _opened(path) as lines, LazyScorer(pack) as scorer:
        for number, line in enumerate(_lines(lines), start=1):
            answer = _answer(pack, scorer, number, line)
            refused = refused or "error" in answer
            if not _printed(answer):
                return 1
    return 1 if refused else 0


def _printed(answer: Mapping[str, object]) -> bool:
    """Print one line at once; False when whoever read the lines has closed the pipe, as `head` does."""
    try:
        print(json.dumps(answer), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would try again at its end
        return False
    return True


def _answer(pack: Pack, scorer: LazyScorer, number: int, untrusted_line: bytes | None) -> dict[str, object]:
    line_id: object = number
    try:
        data = _decoded(untrusted_line)
        line_id = _id(data, number)
        scenario, response = _read(pack, data)
        return {"id": line_id, "result": scorer.score(scenario, response).to_json()}
    except KnownError as error:
        return {"id": line_id, "error": {"code": error.code, "message": str(error)}}
    except Exception as error:  # noqa: BLE001 - a mistake of ours on one line does not take the others with it
        message = f"A mistake in the program ({place_of(error)}). The other lines are not touched by it."
        return {"id": line_id, "error": {"code": "program.mistake", "message": message}}


def _decoded(untrusted_line: bytes | None) -> object:
    if untrusted_line is None:
        raise ResponseError("response.too_long", f"The line is longer than {MOST_LINE_BYTES // 2**20} MiB.")
    return decode_json(untrusted_line)


def _id(data: object, number: int) -> object:
    given = data.get("id") if isinstance(data, Mapping) else None
    return given if isinstance(given, str | int | float) and not isinstance(given, bool) else number


def _read(pack: Pack, data: object) -> tuple[Scenario, ScenarioResponse]:
    try:
        table = Table(data, authored=False)
        _check_id(table)
        for key, expected in (("pack", pack.info.id), ("version", pack.info.version)):
            if table.has(key) and (given := table.text(key, empty=True)) != expected:
                raise ResponseError(f"response.{key}", f"The line is for {key} “{given[:80]}”, not for “{expected}”.")
        wanted = table.text("scenario", empty=True)
        answers = table.raw("response")
        table.close()
    except FieldError as error:
        raise ResponseError("response.shape", f"The line does not fit: {error.happened}") from error
    scenario = pack.scenario(wanted)
    if scenario is None:
        raise ResponseError("response.scenario", f"The pack has no scenario “{wanted[:80]}”.")
    return scenario, parse_answers(scenario, answers)


def _check_id(table: Table) -> None:
    if table.has("id") and (isinstance(value := table.raw("id"), bool) or not isinstance(value, str | int | float)):
        raise table.error("field.type", "id", "must be a text or a number.")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise KnownError("file.unreadable", f"{path} cannot be read: {(error.strerror or '').lower()}.") from error
    with file:
        yield file


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Yield every line as it comes, None for one that is too long to be looked at."""
    while line := file.readline(MOST_LINE_BYTES + 1):
        if len(line) > MOST_LINE_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(_CHUNK_BYTES)
            yield None
        else:
            yield line
