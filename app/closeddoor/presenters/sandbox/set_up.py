"""Who answers, how, and whether on the record: chosen before the first turn, the first two changeable later."""

from dataclasses import replace
from typing import get_args

from closeddoor.domain.ports import Dispatcher, Sampling
from closeddoor.domain.set_up import MOST_OWN_CHARACTERS, OWN, Length, Manner, SetUp
from closeddoor.language import tr
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.presenters.states.sandbox import PersonaRow, SetUpState
from closeddoor.services.chat import Beginning, ConversationsService
from closeddoor.services.personas import persona, personas, system_prompt

OWN_ROW = PersonaRow(OWN, tr("In my own words"), tr("You write what the model is told before the first turn."))
KEEP_AFTER_S = 1.0
MANNERS = {"careful": tr("Careful"), "balanced": tr("Balanced"), "free": tr("Free")}
LENGTHS = {"short": tr("Short"), "medium": tr("Medium"), "long": tr("Long")}


class SetUpChoice:
    """Shows `state.set_up`, and keeps a change with the conversation that is open."""

    def __init__(self, shown: Shown, history: ConversationsService, dispatcher: Dispatcher) -> None:
        self._shown = shown
        self._history = history
        self._dispatcher = dispatcher
        self._chosen = SetUp()
        self._is_off = False
        self._unkept_in: int | None = None

    def begin_anew(self) -> None:
        """Before a first turn everything can be chosen, and nothing is."""
        self._chosen, self._is_off, self._unkept_in = SetUp(), False, None
        self._shown.keep(set_up=self._state(can_choose_record=True))

    def take(self, set_up: SetUp, *, is_off_the_record: bool) -> None:
        """Show what a conversation was begun with; what is being typed is newer."""
        if self._unkept_in is not None:
            return
        self._chosen, self._is_off = set_up, is_off_the_record
        self._shown.keep(set_up=self._state(can_choose_record=False))

    def beginning(self, folder_id: int | None) -> Beginning:
        """Return what the conversation begins with that the first turn makes."""
        return Beginning(self._chosen, self._is_off, folder_id)

    def choose_persona(self, persona_id: str) -> None:
        self._choose(replace(self._chosen, persona=persona_id))

    def write_own(self, text: str) -> None:
        """Take the user's own words as they are typed; they are kept soon, and before the next turn."""
        self._chosen = replace(self._chosen, persona=OWN, own_text=text[:MOST_OWN_CHARACTERS])
        self._show()
        if self._shown.state.current_id is not None and self._unkept_in is None:
            self._unkept_in = self._shown.state.current_id
            self._dispatcher.later(KEEP_AFTER_S, self.flush)

    def flush(self) -> None:
        """Keep what was typed last."""
        unkept_in, self._unkept_in = self._unkept_in, None
        if unkept_in is not None:
            self._dispatcher.deliver(self._history.set_up(unkept_in, self._chosen), lambda _: None, self._shown.fail)

    def choose_manner(self, manner: str) -> None:
        self._choose(replace(self._chosen, manner=next(each for each in get_args(Manner) if each == manner)))

    def choose_length(self, length: str) -> None:
        self._choose(replace(self._chosen, length=next(each for each in get_args(Length) if each == length)))

    def choose_record(self, is_off_the_record: bool) -> None:  # noqa: FBT001  a check box's signal
        """Go off the record, or back on it; fixed once there is a turn."""
        if self._shown.state.current_id is None:
            self._is_off = is_off_the_record
            self._show()

    def _choose(self, chosen: SetUp) -> None:
        self._chosen = chosen
        self._show()
        self._unkept_in = self._shown.state.current_id
        self.flush()

    def _show(self) -> None:
        self._shown.show(set_up=self._state(can_choose_record=self._shown.state.current_id is None))

    def _state(self, *, can_choose_record: bool) -> SetUpState:
        return replace(
            set_up_state(self._chosen),
            is_off_the_record=self._is_off,
            can_choose_record=can_choose_record,
            is_on_disk=self._history.is_on_disk,
        )


def set_up_state(chosen: SetUp) -> SetUpState:
    """Return what the page shows of who answers and how."""
    rows = (*(PersonaRow(each.id, each.name, each.about) for each in personas()), OWN_ROW)
    name = OWN_ROW.name if chosen.persona == OWN else persona(chosen.persona).name
    return SetUpState(
        personas=rows,
        persona=chosen.persona if chosen.persona in {row.persona_id for row in rows} else rows[0].persona_id,
        own_text=chosen.own_text,
        manner=chosen.manner,
        length=chosen.length,
        line=f"{name} · {MANNERS[chosen.manner]} · {LENGTHS[chosen.length]}",
        numbers=numbers_of(chosen.sampling(), system_prompt(chosen)),
    )


def numbers_of(sampling: Sampling, prompt: str) -> str:
    """Return what the plain words mean to the model: its numbers, and what it is told first."""
    return tr(
        "Temperature {temperature:g}, top-p {top_p:g}, top-k {top_k}, min-p {min_p:g}, repeat penalty "
        "{repeat_penalty:g}, at most {max_tokens:,} tokens a reply.\nTold first: {prompt}",
        temperature=sampling.temperature,
        top_p=sampling.top_p,
        top_k=sampling.top_k,
        min_p=sampling.min_p,
        repeat_penalty=sampling.repeat_penalty,
        max_tokens=sampling.max_tokens,
        prompt=prompt,
    )
