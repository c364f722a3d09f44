"""What the process has before a vault is open, and hands to every session."""

from collections.abc import Callable
from dataclasses import dataclass

from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.pages import Pages
from closeddoor.domain.idle import LockReason
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.presenters.window import WindowPresenter
from closeddoor.profile import Profile
from closeddoor.services.library import LibraryService
from closeddoor.ui.clipboard import PrivateClipboard
from closeddoor.ui.window import MainWindow


@dataclass(frozen=True)
class Equipment:
    """What lives as long as the process, vault or not.

    `start_afresh` closes what is open and begins at the unlock page, in a fresh process: call it when what is on the
    disk is no longer what was opened (restored, repaired, erased). It does not return, or does nothing in a test.
    `lock` locks what is open, in the same way.
    """

    profile: Profile
    pages: Pages
    window: MainWindow
    frame: WindowPresenter
    models: Models
    library: LibraryService
    database: Executor
    database_wanted: Callable[[], bool]
    jobs: Executor
    dispatcher: Dispatcher
    clipboard: PrivateClipboard
    start_afresh: Callable[[], None]
    lock: Callable[[LockReason], None]
