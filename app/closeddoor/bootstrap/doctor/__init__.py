"""What an installation is made of and what is wrong with it: facts first, and from them the findings with a remedy."""

from closeddoor.bootstrap.doctor.examination import examine, helper_states, keychain_state, worker_state
from closeddoor.bootstrap.doctor.findings import Finding, findings_of

__all__ = ["Finding", "examine", "findings_of", "helper_states", "keychain_state", "worker_state"]
