"""Why a pack is refused, told to whoever writes it: what is so, why it matters, and what to do, in whole sentences.

The reader's own words follow a place (`scenario.toml, minutes: must not be empty.`); at a form there is no place to
read on from. A row gives them a subject and an end.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from closeddoor.language import tr
from closeddoor.packs.errors import PackError

UNFINISHED = frozenset(
    {"answers.count", "answers.kinds", "field.empty", "field.missing", "file.missing", "marker.unreferenced"}
)
"""Nothing is wrong with such a place: it waits to be written."""

SAMPLE_ANSWERS = "answers.toml"


@dataclass(frozen=True)
class Row:
    """`subject` begins the reader's words where they have none; `instead` stands for them; `advice` ends them."""

    advice: str
    subject: str = ""
    instead: str = ""


_FILE, _TEXT, _VALUE = tr("This file"), tr("This text"), tr("The value")
_FORMULA, _PICTURE, _LIST = tr("The formula"), tr("The picture"), tr("This list")
_SHORTEN = tr("Closed Door would take too long over it: make it shorter.")
_BUILT = tr("A pack file is never changed by hand: build it again from its folder.")
_ONE_BEST = tr("The best answer has to be certain: give one option 1, and the others less.")

WHY = tr("The reason is not written yet. Participants read it in the debrief, and learn most from it: say why.")

NO_ANSWERS = tr(
    "There are no sample answers yet. The grader is tried on them before anybody relies on it: write at least eight "
    "for each memo and interview into answers.toml, and say of each which criteria it meets or which facts it asks for."
)

REFUSALS: Mapping[str, Row] = {
    "schema.unknown": Row(tr("Open it with that Closed Door, or bring the pack to the schema of this one.")),
    "pack.dense": Row(_SHORTEN, _FILE),
    "toml.syntax": Row(
        tr("Until then no form can show it: mend that line in a text editor."), tr("This file cannot be read as TOML:")
    ),
    "toml.nesting": Row(tr("No field of a pack lies that deep: mend it in a text editor."), _FILE),
    "toml.number": Row(tr("The pack cannot be read with it: write it in digits."), _VALUE),
    "toml.dense": Row(tr("Closed Door would take too long over it: write a shorter number."), _FILE),
    "field.missing": Row(
        "", instead=tr("Nothing is filled in here yet. The pack cannot be used without it: fill it in.")
    ),
    "field.unknown": Row(
        "",
        instead=tr("Closed Door knows no field of this name, so nobody would ever see it. Correct it, or take it out."),
    ),
    "field.type": Row(tr("The pack cannot be read until it is: write it in that form."), _VALUE),
    "field.value": Row(tr("The pack cannot be read with it: change it."), _VALUE),
    "field.empty": Row(
        "", instead=tr("Nothing is written here yet. Participants would find an empty place: write it.")
    ),
    "field.length": Row(tr("Nobody would read so much: shorten it."), _TEXT),
    "field.reference": Row(tr("This would lead nowhere: choose one that is there, or add it.")),
    "id.malformed": Row(tr("Answers are kept under it for years, on every kind of computer: choose another one.")),
    "id.twice": Row(tr("Answers are kept by it, and two could not be told apart: rename one of them.")),
    "id.mismatch": Row(tr("A briefing is found by the name of its folder: make the two the same.")),
    "text.encoding": Row(tr("Some of it would show as other characters: save it as UTF-8."), _FILE),
    "text.byte_order_mark": Row(tr("It would show as a character of the text: save the file without it."), _FILE),
    "text.character": Row(tr("It shows nothing, or hides something: take it out."), _TEXT),
    "text.html": Row(
        tr("Closed Door shows no HTML, because it can fetch and hide things: write it in Markdown."), _TEXT
    ),
    "text.nesting": Row(tr("It would have no room on the page: use fewer levels of lists and quotations."), _TEXT),
    "text.dense": Row(tr("Closed Door would take too long over it: break it up into smaller parts."), _TEXT),
    "link.target": Row(tr("Participants could not follow it: name a document of the briefing, or take the link out.")),
    "image.target": Row(tr("Participants would see a gap: add the picture, or take it out of the text.")),
    "image.magic": Row(tr("It could not be shown: save it anew as PNG or JPEG, and add it again."), _FILE),
    "image.size": Row(
        tr("It would take too much memory on a small laptop: make it smaller, and add it again."), _PICTURE
    ),
    "marker.malformed": Row(tr("It would show as a mistake: mend the mark in the source.")),
    "marker.unclosed": Row(tr("Nobody could tell what it marks: close it with ]], or take it out.")),
    "marker.nested": Row(tr("An answer there would count for both: take one of the two away.")),
    "marker.empty": Row(tr("There is nothing to find: put words in it, or take it away.")),
    "marker.line_break": Row(tr("A mark holds words of one line: join the lines in the source, or mark less.")),
    "marker.formatting": Row(tr("What is marked would not be what shows: mark words without bold, italics or links.")),
    "marker.hidden": Row(tr("Nobody could find it: mark words that show.")),
    "marker.twice": Row(tr("Each mark is one place: give one of the two another name.")),
    "marker.unreferenced": Row(
        tr("Nobody is told whether it is right to find it: make it a target or a decoy, or take it away.")
    ),
    "marker.shared": Row(tr("A mark can be found once: take one of the two away.")),
    "task.type": Row(tr("A newer Closed Door may know it: choose one of these, or take the task away.")),
    "decision.best": Row(_ONE_BEST, instead=tr("There has to be exactly one option with the credit 1.")),
    "choice.best": Row(_ONE_BEST, instead=tr("There has to be exactly one option with the credit 1.")),
    "choice.credit": Row(
        tr("Nothing could be earned otherwise: give the options that apply more than 0."),
        instead=tr("No option has a credit above 0."),
    ),
    "choice.confidence": Row(
        tr("Several options have no single probability: switch it off, or let one be picked."), tr("How sure they are")
    ),
    "memo.points": Row(
        tr("Nothing could be earned otherwise: make one of them worth more than 0."),
        instead=tr("No point of a good answer is worth more than 0."),
    ),
    "interview.points": Row(
        tr("Nothing could be earned otherwise: make one of them worth more than 0."),
        instead=tr("No fact is worth more than 0."),
    ),
    "workbook.name": Row(tr("A formula could not tell the two apart: choose another name.")),
    "formula.syntax": Row(tr("No result could be worked out: correct it there."), _FORMULA),
    "formula.name": Row(tr("No result could be worked out: use the names of the assumptions above."), _FORMULA),
    "formula.type": Row(tr("No result could be worked out: use a number in both places, or a list in both."), _FORMULA),
    "formula.arguments": Row(tr("No result could be worked out: write it in that way."), _FORMULA),
    "formula.nesting": Row(tr("Nobody could check it: break it up into several results."), _FORMULA),
    "formula.fails": Row(
        tr("Participants would begin with no result: change the formula or the proposed values."), _FORMULA
    ),
    "highlight.coverage": Row(tr("Whoever marks everything would be right: mark less, or let the document say more.")),
    "answers.kind": Row(tr("The grader is tried on those kinds only: choose one of them.")),
    "answers.count": Row(tr("The grader is tried on them before anybody relies on it: write the others.")),
    "answers.kinds": Row(tr("The grader is tried on each kind before anybody relies on it: write one.")),
    "name.malformed": Row(tr("Some computers could not store it: rename the file."), tr("This")),
    "name.collision": Row(tr("Some computers could store only one of them: rename the other."), _FILE),
    "name.nesting": Row(tr("Some computers could not store it: move it up."), _FILE),
    "file.missing": Row(tr("The pack is not complete without it: write it, or bring it back."), _FILE),
    "file.unlisted": Row(
        tr("Participants would never see it: show it in a text, or take it out of the folder."), _FILE
    ),
    "file.type": Row(tr("A pack holds nothing that could run: take it out of the folder."), _FILE),
    "file.unreadable": Row(tr("See that you may read it, and that its disk is connected."), _FILE),
    "archive.damaged": Row(tr("Ask for the file again, or build it again."), _FILE),
    "archive.entries": Row(tr("It would be slow everywhere: take some out.")),
    "archive.size": Row(tr("It would be slow to hand over: take out some pictures, or make them smaller."), _FILE),
    "archive.file_size": Row(tr("It would be slow to hand over: make it smaller."), _FILE),
    "archive.ratio": Row(_BUILT, _FILE),
    "archive.symlink": Row(tr("It would lead elsewhere on another computer: put the file itself in its place."), _FILE),
    "archive.special": Row(tr("A pack holds texts and pictures only: take it out of the folder."), tr("This")),
    "archive.directory": Row(_BUILT, tr("This")),
    "archive.encrypted": Row(_BUILT, _FILE),
    "archive.method": Row(_BUILT, _FILE),
    "archive.nested": Row(tr("Nobody could look into it: put in what it holds, or take it out."), _FILE),
    "manifest.missing": Row(_BUILT, _FILE),
    "manifest.malformed": Row(_BUILT, _FILE),
    "manifest.files": Row(_BUILT, _FILE),
    "manifest.in_folder": Row(tr("It is made when the pack is built: take it out of the folder."), _FILE),
    "signature.malformed": Row(_BUILT, _FILE),
    "signature.wrong": Row(_BUILT, _FILE),
    "signature.weak_key": Row(tr("Make a new key, and build the pack again."), _FILE),
}
_WITH_A_SUBJECT = ("the ", "The ", "there ", "no ", "“")


def explain(refused: PackError) -> str:
    """Return what is wrong, why it matters and what to do; only for a code of the list in `packs.errors`."""
    row, problem = REFUSALS[refused.code], refused.problem
    if refused.code == "field.empty":
        return _unwritten(problem, refused.where, row)
    if refused.code == "file.missing" and refused.file.endswith(SAMPLE_ANSWERS):
        return NO_ANSWERS
    subject = "" if problem.startswith(_WITH_A_SUBJECT) and row.subject != _VALUE else row.subject
    said = row.instead or (f"{subject} {problem}" if subject else problem[:1].upper() + problem[1:])
    return f"{said} {row.advice}".strip()


def _unwritten(problem: str, where: str, row: Row) -> str:
    """Say of an empty place what belongs there; a list that is too short says how many it needs."""
    if problem.startswith("needs"):
        return f"{_LIST} {problem} {tr('Add what is missing.')}"
    return WHY if where.endswith("why") else row.instead
