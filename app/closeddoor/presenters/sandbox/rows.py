"""From the facts of services to the rows of the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from closeddoor.domain.attachment import Source
from closeddoor.domain.branches import Branches, Segment
from closeddoor.domain.history import Folder, Message, ReplyFigures
from closeddoor.domain.history import SearchHit as FoundPlace
from closeddoor.domain.set_up import SetUp
from closeddoor.inference.states import Phase
from closeddoor.language import tr
from closeddoor.presenters.states.attachments import SourceRow
from closeddoor.presenters.states.sandbox import BranchRow, FolderRow, MessageRow, SearchHit
from closeddoor.presenters.words import counted, one_line

MOST_CHARACTERS = 80
"""How much of a turn stands in the outline of branches."""

BUSY_WORDS: dict[Phase, str] = {
    "starting": tr("The model starts."),
    "loading": tr("The model is checked and loaded."),
    "ready": tr("The model reads the conversation."),
}
NOTES = {
    "stopped": tr("Stopped by you. The text so far is kept."),
    "interrupted": tr("Interrupted before it was finished. The text so far is kept."),
}
NOTES_WITHOUT_TEXT = {
    "stopped": tr("Stopped by you before the first word."),
    "interrupted": tr("Interrupted before the first word."),
}
DAMAGED = tr("This entry is damaged and cannot be shown.")


def folder_row(folder: Folder) -> FolderRow:
    return FolderRow(folder.id, folder.name, folder.conversation_count)


def search_hit(hit: FoundPlace) -> SearchHit:
    return SearchHit(hit.conversation_id, hit.message_id or 0, hit.title, hit.before, hit.match, hit.after)


def message_row(message: Message) -> MessageRow:
    text = message.text if message.readable else ""
    notes = NOTES if message.text else NOTES_WITHOUT_TEXT
    note = notes.get(message.state, "") if message.readable else DAMAGED
    return MessageRow(message.id, message.role, text, message.state, note, figures=figures_line(message.figures))


SUMMARISED = tr("Up to here, the model reads the summary.")


def branch_messages(
    branches: Branches, sources: Mapping[int, Sequence[Source]], summarised_through: int = 0
) -> tuple[MessageRow, ...]:
    """Return the turns of the branch that is shown, each with its place among its alternatives.

    `sources` are what the model was given with a question, by its message; the reply to it may name them. A summary
    stands for the turns up to `summarised_through`.
    """
    rows = [_placed(message_row(message), branches, sources) for message in branches.shown()]
    return tuple(_noted(row) if row.message_id == summarised_through else row for row in rows)


def summarised_through(set_up: SetUp) -> int:
    """Return the last turn that a summary stands for, 0 without any."""
    return set_up.summary.through_id if set_up.summary else 0


def _noted(row: MessageRow) -> MessageRow:
    return replace(row, note=" ".join(part for part in (row.note, SUMMARISED) if part))


def _placed(row: MessageRow, branches: Branches, sources: Mapping[int, Sequence[Source]]) -> MessageRow:
    places, question = branches.alternatives(row.message_id), branches.parents[row.message_id]
    given = sources.get(question, ()) if question is not None and row.role == "assistant" else ()
    passages = tuple(SourceRow(each.number, each.words) for each in given)
    return replace(row, place=places.index(row.message_id) + 1, places=len(places), passages=passages)


def branch_rows(branches: Branches) -> tuple[BranchRow, ...]:
    """Return the outline; empty where there is one branch only."""
    outline = branches.outline()
    shown = {message.id for message in branches.shown()}
    return tuple(_branch_row(segment, shown) for segment in outline) if len(outline) > 1 else ()


def _branch_row(segment: Segment, shown: Iterable[int]) -> BranchRow:
    first = segment.first
    text = one_line(first.text, MOST_CHARACTERS) if first.readable else DAMAGED
    who = tr("You") if first.role == "user" else tr("Model")
    place = tr("{place} of {places}", place=segment.place, places=segment.places) if segment.places > 1 else ""
    about = " · ".join(part for part in (who, place, counted(segment.turns, "turn")) if part)
    return BranchRow(first.id, segment.depth, text or tr("No words"), about, first.id in shown)


def figures_line(figures: ReplyFigures | None) -> str:
    """Return what a reply took, in words; the speed is that of writing, from its first word to its end."""
    if figures is None:
        return ""
    line = tr(
        "Read {prompt_tokens:,} tokens, wrote {reply_tokens:,}",
        prompt_tokens=figures.prompt_tokens,
        reply_tokens=figures.reply_tokens,
    )
    if figures.duration_ms <= 0 or figures.reply_tokens < 2:
        return f"{line}."
    return tr(
        "{line}, {reply_tokens:,.0f} a second.",
        line=line,
        reply_tokens=(figures.reply_tokens - 1) * 1000 / figures.duration_ms,
    )


def with_piece(rows: tuple[MessageRow, ...], message_id: int, piece: str) -> tuple[MessageRow, ...]:
    """Return the rows with `piece` added to the one that is being written, which is the last."""
    last = rows[-1]
    return (*rows[:-1], replace(last, text=last.text + piece)) if last.message_id == message_id else rows
