"""The program of a bundle: the application, or one of its children when the first argument says so.

With `--portable` first, as `closed-door-portable` starts it, its user's data lie beside it.

The names of the children are imported in plain sight, so that PyInstaller finds them.
"""

import sys

from closeddoor.wire.child_command import AS_CHILD

PORTABLE = "--portable"


def main() -> int:
    """Be what the arguments ask for; return the exit code."""
    if sys.argv[1:2] == [AS_CHILD]:
        child, sys.argv[1:] = sys.argv[2], sys.argv[3:]
        return _be(child)
    if sys.argv[1:2] == [PORTABLE]:
        del sys.argv[1]
        if not _may_be_portable():
            return 1
    from closeddoor.__main__ import main as application  # noqa: PLC0415 - no child imports it

    return application()


def _may_be_portable() -> bool:
    """Keep all beside the program, or say why not; nothing was made then."""
    from closeddoor.cli import refuse  # noqa: PLC0415 - no child imports it
    from closeddoor.domain.errors import KnownError  # noqa: PLC0415 - the same
    from closeddoor.profile import keep_beside_program  # noqa: PLC0415 - the same

    try:
        keep_beside_program()
    except KnownError as error:
        refuse(error, is_window=not sys.argv[1:])
        return False
    return True


def _be(child: str) -> int:
    if child == "worker":
        from closeddoor.worker.__main__ import main as worker  # noqa: PLC0415 - each child imports its own

        worker()
    elif child == "reader":
        from closeddoor.reader.__main__ import main as reader  # noqa: PLC0415 - the same

        reader()
    elif child == "keyhelper":
        from closeddoor.keyhelper.__main__ import main as keyhelper  # noqa: PLC0415 - the same

        return keyhelper()
    elif child == "selftest":
        from closeddoor.selftest.__main__ import main as selftest  # noqa: PLC0415 - the same

        selftest()
    else:
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
