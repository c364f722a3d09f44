"""Where the tour goes: first use, one whole briefing, the sandbox, settings, and the way back in."""

import json
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QRadioButton, QWidget

from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.domain.errors import BugError
from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.presenters.debrief.view import debrief_view
from closeddoor.presenters.keep import NO_KEYCHAIN, WITH_KEYCHAIN, WITH_PASSPHRASE
from closeddoor.profile import scenario_folder
from closeddoor.tour.album import Album
from closeddoor.tour.desk_stop import visit_desk
from closeddoor.tour.group_stop import visit_group
from closeddoor.tour.library_stop import visit_library
from closeddoor.tour.other_rooms import (
    visit_meeting,
    visit_models,
    visit_own_practice,
    visit_palette,
    visit_record,
)
from closeddoor.tour.other_tasks import visit_other_tasks
from closeddoor.tour.privacy_stop import visit_privacy_room
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.widgets.confidence import ConfidenceScale
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.vault.recovery_code import GROUP_LENGTH


def read_visit() -> dict[str, Any]:
    """Return what the visitor marks, asks, decides and writes."""
    return tomllib.loads(files("closeddoor.tour").joinpath("visit.toml").read_text(encoding="utf-8"))


class Route:
    """Drives one application with one visitor. `appearance` are settings to apply as soon as they can be kept.

    What the pages show at each picture goes into `album`.
    """

    def __init__(
        self,
        application: Application,
        folder: Path,
        appearance: Mapping[str, Any],
        passphrase: Secret | None = None,
        album: Album | None = None,
    ) -> None:
        album = album or Album()
        application.pages.follow(album.watch)
        self._application = application
        self._visitor = Visitor(application.window, folder, lambda name: album.keep(name, application.frame.page))
        self._folder = folder
        self._appearance = appearance
        self._visit = read_visit()
        if passphrase is not None:
            self._visit["passphrase"] = passphrase.reveal().decode("utf-8", "replace")
        self._session: Session | None = None
        application.session_began.connect(self._remember)

    def go(self) -> None:
        """Go the whole way; raises `TourError` where it gets stuck."""
        self._create_vault()
        self._read()
        self._highlight()
        self._interview()
        self._decide()
        self._write_memo()
        self._commit()
        self._debrief()
        self._library()
        visit_other_tasks(self._visitor, self._application.pages.briefing, self._visit["other_tasks"])
        visit_meeting(self._visitor, self._visit["meeting"])
        self._sandbox()
        visit_own_practice(self._visitor, self._visit["own_practice"])
        with TemporaryDirectory(prefix="closed-door-tour-") as folder:
            visit_desk(self._visitor, self._visit["desk"], Path(folder))
        visit_record(self._visitor)
        visit_group(self._visitor, self._visit["group"])
        visit_palette(self._visitor, self._application.window, self._visit["palette"])
        self._settings()
        visit_privacy_room(self._visitor, self._application.window)
        visit_models(self._visitor, self._application.window)

    def come_back(self) -> None:
        """At a second start: a wrong passphrase, then the right one, and home with what was done."""
        visitor = self._visitor
        visitor.button("Open")
        visitor.picture("unlock")
        visitor.write("Passphrase", self._visit["wrong_passphrase"])
        visitor.press("Open")
        refused = tr("This passphrase does not open your history.")
        visitor.find(QLabel, lambda each: refused in each.text(), "the passphrase to be refused")
        visitor.picture("unlock-wrong-passphrase")
        visitor.write("Passphrase", self._visit["passphrase"])
        visitor.press("Open")
        self._wait_for("home")
        visitor.rest(600)
        visitor.picture("home-after")

    def _create_vault(self) -> None:
        visitor = self._visitor
        self._wait_for("home")
        visitor.button("Begin the briefing")
        visitor.rest(800)
        visitor.picture("home-first")
        visitor.press("Keep it …")
        visitor.write("Passphrase", self._visit["passphrase"])
        visitor.write("The same passphrase once more", self._visit["passphrase"])
        visitor.find(QWidget, _says_whether_a_keychain_helps, "the ways that work on this laptop")
        visitor.picture("promise")
        visitor.press("Keep my history")
        visitor.picture("creating")
        visitor.button("I have written it down")
        groups = self._groups_shown()
        visitor.picture("recovery-code")
        visitor.press("I have written it down")
        visitor.picture("recovery-check")
        for field in self._application.pages.keep.findChildren(QLineEdit):
            if field.isVisible():
                name = field.accessibleName()
                visitor.write(name, groups[int(re.sub(r"\D", "", name)) - 1])
        visitor.press("Check")
        self._wait_for("home")
        for key, value in self._appearance.items():
            self._the_session().settings.change(key, value)
        visitor.button("Begin the briefing")
        visitor.rest(800)
        visitor.picture("home")

    def _read(self) -> None:
        visitor = self._visitor
        visitor.press("Library")
        self._find_briefing().click()
        visitor.button("Begin the work")
        visitor.picture("read")
        visitor.press("Begin the work")

    def _find_briefing(self) -> QAbstractButton:
        return self._visitor.button(f"{self._visit['briefing']}. {tr('New')}")

    def _highlight(self) -> None:
        visitor = self._visitor
        visitor.picture("highlight-task")
        visitor.press_where_there("To the document")
        document = visitor.the(DocumentView)
        for mark in self._visit["marks"]:
            start = document.displayed().index(mark["quote"])
            document.setFocus(Qt.FocusReason.OtherFocusReason)
            document.select(start, start + len(mark["quote"]))
            if mark is self._visit["marks"][-1]:
                visitor.picture("highlight-selection")
            visitor.key(document, Qt.Key(Qt.Key.Key_0 + mark["label"]), str(mark["label"]))
        document.show_place(0)
        visitor.picture("highlight")
        visitor.press("Continue")

    def _interview(self) -> None:
        visitor = self._visitor
        visitor.picture("interview-opening")
        for question in self._visit["questions"]:
            visitor.write("Your question", question)
            visitor.press("Ask")
            visitor.wait_until(lambda: not self._the_session().briefing.is_busy, "the counterpart's answer")
        visitor.rest(300)
        visitor.picture("interview")
        visitor.press("Continue")

    def _decide(self) -> None:
        visitor = self._visitor
        options = [each for each in self._application.window.findChildren(QRadioButton) if each.isVisible()]
        option = options[self._visit["option"] - 1]
        option.setFocus(Qt.FocusReason.MouseFocusReason)
        option.click()
        scale = visitor.the(ConfidenceScale)
        scale.chosen.emit(self._visit["confidence"])
        visitor.picture("decision")
        visitor.press("Continue")

    def _write_memo(self) -> None:
        visitor = self._visitor
        visitor.write("Your text", self._visit["memo"].strip())
        visitor.rest(800)
        visitor.picture("memo")
        visitor.press("Continue")

    def _commit(self) -> None:
        visitor = self._visitor
        visitor.picture("commit")
        visitor.press("Commit my answers")
        visitor.button("Skip this")
        for button in self._self_score_buttons()[:6:2]:
            button.click()
            visitor.rest()
        visitor.picture("self-score")
        visitor.press("Show the debrief")
        self._wait_for("debrief")

    def _debrief(self) -> None:
        visitor, page = self._visitor, self._application.pages.debrief
        visitor.picture("debrief-own-account")
        visitor.write("What did you expect?", self._visit["expected"])
        visitor.write("What surprised you?", self._visit["surprised"])
        visitor.press("Continue")
        visitor.rest(500)
        for number, share in enumerate((0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0), start=1):
            visitor.scroll(page, share)
            visitor.picture(f"debrief-{number}")
        visitor.write("Next time I will ask …", self._visit["next_time"])
        visitor.rest(400)
        self._write_debrief()

    def _library(self) -> None:
        visit_library(self._visitor, self._application.pages.library, scenario_folder() / "project-updates")

    def _sandbox(self) -> None:
        visitor, chat = self._visitor, self._the_session().chat
        visitor.press("Sandbox")
        visitor.picture("sandbox-empty")
        visitor.write("Message to the model", self._visit["sandbox_question"])
        visitor.press("Send")
        visitor.wait_until(self._text_is_streaming, "the model's first words")
        visitor.picture("sandbox-streaming")
        visitor.wait_until(lambda: not chat.is_writing, "the reply to end")
        visitor.write("Message to the model", self._visit["sandbox_second"])
        visitor.press("Send")
        visitor.wait_until(self._text_is_streaming, "the second reply")
        visitor.press_where_there("Stop")
        visitor.wait_until(lambda: not chat.is_writing, "the reply to stop")
        visitor.picture("sandbox-stopped")
        visitor.press_where_there("Conversations")
        visitor.write("Search all conversations", self._visit["search"])
        visitor.rest(700)
        visitor.picture("sandbox-search")

    def _settings(self) -> None:
        self._visitor.press("Settings")
        self._visitor.picture("settings")

    def _write_debrief(self) -> None:
        """Keep result and debrief as text beside the pictures."""
        briefing = self._the_session().debrief.briefing
        view = debrief_view(briefing)
        (self._folder / "result.json").write_text(json.dumps(briefing.scored().to_json(), indent=2, ensure_ascii=False))
        lines = [f"# {view.title}", view.headline, view.points_headline]
        lines += [f"## {task.title}\n\n{task.summary} {task.points_line}." for task in view.tasks]
        text = "\n\n".join(line for line in [*lines, view.debrief.displayed, view.facts_line] if line)
        (self._folder / "debrief.md").write_text(text, encoding="utf-8")

    def _text_is_streaming(self) -> bool:
        """Whether words are coming, or all have come already: a small model may be brief."""
        if not self._the_session().chat.is_writing:
            return True
        return any(row.state == "writing" and row.text for row in self._the_session().sandbox.state.messages)

    def _self_score_buttons(self) -> list[QAbstractButton]:
        buttons = self._application.window.findChildren(QAbstractButton)
        return [each for each in buttons if each.isVisible() and each.text() in ("I made this point", "I did not")]

    def _groups_shown(self) -> list[str]:
        """Read the recovery code off the page, as a person with a pencil would."""
        texts = [label.text() for label in self._application.pages.keep.findChildren(QLabel) if label.isVisible()]
        # One group in a hundred is all digits, and such a text is not "upper".
        return [text for text in texts if len(text) == GROUP_LENGTH and text.isalnum() and text == text.upper()]

    def _wait_for(self, page: str) -> None:
        self._visitor.wait_until(lambda: self._application.frame.page == page, f"the page {page}")

    def _remember(self, session: Session) -> None:
        self._session = session

    def _the_session(self) -> Session:
        if self._session is None:
            raise BugError("the vault is not open yet")
        return self._session


def _says_whether_a_keychain_helps(widget: QWidget) -> bool:
    """Whether this is what the page shows once it was found out: a way with a keychain, or why there is none."""
    if isinstance(widget, QLabel):
        return widget.text() == NO_KEYCHAIN
    more = [way.title for way in WITH_KEYCHAIN if way is not WITH_PASSPHRASE]
    return isinstance(widget, QAbstractButton) and widget.accessibleName() in more
