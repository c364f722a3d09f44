"""What doctor says of keychain and key helper is what they did, not what is assumed."""

import sys

import pytest

from closeddoor.bootstrap.doctor import helper_states, keychain_state
from closeddoor.vault.errors import KeychainLockedError, KeychainRefusedError, VaultError
from closeddoor.vault.key_helper import KeyHelper
from tests.fakes.keychain import FakeKeychain


class KeepsNothing(FakeKeychain):
    """Says of every item that it is not there, as a good keychain does, and keeps none."""

    def keychain_check(self) -> None:
        raise KeychainRefusedError


@pytest.mark.parametrize(
    ("helper", "said"),
    [
        (FakeKeychain(), "available"),
        (FakeKeychain(KeychainLockedError()), "locked"),
        (KeepsNothing(), f"not used: {KeychainRefusedError().happened}"),
    ],
)
def test_a_keychain_is_available_only_when_it_kept_an_item(helper: KeyHelper, said: str) -> None:
    assert keychain_state(helper) == said


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is a part of Linux")
def test_the_real_key_helper_says_what_is_in_force_for_it() -> None:
    helper = KeyHelper()
    with pytest.raises(VaultError):
        helper.keychain_get("nothing of this name")
    assert {report.kind: report.enforced.seccomp for report in helper_states(helper)} == {
        "keychain": True,
        "derive": True,
    }
