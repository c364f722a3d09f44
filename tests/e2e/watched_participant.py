"""A child: the window as it is really started, confined, which is locked from outside and opened again.

Says a line of JSON when it is open and hears the desktop, and one when it is locked; then it waits for a line with the
passphrase.

Usage: watched_participant.py --profile DIR [--passphrase-file FILE]
"""

import sys
from typing import Any

import closeddoor.__main__ as program
from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.confinement.window import in_force
from closeddoor.ui.system_lock import SystemLock
from tests.e2e.locking_participant import Participant, start


class Watched(Participant):
    def _work(self, session: Session) -> None:
        system = session.findChildren(SystemLock)[0]
        self._visitor.wait_until(lambda: system.hears.screen_lock, "the desktop")
        self._say(is_confined=in_force().seccomp, summaries=[row.summary for row in rows_of(session)])

    _look = _work


def rows_of(session: Session) -> list[Any]:
    return [section for section in session.privacy._sections.values() if section.summary.startswith("After")]


def start_and_be_watched(application: Application, *given: Any, **named: Any) -> None:
    Watched(application)
    start(application, *given, **named)


if __name__ == "__main__":
    Application.start = start_and_be_watched  # type: ignore[method-assign,assignment]  # the program itself is as it is
    sys.exit(program.main())
