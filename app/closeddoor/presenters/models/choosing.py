"""Models of other applications, and files of the user's own: listed, taken, and put to use."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.found_models import Found
from closeddoor.inference.judged_model import FoundModel
from closeddoor.inference.taking import NOTHING_CHANGED, ChosenModel
from closeddoor.language import tr
from closeddoor.policy.in_force import rules
from closeddoor.presenters.models.shown import Shown
from closeddoor.presenters.models.words import size_and_kind
from closeddoor.presenters.states.models import ModelRow
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.found_models import FoundModelService, RunningTake

STARTER_KEY = 0
NOTHING_FOUND = tr("None of these places holds a model that runs here.")
SEVERAL = tr("Several files came at once, and a model is one file.")
MORE = tr("There is more than is looked at; only the beginning is listed.")

CUT_OFF = Problem(
    tr("A model was being copied when the window was locked or closed, and the copy was not finished."),
    tr("What was copied of it so far was deleted. {unchanged}", unchanged=NOTHING_CHANGED),
    tr("Copy it once more in the model room, and leave the window open meanwhile."),
)


class ModelInUse(Protocol):
    """The chat model as this page speaks of it, and how another takes its place; `choice` is None for the starter."""

    @property
    def choice(self) -> ChosenModel | None: ...

    @property
    def starter_line(self) -> str: ...

    def use(self, choice: ChosenModel | None) -> None: ...


class ChoosingPresenter(QObject):
    """`model_changed`: another model is in use from now on; it carries the name of the one before."""

    model_changed = Signal(str)

    def __init__(
        self,
        shown: Shown,
        service: FoundModelService,
        models: ModelInUse,
        dispatcher: Dispatcher,
        fit: Callable[[FoundModel], str],
        parent: QObject | None = None,
    ) -> None:
        """`fit` says in words whether a model fits into the memory that is free now."""
        super().__init__(parent)
        self._shown = shown
        self._service = service
        self._models = models
        self._dispatcher = dispatcher
        self._fit = fit
        self._found: tuple[FoundModel, ...] = ()
        self._running: RunningTake | None = None
        self._before: tuple[ChosenModel | None] | None = None
        shown.show(rows=(self._starter(),))

    def refresh(self) -> None:
        """Show the page as it was left, with the memory that is free now."""
        self._show(rows=(self._starter(), *self._rows()))

    def sweep(self, tell: Callable[[Problem], None]) -> None:
        """Take away what a copy left that a lock or an end of the process has cut off, and say so; first of all."""

        def say(swept: int) -> None:
            if swept:
                tell(CUT_OFF)

        self._dispatcher.deliver(self._service.sweep(), say)

    def look(self) -> None:
        """The user said yes: look through the places that the page names."""
        self._show(phase="looking", busy=Busy(tr("Looking through these folders.")), problem=None, done_line="")
        self._dispatcher.deliver(self._service.look(), self._list, self._show_failure)

    def look_again(self) -> None:
        """Look anew; who never said yes to it is asked first, with the names of the places."""
        if self._shown.state.has_looked:
            self.look()
        else:
            self._show(phase="ask", problem=None, done_line="")

    def pick(self, untrusted: Sequence[Path]) -> None:
        """Take the file that the user picked or dropped into the list, marked."""
        before = self._shown.state.phase
        if before not in ("ask", "list") or not untrusted:
            return
        if len(untrusted) > 1:
            self._show(problem=Problem(SEVERAL, NOTHING_CHANGED, tr("Choose one file.")))
            return

        def fail(error: BaseException) -> None:
            self._show(phase=before, busy=None, problem=Problem.of(error))

        busy = Busy(tr("Reading the beginning of the file."))
        self._show(phase="picking", busy=busy, problem=None, done_line="")
        self._dispatcher.deliver(self._service.pick(untrusted[0]), self._add, fail)

    def choose(self, key: int) -> None:
        self._show(chosen=key, problem=None)

    def use_in_place(self) -> None:
        self._take(copies=False)

    def copy(self) -> None:
        self._take(copies=True)

    def cancel(self) -> None:
        """Give up reading a model."""
        if self._running is not None:
            self._running.cancel()

    def go_back(self) -> None:
        """Use the model again that was in use before the one that was chosen last."""
        if self._before is not None and self._running is None:
            (before,) = self._before
            self._put_to_use(before)

    def use_starter(self) -> None:
        """Use the model that comes with the application."""
        if self._running is None and self._models.choice is not None:
            self._put_to_use(None)

    def end(self) -> None:
        """Leave nothing of a copy that is under way; call it once no job runs any more."""
        if self._running is not None:
            self._running.end()

    def _take(self, *, copies: bool) -> None:
        key = self._shown.state.chosen
        if key is None or self._running is not None:
            return
        if key == STARTER_KEY:
            self._put_to_use(None)
            return
        doing = tr("Copying and checking it.") if copies else tr("Reading it once, to know it again.")
        self._show(phase="taking", busy=Busy(doing, 0.0, can_cancel=True), problem=None, done_line="")
        model = self._found[key - 1]
        self._running = self._service.take(
            model, copies=copies, on_progress=lambda fraction: self._show(busy=Busy(doing, fraction, can_cancel=True))
        )
        self._dispatcher.deliver(self._running.future, self._put_to_use, self._show_failure)

    def _put_to_use(self, choice: ChosenModel | None) -> None:
        self._running = None

        def tell(_: None) -> None:
            before = self._models.choice
            self._before = (before,)
            self._models.use(choice)
            name = choice.name if choice else self._models.starter_line
            where = "" if choice is None else tr(" It was copied.") if choice.is_copy else tr(" It stays where it is.")
            done = tr("You converse with {name} from now on.{where}", name=name, where=where)
            self._show(phase="list", busy=None, done_line=done)
            self.model_changed.emit(before.name if before else STARTER_CHAT.title)

        self._dispatcher.deliver(self._service.remember(choice), tell, self._show_failure)

    def _list(self, found: Found) -> None:
        self._found = tuple(found.models)
        rows = self._rows()
        line = tr("{count} found.", count=len(rows)) if rows else NOTHING_FOUND
        self._show(
            phase="list",
            busy=None,
            has_looked=True,
            rows=(self._starter(), *rows),
            chosen=rows[0].key if len(rows) == 1 else None,
            found_line=f"{line} {MORE}" if found.is_partial else line,
            passed_over=tuple(f"{each.name} ({each.app}): {each.why}." for each in found.passed_over),
        )

    def _add(self, picked: FoundModel) -> None:
        others = tuple(model for model in self._found if model.path != picked.path)
        self._found = (*others, picked)
        self._show(phase="list", busy=None, rows=(self._starter(), *self._rows()), chosen=len(self._found))

    def _starter(self) -> ModelRow:
        return ModelRow(STARTER_KEY, self._models.starter_line, tr("Comes with Closed Door"))

    def _show_failure(self, error: BaseException) -> None:
        self._running = None
        phase = "list" if self._shown.state.phase == "taking" or self._shown.state.has_looked else "ask"
        self._show(phase=phase, busy=None, problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        phase = changes.get("phase", self._shown.state.phase)
        offers_starter = self._models.choice is not None and phase in ("ask", "looking")
        policy = rules()
        self._shown.show(
            **changes,
            offers_starter=offers_starter,
            rule=policy.said_of_models(),
            may_choose=policy.models is None or bool(policy.models),
            may_use_starter=policy.models is None or STARTER_CHAT.sha256 in policy.models,
        )

    def _rows(self) -> tuple[ModelRow, ...]:
        """Return one row for each model that was found, numbered behind that of the starter."""
        return tuple(
            ModelRow(key, model.name, described(model), self._fit(model))
            for key, model in enumerate(self._found, STARTER_KEY + 1)
        )


def described(model: FoundModel) -> str:
    """Return application, size, quantisation and licence of a model, as far as they are known."""
    licence = model.licence or tr("licence not said")
    size = size_and_kind(model.identity.size_bytes, model.quantisation)
    return " · ".join(part for part in (model.app, size, licence) if part)
