"""A small pack with all seven types of task: the good pack, and the three that it lacks."""

from tests.packs.good_pack import FOLDER, Files, good_files

MORE_TASKS = b"""
[[tasks]]
id = "best"
type = "choice"
title = "Pick one"
prompt = "Pick one."
points = 10
select = "one"
confidence = true
options = [
    { id = "test", title = "Test it", credit = 1, why = "On our own invoices." },
    { id = "trust", title = "Trust it", credit = 0, why = "Nothing was shown." },
]
[[tasks]]
id = "many"
type = "choice"
title = "Pick what applies"
prompt = "Pick."
points = 9
select = "many"
options = [
    { id = "data", title = "Data", credit = 1, why = "Ours." },
    { id = "exit", title = "Exit", credit = 0.5, why = "Sixty days." },
    { id = "logo", title = "Logo", credit = -1, why = "It tells nothing." },
]
[[tasks]]
id = "months"
type = "estimate"
title = "How long"
prompt = "How long?"
points = 10
answer = 26
unit = "months"
scale = 40
why = "The pilot took that long."
[[tasks]]
id = "case"
type = "workbook"
title = "Rework it"
prompt = "Rework it."
points = 16
horizon_years = 3
inputs = [
    { id = "users", title = "Users", unit = "%", proposed = 95, defensible = [40, 65], weight = 3, why = "52 %." },
    { id = "cost", title = "Cost", unit = "USD", proposed = 12000, defensible = [9000, 13000], weight = 1, why = "Q." },
    { id = "rent", title = "R", unit = "x", kind = "toggle", proposed = 1, defensible = [0, 0], weight = 2, why = "L" },
]
outputs = [
    { id = "gain", title = "Gain", unit = "USD", formula = "users * 200 - cost - 100 * rent" },
    { id = "each", title = "Each", unit = "USD", formula = "cost / (users - 50)" },
]
"""


def seven_files() -> Files:
    files = good_files()
    files[f"{FOLDER}/scenario.toml"] += MORE_TASKS
    return files
