"""What the section on locking says."""

from typing import Protocol

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.lock import LockTrigger

LEAD = tr(
    "A lock ends every process of Closed Door and starts a fresh one at the unlock page, because a program that has "
    "ended keeps nothing in its memory. When you open it again, you are where you were."
)
IN_MEMORY = tr(
    "Your history is in memory only. A lock ends the process, and with it all that is not kept: so nothing locks it, "
    "neither time nor the screen. Keep it first."
)
EFFECTS = (
    tr(
        "What you typed is saved first, if the disk takes it within two seconds. A reply that is being written is kept "
        "as far as it came."
    ),
    tr("Conversations off the record end with it; you are told how many there were."),
    tr("What you copied from here is taken from the clipboard."),
    tr("The model is loaded again when you next need it."),
    tr(
        "What the system wrote to its swap file while the history was open stays there: only the encryption of the "
        "whole disk covers that."
    ),
)


class Telling(Protocol):
    """Of what the system tells, and whether it waits with sleeping until the window has locked."""

    @property
    def screen_lock(self) -> bool: ...

    @property
    def sleep(self) -> bool: ...

    @property
    def delays_sleep(self) -> bool: ...

    @property
    def user_switch(self) -> bool: ...


def triggers_of(telling: Telling) -> tuple[LockTrigger, ...]:
    """Return what locks besides time, and how it stands with it on this system."""
    return (
        LockTrigger(tr("Ctrl + L"), tr("Locks at once.")),
        LockTrigger(tr("Ctrl + Shift + H"), tr("Minimises the window, and locks.")),
        LockTrigger(tr("Screen lock"), _screen(telling)),
        LockTrigger(tr("Sleep"), _sleep(telling)),
        LockTrigger(tr("Switching to another account"), _switch(telling)),
        LockTrigger(tr("The command closed-door lock"), tr("For scripts. The signal SIGUSR1 does the same.")),
    )


def _screen(telling: Telling) -> str:
    if telling.screen_lock:
        return tr(
            "Locks when your desktop says that its screen is locked; not every screen locker says it. Lock the screen "
            "once and look."
        )
    return tr("Your desktop does not tell when it locks, so nothing locks with it here. Use the keys, or the command.")


def _sleep(telling: Telling) -> str:
    if telling.delays_sleep:
        return tr("Locks before the machine sleeps; sleep waits for it, as long as the system allows.")
    if telling.sleep:
        return tr("Locks when the machine is about to sleep, if there is time: the system does not wait for it.")
    return tr(
        "Your system does not tell before it sleeps. After a sleep longer than the time above it locks when you are "
        "back."
    )


def _switch(telling: Telling) -> str:
    if telling.user_switch:
        return tr("Locks when the system says that another session has come to the front.")
    return tr("Your system does not tell when another session comes to the front, so nothing locks then.")
