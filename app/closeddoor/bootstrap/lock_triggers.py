"""What locks besides the user's own hand: nobody at the window, the screen, sleep, another account."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.domain.idle import NEVER
from closeddoor.policy.in_force import rules
from closeddoor.ui.idle import IdleWatch, words_shown
from closeddoor.ui.system_lock import SystemLock
from closeddoor.vault.vault import Vault

BEGIN_AFTER_S = 0.5
"""First what was opened is shown; a bus answers a moment later."""
LOOK_AFTER_S = 5.0
"""Then it is looked whether the screen was locked before anybody listened. Who uses the window by then is at it: a
session that says for ever that it is locked shuts nobody out."""


@dataclass(frozen=True)
class Watching:
    """What watches while a history is open."""

    idle: IdleWatch
    system: SystemLock


def watch_for_locking(vault: Vault, equipment: Equipment, parent: QObject) -> Watching:
    """Have `equipment.lock` called for each of them, from soon on; a history in memory only never locks by itself."""
    frame = equipment.frame
    minutes = partial(_minutes, vault, equipment)
    watching = Watching(IdleWatch(minutes, partial(words_shown, equipment.window), parent), SystemLock(parent))
    watching.idle.warned.connect(frame.warn_of_lock)
    watching.idle.lock_due.connect(lambda: equipment.lock("idle"))
    watching.system.told.connect(equipment.lock)
    frame.kept.connect(watching.system.look)  # a screen that was locked meanwhile found nothing that can be locked
    equipment.dispatcher.later(BEGIN_AFTER_S, partial(_begin, watching))
    equipment.dispatcher.later(LOOK_AFTER_S, partial(_look_unless_used, watching, watching.idle.touches))
    return watching


def _minutes(vault: Vault, equipment: Equipment) -> float:
    return rules().lock_after(equipment.frame.lock_after_minutes) if vault.is_kept else NEVER


def _begin(watching: Watching) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        watching.idle.start(application)
    watching.system.start()


def _look_unless_used(watching: Watching, touches_before: int) -> None:
    if watching.idle.touches == touches_before:
        watching.system.look()
