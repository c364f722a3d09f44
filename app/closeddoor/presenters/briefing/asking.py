"""The intents of an interview: a question that is being written, and one that is put."""

from functools import partial

from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.verdicts import QuestionMatch
from closeddoor.language import tr
from closeddoor.presenters.briefing.desk import BriefingDesk
from closeddoor.presenters.briefing.interview import Untold
from closeddoor.presenters.briefing.too_long import LONG_QUESTION
from closeddoor.presenters.briefing.without_grader import without_match
from closeddoor.services.futures import ignore_known
from closeddoor.services.grade import is_of_the_model
from closeddoor.services.practice import Briefing
from closeddoor.services.practice.limits import MOST_QUESTION_CHARACTERS, readable
from closeddoor.services.rephrasing import Rephrasing, RephrasingService

SLOW_AFTER_S = 0.4
"""So long a reply may take before the page says that it is on its way."""


class InterviewIntents(BriefingDesk):
    """Questions stay in the field, and in the vault, until it is known what they ask for.

    A reply that a model puts in its own words is waited for a little; going on in any way shows it as it was written.
    """

    _rephrasing: RephrasingService | None = None
    _telling: Rephrasing | None = None

    def use_rephrasing(self, rephrasing: RephrasingService) -> None:
        """Have replies put in the words of a capable model, where there is one."""
        self._rephrasing = rephrasing

    def show_reply(self) -> None:
        """Show the reply that is waited for, as it was written."""
        telling, self._telling, self._untold = self._telling, None, None
        if telling is not None:
            telling.stop()
            if self._briefing is not None:
                self._render()

    def draft_question(self, text: str) -> None:
        """Take a question that is being written; it is kept when typing rests."""
        if self._can_edit:
            self._briefing = self._current.with_unasked(self._step, readable(text))
            keep = partial(self._practice.keep_unasked, task_id=self._step)
            self._keep_later(f"unasked:{self._step}", keep)

    def ask(self, question: str) -> None:
        """Put a question to the counterpart; it stays in the field until the reply is there."""
        task, attempt_id = self._task(InterviewTask), self._current.attempt_id
        state, _ = self._current.interview(task)
        question = readable(question)
        if not question.strip() or self._busy is not None or not state.turns_left(task):
            return
        self.show_reply()
        self.draft_question(question)
        if len(question) > MOST_QUESTION_CHARACTERS:
            self._say_length(LONG_QUESTION)
            return
        self._work(tr("{name} considers the question.", name=task.persona.name))

        def answered(match: QuestionMatch) -> None:
            if not self._is_in_hand(attempt_id):
                return  # another briefing was opened meanwhile: this question was never asked
            self._busy = None
            self._unread = self._unread if not match.is_read else None
            asked = self._current.with_question(task.id, question.strip(), match)
            if match.is_read:
                self._tell(asked, task)
            self._change(asked, partial(self._practice.keep_answer, task_id=task.id))

        def refused(error: BaseException) -> None:
            """Say so once; a question that is put again, or one after it, goes without being read."""
            known, asked = is_of_the_model(error), (attempt_id, task.id)
            if known and self._unread == asked and self._is_in_hand(attempt_id):
                answered(QuestionMatch(len(self._current.matches.get(task.id, ())), is_read=False))
                return
            self._unread = asked if known else None
            self._give_up(without_match(error) if known else error)

        self._dispatcher.deliver(self._practice.match(self._current, task, question), answered, refused)

    def _tell(self, asked: Briefing, task: InterviewTask) -> None:
        """Have the reply to the last question put in other words, and hold it back meanwhile."""
        _, replies = asked.interview(task)
        place, question = len(replies) - 1, asked.answers[task.id]["questions"][-1]
        language = asked.pack.info.language
        begin = self._rephrasing.begin if self._rephrasing else None
        telling = begin(language, asked.scenario, task, question, replies[-1]) if begin else None
        if telling is None:
            return
        self._telling, self._untold = telling, Untold(place)

        def is_slow() -> None:
            if self._telling is telling:
                self._untold = Untold(place, is_slow=True)
                self._render()

        def tell(wording: str) -> None:
            if self._telling is not telling:
                return
            self._telling = self._untold = None
            if wording:
                changed = self._current.with_wording(task.id, place, wording)
                self._change(changed, partial(self._practice.keep_wordings, task_id=task.id))
            else:
                self._render()

        self._dispatcher.later(SLOW_AFTER_S, is_slow)
        self._dispatcher.deliver(telling.future, tell)

    def _look_whether_matched(self) -> None:
        """Have it said while an interview is held when its replies will bring nothing to light."""
        self._unmatched = ""
        briefing, step_id = self._current, self._step
        task = next((each for each in briefing.scenario.tasks if each.id == step_id), None)

        def show(why: str) -> None:
            if why and self._is_in_hand(briefing.attempt_id) and self._step == step_id:
                self._unmatched = why
                self._render()

        if isinstance(task, InterviewTask):
            if self._rephrasing is not None:
                self._rephrasing.prepare(briefing.pack.info.language)
            # A failure is told where a question is asked and cannot be answered.
            self._dispatcher.deliver(self._practice.why_unmatched(briefing, task), show, ignore_known)
