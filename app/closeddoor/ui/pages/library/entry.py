"""One pack of the library: what it is, who vouches for it, how fresh it is, and taking it out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.library import NotShownRow, PackRow
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import Button, link
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.words import rule, words

ERRATA = "Corrections by its author"


class PackEntry(QWidget):
    """Shows a pack; `removal_requested` carries its id. Only packs that the user added can be removed."""

    removal_requested = Signal(str)

    def __init__(self, row: PackRow, *, can_remove: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(XS)
        column.addWidget(words(row.title, "heading"))
        column.addWidget(words(row.summary))
        column.addWidget(words(f"{row.made_by} · {row.contents} · {row.version}", "small"))
        column.addWidget(words(row.facts, "strong" if row.is_overdue else "small"))
        if can_remove:
            column.addWidget(vouched_line(row))
        links = QHBoxLayout()
        links.setSpacing(L)
        if row.errata:
            links.addWidget(Fold(ERRATA, ERRATA, partial(_errata, row)), 1)
        else:
            links.addStretch(1)
        if can_remove:
            remove = _remove(row.pack_id, row.title, self.removal_requested.emit)
            links.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(links)
        column.addSpacing(S)
        column.addWidget(rule())


class NotShownEntry(QWidget):
    """A pack that cannot be shown, and why."""

    removal_requested = Signal(str)

    def __init__(self, row: NotShownRow) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, S)
        column.setSpacing(S)
        banner = ProblemBanner()
        banner.render(row.problem)
        column.addWidget(banner)
        if row.pack_id:
            remove = _remove(row.pack_id, row.title, self.removal_requested.emit)
            column.addWidget(remove, 0, Qt.AlignmentFlag.AlignRight)


def vouched_line(row: PackRow) -> QWidget:
    """Return who vouches for a pack; that nobody does stands out."""
    return words(row.vouched, "strong" if row.is_unsigned else "small", selectable=not row.is_unsigned)


def pack_lines(row: PackRow) -> tuple[QWidget, ...]:
    """Return what a pack is, in the order in which one reads it."""
    facts = words(row.facts, "strong" if row.is_overdue else "small")
    made = words(f"{row.made_by} · {row.contents} · {row.version} ({row.identity})", "small")
    return (words(row.summary, "document"), made, facts)


def _errata(row: PackRow) -> QWidget:
    return words("\n".join(row.errata), "small")


def _remove(pack_id: str, title: str, ask: Callable[[str], None]) -> Button:
    button = link("Remove …")
    button.setAccessibleDescription(title)
    button.clicked.connect(lambda: ask(pack_id))
    return button
