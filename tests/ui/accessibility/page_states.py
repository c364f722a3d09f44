"""Every page in its four states: empty, working, full and wrong. A new page gets a row; a page may have several of one.

States come from the tests of the page where those have them, so that they stay as full as the page is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from closeddoor.policy.reading import told
from closeddoor.presenters.privacy.policy import FOLLOWED, NEVER
from closeddoor.presenters.privacy.protection_ways import KEYS, ways_there_are, ways_there_could_be
from closeddoor.presenters.states.desk import DeskDocument, DeskViewState
from closeddoor.presenters.states.home import HomeViewState
from closeddoor.presenters.states.library import LibraryViewState
from closeddoor.presenters.states.meeting import MeetingViewState
from closeddoor.presenters.states.mending import PreviewWords, RepairView, RepairWords, RestoreView
from closeddoor.presenters.states.own_practice import MarkRow as OwnMark
from closeddoor.presenters.states.own_practice import OwnPracticeViewState, OwnRow, OwnStage
from closeddoor.presenters.states.own_practice import PointRow as OwnPoint
from closeddoor.presenters.states.privacy.copies import CopiesViewState
from closeddoor.presenters.states.privacy.policy import PolicyRule, PolicyViewState
from closeddoor.presenters.states.privacy.protection import ProtectionViewState
from closeddoor.presenters.states.privacy.room import SECTION_TITLES, RoomViewState, SectionName, SectionRow
from closeddoor.presenters.states.privacy.shut import ProcessRow, ShutViewState
from closeddoor.presenters.states.privacy.stored import StoredEntry, StoredPart, StoredViewState
from closeddoor.presenters.states.record import CardsState, RecordView
from closeddoor.presenters.states.sandbox import CarryingState
from closeddoor.presenters.states.session import SessionViewState
from closeddoor.presenters.states.settings import Choice, FactRow, SettingGroup, SettingRow, SettingsViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.window import PageName
from closeddoor.text import read_document
from closeddoor.vault.slots import SlotKind
from tests.policy.policies import EVERY_KEY, policy_of
from tests.ui.debrief import debriefs
from tests.ui.pages import (
    test_desk,
    test_home,
    test_keep,
    test_library,
    test_meeting,
    test_models,
    test_unlock,
)
from tests.ui.pages.privacy import test_erase, test_lock
from tests.ui.pages.session import group
from tests.ui.practice import briefings
from tests.ui.record import record_states
from tests.ui.sandbox import talks

PROBLEM = Problem(
    "The history could not be written: the disk is full.",
    "What you typed is still here, and nothing that was kept before is lost.",
    "Make room on the disk, then try again.",
)
WORKING = Busy("The pack is read and its signature is checked.", 0.4, can_cancel=True)
WAITING = Busy("The model is loaded into memory; the first time this takes longer.", can_cancel=True)

SIZES = tuple(Choice(value, f"{value:.0%}") for value in (0.9, 1.0, 1.15, 1.3, 1.6, 2.0))
SETTINGS = SettingsViewState(
    (
        SettingGroup(
            "Appearance",
            (
                SettingRow("text_scale", "Text size", "Multiplies every size: documents and titles.", 1.0, SIZES),
                SettingRow("reduced_motion", "Reduce motion", "Changes appear at once instead of moving.", False),
            ),
        ),
    ),
    (FactRow("Version", "1.0.0"), FactRow("Model", "SmolLM2 135M Instruct, on this laptop")),
)

OWN = OwnPracticeViewState(
    stage="answer",
    title="A proposal of our own",
    document=read_document("# Proposal\n\nIt renews itself every year unless notice is given in writing."),
    points=(OwnPoint("It asks who can end it, and when"), OwnPoint("It names what stays unproven", "met")),
    can_add_point=True,
    marks=(OwnMark("It renews itself", 10, 26, "Ask about the date."),),
    memo="Before we sign, we ask for an exit.",
    next_time="who can leave.",
    can_go_on=True,
)

WAYS: tuple[SlotKind, ...] = ("passphrase", "recovery_code")
LEAD = ("What you write stays on this laptop, encrypted.", "The model that reads it runs here.")
ROOM = RoomViewState(
    tuple(SectionRow(name, title, "As it stands now") for name, title in SECTION_TITLES.items()), lead=LEAD
)

BACKUP = PreviewWords("Made on 1 May 2026.", ("34 conversations", "1,203 messages"), ("41 entries are not in it.",))
REPAIRED = RepairWords(("1,203 entries were saved. 90 are lost.",), ("A message of 2026-05-01.",) * 90)


@dataclass(frozen=True)
class SectionState:
    """A section of the privacy room: it alone shows, with its own state, which the room's does not hold."""

    section: SectionName
    view: Any


SECTION_STATES: Mapping[SectionName, Any] = {
    "stored": StoredViewState(
        (StoredPart("In your history", (StoredEntry("Conversations", "34", "1,203 messages"),)),)
    ),
    "protection": ProtectionViewState("ways", ways_there_are(WAYS), ways_there_could_be(WAYS), KEYS),
    "lock": test_lock.STATE,
    "copies": CopiesViewState(last_line="The last backup was saved on 1 May 2026."),
    "shut": ShutViewState(("The kernel refuses it any connection.",), (ProcessRow("This window", "Confined."),)),
    "erase": test_erase.STATE,
    "policy": PolicyViewState(
        FOLLOWED,
        tuple(PolicyRule(title, says) for title, says in told(policy_of(**EVERY_KEY))),
        NEVER,
        ("“telemetry” is not a key of a policy; it does nothing.",),
        "/etc/closed-door/policy.toml",
    ),
}

States = Mapping[str, Any]
"""By name: `empty`, `working`, `full`, `wrong`, or `full: which` where there are several of one."""

NO_EXPORT = "Your organisation has switched saving and copying off on this machine."
IN_TIME = "Your organisation has set 5 minutes as the longest."
ONE_PLACE = "Backups go to “/srv/backups” on this machine."
NOT_OFF = "Your organisation has switched conversations off the record off on this machine."
NO_DOCUMENTS = "Your organisation has switched documents of your own off here."
NO_MODEL = "Your organisation allows no model to converse with on this machine."
BOUND = replace(
    SETTINGS,
    groups=tuple(
        replace(group, rows=tuple(replace(row, bound=IN_TIME) for row in group.rows)) for group in SETTINGS.groups
    ),
)

PAGE_STATES: Mapping[PageName, States] = {
    "unlock": {
        "empty": test_unlock.state("passphrase"),
        "working": test_unlock.state("passphrase", busy=WAITING),
        "full": test_unlock.state("passphrase", has_account_slot=True),
        "full: recovery code": test_unlock.state("recovery_code"),
        "full: restore": test_unlock.state("restore", restore=RestoreView(file_name="b.cdbackup")),
        "full: preview": test_unlock.state("preview", restore=RestoreView("preview", preview=BACKUP)),
        "full: repair": test_unlock.state("repair", repair=RepairView(ways=("passphrase", "account", "recovery_code"))),
        "full: erase": test_unlock.state("erase", erase=test_erase.STATE),
        "full: repaired": test_unlock.state("repaired", repair=RepairView("repaired", words=REPAIRED)),
        "wrong": test_unlock.state("passphrase", problem=PROBLEM, offers=("anyway", "restore")),
        "wrong: damaged": test_unlock.state("damaged", problem=PROBLEM, offers=("repair", "restore")),
    },
    "keep": {
        "empty": test_keep.state("ask"),
        "working": test_keep.state("choose", busy=WAITING),
        "full": test_keep.state("choose"),
        "full: code": test_keep.state("recovery_show"),
        "wrong": test_keep.state("recovery_check", problem=PROBLEM),
    },
    "home": {
        "empty": HomeViewState(no_offer="The shelf is empty. Packs are added in the library."),
        "full": test_home.FULL,
        "wrong": replace(test_home.FULL, problem=PROBLEM),
    },
    "meeting": {
        "empty": test_meeting.CHOICE,
        "working": replace(test_meeting.FULL, can_write=False, notes="", notes_line="Your notes are being opened."),
        "full": test_meeting.FULL,
        "wrong": replace(test_meeting.FULL, problem=PROBLEM),
        "wrong: no guide": MeetingViewState(problem=PROBLEM),
    },
    "briefing": {
        **{f"full: {step}": briefings.view(step) for step in (*briefings.BODIES, *briefings.OTHERS)},
        "empty": briefings.view("claims", replace(briefings.HIGHLIGHT, marks=())),
        "working": replace(briefings.view("commit"), busy=WAITING),
        "wrong": replace(briefings.view("reply"), problem=PROBLEM),
    },
    "debrief": {
        "empty": debriefs.BEFORE,
        "full": debriefs.OPEN,
        "full: other tasks": replace(
            debriefs.OPEN, tasks=(debriefs.CHOICE, debriefs.ESTIMATE, debriefs.WORKBOOK), next_time="who can leave."
        ),
        "full: no export": replace(debriefs.OPEN, export_refusal=NO_EXPORT),
        "wrong": replace(debriefs.OPEN, problem=PROBLEM),
    },
    "library": {
        "empty": LibraryViewState(),
        "working": LibraryViewState(is_known=False, reading=WORKING),
        "working: a pack": replace(test_library.FULL, busy=WORKING),
        "full": test_library.BRIEFINGS,
        "full: packs": test_library.FULL,
        "full: question": replace(test_library.FULL, question=test_library.STOP),
        "full: signed packs only": replace(test_library.FULL, packs_rule="Your organisation allows signed packs only."),
        "full: newer version": replace(test_library.FULL, question=test_library.NEWER),
        "wrong": replace(test_library.BRIEFINGS, problem=PROBLEM),
    },
    "sandbox": {
        "empty": talks.EMPTY,
        "working": replace(talks.FULL, busy=WAITING, can_stop=True),
        "full": talks.FULL,
        "full: passages": replace(talks.FULL, messages=(talks.ASKED, talks.CITING)),
        "full: no room": replace(talks.FULL, context_full=True, context_line="8,192 of 8,192 tokens used"),
        **{
            f"full: {carrying.step}": replace(talks.FULL, context_full=True, carrying=carrying)
            for carrying in (
                CarryingState("summarising", fraction=0.5),
                CarryingState("summary", "They spoke of drift.", "Written by the model.", problem="It is empty."),
                CarryingState("fresh", "User: What is drift?", "The last exchange."),
            )
        },
        "full: off the record": replace(talks.FULL, set_up=talks.OFF),
        "full: no export": replace(talks.FULL, export_refusal=NO_EXPORT),
        "empty: always recorded": replace(talks.EMPTY, set_up=replace(talks.EMPTY.set_up, off_refusal=NOT_OFF)),
        "wrong": replace(talks.FULL, problem=PROBLEM),
    },
    "record": {
        "empty": record_states.EMPTY,
        "working": record_states.WORKING,
        **{f"full: {view}": replace(record_states.FULL, view=view) for view in get_args(RecordView)},
        "full: turned": replace(record_states.FULL, view="cards", cards=CardsState(record_states.TURNED)),
        "full: question": replace(record_states.FULL, question=record_states.QUESTION),
        "full: no export": replace(
            record_states.FULL,
            view="statement",
            statement=replace(record_states.FULL.statement, refusal=NO_EXPORT),
        ),
        "wrong": record_states.WRONG,
    },
    "own_practice": {
        "empty": OwnPracticeViewState(),
        "working": OwnPracticeViewState(busy=WAITING),
        "full: none of one's own": OwnPracticeViewState(pasted="We offer.", refusal=NO_DOCUMENTS),
        "full: earlier ones": OwnPracticeViewState(rows=(OwnRow(1, "Our own proposal", "Worked on yesterday"),)),
        **{f"full: {stage}": replace(OWN, stage=stage) for stage in get_args(OwnStage) if stage != "choose"},
        "wrong": replace(OWN, problem=PROBLEM, undo="The mark was removed."),
    },
    "desk": {
        "empty": DeskViewState(modules=test_desk.MODULES),
        "full: opened before": replace(test_desk.CHOOSE, problem=PROBLEM),
        "working": replace(test_desk.BUILD, busy=WAITING),
        "full": test_desk.PACK,
        "full: form": test_desk.FORM,
        "full: document": test_desk.DOCUMENT,
        "full: build": test_desk.BUILD,
        "full: change of key": replace(test_desk.BUILD, former_name="/packs/a/first.pem"),
        "wrong": replace(test_desk.FORM, problem=PROBLEM, has_conflict=True),
        "wrong: document": replace(test_desk.DOCUMENT, document=DeskDocument(cannot_show="Line 3: a marker is open.")),
    },
    "session": {
        "empty": SessionViewState(),
        "working": replace(group.full(), busy=WORKING),
        "full": replace(group.full(), chosen=None, more=3),
        "full: chosen": group.full(),
        "wrong": replace(group.full(), problem=PROBLEM),
    },
    "models": {
        "empty": test_models.state("ask"),
        "working": test_models.state("taking"),
        "full": test_models.state("list"),
        "full: none allowed": replace(
            test_models.state("ask"), rule=NO_MODEL, may_choose=False, may_use_starter=False, offers_starter=True
        ),
        "wrong": test_models.state("wrong"),
    },
    "settings": {"full": SETTINGS, "full: bound": BOUND, "wrong": replace(SETTINGS, problem=PROBLEM)},
    "privacy": {
        "empty": RoomViewState(lead=LEAD),
        "full": ROOM,
        **{f"full: {name}": SectionState(name, state) for name, state in SECTION_STATES.items()},
        "full: locks in time": SectionState("lock", replace(test_lock.STATE, bound=IN_TIME)),
        "full: a place for backups": SectionState("copies", CopiesViewState(rule=ONE_PLACE, folder=Path("/srv"))),
        "wrong": replace(ROOM, problem=PROBLEM),
        "wrong: lock": SectionState("lock", replace(test_lock.STATE, problem=PROBLEM)),
    },
}
