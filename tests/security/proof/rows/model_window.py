"""A window's process that is given spoilt models, one after the other, and lives; says what it was told of each.

Use: `python -m tests.security.proof.rows.model_window FOLDER NUMBER…`
"""

import json
import sys
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Sampling
from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING, StarterModel
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.states import Timeouts, WorkerSpec
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.profile import model_folders
from closeddoor.wire.messages import Tuning, Turn
from tests.security.proof.rows.spoilt_models import SpoiltModel

TOLD = "told: "
"""What a line begins with; in a control, llama.cpp may write others."""
_TIMEOUTS = Timeouts(silence_s=20.0)
_LONGEST_S = 60.0


def told_of(client: WorkerClient, model: StarterModel) -> str:
    """Return what a window's user would be told: "answered", or the code of a sentence; empty for no sentence."""
    try:
        if model.mode == "embed":
            wait(client.embed(["A sentence to compare."]), _LONGEST_S)
            return "answered"
        sampling = Sampling(temperature=0, max_tokens=2, seed=1)
        reply = wait(client.generate([Turn("user", "Hello")], sampling, lambda _: None).future, _LONGEST_S)
    except KnownError as error:
        return error.code if error.happened and error.safe else ""
    if reply.finish == "interrupted":
        return "model.crashed" if reply.problem else ""
    return "answered"


def main() -> None:
    application = ensure_application()
    folder, numbers = Path(sys.argv[1]), [int(each) for each in sys.argv[2:]]
    models = [
        (model, SpoiltModel(model.find(model_folders()), folder / model.file_name))
        for model in (STARTER_CHAT, STARTER_EMBEDDING)
    ]
    for number in numbers:
        model, file = models[number % len(models)]
        for patch in file.spoil(str(number)):
            client = WorkerClient(WorkerSpec(model.mode, file.path, "", 256, Tuning(1, 1)), _TIMEOUTS)
            told = told_of(client, model)
            client.close()
            print(TOLD + json.dumps([number, patch.how, told]), flush=True)
    del application


if __name__ == "__main__":
    main()
