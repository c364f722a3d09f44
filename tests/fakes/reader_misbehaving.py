"""A reader program that goes wrong in one way. Usage: reader_misbehaving.py HOW < DOCUMENT"""

import os
import sys
import time
from collections.abc import Callable

from closeddoor.confinement.enforced import Enforced
from closeddoor.wire.framing import frame
from closeddoor.wire.reading import Confined, FromReader, Parts, PartStart, Text, Whole, encode

GREETING = encode(Confined(Enforced()))


def say(*messages: FromReader) -> None:
    for message in messages:
        os.write(1, encode(message))


def flood() -> None:
    while True:
        say(Text("x" * 30_000))


HOW: dict[str, Callable[[], object]] = {
    "dies": lambda: os._exit(3),
    "says nothing": lambda: time.sleep(600),
    "garbage": lambda: os.write(1, b"no frame at all, but quite a few bytes"),
    "not a message": lambda: os.write(1, frame(b'["Boo", {}]')),
    "flood": flood,
    "miscounts": lambda: say(Text("ten charac"), Whole("text", 11, 0)),
    "parts beyond": lambda: say(Text("a"), Parts((PartStart("page", "1", 5),)), Whole("text", 1, 0)),
    "parts backwards": lambda: say(Parts((PartStart("page", "1", 5), PartStart("page", "2", 4)))),
    "half a word": lambda: os.write(1, frame(b'["Text", {"text": "\\ud800"}]')),
    "goes on after the end": lambda: say(Text("a"), Whole("text", 1, 0), Text("b")),
}

if __name__ == "__main__":
    os.write(1, GREETING)
    HOW[sys.argv[1]]()
