"""The section on better models: those for a laptop of this size, the others folded, and how to bring one over."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.models import BetterView, ModelFact, TierView
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.words import set_words, words


class BetterSection(HeadedPart):
    """Shows; asks for nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Better models"), "heading")
        self.setParent(parent)
        self._shown: BetterView | None = None
        self._lead, self._note = words(), words(face="soft")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(M)
        for label in (self._lead, self._note):
            self.column.addWidget(label)
        self.column.addSpacing(S)
        self.column.addLayout(self._parts)

    def render(self, view: BetterView) -> None:  # type: ignore[override]  # a state, not a paint device
        if view == self._shown:
            return
        self._shown = view
        set_words(self._lead, view.lead)
        set_words(self._note, view.note)
        empty(self._parts)
        for tier in view.tiers:
            fold = Fold(tier.title, tier.title, partial(_models, tier), tier.about)
            self._parts.addWidget(fold)
            if tier.is_here:
                fold.set_open(is_open=True)
        if view.steps:
            title = tr("How to get one and bring it over")
            self._parts.addWidget(Fold(title, title, partial(_steps, view.steps)))


def _models(tier: TierView) -> QWidget:
    part, column = _indented()
    for model in tier.models:
        column.addWidget(_model(model))
    return part


def _model(model: ModelFact) -> QWidget:
    entry = QWidget()
    column = QVBoxLayout(entry)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(words(model.name, "strong"))
    column.addWidget(words(model.value))
    column.addWidget(words(model.about, "small"))
    return entry


def _steps(steps: tuple[str, ...]) -> QWidget:
    part, column = _indented()
    for number, step in enumerate(steps, start=1):
        column.addWidget(words(tr("{number}. {step}", number=number, step=step)))
    return part


def _indented() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(L, 0, 0, M)
    column.setSpacing(M)
    return part, column
