"""The intents of the pages that take an answer: marks, options, figures, a memo."""

from collections.abc import Mapping, Sequence

from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.presenters.briefing.choice import OptionsTask, with_option
from closeddoor.presenters.briefing.desk import BriefingDesk
from closeddoor.presenters.briefing.estimate import dragged, estimate_draft, texts_of
from closeddoor.presenters.briefing.highlight import quotes_of
from closeddoor.presenters.briefing.numbers import has_commas
from closeddoor.presenters.briefing.too_long import LONG_MEMO
from closeddoor.presenters.briefing.undoing import Change
from closeddoor.presenters.briefing.workbook import workbook_draft
from closeddoor.presenters.states.briefing import MarkView
from closeddoor.services.practice import JsonObject
from closeddoor.services.practice.limits import MOST_MEMO_CHARACTERS, readable

CHARTS_AFTER_S = 0.2
"""How long typing has to rest before the charts of a workbook follow; the results follow every key."""


class AnsweringIntents(BriefingDesk):
    """An answer in the hand of a participant; nothing of it changes once it is committed."""

    def set_marks(self, marks: Sequence[MarkView]) -> None:
        """Take all marks of a highlight; what was there before can be taken back to."""
        task = self._task(HighlightTask)
        answer = {"quotes": quotes_of(self._current.scenario.documents_by_id[task.document], marks)}
        if self._can_edit and answer != self._answer_now():
            self._history.did(Change(self._step, self._answer_now()))
            self._answer(answer)

    def choose_option(self, option_id: str) -> None:
        """Take an option: the one, or one more or less of many."""
        task = self._current.scenario.task(self._step)
        if isinstance(task, OptionsTask):
            self._answer(with_option(task, self._answer_now(), option_id))

    def choose_confidence(self, confidence: float) -> None:
        self._answer({**self._answer_now(), "confidence": confidence})

    def write_memo(self, text: str) -> None:
        """Take what is typed; it is kept when typing rests."""
        if self._can_edit:
            self._draft({"text": readable(text)})
            self._say_length(LONG_MEMO if len(text) > MOST_MEMO_CHARACTERS else None)

    def write_figures(self, typed: Mapping[str, str]) -> None:
        """Take what stands in each field of an estimate or a workbook; it is kept when typing rests."""
        if self._can_edit:
            self._typed = {field: readable(text) for field, text in typed.items()}
            self._saved_line = ""  # or a key would be drawn twice, without this line and with what it changed
            self._is_typing = isinstance(self._current.scenario.task(self._step), WorkbookTask)
            self._draft(self._figures(self._typed))
            self._render()
            if self._is_typing:
                self._keys += 1
                keys = self._keys
                self._dispatcher.later(CHARTS_AFTER_S, lambda: self._rest(keys))

    def _rest(self, keys: int) -> None:
        """Show what waited for the end of typing, unless a key came after `keys` others."""
        if keys == self._keys and self._is_typing:
            self._is_typing = False
            if self._briefing is not None:
                self._render()

    def drag_figure(self, field_id: str, value: float) -> None:
        """Take a figure of an estimate that is dragged along its line; the fields follow."""
        task = self._task(EstimateTask)
        texts = texts_of(self._answer_now(), self._typed)
        self.write_figures(dragged(task, texts, field_id, value, has_commas=self._has_commas))

    def leave_as_proposed(self, leaves: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        """Take it as the answer that every input of a workbook stays as proposed, or take that back."""
        self._typed = {}
        self._answer({"inputs": {}} if leaves else {})

    def _figures(self, typed: Mapping[str, str]) -> JsonObject:
        task = self._current.scenario.task(self._step)
        if isinstance(task, EstimateTask):
            return estimate_draft(task, typed, has_commas=self._has_commas)
        return workbook_draft(self._task(WorkbookTask), typed, self._answer_now(), has_commas=self._has_commas)

    @property
    def _has_commas(self) -> bool:
        return has_commas(self._current.scenario.documents)
