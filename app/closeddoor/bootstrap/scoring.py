"""Scoring without a window: the embedding worker, the grader, and nothing else."""

from closeddoor.bootstrap.models import embedder_at
from closeddoor.domain.response import ScenarioResponse
from closeddoor.domain.result import ScenarioResult
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.scoring import score_scenario
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.profile import model_folders
from closeddoor.services.grade import grade

LONGEST_S = 600.0


def score_response(pack: Pack, scenario: Scenario, response: ScenarioResponse) -> ScenarioResult:
    """Grade what is free text and score everything; raises `KnownError`."""
    application = ensure_application()
    embedder, client = embedder_at(model_folders(), application)
    try:
        graded = grade(EmbeddedGrader(embedder), QtDispatcher(application), pack, scenario, response)
        gradings = wait(graded, LONGEST_S)
    finally:
        if client is not None:
            client.close()
    return score_scenario(pack.info, scenario, response, gradings)
