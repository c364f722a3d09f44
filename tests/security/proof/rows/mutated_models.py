"""Spoilt model files, and no hash that would have refused them: the window lives, and is told a sentence."""

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from closeddoor.inference.catalogue import STARTER_MODELS
from closeddoor.profile import model_folders
from tests.security.proof.row import Figure, not_measured
from tests.security.proof.rows.model_window import TOLD

ROOT = Path(__file__).parents[4]
LANES = 2
FATAL = (87, 110, 253, 269, 275, 331, 419)
"""Seeds that are known to end whatever process reads the model: they come first, in every run and in the control."""


def spoilt_models_loaded(trials: int, path: Path) -> Figure:
    """Load `trials` models, each spoilt in its header, in workers of windows of their own, and ask each something."""
    folders = model_folders()
    if not all(any((folder / model.file_name).is_file() for folder in folders) for model in STARTER_MODELS):
        return not_measured("the starter models are missing")
    others = (number for number in range(trials + len(FATAL)) if number not in FATAL)
    numbers = [*FATAL, *others][:trials]
    with ThreadPoolExecutor(LANES) as pool:
        lanes = pool.map(lambda lane: _window(path / str(lane), numbers[lane::LANES]), range(LANES))
        told = [each for lane in lanes for each in lane]
    codes = Counter(told)
    without_a_sentence = codes[""]
    lost = len(numbers) - len(told)
    ended = codes["model.crashed"] + codes["model.crashed_loading"] + codes["model.killed"] + codes["model.hung"]
    said = (
        f"{len(told)} of {len(numbers)} spoilt models told of by a living window, {without_a_sentence} without a"
        f" sentence; {ended} ended their worker, {codes['answered']} answered,"
        f" {codes['model.bug']} met a mistake of ours"
    )
    return Figure(len(numbers), lost + without_a_sentence, said)


def _window(folder: Path, numbers: list[int]) -> list[str]:
    """Return what a window was told of each model, for as long as it lived."""
    folder.mkdir()
    module = "tests.security.proof.rows.model_window"
    command = [sys.executable, "-m", "tests.security.proof.broken", os.environ.get("PROOF_BROKEN", ""), module]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GGML_NO_BACKTRACE": "1"}  # it would start gdb
    done = subprocess.run(
        [*command, str(folder), *map(str, numbers)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    told = (line.removeprefix(TOLD) for line in done.stdout.splitlines() if line.startswith(TOLD))
    return [json.loads(line)[2] for line in told]
