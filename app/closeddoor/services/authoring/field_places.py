"""Which form a place of a file belongs to."""

import re

from closeddoor.services.authoring.draft import PACK, Draft
from closeddoor.services.authoring.forms import TITLE, FieldSpec, FormSpec, ListSpec, list_in, spec_in
from closeddoor.services.authoring.pack_forms import ANSWERS_FORM, PACK_FORM, SCENARIO_FORM
from closeddoor.services.authoring.task_forms import task_form

_IN_TASK = re.compile(r"(tasks\[\d+\])\.(.+)")
_DOCUMENTS = FormSpec((), (ListSpec("documents", "", "", "", (TITLE,), lambda _: {}),))


def field_at(draft: Draft, file: str, path: str) -> FieldSpec | None:
    """Return the field of a file's form at `path`; None where no form has one."""
    form, within = _form_of(draft, file, path)
    return spec_in(form, within) if form is not None else None


def list_at(draft: Draft, file: str, path: str) -> ListSpec | None:
    """Return the list of a file's form at `path`; None where no form has one."""
    form, within = _form_of(draft, file, path)
    return list_in(form, within) if form is not None else None


def _form_of(draft: Draft, file: str, path: str) -> tuple[FormSpec | None, str]:
    if file == PACK:
        return PACK_FORM, path
    if file.endswith("/answers.toml"):
        return ANSWERS_FORM, path
    task = _IN_TASK.fullmatch(path)
    if task is not None:
        form = task_form(draft.table(file).value(f"{task.group(1)}.type"))
        return (form.form if form else None), task.group(2)
    return (_DOCUMENTS if path.startswith("documents") else SCENARIO_FORM), path
