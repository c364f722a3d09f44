"""The shelf of an application without a vault: the packs that come with it."""

from closeddoor.packs import read_pack
from closeddoor.profile import scenario_folder
from closeddoor.services.library import pack_folders
from closeddoor.services.shelf import Shelf, listed


def built_in_shelf(most: int | None = None) -> Shelf:
    """Return the built-in packs, or the first of them."""
    return Shelf(tuple(listed(read_pack(folder)) for folder in pack_folders(scenario_folder())[:most]))
