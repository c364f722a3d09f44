from closeddoor.services.window_places import MOST_ARRANGEMENTS, WindowPlaceService
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor


def test_a_place_is_kept_for_each_way_the_screens_stand_and_old_desks_are_forgotten() -> None:
    vault = Vault.in_memory()
    service = WindowPlaceService(vault, InlineExecutor())
    assert service.load().result(0) == {}
    service.keep("home", "1 1 640 480 0")
    for number in range(MOST_ARRANGEMENTS - 1):
        service.keep(f"desk {number}", "2 2 640 480 0")
    service.keep("home", "3 3 640 480 0")
    assert service.load().result(0)["home"] == "3 3 640 480 0"
    service.keep("new", "4 4 640 480 1")
    kept = service.load().result(0)
    assert (len(kept), "desk 0" in kept, "home" in kept, kept["new"]) == (
        MOST_ARRANGEMENTS,
        False,
        True,
        "4 4 640 480 1",
    )


def test_what_is_damaged_is_as_good_as_none() -> None:
    vault = Vault.in_memory()
    vault.settings.set("window.places", [1, 2])
    assert WindowPlaceService(vault, InlineExecutor()).load().result(0) == {}
