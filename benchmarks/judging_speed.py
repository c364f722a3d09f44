"""What ten criteria over one answer cost a model judge, against one, and whether the answers are the same every time.

    python -m benchmarks.judging_speed [--json] [--rounds N]

The real worker with the starter model; the briefing and the answer come from the bundled labelled set. What is
shared has another beginning every time, so that nothing of it is held already; asked again, when it is held, the
answers must be the same to the bit. The worker has one thread and its computing time counts, which a busy machine
disturbs least. The ratio compares the best rounds of both, taken in turn. Ends with 1 when the goal is missed.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Figures, tell
from benchmarks.table.row import Figure, Measured
from closeddoor.domain.ports import ChatMessage
from closeddoor.grading.judge import messages_about, question_about
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.chat import LocalChatModel
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.profile import model_folders
from closeddoor.services.qualification import labelled_answers
from closeddoor.services.scenario_prompt import scenario_turns

CRITERIA, ROUNDS, QUICK_ROUNDS = 10, 3, 2
GOAL = 2.0
LONGEST_S = 600.0


def measure(*, quick: bool) -> Measured:
    """Measure the row of the table."""
    figures = run(QUICK_ROUNDS if quick else ROUNDS)
    if figures["different"]:
        return {"ten-criteria": "the same question had another answer"}
    note = f"{figures['shared_characters']:,.0f} characters are shared; one thread"
    return {"ten-criteria": Figure(figures["ten_s"] * 1000, figures["one_s"] * 1000, figures["ratio"], note)}


def run(rounds: int = ROUNDS) -> Figures:
    """Return seconds for one criterion and for ten, their ratio, and how many answers came out otherwise."""
    application = ensure_application()
    spec = STARTER_CHAT.spec(model_folders())
    spec = replace(spec, tuning=replace(spec.tuning, decode_threads=1, prompt_threads=1))
    client = WorkerClient(spec, parent=application)
    model = LocalChatModel(client)
    messages, questions = _asked()
    one_s: list[float] = []
    ten_s: list[float] = []
    different = 0
    try:
        wait(model.judge(messages, questions[:1]).future, LONGEST_S)  # the first one also brings the file into memory
        for number in range(rounds):
            for taken_s, count in ((one_s, 1), (ten_s, CRITERIA)):
                fresh = _fresh(messages, f"{number}, {count}")
                started_s = _computed_s(client)
                log_odds = wait(model.judge(fresh, questions[:count]).future, LONGEST_S)
                taken_s.append(_computed_s(client) - started_s)
                different += log_odds != wait(model.judge(fresh, questions[:count]).future, LONGEST_S)
    finally:
        client.close()
    return {
        "one_s": min(one_s),
        "ten_s": min(ten_s),
        "ratio": min(ten_s) / min(one_s),
        "different": different,
        "shared_characters": sum(len(message.text) for message in messages),
    }


def _asked() -> tuple[list[ChatMessage], list[str]]:
    """Return what stands before the questions, and ten of them: those of the memo, and of the one after it."""
    first, *others = labelled_answers()
    later = next(one for one in others if one.scenario.id != first.scenario.id)
    criteria = (*first.task.criteria, *later.task.criteria)[:CRITERIA]
    return messages_about(first.task, first.answer.text, scenario_turns(first.scenario)), list(
        map(question_about, criteria)
    )


def _computed_s(client: WorkerClient) -> float:
    """Return what the worker has computed so far; where the system does not tell, how late it is.

    Other programs make it wait, but hardly compute more.
    """
    try:
        fields = Path("/proc", str(client.process_id), "stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    user, system = fields[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _fresh(messages: list[ChatMessage], mark: str) -> list[ChatMessage]:
    """Return the messages with another beginning, so that nothing of them is held or was put aside."""
    first, *others = messages
    return [ChatMessage(first.role, f"Round {mark}. {first.text}"), *others]


def goals_met(figures: Figures) -> bool:
    return figures["ratio"] <= GOAL and not figures["different"]


def print_table(figures: Figures) -> None:
    print(f"one criterion {figures['one_s']:.2f} s, {CRITERIA} criteria {figures['ten_s']:.2f} s")
    print(f"ratio {figures['ratio']:.2f} (goal {GOAL:g}); answers that came out otherwise: {figures['different']:.0f}")


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args(argv)
    return tell(run(arguments.rounds), goals_met, print_table, as_json=arguments.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
