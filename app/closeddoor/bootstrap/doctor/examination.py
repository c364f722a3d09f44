"""What an installation is made of, read off and tried out; no path, no name of a user, nothing of a history."""

import hashlib
import os
import platform
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from closeddoor import __version__
from closeddoor.bootstrap.doctor.findings import findings_of
from closeddoor.bootstrap.doctor.machine import disk_state, display_state, edition, font_state, without_a_window
from closeddoor.bootstrap.doctor.vault_files import vault_files
from closeddoor.bootstrap.models import embedder_at
from closeddoor.confinement.enforced import Enforced
from closeddoor.domain.errors import KnownError
from closeddoor.domain.secret import Secret
from closeddoor.inference.catalogue import STARTER_MODELS, StarterModel
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.policy.in_force import machine_policy
from closeddoor.policy.keys import KEYS
from closeddoor.policy.reading import MachinePolicy
from closeddoor.profile import model_folders, profile_at
from closeddoor.selftest.report import KindReport
from closeddoor.services.selftest import selftest
from closeddoor.vault.errors import KeychainLockedError, VaultError
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.looking import look_at, standing, unfinished

LIBRARIES = ("PySide6-Essentials", "llama-cpp-python", "sqlcipher3", "cryptography", "keyring", "markdown-it-py")
SPEED_FLAGS = (
    "avx",
    "avx2",
    "avx512f",
    "f16c",
    "fma",
    "avx_vnni",
    "avx512_vnni",
    "amx_int8",
    "asimd",
    "asimddp",
    "i8mm",
)
"""Instruction sets that decide how fast a model runs here."""

LOADING_LIMIT_S = 120.0


def examine(profile: Path | None) -> dict[str, Any]:
    """Return the report; starts the embedding worker once, to try it and to see what confines it."""
    environment = dict(os.environ)
    helper = KeyHelper()
    vault = profile_at(profile).vault
    application = without_a_window()
    facts = {
        "version": __version__,
        "edition": edition(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "processor_features": processor_features(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "vault": vault_state(vault),
        "vault_unfinished": unfinished(vault) or "nothing",
        "vault_files": vault_files(standing(vault)),
        "keychain": keychain_state(helper),
        "models": {model.file_name: model_state(model, model_folders()) for model in STARTER_MODELS},
        "policy": policy_as_json(machine_policy()),
        "display": display_state(environment),
        "fonts": font_state(),
        "disk": disk_state(vault.parent),
        "worker": worker_state(),
        "processes": {
            report.kind: process_state(report) for report in (*selftest(tries=False), *helper_states(helper))
        },
    }
    del application
    report: dict[str, Any] = without_home({"findings": [each.as_json() for each in findings_of(facts)], **facts})
    return report


def without_home(value: Any) -> Any:
    """Return a report in which nobody is named: the user's home is “~” wherever it stood."""
    if isinstance(value, dict):
        return {key: without_home(each) for key, each in value.items()}
    if isinstance(value, list):
        return [without_home(each) for each in value]
    return value.replace(str(Path.home()), "~") if isinstance(value, str) else value


def vault_state(folder: Path) -> str:
    """Return "none", "locked" or "damaged", as far as that is told without a key; nothing is changed for it."""
    try:
        return look_at(standing(folder)).kind
    except (KnownError, OSError):
        return "damaged"


def policy_as_json(policy: MachinePolicy) -> dict[str, Any]:
    """Return the state, the keys in force with what each says to the user, and what is wrong."""
    says = {spec.name: spec.says(policy.rules) for spec in KEYS if spec.name in policy.keys}
    return {"state": policy.state, "place": policy.place, "in_force": says, "problems": list(policy.problems)}


def processor_features() -> list[str]:
    """Return those of the instruction sets that matter here which the processor names; empty where it tells none."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    named = next((line.split() for line in lines if line.startswith(("flags", "Features"))), [])
    return [flag for flag in SPEED_FLAGS if flag in named]


def keychain_state(helper: KeyHelper) -> str:
    """Return whether there is a keychain to trust: it was given an item of no meaning, kept it and forgot it."""
    try:
        helper.keychain_check()
    except KeychainLockedError:
        return "locked"
    except VaultError as error:
        return f"not used: {error.happened}"
    return "available"


def helper_states(helper: KeyHelper) -> tuple[KindReport, ...]:
    """Return what the real key helper found in force for itself, once it has derived a key that nothing is under."""
    with suppress(VaultError):
        helper.derive(Secret(b"doctor"), bytes(16), FLOOR)
    return tuple(KindReport(kind, enforced) for kind, enforced in helper.confined.items())


def model_state(model: StarterModel, folders: Sequence[Path]) -> dict[str, Any]:
    """Return whether a starter model's file is there, and whole."""
    state: dict[str, Any] = {"for": model.mode, "licence": model.licence, "present": False}
    try:
        with model.find(folders).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (KnownError, OSError):
        return state
    return state | {"present": True, "sha256": found, "as_expected": found == model.sha256}


def worker_state() -> dict[str, Any]:
    """Load the embedding model and return what confines its process, or why it could not be loaded."""
    application = ensure_application()
    embedder, client = embedder_at(model_folders(), application)
    try:
        dimensions = len(wait(embedder.embed(["A sentence to try."]), LOADING_LIMIT_S)[0])
    except KnownError as error:
        return {"works": False, "problem": str(error)}
    finally:
        state = client.state if client else None
        if client:
            client.close()
    enforced = (state.confinement if state else None) or Enforced()
    confinement = {
        "no_network_and_no_programs": enforced.seccomp,
        "reads_only_what_it_needs": enforced.landlock > 0,
        "not_enforced": list(enforced.why_not),
    }
    can_use_gpu = state is not None and state.model is not None and state.model.gpu
    graphics = "used where a model fits on it; untested" if can_use_gpu else "not used: this build cannot"
    return {"works": True, "dimensions": dimensions, "graphics_processor": graphics, "confinement": confinement}


def process_state(report: KindReport) -> dict[str, Any]:
    """Return what a process of this kind found in force for itself; nothing was tried, which is the self-test's."""
    if report.problem:
        return {"problem": report.problem}
    enforced = report.enforced
    return {
        "seccomp": enforced.seccomp,
        "landlock": enforced.landlock,
        "no_new_privileges": enforced.no_new_privileges,
        "no_core_dumps": enforced.no_core_dumps,
        "not_readable_by_others": enforced.not_readable_by_others,
        "ends_with_parent": enforced.ends_with_parent,
        "limits": list(enforced.limits),
        "not_enforced": list(enforced.why_not),
    }
