"""Whoever has a bundle has no source to run `make` in: nothing that is said there names it."""

import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING, StarterModel
from closeddoor.inference.problems import problem_for

ALL_SENTENCES = """\
import sys
sys.frozen = True
from closeddoor.inference import problems
for happened, safe, to_do in problems._SENTENCES.values():
    print(to_do)
"""


def test_no_sentence_about_a_model_names_a_command_of_the_source() -> None:
    said = subprocess.run([sys.executable, "-c", ALL_SENTENCES], capture_output=True, text=True, check=True).stdout
    assert "or install Closed Door again." in said
    assert "make models" not in said
    assert "make models" in problem_for("model.missing").next_step  # from the source it is what helps


@pytest.mark.parametrize(
    ("model", "to_do"),
    [(STARTER_EMBEDDING, "every edition has it"), (STARTER_CHAT, "full edition, which has it, or choose a model file")],
    ids=["grader's", "chat"],
)
def test_a_missing_model_says_which_edition_has_it(
    model: StarterModel, to_do: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(KnownError) as caught:
        model.find([tmp_path])
    assert to_do in caught.value.next_step
