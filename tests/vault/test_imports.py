import subprocess
import sys

FORBIDDEN = {"ssl", "_ssl", "http", "socket", "urllib.request", "keyring", "numpy", "llama_cpp", "PySide6"}

PROGRAM = """
import pkgutil, importlib, sys
import closeddoor.vault
for module in pkgutil.walk_packages(closeddoor.vault.__path__, "closeddoor.vault."):
    importlib.import_module(module.name)
print(*sorted(sys.modules))
"""


def imported(program: str) -> list[str]:
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_vault_brings_no_network_and_no_keyring_into_the_window() -> None:
    modules = imported(PROGRAM)
    assert "closeddoor.vault.repositories.attempts" in modules
    assert not FORBIDDEN & set(modules)


def test_control_keyring_would_bring_the_network() -> None:
    modules = imported("import sys, keyring.backends.SecretService; print(*sorted(sys.modules))")
    assert {"keyring", "socket", "ssl", "http"} <= set(modules)
