"""The good pack with a task of every type."""

from tests.packs.good_pack import FOLDER, SCENARIO, Files, good_files

EXACT_TASKS = """
[[tasks]]
id = "pick"
type = "choice"
title = "Pick"
prompt = "Pick what you would ask for."
points = 10
select = "many"
options = [
    { id = "log", title = "A log", credit = 1, why = "It can be read." },
    { id = "logo", title = "A logo", credit = -0.5, why = "It says nothing.", tags = ["evidence"] },
]
[[tasks]]
id = "one"
type = "choice"
title = "Pick one"
prompt = "Pick one."
points = 5
select = "one"
confidence = true
options = [
    { id = "yes", title = "Yes", credit = 1, why = "It is." },
    { id = "no", title = "No", credit = 0, why = "It is not." },
]
[[tasks]]
id = "months"
type = "estimate"
title = "Estimate"
prompt = "How many months?"
points = 10
answer = 26
unit = "months"
scale = 40
why = "52 % adoption."
[[tasks]]
id = "case"
type = "workbook"
title = "Rework"
prompt = "Change what you do not accept."
points = 20
horizon_years = 3
  [[tasks.inputs]]
  id = "adoption"
  title = "Share of clerks"
  unit = "%"
  proposed = 95
  defensible = [40, 65]
  weight = 3
  why = "The pilot reached 52 %."
  [[tasks.inputs]]
  id = "hours"
  title = "Count the hours"
  unit = "yes or no"
  kind = "toggle"
  proposed = 1
  defensible = [0, 0]
  weight = 1
  why = "Nobody leaves."
  [[tasks.outputs]]
  id = "npv"
  title = "Net present value"
  unit = "USD"
  formula = "npv(0.1, [-100] + [adoption + 5 * hours if adoption > 10 else 0] * horizon_years)"
"""


def full_files() -> Files:
    """Return the files of the good pack with a task of every type."""
    return good_files() | {f"{FOLDER}/scenario.toml": (SCENARIO + EXACT_TASKS).encode()}
