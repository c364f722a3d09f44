"""Keychains that must not be trusted with a key: none is, none costs anything, and the other ways still open."""

from pathlib import Path

import pytest

from tests.vault.bad_keychains import DISGUISED, FOREIGN, Makers, folder_with_account, wrongs_of
from tests.vault.cheap_vault import cheap_folder

KINDS = FOREIGN | DISGUISED


@pytest.mark.parametrize("name", KINDS)
def test_a_bad_keychain_is_not_trusted_and_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make = Makers(tmp_path / "home", monkeypatch)
    folder, code = folder_with_account(tmp_path / "vault")
    assert list(wrongs_of(folder.path, code, KINDS[name](make), make.store)) == []


def test_control_the_same_helper_trusts_one_that_keeps_what_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the limit of a self-test: how it is kept, nobody can ask a keychain."""
    make = Makers(tmp_path / "home", monkeypatch)
    assert cheap_folder(tmp_path / "vault", make.disguised("PlaintextKeyring").helper).keychain_works()
