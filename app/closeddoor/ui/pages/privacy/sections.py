"""The sections of the privacy room: one row each."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from closeddoor.presenters.states.privacy.room import SectionName
from closeddoor.ui.pages.privacy.copies import CopiesSection
from closeddoor.ui.pages.privacy.erase import EraseSection
from closeddoor.ui.pages.privacy.lock import LockSection
from closeddoor.ui.pages.privacy.policy import PolicySection
from closeddoor.ui.pages.privacy.protection import ProtectionSection
from closeddoor.ui.pages.privacy.shut import ShutSection
from closeddoor.ui.pages.privacy.stored import StoredSection


@dataclass(frozen=True)
class SectionSpec:
    """A section: its name, and how the widget is made that shows what is below its title."""

    name: SectionName
    make: Callable[[], QWidget]


SECTIONS = (
    SectionSpec("stored", StoredSection),
    SectionSpec("protection", ProtectionSection),
    SectionSpec("lock", LockSection),
    SectionSpec("copies", CopiesSection),
    SectionSpec("shut", ShutSection),
    SectionSpec("policy", PolicySection),
    SectionSpec("erase", EraseSection),
)
