"""The debrief of a memo: one's own text with the sentences that earned something, then every point with its reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import CriterionOutcome, MemoDebrief, OpinionView, TaskDebrief
from closeddoor.presenters.states.shared import Verdict
from closeddoor.text import RenderedText
from closeddoor.text.blocks import Paragraph, Run
from closeddoor.ui.pages.debrief.groups import GroupedRows
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.pages.debrief.judging import Judging, JudgingWords
from closeddoor.ui.pages.debrief.section import Section, debrief_of
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import link
from closeddoor.ui.widgets.document import DocumentView, Look, TextRange
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from closeddoor.ui.widgets.words import set_words, words

GROUPS: dict[Verdict, str] = {
    "unsure": tr("For you to decide"),
    "found": tr("What holds up"),
    "missed": tr("What was missing"),
    "decoy": tr("Better left out"),
}
SAID = JudgingWords(
    question=tr("You decide: does your text make this point?"),
    yes=tr("I made it"),
    no=tr("I did not"),
    contest_no=tr("I did make this point"),
    contest_yes=tr("I did not make this point"),
)
SAID_AVOID = JudgingWords(
    question=tr("You decide: does your text say this?"),
    yes=tr("It does"),
    no=tr("It does not"),
    contest_no=tr("My text does say this"),
    contest_yes=tr("My text does not say this"),
)

ALL_SAMPLES = tr("Sentences that make it, and some that do not")
MORE_SAMPLES = tr("More such sentences")
BESIDE = 2
"""How many sentences of each kind stand beside a point that is to be decided."""


def badge_word(criterion: CriterionOutcome) -> str:
    """Return the word for a verdict; for a point to avoid, being there is the bad outcome."""
    made = {"found": tr("Made"), "missed": tr("Not made"), "unsure": tr("You decide")}
    avoided = {"found": tr("Left out, rightly"), "decoy": tr("Better left out"), "unsure": tr("You decide")}
    return (avoided if criterion.avoid else made).get(criterion.verdict, "")


def is_in_text(criterion: CriterionOutcome) -> bool:
    """Tell whether the verdict says that the text makes the point."""
    return criterion.verdict == ("decoy" if criterion.avoid else "found")


def thought_words(criterion: CriterionOutcome) -> str:
    if not criterion.you_thought:
        return ""
    return (
        tr("You thought you had made this point.")
        if criterion.you_thought == "made"
        else tr("You thought you had not made it.")
    )


def plain_text(text: str) -> RenderedText:
    """Return what a participant wrote as one block, so that its characters are the displayed ones."""
    return RenderedText((Paragraph((Run(text, 0),)),), f"{text}\n") if text else RenderedText((), "")


class Samples(QWidget):
    """Sentences that count and sentences that do not, written by the author; of each `first` to `most`."""

    def __init__(self, criterion: CriterionOutcome, first: int = 0, most: int | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(M, 0, 0, S)
        column.setSpacing(S)
        for heading, samples in (
            (tr("These make it"), criterion.samples_met),
            (tr("These do not"), criterion.samples_not_met),
        ):
            shown = samples[first:most]
            if shown:
                column.addWidget(words(heading, "strong"))
            for sample in shown:
                column.addWidget(words(f"“{sample}”", "soft", selectable=True))


class CriterionRow(QWidget):
    """One point: verdict, evidence, reason, and the participant's own say."""

    evidence_wanted = Signal()

    def __init__(self, intents: DebriefIntents, task_id: str, criterion: CriterionOutcome) -> None:
        super().__init__()
        item_id = criterion.item_id
        self._badge = VerdictBadge()
        self._statement = words(criterion.statement, "heading")
        self._thought = words(face="small")
        self._evidence = words(face="document-soft", selectable=True)
        self._go = link(tr("Show it in your text"))
        self._go.clicked.connect(self.evidence_wanted)
        self._why = words(criterion.why)
        self._opinion_badge = VerdictBadge()
        self._opinion = words(face="small")
        self._judging = Judging(SAID_AVOID if criterion.avoid else SAID)
        self._judging.decided.connect(lambda made: intents.point_decided.emit(task_id, item_id, made))
        self._judging.slip_wanted.connect(lambda: intents.slip_changed.emit(task_id, item_id, ""))
        self._beside: Samples | None = None
        self._samples = Fold(ALL_SAMPLES, tr("Close"), lambda: Samples(criterion))
        self._more = Fold(MORE_SAMPLES, tr("Close"), lambda: Samples(criterion, BESIDE))
        if not (criterion.samples_met or criterion.samples_not_met):
            self._samples.hide()
        self._more.hide()
        self._lay_out()

    def assign(self, criterion: CriterionOutcome) -> None:
        self._badge.assign(criterion.verdict, badge_word(criterion))
        set_words(self._thought, thought_words(criterion))
        set_words(self._evidence, f"“{criterion.evidence}”" if criterion.evidence else "")
        self._go.setVisible(criterion.evidence_start >= 0)
        self._show_opinion(criterion.opinion)
        has_samples = bool(criterion.samples_met or criterion.samples_not_met)
        if criterion.verdict == "unsure" and has_samples and self._beside is None:
            self._put_beside(criterion)
        self._judging.assign(
            criterion.verdict,
            is_made=is_in_text(criterion),
            decided_by_you=criterion.decided_by_you,
            can_contest=criterion.can_contest,
        )

    def _show_opinion(self, opinion: OpinionView | None) -> None:
        self._opinion_badge.setVisible(opinion is not None)
        if opinion is not None:
            self._opinion_badge.assign(opinion.verdict, opinion.word)
        set_words(self._opinion, opinion.line if opinion is not None else "")

    def _put_beside(self, criterion: CriterionOutcome) -> None:
        """Put the first sentences beside the point; they stay once it is decided, and the fold has only the others."""
        self._beside = Samples(criterion, most=BESIDE)
        self._place.addWidget(self._beside)
        self._samples.hide()
        self._more.setVisible(max(len(criterion.samples_met), len(criterion.samples_not_met)) > BESIDE)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeft)
        top.addWidget(self._thought, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(0)
        going = QHBoxLayout()
        going.addWidget(self._go)
        going.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, L)
        column.setSpacing(S)
        column.addLayout(top)
        column.addWidget(self._statement)
        column.addWidget(self._evidence)
        column.addLayout(going)
        column.addWidget(self._why)
        column.addWidget(self._opinion_badge, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._opinion)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        column.addWidget(self._judging)
        column.addWidget(self._samples)
        column.addWidget(self._more)


class MemoSection(Section):
    """The text, the rubric's points in the order in which they first came, and how far the grader can be trusted."""

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__(intents)
        self._rows: dict[str, CriterionRow] = {}
        self._criteria: dict[str, CriterionOutcome] = {}
        self._current = ""
        self.view = DocumentView(tr("Your text"), grows=True)
        self.view.range_activated.connect(lambda key: self.place_wanted.emit(self._rows[key], 0))
        self._opinion = words(face="small")
        self._agreement = words(face="small")
        self._list = GroupedRows(GROUPS)
        self._text_title = words(tr("Your text"), "strong")
        self.body.addWidget(self._text_title)
        self.body.addWidget(self._sheet())
        self.body.addWidget(self._list)
        self.body.addWidget(self._opinion)
        self.body.addWidget(self._agreement)

    def fill(self, state: TaskDebrief, *, shows_points: bool) -> None:  # noqa: ARG002  its points stand in the head
        memo = debrief_of(state, MemoDebrief)
        self.view.set_document(plain_text(memo.text))
        self._text_title.setVisible(bool(memo.text))
        self._text_sheet.setVisible(bool(memo.text))
        set_words(self._opinion, memo.opinion_line)
        set_words(self._agreement, memo.agreement_line)
        for criterion in memo.criteria:
            if self._criteria.get(criterion.item_id) != criterion:
                self._row_of(memo.task_id, criterion).assign(criterion)
                self._criteria[criterion.item_id] = criterion
        self._draw()

    def _sheet(self) -> QWidget:
        self._text_sheet = QWidget()
        self._text_sheet.setProperty("ground", "surface")
        self._text_sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._text_sheet)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(XS)
        column.addWidget(self.view)
        return self._text_sheet

    def _row_of(self, task_id: str, criterion: CriterionOutcome) -> CriterionRow:
        item_id = criterion.item_id
        if item_id not in self._rows:
            row = CriterionRow(self.intents, task_id, criterion)
            row.evidence_wanted.connect(lambda: self._show_evidence(item_id))
            self._list.add(criterion.verdict, row)
            self._rows[item_id] = row
        return self._rows[item_id]

    def _draw(self) -> None:
        self.view.set_ranges(
            [
                TextRange(each.evidence_start, each.evidence_end, look_of(each), key, None, key == self._current)
                for key, each in self._criteria.items()
                if each.evidence_start >= 0
            ]
        )

    def _show_evidence(self, item_id: str) -> None:
        self._current = item_id
        self._draw()
        rect = self.view.place_rect(self._criteria[item_id].evidence_start, self._criteria[item_id].evidence_start)
        self.place_wanted.emit(self.view, rect.top())


def look_of(criterion: CriterionOutcome) -> Look:
    """Return how the evidence is drawn in the text."""
    return "evidence" if criterion.verdict == "found" else criterion.verdict
