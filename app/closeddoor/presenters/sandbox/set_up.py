"""Who answers, how, and whether on the record: chosen before the first turn, the first two changeable later."""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.set_up import BOUNDS, MOST_OWN_CHARACTERS, OWN, Length, Manner, NumberName, SetUp
from closeddoor.language import tr
from closeddoor.policy.in_force import rules, why_not
from closeddoor.policy.rules import Policy
from closeddoor.presenters.briefing.numbers import shown_figure
from closeddoor.presenters.sandbox.numbers import number_rows, read_typed
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.presenters.sandbox.unbegun import NOTHING, UnbegunSetUp
from closeddoor.presenters.states.sandbox import PersonaRow, SetUpState
from closeddoor.services.chat import Beginning, ConversationsService
from closeddoor.services.personas import persona, personas, system_prompt

OWN_ROW = PersonaRow(OWN, tr("In my own words"), tr("You write what the model is told before the first turn."))
KEEP_AFTER_S = 1.0
MANNERS = {"careful": tr("Careful"), "balanced": tr("Balanced"), "free": tr("Free")}
LENGTHS = {"short": tr("Short"), "medium": tr("Medium"), "long": tr("Long")}


class SetUpChoice:
    """Shows `state.set_up`, and keeps a change with the conversation that is open, or for the one that is to begin."""

    def __init__(
        self, shown: Shown, history: ConversationsService, unbegun: UnbegunSetUp, dispatcher: Dispatcher
    ) -> None:
        self._shown = shown
        self._unbegun = unbegun
        self._history = history
        self._dispatcher = dispatcher
        self._chosen = SetUp()
        self._is_off = False
        self._unkept_in: int | None = None
        self._typed: dict[NumberName, str] = {}
        self._typed_in: int | None = None

    def begin_anew(self) -> None:
        """Before a first turn everything can be chosen, and nothing is."""
        self._chosen, self._is_off, self._unkept_in, self._typed = SetUp(), False, None, {}
        self._shown.keep(set_up=self._state(can_choose_record=True))
        self._unbegun.note(NOTHING)

    def restore(self) -> None:
        """Bring back, once, what was chosen before for a conversation that has not begun."""

        def show(chosen: SetUp) -> None:
            if self._shown.state.current_id is None and not self._is_off:
                self._chosen = chosen
                self._show()

        self._unbegun.restore(show)

    @property
    def chosen(self) -> SetUp:
        """Who answers now, and how."""
        return self._chosen

    @property
    def is_off_the_record(self) -> bool:
        return self._is_off

    def begin_with(self, set_up: SetUp, *, is_off_the_record: bool) -> None:
        """Let a conversation that is about to begin be set up like the one before, on the record or off it as that."""
        self._chosen, self._is_off = set_up, is_off_the_record
        self._show()

    def take(self, set_up: SetUp, *, is_off_the_record: bool) -> None:
        """Show what a conversation was begun with; what is being typed is newer."""
        if self._unkept_in is not None:
            return
        self._chosen, self._is_off = set_up, is_off_the_record
        if self._shown.state.current_id != self._typed_in:
            self._typed = {}
        self._shown.keep(set_up=self._state(can_choose_record=False))
        self._unbegun.note(NOTHING)

    def beginning(self, folder_id: int | None) -> Beginning:
        """Return what the conversation begins with that the first turn makes."""
        return Beginning(self._chosen, self._is_off, folder_id)

    def choose_persona(self, persona_id: str) -> None:
        self._choose(replace(self._chosen, persona=persona_id))

    def write_own(self, text: str) -> None:
        """Take the user's own words as they are typed; they are kept soon, and before the next turn."""
        self._choose_soon(replace(self._chosen, persona=OWN, own_text=text[:MOST_OWN_CHARACTERS]))

    def write_number(self, name: str, text: str) -> None:
        """Take a number as it is typed; one that cannot be is told beside its field, and the last good one holds."""
        number = next(each for each in BOUNDS if each == name)
        self._typed, self._typed_in = {**self._typed, number: text}, self._shown.state.current_id
        reading = read_typed(number, text)
        self._choose_soon(self._chosen if reading.problem else self._chosen.with_number(number, reading.value))

    def back_to_balanced(self) -> None:
        """Let the usual numbers hold again."""
        self._typed = {}
        self._choose(replace(self._chosen, manner="balanced", length="medium", numbers={}))

    def flush(self) -> None:
        """Keep what was typed last."""
        self._unbegun.keep()
        unkept_in, self._unkept_in = self._unkept_in, None
        if unkept_in is not None:
            self._dispatcher.deliver(self._history.set_up(unkept_in, self._chosen), lambda _: None, self._shown.fail)

    def choose_manner(self, manner: str) -> None:
        self._typed = {name: text for name, text in self._typed.items() if name == "max_tokens"}
        self._choose(self._chosen.with_manner(next(each for each in get_args(Manner) if each == manner)))

    def choose_length(self, length: str) -> None:
        self._typed = {name: text for name, text in self._typed.items() if name != "max_tokens"}
        self._choose(self._chosen.with_length(next(each for each in get_args(Length) if each == length)))

    def choose_record(self, is_off_the_record: bool) -> None:  # noqa: FBT001  a check box's signal
        """Go off the record, or back on it; fixed once there is a turn."""
        if self._shown.state.current_id is not None:
            return
        try:
            if is_off_the_record:
                rules().check_off_the_record()
        except KnownError as error:
            self._shown.fail(error)
        else:
            self._is_off = is_off_the_record
        self._show()

    def _choose(self, chosen: SetUp) -> None:
        self._chosen = chosen
        self._show()
        self._unkept_in = self._shown.state.current_id
        self.flush()

    def _choose_soon(self, chosen: SetUp) -> None:
        """Take what is being typed, and keep it when typing has rested a little."""
        self._chosen = chosen
        self._show()
        if self._shown.state.current_id is not None and self._unkept_in is None:
            self._unkept_in = self._shown.state.current_id
            self._dispatcher.later(KEEP_AFTER_S, self.flush)

    def _show(self) -> None:
        is_recorded = self._shown.state.current_id is None and not self._is_off
        self._unbegun.note(self._chosen if is_recorded else NOTHING)
        self._shown.show(set_up=self._state(can_choose_record=self._shown.state.current_id is None))

    def _state(self, *, can_choose_record: bool) -> SetUpState:
        return replace(
            set_up_state(self._chosen, self._typed),
            is_off_the_record=self._is_off,
            can_choose_record=can_choose_record,
            off_refusal=why_not(Policy.check_off_the_record),
            is_on_disk=self._history.is_on_disk,
        )


def set_up_state(chosen: SetUp, typed: Mapping[NumberName, str]) -> SetUpState:
    """Return what the page shows of who answers and how; `typed` is what stands in the fields of numbers as written."""
    rows = (*(PersonaRow(each.id, each.name, each.about) for each in personas()), OWN_ROW)
    name = OWN_ROW.name if chosen.persona == OWN else persona(chosen.persona).name
    has_own_length, has_own_words = "max_tokens" in chosen.numbers, bool(chosen.numbers.keys() - {"max_tokens"})
    words = tr("Own numbers") if has_own_words else MANNERS[chosen.manner]
    most = tr("At most {tokens} tokens", tokens=shown_figure(chosen.sampling().max_tokens))
    return SetUpState(
        personas=rows,
        persona=chosen.persona if chosen.persona in {row.persona_id for row in rows} else rows[0].persona_id,
        own_text=chosen.own_text,
        carried=chosen.summary.text if chosen.summary and not chosen.summary.through_id else "",
        manner="" if has_own_words else chosen.manner,
        length="" if has_own_length else chosen.length,
        line=f"{name} · {words} · {most if has_own_length else LENGTHS[chosen.length]}",
        numbers=number_rows(chosen, typed),
        has_own_numbers=bool(chosen.numbers),
        told_first=system_prompt(chosen),
    )
