"""The key helper, with a backend of another kind under the name of one that is allowed: `… KIND FILE`."""

import sys
from pathlib import Path
from types import ModuleType

from closeddoor.keyhelper import __main__ as helper
from tests.vault import backends_to_refuse as kinds

NAME = "keyring.backends.SecretService"


def disguise(kind: str, path: Path) -> None:
    """Put a class of this kind in the place of the allowed one, with its names; `path` is for the one with a file."""
    base: type[kinds.PlaintextKeyring] = getattr(kinds, kind)
    fields = {"__module__": NAME, "__qualname__": "Keyring", "viable": True, "path": path}
    module = ModuleType(NAME)
    module.__dict__["Keyring"] = type("Keyring", (base,), fields)
    sys.modules[NAME] = module


if __name__ == "__main__":
    disguise(sys.argv[1], Path(sys.argv[2]))
    sys.exit(helper.main())
