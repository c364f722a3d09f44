"""What the desk shows of each part of a pack."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from closeddoor.language import tr, tr_many
from closeddoor.presenters.desk.groups import Offered, form_groups, move_actions, not_writable
from closeddoor.presenters.desk.marks import document_view, mark_groups
from closeddoor.presenters.desk.parts import BUILD, HOME, Part, field_key, list_of
from closeddoor.presenters.states.desk import DeskAction, DeskField, DeskGroup, DeskRow, DeskViewState
from closeddoor.presenters.words import one_line
from closeddoor.services.authoring.draft import PACK, Draft
from closeddoor.services.authoring.forms import FormSpec
from closeddoor.services.authoring.pack_forms import ANSWERS_FORM, MODULES, PACK_FORM, SCENARIO_FORM
from closeddoor.services.authoring.scenarios import answers_of, folder_of, table_of
from closeddoor.services.authoring.task_forms import TASK_FORMS, task_form

LONGEST = 70
FOREWORD, GUIDE, LICENCE = "foreword.md", "facilitator/guide.md", "LICENSE.txt"
TEXTS = (
    (FOREWORD, tr("Foreword"), tr("Who brings this and why; read before the first briefing.")),
    (GUIDE, tr("Discussion guide"), tr("For whoever leads a group; never shown to a participant in practice.")),
    (LICENCE, tr("Licence text"), ""),
)
NAMELESS = tr("Without a title")


def view_of(draft: Draft, part: Part, task: str, label: str) -> DeskViewState:
    """Return what shows of a part; `task` and `label` are what the next mark goes to."""
    if part.kind == "document":
        return _document(draft, part, task, label)
    return _VIEWS[part.kind](draft, part)


def pack_title(draft: Draft) -> str:
    return _title(draft, PACK) or draft.folder.name


def _pack(draft: Draft, _: Part) -> DeskViewState:
    rows = [DeskRow("about", tr("About the pack"), tr("Title, version, who made it, how long its facts hold"))]
    rows += [_scenario_row(draft, scenario_id) for scenario_id in draft.scenario_ids()]
    rows += [DeskRow(Part("text", file=file).key, title, about, _length(draft, file)) for file, title, about in TEXTS]
    return DeskViewState(
        "form",
        title=pack_title(draft),
        about=tr(
            "It lies in {folder}. A draft is teaching material: it is not encrypted, and a text editor can change it "
            "too.",
            folder=draft.folder,
        ),
        rows=tuple(rows),
        actions=(
            DeskAction(BUILD, tr("Sign and build …"), "primary"),
            DeskAction("add-scenario", tr("Add a briefing")),
            DeskAction("close", tr("Put it away"), "quiet"),
        ),
    )


def _scenario_row(draft: Draft, scenario_id: str) -> DeskRow:
    tasks = list_of(draft, scenario_id, "tasks")
    readiness = (
        tr_many("Scored, {count} task", "Scored, {count} tasks", len(tasks), count=len(tasks))
        if tasks
        else tr("For discussion")
    )
    documents = len(list_of(draft, scenario_id, "documents"))
    about = tr_many("Briefing with {count} document", "Briefing with {count} documents", documents, count=documents)
    title = _title(draft, table_of(scenario_id)) or NAMELESS
    return DeskRow(Part("scenario", scenario_id).key, title, about, readiness)


def _scenario(draft: Draft, part: Part) -> DeskViewState:
    scenario_id = part.scenario_id
    rows = [DeskRow(Part("case", scenario_id).key, tr("The case"), tr("Title, role, situation, outcomes, terms"))]
    rows += _numbered(draft, scenario_id, "document", tr("Document"))
    rows += _numbered(draft, scenario_id, "task", tr("Task"))
    debrief = f"{folder_of(scenario_id)}/debrief.md"
    rows.append(
        DeskRow(Part("text", scenario_id, file=debrief).key, tr("Debrief"), tr("Shown when the work is committed"))
    )
    if any(task.get("type") in {"memo", "interview"} for task in list_of(draft, scenario_id, "tasks")):
        about = tr("What the grader is tried on: eight for each memo and each interview")
        rows.append(DeskRow(Part("answers", scenario_id).key, tr("Sample answers"), about))
    adding = DeskGroup(
        "add-task",
        tr("Add a task"),
        about=tr("All but memo and interview are scored exactly; those two are read against samples of yours."),
        actions=tuple(DeskAction(f"add-task {form.type}", form.title) for form in TASK_FORMS),
    )
    steps = tr("Add a task, and it is scored.")
    is_scored = bool(list_of(draft, scenario_id, "tasks"))
    return DeskViewState(
        "form",
        title=_title(draft, table_of(scenario_id)) or NAMELESS,
        about="" if is_scored else tr("For discussion: read, talk, debrief. {steps}", steps=steps),
        rows=tuple(rows),
        groups=(adding,),
        actions=(
            DeskAction("preview", tr("See it as a participant"), "primary"),
            DeskAction("group", tr("Run it with a group")),
            DeskAction("add-document", tr("Add a document")),
            DeskAction("remove-scenario", tr("Take this briefing away"), "quiet"),
        ),
    )


def _numbered(draft: Draft, scenario_id: str, kind: str, word: str) -> list[DeskRow]:
    def about(entry: Mapping[str, Any]) -> str:
        form = task_form(entry.get("type"))
        return form.title if form else str(entry.get("type") or "")

    return [
        DeskRow(
            Part(kind, scenario_id, place).key,
            one_line(str(entry.get("title") or NAMELESS), LONGEST),
            about(entry) if kind == "task" else word,
        )
        for place, entry in enumerate(list_of(draft, scenario_id, f"{kind}s"))
    ]


def _form(title: str, file_of: Callable[[Part], str], form: FormSpec, prefix: str = "") -> Callable[..., DeskViewState]:
    def view(draft: Draft, part: Part) -> DeskViewState:
        file = file_of(part)
        groups = _groups(draft, file, prefix, form, "", part)
        return DeskViewState("form", title=title, groups=groups)

    return view


def _groups(
    draft: Draft, file: str, prefix: str, form: FormSpec, title: str, part: Part
) -> tuple[DeskGroup, ...]:  # fmt: skip
    if not draft.is_writable(file):
        return (DeskGroup(file, title, about=not_writable(file), as_it_stands=draft.text(file)),)
    return form_groups(draft, file, prefix, form, title, _offered(draft, part))


def _task(draft: Draft, part: Part) -> DeskViewState:
    task = list_of(draft, part.scenario_id, "tasks")[part.place]
    form = task_form(task.get("type"))
    prefix, file = f"tasks[{part.place}]", table_of(part.scenario_id)
    title = one_line(str(task.get("title") or NAMELESS), LONGEST)
    tasks = list_of(draft, part.scenario_id, "tasks")
    remove = (
        *move_actions(part.place, len(tasks), words=(tr("Move this task up"), tr("Move this task down"))),
        DeskAction("remove-task", tr("Take this task away"), "quiet"),
    )
    if form is None:
        stands = "\n".join(f"{name} = {value}" for name, value in task.items())
        group = DeskGroup(field_key(file, prefix), title, about=not_writable(file), as_it_stands=stands)
        return DeskViewState("form", title=title, groups=(group,), actions=remove)
    groups = _groups(draft, file, prefix, form.form, "", part)
    return DeskViewState("form", title=title, about=form.about, groups=groups, actions=remove)


def _answers(draft: Draft, part: Part) -> DeskViewState:
    file = answers_of(part.scenario_id)
    if file not in draft.files:
        draft_with = Draft(draft.folder, {**draft.files, file: b""})
        groups = _groups(draft_with, file, "", ANSWERS_FORM, "", part)
    else:
        groups = _groups(draft, file, "", ANSWERS_FORM, "", part)
    return DeskViewState(
        "form",
        title=tr("Sample answers"),
        about=tr(
            "For each memo eight or more: good, partly good, empty, off the topic, stuffed with words, negated, and "
            "one that orders the grader about. For each interview eight questions."
        ),
        groups=groups,
        actions=(DeskAction("grade", tr("See how the grader reads them")),),
    )


def _document(draft: Draft, part: Part, task: str, label: str) -> DeskViewState:
    document = list_of(draft, part.scenario_id, "documents")[part.place]
    file = f"{folder_of(part.scenario_id)}/{document.get('file')}"
    head = table_of(part.scenario_id)
    title = DeskField(
        field_key(head, f"documents[{part.place}].title"), tr("Title"), "line", str(document.get("title") or "")
    )
    source = _source(draft, file, tr("Source of the document, in Markdown"))
    return DeskViewState(
        "document",
        title=one_line(str(document.get("title") or NAMELESS), LONGEST),
        groups=(DeskGroup(file, "", (title, source)), *mark_groups(draft, part, file)),
        actions=(
            *move_actions(
                part.place,
                len(list_of(draft, part.scenario_id, "documents")),
                words=(tr("Move this document up"), tr("Move this document down")),
            ),
            DeskAction("remove-document", tr("Take this document away"), "quiet"),
        ),
        document=document_view(draft, part, file, task, label),
    )


def _text(draft: Draft, part: Part) -> DeskViewState:
    names = {file: title for file, title, _ in TEXTS}
    title = names.get(part.file, tr("Debrief") if part.file.endswith("/debrief.md") else part.file.rpartition("/")[2])
    about = next((about for file, _, about in TEXTS if file == part.file), "")
    group = DeskGroup(part.file, "", (_source(draft, part.file, tr("Text, in Markdown")),))
    removable = part.file in {FOREWORD, GUIDE} and part.file in draft.files
    return DeskViewState(
        "document",
        title=title,
        about=about,
        groups=(group,),
        actions=(DeskAction("remove-text", tr("Leave it out"), "quiet"),) if removable else (),
        document=document_view(draft, part, part.file, "", ""),
    )


def _source(draft: Draft, file: str, title: str) -> DeskField:
    fixed = "" if draft.is_writable(file) else not_writable(file)
    return DeskField(field_key(file), title, "text", draft.text(file), fixed=fixed)


def _build(draft: Draft, _: Part) -> DeskViewState:
    about = tr(
        "The pack file appears beside the folder, in {folder}. Signed, nobody can change it unnoticed, and "
        "participants compare the words of your key. Unsigned, nobody vouches for it.",
        folder=draft.folder.parent,
    )
    return DeskViewState("build", title=tr("Sign and build"), about=about)


def _offered(draft: Draft, part: Part) -> Offered:
    if not part.scenario_id:
        return {}
    tasks = list_of(draft, part.scenario_id, "tasks")
    task = tasks[part.place] if part.kind == "task" and part.place < len(tasks) else {}
    graded = [each for each in tasks if each.get("type") in {"memo", "interview"}]
    items = [item for each in graded for item in (each.get("criteria") or each.get("facts") or ())]
    twins = [each for each in draft.scenario_ids() if each != part.scenario_id]
    return {
        "documents": _choices(list_of(draft, part.scenario_id, "documents"), "title"),
        "labels": _choices(task.get("labels") or (), "title"),
        "graded": _choices(graded, "title"),
        "items": [*_choices(items, "statement", "says")],
        "twins": [(each, _title(draft, table_of(each)) or each) for each in twins],
    }


def _choices(entries: Any, *names: str) -> list[tuple[str, str]]:
    known = [each for each in entries if isinstance(each, dict) and each.get("id")]
    return [(str(each["id"]), one_line(_named(each, names), LONGEST)) for each in known]


def _named(entry: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((str(entry[name]) for name in names if entry.get(name)), str(entry["id"]))


def _title(draft: Draft, file: str) -> str:
    value = draft.table(file).value("title") if draft.is_writable(file) else None
    return one_line(value, LONGEST) if isinstance(value, str) else ""


def _length(draft: Draft, file: str) -> str:
    words = len(draft.text(file).split())
    return tr_many("{count} word", "{count} words", words, count=words) if words else tr("Not written")


_VIEWS: Mapping[str, Callable[[Draft, Part], DeskViewState]] = {
    HOME: _pack,
    "about": _form(tr("About the pack"), lambda _: PACK, PACK_FORM),
    "scenario": _scenario,
    "case": _form(tr("The case"), lambda part: table_of(part.scenario_id), SCENARIO_FORM),
    "task": _task,
    "answers": _answers,
    "text": _text,
    BUILD: _build,
}

__all__ = ["MODULES", "pack_title", "view_of"]
