"""What Qt says while it runs: passed on by kind and category only, since a message may quote what was typed."""

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

HARMLESS = ("This plugin does not support propagateSizeHints()", "This plugin does not support raise()")
"""The offscreen platform says so of every tooltip, and when another start asks for the window: there is no screen."""


def install_message_handler() -> None:
    """Let no content of a page reach standard error."""
    qInstallMessageHandler(_report)


def _report(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    if message in HARMLESS or kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
        return
    print(f"closed-door: {kind.name} from {context.category}", file=sys.stderr)  # noqa: T201 - the log of last resort
