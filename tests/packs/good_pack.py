"""A small good pack as text, to be spoilt in one place by each test."""

from collections.abc import Mapping
from pathlib import Path

PACK = """
schema = 1
id = "org.example.letters"
version = "1.2.0"
revision = 7
title = "Letters"
summary = "One letter, read closely."
language = "en"
licence = "CC-BY-4.0"
authors = [{ name = "Example Learning", role = "author", about = "They exist." }]
facts_as_of = 2026-11-01
review_due = 2027-05-01
[[errata]]
revision = 6
text = "The notice is 60 days."
"""

SCENARIO = """
id = "letter"
title = "A letter"
module = "vendor-proposal"
level = 2
minutes = 25
role = "You chair the committee."
situation = "A letter came; see [the letter](documents/letter.md)."
outcomes = ["Read closely"]
roles = ["cfo"]
[[terms]]
term = "drift"
means = "The world moves."
matters = "So does accuracy."
[[documents]]
id = "letter"
title = "The letter"
file = "documents/letter.md"
[[tasks]]
id = "claims"
type = "highlight"
title = "Mark"
prompt = "Mark *every* claim."
document = "letter"
points = 30
tags = ["evidence"]
labels = [{ id = "wrong", title = "Wrong" }, { id = "vague", title = "Vague" }]
  [[tasks.targets]]
  span = "claim"
  label = "wrong"
  weight = 3
  why = "No test set."
  [[tasks.decoys]]
  span = "audit"
  why = "It can be read."
[[tasks]]
id = "call"
type = "interview"
title = "Ask"
prompt = "Ask."
points = 30
turns = 8
  [tasks.persona]
  name = "Dana"
  title = "Sales"
  brief = "Friendly."
  opening = "Hello."
  deflections = ["One.", "Two.", "Three."]
  unclear = "Which?"
  [[tasks.facts]]
  id = "renewal"
  asked = ["Does it renew?", "What happens then?", "How do we leave?"]
  says = "It renews."
  points = 3
  why = "An option on you."
[[tasks]]
id = "decide"
type = "decision"
title = "Decide"
prompt = "Decide."
points = 10
options = [
    { id = "defer", title = "Defer", credit = 1, why = "Ask first." },
    { id = "sign", title = "Sign", credit = 0, why = "Too early." },
]
[[tasks]]
id = "reply"
type = "memo"
title = "Reply"
prompt = "Write."
points = 40
words = [40, 250]
  [[tasks.criteria]]
  id = "own-data"
  statement = "Asks for our own data."
  points = 3
  why = "Their mail room is not ours."
  met = ["a", "b", "c"]
  not_met = ["d", "e", "f"]
"""

LETTER = """# The letter

We reach [[claim|99.2 % accuracy]] from day one. ![Chart](../../../images/chart.png)

| Paper | Where |
|---|---|
| [[audit|Audit of 2025]] | On request |

The rest of this letter is long enough for its only target to be a small part of it.
"""

MEMO_KINDS = ("good", "partial", "empty", "off_topic", "stuffed", "negated", "injection", "good")
CALL_KINDS = ("good", "off_topic", "injection", "good", "good", "good", "good", "good")

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x10\x00\x00\x00\x08" + bytes(13)

Files = dict[str, bytes]

FOLDER = "scenarios/letter"


def answers() -> str:
    """Return enough labelled answers of every kind."""
    memo = [_answer("reply", kind, "" if kind == "empty" else "Text.", "own-data") for kind in MEMO_KINDS]
    call = [_answer("call", kind, "Why?", "renewal") for kind in CALL_KINDS]
    return "".join(memo + call)


def _answer(task: str, kind: str, text: str, met: str) -> str:
    listed = f'"{met}"' if kind == "good" else ""
    return f'[[answers]]\ntask = "{task}"\nkind = "{kind}"\ntext = "{text}"\nmet = [{listed}]\n'


def good_files() -> Files:
    """Return the files of the good pack by path."""
    texts = {
        "pack.toml": PACK,
        "LICENSE.txt": "CC-BY-4.0\n",
        "foreword.md": "Read this *first*.\n",
        "facilitator/guide.md": "## Guide\n",
        f"{FOLDER}/scenario.toml": SCENARIO,
        f"{FOLDER}/documents/letter.md": LETTER,
        f"{FOLDER}/debrief.md": "See [the letter](documents/letter.md).\n",
        f"{FOLDER}/answers.toml": answers(),
    }
    return {path: text.encode() for path, text in texts.items()} | {"images/chart.png": PNG}


def write_files(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder and return it."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder
