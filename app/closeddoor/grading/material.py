"""What grading may look at beside the answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GradingMaterial:
    """`language` is the pack's (BCP 47); `prompt` and `documents` are the displayed texts the participant was given."""

    language: str
    prompt: str = ""
    documents: tuple[str, ...] = ()

    @property
    def given(self) -> tuple[str, ...]:
        return (self.prompt, *self.documents)

    @property
    def is_english(self) -> bool:
        return self.language.lower().split("-")[0] == "en"
