"""The model in use: what is said of it in each of its states, and what can be done then."""

from dataclasses import replace
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.inference.problems import ModelError
from closeddoor.inference.states import WorkerState
from closeddoor.presenters.models.in_use import InHand, InUsePresenter, Speed, facts_of
from closeddoor.presenters.models.shown import Shown
from closeddoor.presenters.states.models import InUseView, ModelsViewState
from tests.presenters.recording import RecordingPage

HOME = Path("/someone")
HAND = InHand(
    "Qwen3 8B",
    "Take nothing as checked.",
    WorkerState(),
    path=HOME / "models" / "Qwen3-8B-Q4_K_M.gguf",
    size_bytes=5_030_000_000,
    quantisation="Q4_K_M",
    licence="Apache-2.0",
    sha256="b179c952" * 8,
    context_tokens=8192,
)


class Bench:
    def __init__(self) -> None:
        self.hand = HAND
        self.done: list[str] = []
        self.page = RecordingPage[ModelsViewState]()
        self.presenter = InUsePresenter(Shown(self.page, ModelsViewState("ask")), lambda: self.hand, self, HOME)

    def start_chat(self) -> None:
        self.done.append("load")

    def cancel_loading(self) -> None:
        self.done.append("cancel")

    def unload(self) -> None:
        self.done.append("unload")

    def load_anyway(self) -> None:
        self.done.append("load anyway")

    def view(self, state: WorkerState, **changes: object) -> InUseView:
        self.hand = replace(HAND, state=state, **changes)  # type: ignore[arg-type]  # a test's shorthand
        self.presenter.refresh()
        return self.page.now().in_use


def told(hand: InHand) -> dict[str, tuple[str, str]]:
    return {fact.name: (fact.value, fact.about) for fact in facts_of(hand, HOME)}


def test_each_state_says_how_it_stands_and_what_can_be_done() -> None:
    bench = Bench()
    absent = bench.view(WorkerState())
    assert (absent.action, "not in memory" in absent.status.lower(), absent.busy) == ("load", True, None)
    starting = bench.view(WorkerState("starting"))
    assert starting.busy is not None
    assert (starting.action, starting.busy.fraction, starting.busy.can_cancel) == ("", None, True)
    loading = bench.view(WorkerState("loading", 0.4))
    assert loading.busy is not None
    assert loading.busy.fraction == 0.4
    ready = bench.view(WorkerState("ready", 1.0), memory_bytes=5_600_000_000)
    assert (ready.action, ready.busy, ready.problem) == ("unload", None, None)
    assert ("Memory", "5.6 GB now") in [(fact.name, fact.value) for fact in ready.facts]


def test_what_was_asked_is_done_and_shown() -> None:
    bench = Bench()
    for ask in (
        bench.presenter.load,
        bench.presenter.unload,
        bench.presenter.load_anyway,
        bench.presenter.cancel,
    ):
        ask()
    assert bench.done == ["load", "unload", "load anyway", "cancel"]
    assert len(bench.page.states) == 3  # giving up is shown when it has come about


def test_one_that_does_not_load_says_why_and_offers_the_one_before_until_it_loads() -> None:
    bench = Bench()
    bench.presenter.offer_back("SmolLM2")
    failed = bench.view(WorkerState("failed", problem=ModelError("model.too_big")))
    assert failed.problem is not None
    assert "does not fit" in failed.problem.happened
    assert (failed.action, failed.back_to, failed.can_load_anyway) == ("retry", "SmolLM2", True)
    damaged = bench.view(WorkerState("failed", problem=ModelError("model.damaged")))
    assert (damaged.back_to, damaged.can_load_anyway) == ("SmolLM2", False)
    bench.view(WorkerState("ready"))
    assert bench.view(WorkerState("failed", problem=ModelError("model.crashed"))).back_to == ""


def test_one_whose_file_is_gone_says_so() -> None:
    gone = KnownError("model.choice_changed", "It has changed or gone away.", "All is there.", "Choose it again.")
    view = Bench().view(WorkerState(), missing=gone)
    assert view.problem is not None
    assert (view.problem.happened, view.action, view.status) == ("It has changed or gone away.", "retry", "")


def test_the_facts_are_in_words_and_say_where_they_come_from() -> None:
    facts = told(HAND)
    assert facts["Speed"][0] == "Not measured yet"
    assert facts["What it can hold"] == ("About 12 pages of text", "8,192 tokens: your words and its own together.")
    assert facts["File"] == ("Qwen3-8B-Q4_K_M.gguf", "~/models")
    assert facts["Size"] == ("5.0 GB · Q4_K_M", "")
    assert facts["Licence"][0] == "Apache-2.0"
    assert facts["SHA-256"][0].replace(" ", "") == HAND.sha256
    assert "Memory" not in facts
    measured = told(replace(HAND, speed=Speed(12.0, 166.0, "2026-11-23")))["Speed"]
    assert measured == (
        "About 9 words a second; it reads a page in about 4 seconds",
        "Measured on this laptop on 23 November 2026.",
    )
    needed = told(replace(HAND, needed_bytes=5_900_000_000, free_bytes=9_300_000_000))["Memory"]
    assert needed == ("About 5.9 GB once it is loaded", "9.3 GB are free now.")


def test_what_the_file_does_not_say_is_not_made_up() -> None:
    facts = told(InHand("A model", "", WorkerState(), path=Path("/mnt/stick/a.gguf")))
    assert facts["Licence"][0] == "The file does not say"
    assert facts["File"] == ("a.gguf", "/mnt/stick")
    assert not {"Size", "SHA-256", "What it can hold", "Memory", "Runs on"} & set(facts)


def test_what_it_is_used_for_follows_what_is_known() -> None:
    bench = Bench()

    def uses(state: WorkerState, **changes: object) -> list[str]:
        return [use.value for use in bench.view(state, **changes).uses]

    conversation, wording, opinion = uses(WorkerState(), is_starter=True)
    assert ("demonstration" in conversation, "too small" in wording, opinion) == (
        True,
        True,
        "Not before it was measured, below",
    )
    assert "If it is large enough" in uses(WorkerState())[1]
    assert uses(WorkerState("ready"))[1].startswith("No")
    assert uses(WorkerState("ready"), can_rephrase=True)[1].startswith("Yes")
    bench.presenter.tell_second_opinion("Yes: it passed the measurement")
    assert bench.page.now().in_use.uses[2].value == "Yes: it passed the measurement"
    bench.presenter.tell_second_opinion("")
    assert bench.page.now().in_use.uses[2].value == "Not before it was measured, below"
