"""What an administrator of this machine has set: every rule in force, and what no rule can do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.language import tr, tr_many
from closeddoor.policy.reading import MachinePolicy, told
from closeddoor.presenters.states.privacy.policy import PolicyRule, PolicyViewState
from closeddoor.presenters.states.shared import Problem

NOTHING_SET = tr(
    "Nothing. An administrator of this machine can set rules for Closed Door in the file below; there is none."
)
FOLLOWED = tr(
    "An administrator of this machine has set what follows. It holds for every profile here; when it is changed, the"
    " change holds from the next start or lock."
)
NOT_FOLLOWED = tr("A file with rules is there, and none of them is in force.")
NEVER = (
    tr("A rule can only take something away. None can loosen a setting of yours, or what protects your history."),
    tr("None can read, copy or send what you typed, marked, decided or scored. The keys stay yours alone."),
    tr("None changes what scores your work, or what a score says."),
)


class PolicyView(Protocol):
    """What this presenter needs of its section."""

    def render(self, state: PolicyViewState) -> None: ...


class PolicyPresenter(QObject):
    """Shows what this process follows; that stays the same until it ends."""

    summary_changed = Signal()

    def __init__(self, view: PolicyView, policy: Callable[[], MachinePolicy], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._policy = policy
        self._state = PolicyViewState(never=NEVER)

    @property
    def summary(self) -> str:
        policy = self._policy()
        if policy.state == "not_followed":
            return tr("A file with rules that is not followed")
        count = len(policy.keys)
        said = tr_many("{count} rule", "{count} rules", count, count=count) if count else tr("Nothing")
        return tr("{said}; a mistake in the file", said=said) if policy.problems else said

    def refresh(self) -> None:
        policy = self._policy()
        leads = {"none": NOTHING_SET, "followed": FOLLOWED, "not_followed": NOT_FOLLOWED}
        rules = tuple(PolicyRule(name, says) for name, says in told(policy))
        self._state = PolicyViewState(leads[policy.state], rules, NEVER, policy.problems, policy.place)
        self._view.render(self._state)

    def show_problem(self, problem: Problem) -> None:
        self._state = replace(self._state, problem=problem)
        self._view.render(self._state)
