"""The small good pack with exemplars that the grader can read, and labels that agree with it or do not."""

from tests.packs.good_pack import CALL_KINDS, FOLDER, MEMO_KINDS, SCENARIO, Files, good_files

CREDITED = "Run the tool on a sample of our own invoices first, please."
"""The grader says that this meets the only criterion; with a true label it is right, with a false one wrong."""

RENEWS = "Does it renew?"
"""The only fact comes to light."""

_STATEMENT = "Asks for a test on our own invoices."
_MET = (
    "Please run it on our own invoices before we sign.",
    "Test the tool with a sample of our own invoices first.",
    "Before signing, show us the error rate on our invoices.",
)
_NOT_MET = (
    "The accuracy is excellent.",
    "We do not need a test on our invoices.",
    "Please send more information about the price.",
)


def labelled_files(*, memo_is_short: bool = False, call_is_short: bool = False) -> Files:
    """Return the files of a pack whose labels, where they are to be short, contradict every credit of the grader."""
    scenario = SCENARIO.replace('["a", "b", "c"]', _listed(_MET)).replace('["d", "e", "f"]', _listed(_NOT_MET))
    scenario = scenario.replace("Asks for our own data.", _STATEMENT)
    memo = [_answer("reply", kind, CREDITED, "" if memo_is_short else "own-data") for kind in MEMO_KINDS]
    call = [_answer("call", kind, RENEWS, "" if call_is_short else "renewal") for kind in CALL_KINDS]
    answers = "".join(memo + call)
    texts = {f"{FOLDER}/scenario.toml": scenario, f"{FOLDER}/answers.toml": answers}
    return good_files() | {path: text.encode() for path, text in texts.items()}


def _listed(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{text}"' for text in texts) + "]"


def _answer(task: str, kind: str, text: str, met: str) -> str:
    if kind == "empty":
        text = met = ""
    listed = f'"{met}"' if met else ""
    return f'[[answers]]\ntask = "{task}"\nkind = "{kind}"\ntext = "{text}"\nmet = [{listed}]\n'
