"""One pack of the library: what it is, who vouches for it, how fresh it is, its briefings, and taking it out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.library import BriefingRow, NotShownRow, PackRow
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import Button, link
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.words import rule, words

ERRATA = tr("Corrections by its author")


class PackEntry(QWidget):
    """Shows a pack; only packs that the user added can be removed.

    `removal_requested` carries its id, `briefing_requested` its id and that of one of its briefings.
    """

    removal_requested = Signal(str)
    briefing_requested = Signal(str, str)

    def __init__(self, row: PackRow, *, can_remove: bool) -> None:
        super().__init__()
        self._row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(XS)
        column.addWidget(words(row.title, "heading"))
        column.addWidget(words(row.summary))
        column.addWidget(words(f"{row.made_by} · {row.version}", "small"))
        column.addWidget(words(row.facts, "small"))
        column.addWidget(vouched_line(row))
        links = QHBoxLayout()
        links.setSpacing(L)
        links.addLayout(self._folds(), 1)
        if can_remove:
            remove = _remove(row.pack_id, row.title, self.removal_requested.emit)
            links.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(links)
        column.addSpacing(S)
        column.addWidget(rule())

    def _folds(self) -> QVBoxLayout:
        folds = QVBoxLayout()
        folds.setSpacing(S)
        if self._row.briefings:
            briefings = (
                tr("Its {contents}", contents=self._row.contents)
                if len(self._row.briefings) > 1
                else tr("Its briefing")
            )
            folds.addWidget(Fold(briefings, briefings, self._briefings))
        if self._row.errata:
            folds.addWidget(Fold(ERRATA, ERRATA, partial(_errata, self._row)))
        folds.addStretch(1)
        return folds

    def _briefings(self) -> QWidget:
        return briefing_rows(self._row.briefings, self._ask_briefing, with_pack=False)

    def _ask_briefing(self, pack_id: str, scenario_id: str) -> None:
        self.briefing_requested.emit(pack_id, scenario_id)


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


def briefing_rows(rows: tuple[BriefingRow, ...], ask: Callable[[str, str], None], *, with_pack: bool) -> QWidget:
    """Return briefings as rows to press; `ask` gets the ids of pack and briefing."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for row in rows:
        button = RowButton(row.title, facts_of(row, with_pack=with_pack), row.state_word)
        button.clicked.connect(partial(_ask, ask, row))
        column.addWidget(button)
    return place


def facts_of(row: BriefingRow, *, with_pack: bool) -> str:
    """Return the line under a briefing: what it is about, how hard and how long, for whom, and from which pack."""
    parts = (
        row.module,
        tr("level {level}", level=row.level),
        tr("{minutes} minutes", minutes=row.minutes),
        tr("for a group") if row.is_for_group else "",
        ", ".join(row.roles).lower(),
        tr("from “{pack_title}”", pack_title=row.pack_title) if with_pack and row.pack_title else "",
        tr("unsigned pack") if row.is_unsigned else "",
    )
    return " · ".join(part for part in parts if part)


def vouched_line(row: PackRow) -> QWidget:
    """Return who vouches for a pack; that nobody does stands out."""
    return words(row.vouched, "strong" if row.is_unsigned else "small", selectable=not row.is_unsigned)


def pack_lines(row: PackRow) -> tuple[QWidget, ...]:
    """Return what a pack is, in the order in which one reads it."""
    facts = words(row.facts, "strong" if row.is_overdue else "small")
    made = words(f"{row.made_by} · {row.contents} · {row.version} ({row.identity})", "small")
    return (words(row.summary, "document"), made, facts)


def _ask(ask: Callable[[str, str], None], row: BriefingRow) -> None:
    ask(row.pack_id, row.scenario_id)


def _errata(row: PackRow) -> QWidget:
    return words("\n".join(row.errata), "small")


def _remove(pack_id: str, title: str, ask: Callable[[str], None]) -> Button:
    button = link(tr("Remove"))
    button.setAccessibleDescription(title)
    button.clicked.connect(lambda: ask(pack_id))
    return button
