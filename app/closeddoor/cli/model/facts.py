"""What is known of a model file, as commands print it: from its own beginning, and from what was measured here."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from closeddoor.inference.fit import estimate, free_bytes, total_bytes
from closeddoor.inference.judged_model import FoundModel
from closeddoor.inference.processor import processor_name
from closeddoor.wire.footprint import USUAL_CONTEXT_TOKENS
from closeddoor.wire.model_headers import UNKNOWN_SHAPE

if TYPE_CHECKING:
    from closeddoor.domain.qualification import Qualification
    from closeddoor.services.tunings import KeptTuning
    from closeddoor.vault.vault import Vault

ABOUT_VAULT = "open the vault with the first line of FILE, for how fast a model was here and whether it may judge"


@dataclass(frozen=True)
class Measured:
    """What was measured on this laptop and kept in the vault, by the hash of a file; nothing without a vault."""

    speeds: "dict[str, KeptTuning]" = field(default_factory=dict)
    vault: "Vault | None" = None

    def speed_of(self, sha256: str) -> "KeptTuning | None":
        return self.speeds.get(sha256)

    def qualification_of(self, sha256: str) -> "Qualification | None":
        if self.vault is None or not sha256:
            return None
        from closeddoor.services.qualification import kept_in  # noqa: PLC0415 - brings the grader with it

        return kept_in(self.vault, sha256)


@contextmanager
def measured_here(arguments: argparse.Namespace) -> Iterator[Measured]:
    """Yield what the vault knows, where a file with its passphrase is named."""
    with ExitStack() as stack:
        if arguments.passphrase_file is None:
            yield Measured()
            return
        from closeddoor.cli.pack.opening import opened_vault  # noqa: PLC0415 - brings the vault with it
        from closeddoor.services.tunings import kept_in  # noqa: PLC0415

        vault = stack.enter_context(opened_vault(arguments))
        yield Measured(kept_in(vault, processor_name()), vault)


@dataclass(frozen=True)
class ModelFacts:
    """One model file; empty or None where it is not known. Speeds are tokens per second behind a long text.

    `needed_bytes` is the estimate for `estimated_context_tokens`; `may_judge` is None where it was not measured.
    """

    name: str
    title: str
    app: str
    path: str
    size_bytes: int
    sha256: str
    architecture: str
    quantisation: str
    licence: str
    context_tokens: int
    estimated_context_tokens: int
    needed_bytes: int | None
    fit: str
    reads_tokens_per_s: float | None
    writes_tokens_per_s: float | None
    measured_on: str
    may_judge: bool | None

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def facts_of(model: FoundModel, sha256: str, measured: Measured) -> ModelFacts:
    """Return what is known of a model; `sha256` is empty where the file was not read to its end."""
    from closeddoor.presenters.models.fitting import fit_in_words  # noqa: PLC0415 - no help waits for it

    shape, size_bytes = model.shape, model.identity.size_bytes
    wanted_tokens = min(shape.context_tokens or USUAL_CONTEXT_TOKENS, USUAL_CONTEXT_TOKENS)
    speed, qualified = measured.speed_of(sha256), measured.qualification_of(sha256)
    return ModelFacts(
        name=model.name,
        title=model.title,
        app=model.app,
        path=str(model.path),
        size_bytes=size_bytes,
        sha256=sha256,
        architecture=model.architecture,
        quantisation=model.quantisation,
        licence=model.licence,
        context_tokens=shape.context_tokens,
        estimated_context_tokens=wanted_tokens,
        needed_bytes=None if shape == UNKNOWN_SHAPE else estimate(shape, size_bytes, wanted_tokens).total_bytes,
        fit=fit_in_words(shape, size_bytes, free_bytes(), total_bytes()),
        reads_tokens_per_s=speed.prompt_tokens_per_s if speed else None,
        writes_tokens_per_s=speed.reply_tokens_per_s if speed else None,
        measured_on=speed.measured_on if speed else "",
        may_judge=qualified.passed if qualified else None,
    )


def in_words(facts: ModelFacts) -> str:
    """Return the facts one a line; what the file does not say is said to be unknown."""
    from closeddoor.presenters.models.words import size_and_kind  # noqa: PLC0415

    lines = [
        ("file", facts.path),
        ("size", size_and_kind(facts.size_bytes, facts.quantisation)),
        ("SHA-256", facts.sha256 or "not worked out: `model show` reads the whole file"),
        ("licence", f"{facts.licence}, says the file" if facts.licence else "the file names none"),
        ("made for", f"{facts.context_tokens} tokens" if facts.context_tokens else "unknown"),
        ("memory", _memory(facts)),
        ("here", facts.fit or "how it fits is not known"),
        ("speed", _speed(facts)),
        ("judging", _JUDGING[facts.may_judge]),
    ]
    head = f"{facts.title or facts.name} ({facts.app})"
    return "\n".join([head, *(f"  {title:<10}{text}" for title, text in lines)])


_JUDGING = {
    None: "not measured; `model qualify` does",
    True: "qualified to give second opinions",
    False: "measured, and not qualified to give second opinions",
}


def _memory(facts: ModelFacts) -> str:
    from closeddoor.inference.sizes import size_in_words  # noqa: PLC0415

    if facts.needed_bytes is None:
        return "unknown"
    return f"about {size_in_words(facts.needed_bytes)} with {facts.estimated_context_tokens} tokens of context"


def _speed(facts: ModelFacts) -> str:
    if facts.writes_tokens_per_s is None or facts.reads_tokens_per_s is None:
        return "not measured here, or the vault was not opened (--passphrase-file)"
    return (
        f"writes {facts.writes_tokens_per_s:.1f} and reads {facts.reads_tokens_per_s:.0f} tokens a second,"
        f" measured on {facts.measured_on}"
    )
