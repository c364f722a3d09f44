"""`closed-door` without a command: the window."""

import argparse
import gc
import sys

from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap import Application
from closeddoor.cli.passphrase import add_passphrase_file, read_passphrase
from closeddoor.instance import SingleInstance
from closeddoor.profile import profile_at
from closeddoor.ui.window_place import fit_to_screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_passphrase_file(parser)


def main(arguments: argparse.Namespace) -> int:
    """Open the window, or bring the one that is open on this profile to the front."""
    profile, passphrase = profile_at(arguments.profile), read_passphrase(arguments.passphrase_file)
    instance = SingleInstance.acquire(profile.folder)
    if instance is None:
        print("closed-door: already open; its window was asked to come to the front.")
        return 0
    app = QApplication(sys.argv[:1])
    application = Application(app, profile)
    application.listen(instance)
    fit_to_screen(application.window)
    application.start(passphrase)
    gc.freeze()  # what is there now stays: looking through it for garbage would hold the window, 25 ms at a time
    code = app.exec()
    instance.release()
    return code
