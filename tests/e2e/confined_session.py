"""A child, confined as the window is: the whole visit by keyboard, a document attached, a lock, and the unlock page.

Usage: … PROFILE DOCUMENT. The process that takes its place when it locks is this program with other arguments; it ends
at the unlock page.
"""

import sys
from pathlib import Path

from closeddoor.confinement.window import confine_window, protect_process


def visit(profile: Path, document: Path) -> None:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - Qt comes after confinement, as in the window

    from closeddoor.bootstrap import Application  # noqa: PLC0415
    from closeddoor.profile import Profile  # noqa: PLC0415
    from tests.e2e.keyboard_participant import Participant  # noqa: PLC0415

    application = Application(QApplication(sys.argv[:1]), Profile(profile))
    participant = Participant(application)
    application.start()
    application.window.activateWindow()
    participant.arrive()
    participant.brief()
    participant.create_history()
    participant.converse()
    participant.attach(document)
    participant.set_theme()
    participant.lock()


def see_it_locked(profile: Path) -> None:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    from closeddoor.bootstrap import Application  # noqa: PLC0415
    from closeddoor.profile import Profile  # noqa: PLC0415
    from closeddoor.tour.visitor import Visitor  # noqa: PLC0415

    application = Application(QApplication(sys.argv[:1]), Profile(profile))
    application.start(is_again=True)
    is_locked = lambda: application.frame.page == "unlock" and application.window.isVisible()  # noqa: E731 - one look
    Visitor(application.window, Path()).wait_until(is_locked, "the unlock page", 60)
    application.close()


def main(arguments: list[str]) -> None:
    is_again = "--again" in arguments
    profile = Path(arguments[arguments.index("--profile") + 1] if is_again else arguments[0])
    protect_process()
    enforced = confine_window(profile)
    assert enforced.seccomp, enforced.why_not
    if is_again:
        see_it_locked(profile)
    else:
        visit(profile, Path(arguments[1]))
        raise SystemExit("it did not lock")


if __name__ == "__main__":
    main(sys.argv[1:])
