"""A worker program that goes wrong in one way. Usage: worker_misbehaving.py HOW MODEL"""

import os
import sys
import time
from collections.abc import Callable

from closeddoor.confinement.enforced import Enforced
from closeddoor.wire.codec import decode_to_worker, encode
from closeddoor.wire.framing import FrameDecoder, frame
from closeddoor.wire.messages import PROTOCOL, FromWorker, Generate, Hello, Load, Piece, Ready

decoder = FrameDecoder()


def say(message: FromWorker) -> None:
    os.write(1, encode(message))


def hear(kind: type) -> None:
    while True:
        for payload in decoder.feed(os.read(0, 65536)):
            if isinstance(decode_to_worker(payload), kind):
                return


def greet_and_load() -> None:
    say(Hello(PROTOCOL, Enforced()))
    hear(Load)
    say(Ready("llama", "fake", 2048, 0, "chatml", format_known=True))


def write_for_ever(data: bytes) -> None:
    while True:
        os.write(1, data)


AT_START: dict[str, Callable[[], object]] = {
    "silent at start": lambda: time.sleep(600),
    "exits at start": lambda: sys.exit(3),
    "greets twice": lambda: os.write(1, encode(Hello(PROTOCOL, Enforced())) * 2),
    "old protocol": lambda: say(Hello(PROTOCOL + 1, Enforced())),
}
WHILE_WRITING: dict[str, Callable[[], object]] = {
    "exits": lambda: sys.exit(1),
    "garbage": lambda: write_for_ever(os.urandom(65536)),
    "not a message": lambda: os.write(1, frame(b'["Piece",{"id":1,"text":7}]')),
    "huge frame": lambda: write_for_ever((1 << 31).to_bytes(4, "big") + bytes(65536)),
    "another's answer": lambda: say(Piece(999, "x")),
    "flood": lambda: write_for_ever(encode(Piece(1, "x" * 60_000))),
    "hangs": lambda: time.sleep(600),
    "ignores stop": lambda: time.sleep(600),
}


def main() -> None:
    how = sys.argv[1]
    if how in AT_START:
        AT_START[how]()
    else:
        greet_and_load()
        hear(Generate)
        say(Piece(1, "what had come "))
        WHILE_WRITING[how]()
    time.sleep(600)


main()
