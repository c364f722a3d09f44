"""Vectors from the real worker: long lists, questions between them, and a stop on the pipe."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

import pytest

from closeddoor.inference.catalogue import STARTER_EMBEDDING
from closeddoor.inference.requests import MOST_TEXTS
from closeddoor.inference.waiting import wait
from closeddoor.wire.codec import decode_from_worker, encode
from closeddoor.wire.framing import FrameDecoder
from closeddoor.wire.messages import Embed, Embedded, Failed, FromWorker, Ready, Stop, Tuning
from tests.inference.starter import FOLDER, NEEDS_EMBEDDING, Connect

pytestmark = [pytest.mark.real_model, NEEDS_EMBEDDING]
TIMEOUT_S = 60
LIST = [f"Please tell us about condition {number} of the contract." for number in range(3 * MOST_TEXTS)]


def test_a_question_is_answered_between_the_portions_of_a_long_list(connect: Connect) -> None:
    client = connect(STARTER_EMBEDDING.spec([FOLDER]))
    wait(client.embed(["warm"]), TIMEOUT_S)
    listed = client.embed(LIST)
    question = client.embed(["Who owns the data?"])
    alone = wait(question, TIMEOUT_S)
    assert not listed.done()
    vectors = wait(listed, TIMEOUT_S)
    assert len(vectors) == len(LIST)
    assert wait(client.embed([LIST[-1], "Who owns the data?"]), TIMEOUT_S) == [vectors[-1], *alone]


def test_bits_do_not_depend_on_the_number_of_processors(connect: Connect) -> None:
    spec = STARTER_EMBEDDING.spec([FOLDER])
    one, four = (connect(replace(spec, tuning=Tuning(1, threads))) for threads in (1, 4))
    expected = wait(one.embed(LIST[:8]), TIMEOUT_S)
    assert wait(four.embed(LIST[7::-1]), TIMEOUT_S) == expected[::-1]


def test_a_stop_is_heard_in_the_middle_of_a_list_and_the_next_texts_are_served() -> None:
    spec = STARTER_EMBEDDING.spec([FOLDER])
    command = [*spec.command, str(spec.model_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as worker:
        assert worker.stdin
        assert worker.stdout
        said = messages(worker.stdout)
        worker.stdin.write(encode(spec.load_message()))
        worker.stdin.flush()
        next(message for message in said if isinstance(message, Ready))
        texts = ("word " * 600,) * MOST_TEXTS  # half a minute
        for message in (Embed(1, texts), Stop(1), Embed(2, ("short",))):
            worker.stdin.write(encode(message))
            worker.stdin.flush()
        answers = [next(said), next(said)]
        worker.stdin.close()
        worker.wait(TIMEOUT_S)
    assert answers[0] == Failed(1, "model.closed")
    assert isinstance(answers[1], Embedded)
    assert answers[1].id == 2


def messages(output: IO[bytes]) -> Iterator[FromWorker]:
    decoder = FrameDecoder()
    while chunk := output.read1(65536):  # type: ignore[attr-defined]  # a pipe's reader is buffered
        for payload in decoder.feed(chunk):
            yield decode_from_worker(payload)
