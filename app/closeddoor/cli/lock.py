"""`closed-door lock`: lock the window that is open on a profile."""

import argparse

from closeddoor.instance import ask_to_lock
from closeddoor.profile import profile_at


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes the profile, as every command does."""
    del parser


def main(arguments: argparse.Namespace) -> int:
    """Ask for it; where nothing is open there is nothing to lock, and that is no failure."""
    if ask_to_lock(profile_at(arguments.profile).folder):
        print("closed-door: the window was asked to lock.")
    else:
        print("closed-door: no window is open on this profile.")
    return 0
