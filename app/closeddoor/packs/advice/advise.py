"""All warnings about a pack, in the order of its files."""

from datetime import date

from closeddoor.domain.scenario import Pack
from closeddoor.packs.advice.warning import Warned


def advise(pack: Pack, today: date) -> tuple[Warned, ...]:
    """Return what could be better; nothing in it keeps the pack from being used."""
    return tuple(_of_pack(pack, today))


def _of_pack(pack: Pack, today: date) -> list[Warned]:
    if pack.info.review_due <= today:
        problem = f"the facts were to be reviewed by {pack.info.review_due}."
        return [Warned("review.past", "pack.toml", "review_due", problem)]
    return []
