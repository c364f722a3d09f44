"""The administrators' page says what the code does: every key, what it may be, and an example that is followed."""

import re
import tomllib

from closeddoor.policy.keys import KEYS, policy_from
from tests.docs.documents import ROOT

PAGE = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \|", re.MULTILINE)


def test_the_table_has_every_key_and_no_other_with_what_it_may_be() -> None:
    table = {name: may_be.replace("`", "") for name, may_be in ROW.findall(PAGE)}
    assert table == {spec.name: spec.may_be for spec in KEYS}


def test_the_example_sets_every_key_and_nothing_is_wrong_with_it() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    _, keys, problems = policy_from(tomllib.loads(example))
    assert (keys, problems) == (tuple(spec.name for spec in KEYS), ())
