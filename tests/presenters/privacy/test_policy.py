"""The section on what the organisation has set says every rule, what is wrong, and what no rule can do."""

from closeddoor.policy.keys import KEYS
from closeddoor.policy.reading import MachinePolicy
from closeddoor.presenters.privacy.policy import NEVER, PolicyPresenter
from closeddoor.presenters.states.privacy.policy import PolicyViewState
from tests.policy.policies import EVERY_KEY, policy_of


class View:
    def __init__(self) -> None:
        self.state = PolicyViewState()

    def render(self, state: PolicyViewState) -> None:
        self.state = state


def shown(policy: MachinePolicy) -> tuple[PolicyViewState, str]:
    view = View()
    presenter = PolicyPresenter(view, lambda: policy)
    presenter.refresh()
    return view.state, presenter.summary


def test_every_rule_in_force_is_said() -> None:
    state, summary = shown(policy_of(**EVERY_KEY))
    assert [rule.name for rule in state.rules] == [spec.title for spec in KEYS]
    assert len({rule.says for rule in state.rules}) == len(KEYS)
    assert (state.faults, state.never, summary) == ((), NEVER, f"{len(KEYS)} rules")
    assert state.place == "/etc/closed-door/policy.toml"


def test_one_rule_and_a_mistake_are_said_in_the_overview_too() -> None:
    state, summary = shown(policy_of(export="on"))
    assert summary == "1 rule; a mistake in the file"
    assert '“export” may only be "off"' in state.faults[0]


def test_none_is_said_and_what_is_not_followed() -> None:
    state, summary = shown(MachinePolicy(place="/etc/closed-door/policy.toml"))
    assert (summary, state.rules) == ("Nothing", ())
    assert "there is none" in state.lead
    state, summary = shown(MachinePolicy(state="not_followed", problems=("why",), place="/there"))
    assert summary == "A file with rules that is not followed"
    assert (state.faults, state.rules) == (("why",), ())
