"""The section on what the organisation has set, wired."""

from PySide6.QtCore import QObject

from closeddoor.policy.in_force import machine_policy
from closeddoor.presenters.privacy.policy import PolicyPresenter
from closeddoor.ui.pages.privacy.policy import PolicySection


def open_policy(page: PolicySection, parent: QObject) -> PolicyPresenter:
    """Return the presenter of the section, over the policy that this process follows."""
    return PolicyPresenter(page, machine_policy, parent)
