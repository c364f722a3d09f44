"""Taking away one thing after the other, and telling what this system did not take."""

import os
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from closeddoor.confinement import kernel, seccomp_filter
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.seccomp_filter import Rule
from closeddoor.confinement.syscalls import ARCHITECTURES


@dataclass
class Steps:
    """Runs steps one after the other; one that is refused leaves its sentence and the others go on."""

    why_not: list[str] = field(default_factory=list)

    def run(self, what: str, step: Callable[[], object]) -> bool:
        try:
            step()
        except OSError as error:
            self.why_not.append(f"{what} is not enforced here: {error.strerror or error}.")
            return False
        return True

    def keep_memory(self) -> tuple[bool, bool]:
        """Return whether core dumps are forbidden, and looking into the memory of this process."""
        cores = self.run("Forbidding core dumps", kernel.forbid_core_dumps)
        return cores, self.run("Hiding memory from other programs", kernel.forbid_inspection)

    def end_with_parent(self) -> bool:
        return self.run("Ending with the parent", lambda: kernel.end_with_parent(signal.SIGKILL))

    def limit(self, limits: Iterable[kernel.Limit]) -> tuple[str, ...]:
        """Return the names of those limits that are in force."""
        return tuple(each.name for each in limits if self.run(f"The limit of {each.name}", each.apply))

    def give_up_privileges(self) -> bool:
        return self.run("Giving up new privileges", kernel.forbid_new_privileges)

    def filter_calls(self, rules: Iterable[Rule]) -> bool:
        """Install the filter: the last step, since it also forbids changing what the others set."""
        return self.run("The system call filter (seccomp)", lambda: _install_filter(rules))


def nothing_enforced() -> Enforced:
    """Return what is said on a system that we know no such means of."""
    import platform  # noqa: PLC0415 - where there is something to enforce no start waits for it

    return Enforced(why_not=(f"Nothing is enforced on this system ({platform.system() or os.name}).",))


def _install_filter(rules: Iterable[Rule]) -> None:
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        raise OSError(f"the processor {machine} is not known to it")
    program = seccomp_filter.assemble(ARCHITECTURES[machine], rules)
    kernel.install_filter(machine, seccomp_filter.pack(program))
