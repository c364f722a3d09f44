"""The slip for the author: the only way back from a participant to whoever wrote a briefing, by the participant's hand.

It says which item is contested and why. It never holds a score, an answer, a name or a date.
"""

from dataclasses import dataclass

from closeddoor.language import tr

MOST_COMMENT = 2000
MOST_SUBJECT = 300


@dataclass(frozen=True)
class SlipItem:
    """What a slip is about, in the terms of the pack; `subject` is the author's own words for it.

    `task_id` and `item_id` may be empty: the slip is then about the whole scenario, or with no `scenario_id` the pack.
    """

    pack_id: str
    version: str
    scenario_id: str = ""
    task_id: str = ""
    item_id: str = ""
    subject: str = ""


def slip(item: SlipItem, comment: str) -> str:
    """Return all of the slip; nothing but the item and the participant's comment goes into it."""
    rows = [
        (tr("Pack"), f"{item.pack_id} {item.version}"),
        (tr("Scenario"), item.scenario_id),
        (tr("Task"), item.task_id),
        (tr("Item"), item.item_id),
        (tr("It reads"), _shortened(item.subject)),
    ]
    head = "\n".join(f"{name}: {said}" for name, said in rows if said)
    return tr("To the author\n\n{head}\n\n{comment}\n", head=head, comment=_comment(comment))


def _comment(comment: str) -> str:
    written = comment.strip()[:MOST_COMMENT]
    return tr("Comment: {written}", written=written) if written else tr("Comment: (none)")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_SUBJECT else f"{line[: MOST_SUBJECT - 1].rstrip()}…"
