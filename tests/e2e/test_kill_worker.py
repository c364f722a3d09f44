"""kill -9 of the worker while it streams: the window lives, the text is kept, the next turn is answered."""

import os
import random
import signal

import pytest

from tests.e2e.running import NEEDS_MODELS, show
from tests.e2e.sandbox_bench import Heartbeat, SandboxBench

pytestmark = [pytest.mark.real_model, NEEDS_MODELS, pytest.mark.timeout(300)]

TRIALS = int(os.environ.get("WORKER_KILL_TRIALS", "20"))
SEED = 4
LONGEST_LIFE_S = 1.0
STORY = "Write a long story about a king who bought a forecasting system."


def test_text_so_far_is_kept_and_marked_and_the_next_turn_is_answered(sandbox: SandboxBench) -> None:
    show(f"seed {SEED}, {TRIALS} trials")
    moments = random.Random(SEED)  # noqa: S311 -- moments that repeat
    heart = Heartbeat()
    lengths = []
    for _ in range(TRIALS):
        sandbox.presenter.start_new()
        sandbox.send(STORY)
        sandbox.wait_until(lambda: sandbox.client.state.phase == "ready", "the worker")
        sandbox.wait_until(lambda: bool(sandbox.shown) or not sandbox.chat.is_writing, "the first words")
        heart.start()
        sandbox.rest(moments.uniform(0, LONGEST_LIFE_S))
        os.kill(sandbox.client.process_id, signal.SIGKILL)
        sandbox.wait_until(lambda: not sandbox.chat.is_writing, "the end of the turn")
        heart.stop()
        asked, told = sandbox.kept()
        assert (asked.text, asked.state) == (STORY, "complete")
        assert (told.text, told.state) == (sandbox.shown, "interrupted")
        assert max(heart.late_ms) < 1000
        lengths.append(len(told.text))
        see_what_the_page_says(sandbox)
    show(f"kept {min(lengths)} to {max(lengths)} characters; slowest beat {max(heart.late_ms):.0f} ms late")
    assert len(set(lengths)) > TRIALS // 2
    sandbox.send("Thank you. Answer with one word.")
    sandbox.wait_until(lambda: not sandbox.chat.is_writing, "the next reply")
    assert [message.role for message in sandbox.kept()] == ["user", "assistant", "user", "assistant"]
    assert sandbox.kept()[-1].state == "complete"
    assert sandbox.kept()[-1].text


def see_what_the_page_says(sandbox: SandboxBench) -> None:
    sandbox.wait_until(lambda: sandbox.presenter.state.messages[-1].state == "interrupted", "the mark")
    state = sandbox.presenter.state
    assert state.messages[-1].note.startswith("Interrupted")
    assert state.problem is not None
    assert state.problem.happened
    assert (state.can_send, state.can_stop, state.busy) == (True, False, None)
