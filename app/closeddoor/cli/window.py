"""`closed-door` without a command: the window."""

import argparse
import os
import sys

from PySide6.QtCore import QTimer

from closeddoor.bootstrap import Application
from closeddoor.cli.haste import collect_what_comes
from closeddoor.cli.passphrase import add_passphrase_file, read_passphrase
from closeddoor.confinement.environment import network_display
from closeddoor.confinement.window import confine_window
from closeddoor.domain.errors import KnownError
from closeddoor.instance import SingleInstance
from closeddoor.language import tr
from closeddoor.profile import Profile, profile_at
from closeddoor.replacing import ignore_lock_signal, reap, reap_children
from closeddoor.ui.theme import styled_application
from closeddoor.ui.window_place import fit_to_screen

REAP_AGAIN_MS = 5000
"""What was ended by the program before this one has ended by then."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_passphrase_file(parser)
    parser.add_argument("--again", choices=("shown", "hidden"), help=argparse.SUPPRESS)  # in place of one that locked
    parser.add_argument("--look", default="", help=argparse.SUPPRESS)  # how large and how bright that one was
    parser.add_argument("--instance", type=int, default=-1, help=argparse.SUPPRESS)  # the lock file it has open


def main(arguments: argparse.Namespace) -> int:
    """Open the window, or bring the one that is open on this profile to the front."""
    left = reap_children()
    ignore_lock_signal()
    profile, passphrase = profile_at(arguments.profile), read_passphrase(arguments.passphrase_file)
    instance = SingleInstance.acquire(profile.folder, arguments.instance)
    if instance is None:
        print("closed-door: already open; its window was asked to come to the front.")
        return 0
    _confine(profile)
    app = styled_application(sys.argv[0])
    application = Application(app, profile)
    application.listen(instance)
    fit_to_screen(application.window)
    application.furnished.connect(collect_what_comes)
    application.frame.wear(arguments.look)
    application.start(passphrase, is_again=arguments.again is not None, is_hidden=arguments.again == "hidden")
    QTimer.singleShot(REAP_AGAIN_MS, app, lambda: reap(left))
    code = app.exec()
    instance.release()
    return code


def _confine(profile: Profile) -> None:
    """Give up the network before Qt looks for a display; one that is reached over the network is named, not lost."""
    display = network_display(os.environ)
    if confine_window(profile.folder).seccomp and display:
        raise KnownError(
            "display.network",
            tr(
                "The display {display} is reached over a network, and this window may open no connection.",
                display=display,
            ),
            tr("Nothing was opened, and nothing left this machine."),
            tr("Start Closed Door on a screen of this machine."),
        )
