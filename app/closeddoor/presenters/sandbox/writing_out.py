"""A conversation as text for elsewhere: Markdown as it was written, or plain characters."""

from collections.abc import Sequence

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import MessageRow
from closeddoor.presenters.states.shared import UNPROTECTED
from closeddoor.presenters.words import whole_line
from closeddoor.text import render_chat


def message_text(row: MessageRow, *, as_markdown: bool) -> str:
    """Return one turn; the user's turns are plain already."""
    if as_markdown or row.role == "user":
        return row.text
    return render_chat(row.text).displayed.strip()


def conversation_text(rows: Sequence[MessageRow], *, as_markdown: bool) -> str:
    """Return all turns of the branch that is shown, each under who said it."""
    who = {"user": tr("You"), "assistant": tr("Model")}
    head = "**{}**" if as_markdown else "{}:"
    parts = (
        f"{head.format(who[row.role])}\n\n{message_text(row, as_markdown=as_markdown)}" for row in rows if row.text
    )
    return "\n\n".join(parts)


def conversation_file(title: str, model: str, rows: Sequence[MessageRow]) -> str:
    """Return a conversation as a Markdown file: title, which model answered, the turns, what the file is not."""
    said = conversation_text(rows, as_markdown=True)
    return tr(
        "# {title}\n\n*Answers by {model}.*\n\n{said}\n\n---\n\n*{unprotected}*\n",
        title=whole_line(title),
        model=whole_line(model),
        said=said,
        unprotected=UNPROTECTED,
    )


def file_name(title: str) -> str:
    """Return a name for the file, without its ending, that every system takes."""
    letters = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in title)
    return " ".join(letters.split())[:60].strip() or tr("Conversation")
