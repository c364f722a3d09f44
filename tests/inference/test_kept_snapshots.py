"""What is read ahead and kept in slots, by the real engine: what comes back, what is a miss, what is never in one."""

import base64
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.inference.snapshots import SnapshotSlots
from closeddoor.wire.messages import Done, FromWorker, Generate, Load, Prepare, Prepared, Store, Stored, Tuning, Turn
from closeddoor.wire.slots import SLOTS, open_slots, slot_path
from closeddoor.worker.channel import Channel
from closeddoor.worker.chat import ChatEngine
from closeddoor.worker.context import StoppedError
from closeddoor.worker.loading import LoadedModel
from closeddoor.worker.service import WorkerService
from closeddoor.worker.snapshots import Snapshots
from closeddoor.worker.vocabulary import Vocabulary
from tests.inference.starter import NEEDS_CHAT

pytestmark = [pytest.mark.real_model, NEEDS_CHAT]

PACK_TEXT = "The plant at Halden closes in May"
SCENARIO = (Turn("system", " ".join(f"{PACK_TEXT}, says clause {number}." for number in range(14))),)
TYPED = "my private misgiving about Wilhelmina"
KEY = Secret(bytes(range(32)))
LOAD = Load("chat", "a" * 64, 1024, Tuning(1, 1))


class Heard(Channel):
    """A channel with nobody at its other end."""

    def __init__(self) -> None:
        self.abort = threading.Event()


class Desk:
    """Engines over one set of slots, each as a fresh worker would make it."""

    def __init__(self, model: LoadedModel, folder: Path) -> None:
        self.model = model
        self.slots = SnapshotSlots(folder / "snapshots", KEY)
        assert self.slots.open()
        self.descriptors = open_slots(self.slots.folder)
        self.channel = Heard()
        self.said: list[FromWorker] = []
        self.begin(LOAD)

    def begin(self, request: Load, key: Secret = KEY) -> None:
        """Start again, with nothing in memory."""
        slots = SnapshotSlots(self.slots.folder, key)
        told = replace(request, snapshot_key=_base64(slots.key_for(request.sha256)))
        service = WorkerService(self.channel, Path(), None, self.descriptors)  # type: ignore[arg-type]
        self.snapshots = service._snapshots(told, "build")
        self.engine = ChatEngine(self.model, told, self.channel.abort, self.said.append, self.snapshots)

    def prepare(self, turns: tuple[Turn, ...] = SCENARIO) -> Prepared:
        self.engine.handle(Prepare(1, turns))
        assert isinstance(self.said[-1], Prepared)
        return self.said[-1]

    def store(self, turns: tuple[Turn, ...] = SCENARIO) -> int:
        slot = self.slots.make_room(self.prepare(turns).slot_bytes)
        assert slot is not None
        self.engine.handle(Store(2, slot))
        assert self.said[-1] == Stored(2, is_stored=True)
        return slot

    def reply(self, *turns: Turn) -> Done:
        self.engine.handle(Generate(3, turns, 0.0, 1.0, 1, 0.0, 1.0, 4, None))
        assert isinstance(self.said[-1], Done)
        return self.said[-1]

    def texts(self) -> str:
        """Return what all slots are about, in clear."""
        assert self.snapshots is not None
        used = [slot for slot in range(SLOTS) if os.fstat(self.descriptors[slot]).st_size]
        tokens = [token for slot in used for token in self.snapshots._tokens(slot)[0]]
        vocabulary = Vocabulary(self.model.library, self.model.pointer)
        return b"".join(map(vocabulary.piece, tokens)).decode("utf-8", "replace")


def _base64(key: Secret) -> str:
    return base64.b64encode(key.reveal()).decode("ascii")


@pytest.fixture
def desk(model: LoadedModel, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(model, tmp_path)
    yield made
    for descriptor in made.descriptors:
        os.close(descriptor)


def test_what_was_kept_comes_back_whole_and_is_not_kept_again(desk: Desk) -> None:
    slot = desk.store()
    desk.begin(LOAD)
    back = desk.prepare()
    assert (back.source, back.slot, back.slot_bytes) == ("snapshot", slot, 0)
    assert back.reused_tokens == back.prompt_tokens > 150
    assert desk.reply(*SCENARIO, Turn("user", "When?")).reused_tokens >= back.prompt_tokens


@pytest.mark.parametrize(
    "changed",
    [
        replace(LOAD, context_tokens=768),
        replace(LOAD, tuning=Tuning(1, 1, kv_type="q8_0")),
        replace(LOAD, tuning=Tuning(1, 1, flash_attention=False)),
        replace(LOAD, sha256="b" * 64),
    ],
)
def test_other_settings_and_other_models_are_a_miss(desk: Desk, changed: Load) -> None:
    desk.store()
    desk.begin(changed)
    assert desk.prepare().source == "decoded"


def test_another_key_and_a_changed_slot_are_a_miss(desk: Desk) -> None:
    path = slot_path(desk.slots.folder, desk.store())
    desk.begin(LOAD, Secret(bytes(32)))
    assert desk.prepare().source == "decoded"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    desk.begin(LOAD)
    assert desk.prepare().source == "decoded"


def test_nothing_that_was_typed_is_in_a_slot(desk: Desk) -> None:
    desk.reply(Turn("user", TYPED))
    desk.reply(*SCENARIO, Turn("user", TYPED))
    desk.store()
    assert PACK_TEXT in desk.texts()
    assert TYPED not in desk.texts()
    desk.store((*SCENARIO, Turn("user", f"{TYPED}. " * 20), Turn("assistant", "Yes.")))
    assert TYPED in desk.texts(), "the control: what is given to be prepared is found"


def test_the_state_that_is_kept_is_that_of_a_worker_in_which_nothing_was_typed(desk: Desk) -> None:
    desk.prepare()
    assert desk.engine._preparing._to_store is not None
    alone = desk.engine._preparing._to_store.state
    desk.reply(*SCENARIO, Turn("user", TYPED))
    desk.prepare()
    assert desk.engine._preparing._to_store.state == alone


def test_no_slot_shows_what_was_read(desk: Desk) -> None:
    path = slot_path(desk.slots.folder, desk.store())
    kept = desk.engine._kept._states[-1]
    raw = path.read_bytes()
    assert len(raw) > len(kept.state) > 1_000_000
    piece = kept.state[500_000:500_064]
    assert kept.state.count(piece) >= 1, "the control: what is sealed is there in clear before"
    assert piece not in raw
    assert PACK_TEXT.encode() not in raw


def test_writing_that_is_stopped_leaves_a_miss_and_can_be_asked_for_again(desk: Desk) -> None:
    slot = desk.slots.make_room(desk.prepare().slot_bytes)
    assert slot is not None
    desk.channel.abort.set()
    with pytest.raises(StoppedError):
        desk.engine.handle(Store(2, slot))
    desk.channel.abort.clear()
    assert isinstance(desk.snapshots, Snapshots)
    assert desk.snapshots.find(list(desk.engine._context.tokens), 10) is None
    desk.engine.handle(Store(3, slot))
    assert desk.said[-1] == Stored(3, is_stored=True)


def test_what_is_gone_is_not_stored(desk: Desk) -> None:
    desk.engine.handle(Store(2, 0))
    assert desk.said[-1] == Stored(2, is_stored=False)
