"""What a self-test showed, in words: the same at the command line, in the privacy room and in a copy of it."""

from collections.abc import Iterator, Mapping, Sequence

from closeddoor.language import tr, tr_many
from closeddoor.selftest.report import KindName, KindReport, Outcome, Tried

NAMES: Mapping[KindName, str] = {
    "window": tr("the window"),
    "worker": tr("the model"),
    "reader": tr("the reader of documents"),
    "derive": tr("the process that derives keys"),
    "keychain": tr("the process that asks the keychain"),
}
OUTCOMES: Mapping[Outcome, str] = {
    "refused": tr("refused"),
    "got_out": tr("GOT OUT"),
    "allowed": tr("allowed, so not tried"),
    "not_enforced": tr("not enforced here"),
}


def verdict(reports: Sequence[KindReport]) -> str:
    """Return what was shown, in one or two sentences, and nothing that was not."""
    silent = [NAMES[each.kind] for each in reports if each.problem]
    if silent:
        return tr("Not everything was tested: {names} did not answer.", names=", ".join(silent))
    refused, got_out, bare = (count(reports, outcome) for outcome in ("refused", "got_out", "not_enforced"))
    if got_out:
        return tr("{n} of {made} attempts got out.", n=got_out, made=got_out + refused)
    nothing = [NAMES[each.kind] for each in reports if not each.count("refused")]
    if nothing:
        return tr("Nothing was tried, since nothing is enforced on this system, for {names}.", names=", ".join(nothing))
    if bare:
        return tr(
            "{refused} attempts were refused. {bare} were not made, since this system does not refuse them.",
            refused=refused,
            bare=bare,
        )
    allowed = count(reports, "allowed")
    if not allowed:
        return tr("All {n} attempts were refused by the operating system.", n=refused)
    return tr_many(
        "All {n} attempts were refused by the operating system; {m} other way is allowed and was not tried.",
        "All {n} attempts were refused by the operating system; {m} other ways are allowed and were not tried.",
        allowed,
        n=refused,
        m=allowed,
    )


def count(reports: Sequence[KindReport], outcome: Outcome) -> int:
    return sum(each.count(outcome) for each in reports)


def tally(report: KindReport) -> str:
    """Return `43 refused, 24 allowed, so not tried`; empty where nothing was tried."""
    counts = [(report.count(outcome), words) for outcome, words in OUTCOMES.items()]
    return ", ".join(tr("{n} {outcome}", n=n, outcome=words) for n, words in counts if n)


def outcome_of(tried: Tried) -> str:
    """Return `refused (EPERM)`."""
    words = OUTCOMES[tried.outcome]
    return tr("{outcome} ({error})", outcome=words, error=tried.error) if tried.error else words


def attempt_name(tried: Tried) -> str:
    """Return what an attempt is called: a word of `confinement.attempts`, which speaks no language itself."""
    return tr(tried.name)


def group_name(tried: Tried) -> str:
    """Return what kind of thing was tried."""
    return tr(tried.group)


def lines_of(report: KindReport) -> Iterator[str]:
    """Yield every attempt of one kind of process with its outcome, under a line that sums up."""
    name = NAMES[report.kind]
    yield tr("{name}: {tally}", name=name[:1].upper() + name[1:], tally=tally(report) or tr("nothing was tried"))
    if report.problem:
        yield tr("  not tested: {problem}", problem=report.problem)
    yield from (f"  {sentence}" for sentence in report.enforced.why_not)
    width = max((len(attempt_name(tried)) for tried in report.tried), default=0)
    for tried in report.tried:
        yield f"  {group_name(tried):<15} {attempt_name(tried):<{width}} {outcome_of(tried)}"


def as_text(reports: Sequence[KindReport]) -> str:
    """Return the whole of it as plain text: what a security officer is handed."""
    return "\n\n".join((verdict(reports), *("\n".join(lines_of(report)) for report in reports))) + "\n"
