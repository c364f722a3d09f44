"""A child that types without a rest until it is killed, and says when it typed what."""

import sys
import time
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.states.briefing import BriefingViewState
from closeddoor.services.practice import PracticeService
from tests.fakes.inference import FakeEmbedder
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.briefing.seven import seven_files
from tests.presenters.fixed_library import FixedLibrary
from tests.presenters.recording import RecordingPage
from tests.services.practice_bench import letter_pack
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

BETWEEN_KEYS_MS = 40


def main(folder: Path, step: str) -> None:
    app = QCoreApplication([])
    vault = cheap_folder(folder / "vault").unlock_with_passphrase(PASSPHRASE)
    pack = letter_pack(folder / "pack", seven_files())
    dispatcher, page = QueueDispatcher(), RecordingPage[BriefingViewState]()
    practice = PracticeService(vault, InlineExecutor(), EmbeddedGrader(FakeEmbedder()), dispatcher)
    presenter = BriefingPresenter(page, practice, FixedLibrary(), dispatcher)
    presenter.open(pack, pack.scenarios[0])
    dispatcher.run()
    presenter.show_step(step)
    dispatcher.run()
    document = page.now().reading[0].document_id
    numbers = count(1)

    def press_key() -> None:
        number = next(numbers)
        type_into(presenter, step, str(number))
        presenter.write_note(document, 2, 8, f"note {number}")
        sys.stdout.write(f"{time.monotonic()} {number}\n")
        sys.stdout.flush()
        dispatcher.advance(BETWEEN_KEYS_MS / 1000)

    timer = QTimer(app, interval=BETWEEN_KEYS_MS)
    timer.timeout.connect(press_key)
    timer.start()
    app.exec()


def type_into(presenter: BriefingPresenter, step: str, text: str) -> None:
    if step == "reply":
        presenter.write_memo(text)
    else:
        presenter.draft_question(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
