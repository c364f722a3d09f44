"""Reading ahead by the real worker: it gives way at once, and comes back from a sealed snapshot in a fresh process."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.ports import PreparedText, Sampling
from closeddoor.domain.secret import Secret
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.snapshots import SnapshotSlots
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.waiting import wait
from closeddoor.wire.messages import Tuning, Turn
from tests.inference.starter import FOLDER, NEEDS_CHAT, Connect, user

pytestmark = [pytest.mark.real_model, NEEDS_CHAT]

PACK_TEXT = "The plant at Halden closes in May"
SCENARIO = [Turn("system", " ".join(f"{PACK_TEXT}, says clause {number}." for number in range(14)))]
LONG = [Turn("system", " ".join(f"{PACK_TEXT}, says clause {number}." for number in range(50)))]
KEY = Secret(bytes(range(32)))
GREEDY = Sampling(temperature=0.0, max_tokens=12)
SPEC = replace(STARTER_CHAT.spec([FOLDER]), context_tokens=1024, tuning=Tuning(1, 1))


@pytest.fixture
def slots(tmp_path: Path) -> SnapshotSlots:
    made = SnapshotSlots(tmp_path / "snapshots", KEY)
    assert made.open()
    return made


def with_slots(connect: Connect, slots: SnapshotSlots, spec: WorkerSpec = SPEC) -> WorkerClient:
    client = connect(spec)
    client.keep_snapshots(slots)
    return client


def prepare(client: WorkerClient, turns: list[Turn]) -> PreparedText:
    return wait(client.prepare(turns).future, 110)


def stored(client: WorkerClient, slots: SnapshotSlots, turns: list[Turn]) -> int:
    """Prepare and keep; return the slot."""
    prepared = prepare(client, turns)
    slot = slots.make_room(prepared.slot_bytes)
    assert slot is not None
    assert wait(client.store(slot), 20)
    return slot


def greedy(client: WorkerClient, turns: list[Turn]) -> str:
    return wait(client.generate(turns, GREEDY, lambda _: None).future, 60).text


def test_a_fresh_worker_has_it_back_and_says_the_same(connect: Connect, slots: SnapshotSlots) -> None:
    question = [*SCENARIO, *user("When does it close?")]
    first = with_slots(connect, slots)
    slot = stored(first, slots, SCENARIO)
    said = greedy(first, question)
    first.close()
    fresh = with_slots(connect, slots)
    back = prepare(fresh, SCENARIO)
    assert (back.source, back.slot, back.slot_bytes) == ("snapshot", slot, 0)
    assert back.reused_tokens == back.prompt_tokens > 150
    assert greedy(fresh, question) == said


def test_without_slots_nothing_is_offered_to_be_kept(connect: Connect) -> None:
    client = connect(SPEC)
    assert prepare(client, SCENARIO).slot_bytes == 0
    assert wait(client.store(0), 20) is False


def test_what_a_person_asks_goes_first_and_reading_goes_on_where_it_was(connect: Connect) -> None:
    client = connect(SPEC)
    wait(client.context_use(user("Load.")), 60)
    order: list[str] = []
    preparation = client.prepare(LONG)
    preparation.future.add_done_callback(lambda _: order.append("read"))
    time.sleep(0.05)
    begun_s = time.monotonic()
    use = client.context_use(user("Hello."))
    use.add_done_callback(lambda _: order.append("answered"))
    wait(use, 20)
    waited_s = time.monotonic() - begun_s
    prepared = wait(preparation.future, 120)
    print(f"answered after {waited_s * 1000:.0f} ms; read ahead in {prepared.seconds:.1f} s")
    assert order == ["answered", "read"]
    assert prepared.prompt_tokens > 512
    assert waited_s < 0.5


def test_a_reading_that_was_given_up_while_it_gave_way_does_not_go_on(connect: Connect) -> None:
    client = connect(SPEC)
    wait(client.context_use(user("Load.")), 60)
    preparation = client.prepare(LONG)
    use = client.context_use(user("Hello."))
    preparation.stop()
    wait(use, 20)
    assert preparation.future.exception(timeout=0) is not None
    assert wait(client.context_use(user("Hello again.")), 20)
