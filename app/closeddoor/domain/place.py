"""Where the user was when the window was locked: ids only, nothing that was typed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace


@dataclass(frozen=True)
class Place:
    """`page` is a page's name, and the others say what was open on it; 0 and "" where there was nothing.

    `view` is that of the library or the record, or a section of the privacy room, `attempt_id` a debrief that was read
    again, `meeting` a kind of meeting, `own_id` a practice of the user's own. `ended` counts the conversations that a
    lock ends, and `code_unchecked` says that a recovery code was on the screen and not checked, `new_code_unchecked`
    that it was one to take the place of another, and `new_code_put` that such a one was being put in force.
    """

    page: str = "home"
    view: str = ""
    pack_id: str = ""
    scenario_id: str = ""
    attempt_id: int = 0
    conversation_id: int = 0
    own_id: int = 0
    meeting: str = ""
    ended: int = 0
    code_unchecked: bool = False
    new_code_unchecked: bool = False
    new_code_put: bool = False

    def at_home(self) -> "Place":
        """Return home, with everything that is to be said of the lock."""
        where = ("page", "view", "pack_id", "scenario_id", "attempt_id", "conversation_id", "own_id", "meeting")
        usual = Place()
        return replace(self, **{name: getattr(usual, name) for name in where})

    def to_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, untrusted: object) -> "Place | None":
        """Return the place that `to_json` wrote; None for anything else."""
        if not isinstance(untrusted, Mapping):
            return None
        names = {field.name: field.default for field in fields(cls)}
        known = {name: untrusted.get(name, usual) for name, usual in names.items()}
        is_sound = all(type(value) is type(names[name]) for name, value in known.items())
        return cls(**known) if is_sound else None
