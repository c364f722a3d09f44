"""What may not be in a bundle is found in one, by name, by module and by what a library asks for."""

import shutil
import subprocess
from pathlib import Path

import pytest

import contents


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that is needed, and a program of no modules."""
    for name in contents.NEEDED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("here")
    monkeypatch.setattr(contents, "modules", lambda _: {"closeddoor.cli"})
    return tmp_path


def test_a_bundle_that_is_whole_has_no_fault(bundle: Path) -> None:
    assert list(contents.faults(bundle)) == []


@pytest.mark.parametrize("name", contents.NEEDED)
def test_what_is_needed_and_is_not_there_is_named(bundle: Path, name: str) -> None:
    (bundle / name).unlink()
    assert list(contents.faults(bundle)) == [f"missing: {name}"]


@pytest.mark.parametrize(
    "name",
    [
        "_internal/PySide6/Qt/lib/libQt6Network.so.6",
        "_internal/PySide6/QtNetwork.abi3.so",
        "_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "_internal/libQt6WebEngineCore.so.6",
        "_internal/libssl.so.3",
        "_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
        "_internal/certifi/cacert.pem",
        "_internal/requests-2.34.2.dist-info",
        "_internal/diskcache-5.6.3.dist-info",
        "_internal/numpy/core.py",
    ],
)
def test_each_kind_of_what_is_forbidden_is_found_by_its_name(bundle: Path, name: str) -> None:
    (bundle / name).parent.mkdir(parents=True, exist_ok=True)
    (bundle / name).touch()
    assert any(fault.endswith(name) for fault in contents.faults(bundle))


def test_a_module_hidden_in_the_program_is_found(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "modules", lambda _: {"diskcache", "closeddoor"})
    assert list(contents.faults(bundle)) == ["module: diskcache"]


@pytest.mark.skipif(not (shutil.which("cc") and shutil.which("objdump")), reason="needs a C compiler and objdump")
def test_a_library_that_asks_for_tls_or_for_what_nobody_has_is_found(bundle: Path) -> None:
    for needed in ("libssl", "libnobodys"):
        _link(bundle / f"{needed}.so", soname=f"{needed}.so.9")
    _link(
        bundle / "_internal" / "libours.so",
        "-Wl,--no-as-needed",
        str(bundle / "libssl.so"),
        str(bundle / "libnobodys.so"),
    )
    (bundle / "libssl.so").unlink()
    (bundle / "libnobodys.so").unlink()
    assert list(contents.faults(bundle)) == [
        "linked with a network: _internal/libours.so needs libssl.so.9",
        "not in the bundle and not asked of the system: _internal/libours.so needs libssl.so.9",
        "not in the bundle and not asked of the system: _internal/libours.so needs libnobodys.so.9",
    ]


def _link(target: Path, *arguments: str, soname: str = "libours.so") -> None:
    command = ["cc", "-shared", "-nostdlib", "-x", "c", "/dev/null", "-x", "none", f"-Wl,-soname,{soname}"]
    subprocess.run([*command, *arguments, "-o", str(target)], check=True)
