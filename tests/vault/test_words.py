"""What the user reads of a vault calls it their history; `vault.keys` and `vault.head` are names of files."""

import re

import pytest

from closeddoor.vault import errors
from closeddoor.vault.errors import VaultError

ERRORS = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, VaultError)]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_one_name_for_one_thing(error: type[VaultError]) -> None:
    said = f"{error.HAPPENED} {error.SAFE} {error.NEXT}"
    assert not re.search(r"vault(?!\.(keys|head))", said)
