"""What the buttons of the desk do to the draft: parts come and go, places are marked."""

from collections.abc import Callable

from closeddoor.language import tr
from closeddoor.presenters.desk.marks import labels_of
from closeddoor.presenters.desk.parts import HOME, Part, list_of
from closeddoor.presenters.desk.writing import Writing
from closeddoor.services.authoring import scenarios
from closeddoor.services.authoring.draft import Draft
from closeddoor.services.authoring.field_places import list_at
from closeddoor.services.authoring.marking import Marked, UnmarkableError, mark_displayed, mark_source
from closeddoor.services.authoring.scenarios import MarkKind, table_of
from closeddoor.services.authoring.table_text import UnwritableTableError, value_in

FIRST_MARK = tr(
    "Marked. The briefing has a task to mark this document now, and is scored by it. Say why under its source."
)


MOVES = {"move-up": -1, "move-down": 1}


class Acting(Writing):
    """Adds, takes away and marks; each is one step that can be taken back."""

    _task = ""
    _label = ""
    _rendered_source = ""

    def choose_task(self, task: str) -> None:
        """Say which task the next mark belongs to."""
        self._task, self._label = task, ""
        self._render()

    def choose_label(self, label: str) -> None:
        """Say what is wrong with the next target."""
        self._label = label
        self._render()

    def mark(self, kind: MarkKind, start: int, end: int) -> None:
        """Mark code points of the displayed document as a target or a decoy."""
        self._mark(kind, lambda source: mark_displayed(self._as_shown(source), start, end))

    def mark_source(self, kind: MarkKind, start: int, end: int) -> None:
        """Mark code points of the document's source."""
        self._mark(kind, lambda source: mark_source(source, start, end))

    def _mark(self, kind: MarkKind, put: Callable[[str], Marked]) -> None:
        draft, part = self._draft, self._part
        if draft is None or part.kind != "document":
            return
        document = list_of(draft, part.scenario_id, "documents")[part.place]
        file = scenarios.document_file(draft, part.scenario_id, document.get("id"))
        try:
            marked = put(draft.text(file))
        except UnmarkableError as error:
            self._fail(error)
            return
        self._problem, self._said = None, tr("Marked. Say why under its source.")

        def key_it(draft: Draft) -> None:
            place = self._task_to_mark(draft, part.scenario_id, str(document.get("id")))
            labels = labels_of(draft, part.scenario_id, place)
            label = self._label if self._label in dict(labels) else (labels[0][0] if labels else "")
            scenarios.key_mark(draft, part.scenario_id, place, file, marked, kind, label)

        self._act(key_it)
        self._page.show_mark(marked.id)

    def _as_shown(self, source: str) -> str:
        """Return the source if it is what shows; else places that were selected in what shows are others by now."""
        if source != self._rendered_source:
            raise UnmarkableError(tr("The text was changed just now: select the words again."))
        return source

    def _task_to_mark(self, draft: Draft, scenario_id: str, document_id: str) -> int:
        """Return the task that marks go to; the first mark of a document makes one."""
        places = scenarios.highlights_of(draft, scenario_id, document_id)
        if self._task in map(str, places):
            return int(self._task)
        if places:
            return places[0]
        self._said = FIRST_MARK
        return scenarios.add_task(draft, scenario_id, "highlight", document_id)

    def _do(self, key: str) -> bool:
        """Do what a button stands for; return whether it was one of these."""
        verb, _, what = key.partition(" ")
        draft, part = self._draft, self._part
        if draft is None:
            return False
        if verb in {"unmark", "swap", "show"}:
            self._on_mark(draft, verb, what)
        elif verb in MOVES:
            self._move(draft, MOVES[verb], what)
        elif "#" in what:
            self._act(lambda draft: _change_list(draft, verb, what))
        elif verb == "add-scenario":
            self._go_after(lambda draft: Part("scenario", scenarios.add_scenario(draft)))
        elif verb == "add-document":
            self._go_after(lambda draft: _new_document(draft, part))
        elif verb == "add-task":
            self._go_after(lambda draft: Part("task", part.scenario_id, _new_task(draft, part, what)))
        elif verb.startswith("remove-"):
            self._remove(draft, verb.removeprefix("remove-"))
        else:
            return False
        return True

    def _move(self, draft: Draft, by: int, where: str) -> None:
        """Move an entry of a form, or the document or task that shows, one place; the keyboard goes along."""
        part = self._part
        file, _, path = (
            where.partition("#") if where else (table_of(part.scenario_id), "", f"{part.kind}s[{part.place}]")
        )
        if not where and part.kind not in {"document", "task"}:
            return
        moved: list[int] = []
        self._said = ""
        self._act(lambda draft: moved.append(draft.move_entry(file, path, by)))
        if not moved:
            return
        if where:
            self._page.show_field(f"{file}#{path.rpartition('[')[0]}[{moved[0]}]")
            return
        self._part = Part(part.kind, part.scenario_id, moved[0])
        count = len(list_of(draft, part.scenario_id, f"{part.kind}s"))
        self._said = tr("It stands at place {place} of {count} now.", place=moved[0] + 1, count=count)
        self._task = self._label = ""
        self._render()

    def _on_mark(self, draft: Draft, verb: str, span: str) -> None:
        part = self._part
        document_id = list_of(draft, part.scenario_id, "documents")[part.place].get("id")
        if verb == "show":
            self._page.show_mark(span)
        elif verb == "unmark":
            self._act(lambda draft: scenarios.drop_mark(draft, part.scenario_id, document_id, span))
        else:
            self._act(lambda draft: scenarios.change_kind(draft, part.scenario_id, document_id, span))

    def _remove(self, draft: Draft, what: str) -> None:
        part, above = self._part, Part("scenario", self._part.scenario_id)
        if what == "scenario":
            if len(draft.scenario_ids()) == 1:
                self._said = tr("A pack holds one briefing at least: add another one first.")
                self._render()
                return
            self._leave_for(Part(HOME), lambda draft: scenarios.remove_scenario(draft, part.scenario_id))
        elif what == "task":
            self._leave_for(above, lambda draft: scenarios.remove_task(draft, part.scenario_id, part.place))
        elif what == "text":
            self._leave_for(Part(HOME), lambda draft: draft.remove_file(part.file))
        elif what == "document":
            self._remove_document(draft, above)

    def _remove_document(self, draft: Draft, above: Part) -> None:
        part = self._part
        if len(list_of(draft, part.scenario_id, "documents")) == 1:
            self._said = tr("A briefing has one document at least: add another one first.")
            self._render()
        elif not scenarios.remove_document(draft, part.scenario_id, part.place):
            self._said = tr("A task is about this document: take that task away first.")
            self._render()
        else:
            self._part = above
            self._changed()

    def _act(self, change: Callable[[Draft], object]) -> None:
        """Write what was typed before, then make one change and write it: a step of its own."""
        draft = self._draft
        if draft is None:
            return
        self._typed += 1
        self._send()
        before = dict(draft.files)
        try:
            change(draft)
        except UnwritableTableError as error:
            draft.files = before
            self._fail(error)
            return
        self._changed()

    def _go_after(self, change: Callable[[Draft], Part]) -> None:
        """Make a change and show the part that it made."""

        def go(draft: Draft) -> None:
            part = change(draft)
            self._send()  # kept under the part that it was asked on: a step back leads there again
            self._part = part

        self._said = ""
        self._act(go)

    def _leave_for(self, part: Part, change: Callable[[Draft], object]) -> None:
        """Take away the part that shows, and go to another."""

        def go(draft: Draft) -> None:
            change(draft)
            self._send()
            self._part = part

        self._said = tr("Taken away. Step back brings it back.")
        self._act(go)


def _change_list(draft: Draft, verb: str, where: str) -> None:
    """Append to a list of a form, or take one of its entries away."""
    file, _, path = where.partition("#")
    if verb == "remove":
        draft.remove_entry(file, path)
        return
    spec = list_at(draft, file, path)
    if spec is not None:
        held = value_in(draft.table(file).plain(), path) if file in draft.files else None
        taken = {str(each.get("id")) for each in held or ()}
        count = len(taken)
        while str(spec.begin(count).get("id")) in taken:
            count += 1
        draft.add_entry(file, path, spec.begin(count))


def _new_document(draft: Draft, part: Part) -> Part:
    place = scenarios.add_document(draft, part.scenario_id, tr("A new paper"), tr("Paste the document here."))
    return Part("document", part.scenario_id, place)


def _new_task(draft: Draft, part: Part, task_type: str) -> int:
    return scenarios.add_task(draft, part.scenario_id, task_type)
