"""Prompt formats of our own.

A model file carries a chat template, which is a program; it is never executed nor rendered. A format is data: what
stands before and after each turn. Its control tokens are the only text that is read as special tokens, so nothing a
user or a document says can end a turn or open one.

Sources: the model cards of SmolLM2, Qwen2.5 and Qwen3, Llama 3.1, Mistral 7B Instruct, Gemma 2, Phi-3, Phi-4-mini and
Granite 3 and 4.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from closeddoor.wire.messages import Role, Turn


@dataclass(frozen=True)
class Segment:
    """A stretch of the prompt; only in a special one are control tokens recognised."""

    text: str
    special: bool = False


def _special(text: str) -> Segment:
    return Segment(text, special=True)


@dataclass(frozen=True)
class PromptFormat:
    """How a conversation is written down for a model.

    `before` and `after` hold the segments around a turn of each role; a format without a `system` role puts that text
    before the first user turn. `opening` begins the reply. `stop_text` ends one in formats without an end token.
    """

    name: str
    before: dict[Role, tuple[Segment, ...]]
    after: dict[Role, tuple[Segment, ...]]
    opening: tuple[Segment, ...]
    stop_text: str = ""
    control: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        parts = [*self.before.values(), *self.after.values(), self.opening]
        control = dict.fromkeys(segment.text for part in parts for segment in part if segment.special)
        object.__setattr__(self, "control", tuple(control))

    def render(self, turns: Sequence[Turn]) -> list[Segment]:
        """Return the whole prompt, neighbouring plain segments joined so that they are tokenised as one text."""
        return _joined([*self._written(turns), *self.opening])

    def render_open(self, turns: Sequence[Turn]) -> list[Segment]:
        """Return the prompt up to the end of the text of the last turn, the user's, which can still be gone on with."""
        written = self._written(turns)
        return _joined(written[: len(written) - len(self.after["user"])])

    def closing(self, text: str) -> list[Segment]:
        """Return what goes on with an open user turn by `text`, and closes it up to where the reply begins."""
        return _joined([Segment(text), *self.after["user"], *self.opening])

    def _written(self, turns: Sequence[Turn]) -> list[Segment]:
        written: list[Segment] = []
        for turn in turns if "system" in self.before else _system_into_user(turns):
            written += [*self.before[turn.role], Segment(turn.text), *self.after[turn.role]]
        return written


def _system_into_user(turns: Sequence[Turn]) -> list[Turn]:
    """Return the turns with system text put before the next user turn, for models that know no system role."""
    result: list[Turn] = []
    waiting: list[str] = []
    for turn in turns:
        if turn.role == "system":
            waiting.append(turn.text)
        elif turn.role == "user" and waiting:
            result.append(Turn("user", "\n\n".join([*waiting, turn.text])))
            waiting = []
        else:
            result.append(turn)
    return result + [Turn("user", text) for text in waiting]


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    result: list[Segment] = []
    for segment in segments:
        if result and not segment.special and not result[-1].special:
            result[-1] = Segment(result[-1].text + segment.text)
        elif segment.text:
            result.append(segment)
    return result


def _roles(write: Callable[[Role], tuple[Segment, ...]], *roles: Role) -> dict[Role, tuple[Segment, ...]]:
    return {role: write(role) for role in roles}


def _chatml(name: str, thinking_closed: tuple[Segment, ...] = ()) -> PromptFormat:
    start, end = _special("<|im_start|>"), _special("<|im_end|>")
    return PromptFormat(
        name,
        before=_roles(lambda role: (start, Segment(f"{role}\n")), "system", "user", "assistant"),
        after=_roles(lambda _: (end, Segment("\n")), "system", "user", "assistant"),
        opening=(start, Segment("assistant\n"), *thinking_closed),
    )


def _llama3() -> PromptFormat:
    def header(role: Role) -> tuple[Segment, ...]:
        return (_special("<|start_header_id|>"), Segment(role), _special("<|end_header_id|>"), Segment("\n\n"))

    end = (_special("<|eot_id|>"),)
    roles: tuple[Role, ...] = ("system", "user", "assistant")
    return PromptFormat("llama-3", _roles(header, *roles), _roles(lambda _: end, *roles), header("assistant"))


def _gemma() -> PromptFormat:
    names: dict[Role, str] = {"user": "user", "assistant": "model"}
    start, end = _special("<start_of_turn>"), _special("<end_of_turn>")
    return PromptFormat(
        "gemma",
        before=_roles(lambda role: (start, Segment(f"{names[role]}\n")), "user", "assistant"),
        after=_roles(lambda _: (end, Segment("\n")), "user", "assistant"),
        opening=(start, Segment("model\n")),
    )


def _granite() -> PromptFormat:
    def header(role: Role) -> tuple[Segment, ...]:
        return (_special("<|start_of_role|>"), Segment(role), _special("<|end_of_role|>"))

    end = (_special("<|end_of_text|>"), Segment("\n"))
    roles: tuple[Role, ...] = ("system", "user", "assistant")
    return PromptFormat("granite", _roles(header, *roles), _roles(lambda _: end, *roles), header("assistant"))


CHATML = _chatml("chatml")
QWEN3 = _chatml("chatml-qwen3", (_special("<think>"), Segment("\n\n"), _special("</think>"), Segment("\n\n")))
"""Qwen3 thinks aloud unless an empty thought stands at the start of its reply."""
LLAMA_3 = _llama3()
GEMMA = _gemma()
MISTRAL = PromptFormat(
    "mistral",
    before={"user": (_special("[INST]"),), "assistant": ()},
    after={"user": (_special("[/INST]"),), "assistant": (_special("</s>"),)},
    opening=(),
)
PHI_3 = PromptFormat(
    "phi-3",
    before=_roles(lambda role: (_special(f"<|{role}|>"), Segment("\n")), "system", "user", "assistant"),
    after=_roles(lambda _: (_special("<|end|>"), Segment("\n")), "system", "user", "assistant"),
    opening=(_special("<|assistant|>"), Segment("\n")),
)
PHI_4_MINI = PromptFormat(
    "phi-4-mini",
    before=_roles(lambda role: (_special(f"<|{role}|>"),), "system", "user", "assistant"),
    after=_roles(lambda _: (_special("<|end|>"),), "system", "user", "assistant"),
    opening=(_special("<|assistant|>"),),
)
"""That of Phi-3 without its line breaks."""
GRANITE = _granite()
PLAIN = PromptFormat(
    "plain",
    before={
        "system": (),
        "user": (Segment("User: "),),
        "assistant": (Segment("Assistant: "),),
    },
    after=_roles(lambda _: (Segment("\n\n"),), "system", "user", "assistant"),
    opening=(Segment("Assistant:"),),
    stop_text="\nUser:",
)
"""The last resort. Its limit: roles are plain words, so a text that imitates them can pass for a turn."""

BY_SHA256 = {"b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53": CHATML}
BY_NAME = (
    ("qwen3", QWEN3),
    ("qwen", CHATML),
    ("smollm", CHATML),
    ("llama-3", LLAMA_3),
    ("llama 3", LLAMA_3),
    ("mistral", MISTRAL),
    ("mixtral", MISTRAL),
    ("gemma", GEMMA),
    ("granite", GRANITE),
    ("phi-4-mini", PHI_4_MINI),
    ("phi 4 mini", PHI_4_MINI),
    ("phi3", PHI_3),
    ("phi-3", PHI_3),
)
"""Looked for in the file's architecture and name, in this order."""
BY_VOCABULARY = (CHATML, LLAMA_3, GEMMA, PHI_3, GRANITE, MISTRAL)


def choose(sha256: str, architecture: str, name: str, has_control: Callable[[str], bool]) -> PromptFormat:
    """Return the format for a file: by its hash, else by its metadata, else by the control tokens it knows.

    A format counts only when every control token in it is one token of the vocabulary (`has_control`); without that
    its marks would be read as text. What remains is `PLAIN`.
    """
    described = f"{architecture} {name}".lower()
    named = [prompt_format for word, prompt_format in BY_NAME if word in described]
    known = [BY_SHA256[sha256]] if sha256 in BY_SHA256 else []
    for prompt_format in (*known, *named, *BY_VOCABULARY):
        if all(map(has_control, prompt_format.control)):
            return prompt_format
    return PLAIN
