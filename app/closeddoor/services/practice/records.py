"""How a briefing lies in the vault: plain functions for the database thread."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from closeddoor.domain.history import Answer, Attempt, AttemptStage
from closeddoor.domain.opinion import SecondOpinion
from closeddoor.domain.response import decode_json
from closeddoor.domain.result import ScenarioResult
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.scoring import with_decided, with_doubted
from closeddoor.domain.verdicts import QuestionMatch
from closeddoor.packs import archive_bytes, read_archive
from closeddoor.services.practice.briefing import Briefing, JsonObject, Notes
from closeddoor.services.practice.errors import AnswersFixedError, AttemptUnreadableError
from closeddoor.services.practice.margin import MARGIN_KEY, notes_json, read_notes
from closeddoor.services.practice.steps import READ
from closeddoor.vault.vault import Vault

NOTES_KEY = "notes"
MATCHES_KEY = "matches:"
UNASKED_KEY = "unasked:"
OPINION_KEY = "second_opinion"
WORDINGS_KEY = "wordings:"


def open_or_begin(vault: Vault, pack: Pack, scenario: Scenario) -> Briefing:
    """Return the open attempt at a scenario as it was left, or a new one pinned to `pack`."""
    attempt = vault.attempts.open_attempt(pack.info.id, scenario.id)
    if attempt is None:
        vault.packs.keep(pack.content_hash, archive_bytes(pack))
        attempt_id = vault.attempts.create(pack.info.id, pack.info.version, pack.content_hash, scenario.id)
        return Briefing(attempt_id, pack, scenario, "read", READ)
    return restore(vault, attempt, pack)


def restore(vault: Vault, attempt: Attempt, installed: Pack | None = None) -> Briefing:
    """Return an attempt as it was left, over the very pack it was begun with; nothing is scored again."""
    pack = installed if installed and installed.content_hash == attempt.pack_hash else _kept_pack(vault, attempt)
    scenario = pack.scenario(attempt.scenario_id)
    if scenario is None:
        raise AttemptUnreadableError
    kept = vault.attempts.answers(attempt.id)
    answers = {task_id: _object(answer.response_json) for task_id, answer in kept.items()}
    texts = vault.attempts.reflections(attempt.id)
    matches = {
        task_id: _matches(texts, task_id, answer) for task_id, answer in answers.items() if "questions" in answer
    }
    notes = _notes(texts)
    second = _second_opinion(texts)
    result = _result(attempt, scenario, answers)
    if result is not None and second is not None:
        result = with_doubted(scenario, result, second)  # a kill can leave the opinion kept and the result as it was
    position = attempt.position or READ
    stage = _stage(attempt, kept.values())
    return Briefing(
        attempt.id,
        pack,
        scenario,
        stage,
        position,
        answers,
        matches,
        notes,
        result,
        unasked=_unasked(texts),
        margin_notes=read_notes(texts, scenario),
        second_opinion=second,
        wordings=_wordings(texts),
    )


def notes_of(vault: Vault, attempt_id: int) -> Notes:
    """Return what the participant wrote about an attempt."""
    return _notes(vault.attempts.reflections(attempt_id))


def _notes(texts: Mapping[str, str]) -> Notes:
    return Notes.from_json(_object(texts[NOTES_KEY])) if NOTES_KEY in texts else Notes()


def _result(attempt: Attempt, scenario: Scenario, answers: Mapping[str, JsonObject]) -> ScenarioResult | None:
    """Return the result with every verdict of the participant: a kill can leave one in the answer alone."""
    if not attempt.result_json:
        return None
    result = ScenarioResult.from_json(decode_json(attempt.result_json))
    for task_id, answer in answers.items():
        if answer.get("decided"):
            result = with_decided(scenario, result, task_id, answer["decided"])
    return result


def _stage(attempt: Attempt, kept: Iterable[Answer]) -> AttemptStage:
    """Return the stage; committed answers under an open one, as an earlier version could leave them, are past it."""
    is_open = attempt.stage in {"read", "work"}
    return "self_score" if is_open and any(answer.committed for answer in kept) else attempt.stage


def _kept_pack(vault: Vault, attempt: Attempt) -> Pack:
    content = vault.packs.get(attempt.pack_hash)
    if content is None:
        raise AttemptUnreadableError
    return read_archive(content)


def save_answer(vault: Vault, briefing: Briefing, *, task_id: str) -> None:
    """Keep the answer to one task, and for an interview what its questions asked for.

    Raises `AnswersFixedError` for a draft that comes after the committed answer.
    """
    answer = json.dumps(dict(briefing.answers.get(task_id, {})))
    if task_id in briefing.matches:
        entries = [_entry(match) for match in briefing.matches[task_id]]
        vault.attempts.save_reflection(briefing.attempt_id, MATCHES_KEY + task_id, json.dumps(entries))
    if not vault.attempts.save_answer(briefing.attempt_id, task_id, answer, committed=briefing.is_committed):
        raise AnswersFixedError
    if task_id in briefing.matches:
        save_unasked(vault, briefing, task_id=task_id)


def save_notes(vault: Vault, briefing: Briefing) -> None:
    vault.attempts.save_reflection(briefing.attempt_id, NOTES_KEY, json.dumps(briefing.notes.to_json()))


def save_unasked(vault: Vault, briefing: Briefing, *, task_id: str) -> None:
    """Keep the interview question that is being written."""
    vault.attempts.save_reflection(briefing.attempt_id, UNASKED_KEY + task_id, briefing.unasked.get(task_id, ""))


def save_wordings(vault: Vault, briefing: Briefing, *, task_id: str) -> None:
    """Keep the replies of an interview that were shown in a model's own words, so that they are shown so again."""
    kept = {str(place): wording for place, wording in briefing.wordings.get(task_id, {}).items()}
    vault.attempts.save_reflection(briefing.attempt_id, WORDINGS_KEY + task_id, json.dumps(kept))


def save_margin(vault: Vault, briefing: Briefing, *, document_id: str) -> None:
    """Keep the notes in the margin of one document."""
    text = notes_json(briefing.margin_notes, briefing.scenario.documents_by_id[document_id])
    vault.attempts.save_reflection(briefing.attempt_id, MARGIN_KEY + document_id, text)


def save_stage(vault: Vault, briefing: Briefing) -> None:
    """Keep where the briefing is, with every answer as committed when it is past that point.

    The stage comes first: after a kill between the two the answers count as committed, whatever each row says. The
    other way round they would refuse every draft of a briefing that is still open.
    """
    vault.attempts.set_stage(briefing.attempt_id, briefing.stage, briefing.position)
    if briefing.is_committed:
        for task_id in briefing.answers:
            save_answer(vault, briefing, task_id=task_id)


def save_result(vault: Vault, briefing: Briefing) -> None:
    """Keep what scoring found, then move to the debrief: a kill between the two scores again, with the same result."""
    vault.attempts.save_result(briefing.attempt_id, json.dumps(briefing.scored().to_json()))
    vault.attempts.set_stage(briefing.attempt_id, briefing.stage, briefing.position)


def save_second_opinion(vault: Vault, briefing: Briefing) -> None:
    """Keep a second opinion, then the result that it may have made less certain."""
    if briefing.second_opinion is not None:
        text = json.dumps(briefing.second_opinion.to_json())
        vault.attempts.save_reflection(briefing.attempt_id, OPINION_KEY, text)
        save_result(vault, briefing)


def _second_opinion(texts: Mapping[str, str]) -> SecondOpinion | None:
    return SecondOpinion.from_json(_object(texts[OPINION_KEY])) if OPINION_KEY in texts else None


def _object(text: str) -> dict[str, Any]:
    data = json.loads(text)
    return data if isinstance(data, dict) else {}


def _matches(texts: Mapping[str, str], task_id: str, answer: JsonObject) -> tuple[QuestionMatch, ...]:
    """Return one match per question; a kill between the two writes of a question leaves one match too many."""
    entries = json.loads(texts.get(MATCHES_KEY + task_id, "[]"))
    return tuple(_match(entry) for entry in entries[: len(answer["questions"])])


def _unasked(texts: Mapping[str, str]) -> dict[str, str]:
    kept = {key.removeprefix(UNASKED_KEY): text for key, text in texts.items() if key.startswith(UNASKED_KEY)}
    return {task_id: text for task_id, text in kept.items() if text}


def _entry(match: QuestionMatch) -> list[object]:
    """Return a match as it is kept; that it was not read is said only where it was not."""
    entry: list[object] = [match.question_index, match.revealed, match.unclear]
    return entry if match.is_read else [*entry, False]


def _wordings(texts: Mapping[str, str]) -> dict[str, dict[int, str]]:
    kept = {
        key.removeprefix(WORDINGS_KEY): _object(text) for key, text in texts.items() if key.startswith(WORDINGS_KEY)
    }
    return {
        task_id: {int(place): str(words) for place, words in each.items() if place.isdecimal()}
        for task_id, each in kept.items()
    }


def _match(entry: Any) -> QuestionMatch:
    index, revealed, unclear, *is_read = entry
    return QuestionMatch(index, tuple(revealed), tuple(unclear), is_read=all(is_read))
