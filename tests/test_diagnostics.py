"""No way by which Python prints an error or a message tells more than a place."""

import subprocess
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parents[1] / "app"
MARKER = "quiet harbour"

WAYS = {
    "an exception": "boom()",
    "a thread": "t = threading.Thread(target=boom); t.start(); t.join()",
    "a callback of a future": "f = Future(); f.add_done_callback(boom); f.set_result(1)",
    "an end of an object": "class Ended:\n    def __del__(self): boom()\nEnded()",
    "a log": "logging.getLogger('a.library').warning('it says %s', WORDS)",
    "a log with its error": "try:\n    boom()\nexcept ValueError:\n    logging.getLogger('a').exception(WORDS)",
    "a log that cannot be put together": "logging.getLogger('a').error('%d', WORDS)",
    "a warning": "warnings.warn(WORDS)",
}
BEGIN = f"""
import logging, sys, threading, warnings
from concurrent.futures import Future
sys.path.insert(0, {str(APP)!r})
from closeddoor.diagnostics import keep_content_out_of_reports
WORDS = {MARKER!r}
def boom(*_):
    raise ValueError(WORDS)
if sys.argv[1] == "kept out":
    keep_content_out_of_reports()
"""


def said(way: str, how: str) -> str:
    command = [sys.executable, "-c", BEGIN + WAYS[way], how]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stderr


@pytest.mark.parametrize("way", WAYS)
def test_what_was_typed_is_in_no_report(way: str) -> None:
    assert MARKER in said(way, "as Python does"), "this way tells nothing, so it shows nothing"
    report = said(way, "kept out")
    assert MARKER not in report
    assert way == "a warning" or report.startswith("closed-door: ")
