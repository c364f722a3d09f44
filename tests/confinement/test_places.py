from pathlib import Path

from closeddoor.confinement.places import writable_places


def test_the_visible_folders_of_the_home_and_what_links_there_lead_to(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    for folder in ("home/Documents", "home/.config", "home/bin", "elsewhere/shared"):
        (tmp_path / folder).mkdir(parents=True)
    (home / "notes.txt").touch()
    for name, target in {"Shared": elsewhere, "up": tmp_path, "itself": home, "hidden": home / ".config"}.items():
        (home / name).symlink_to(target)
    places = writable_places(home, home / ".local")
    ours = {place for place in places if tmp_path in place.parents and place.name not in {"fontconfig", "gvfs"}}
    assert ours == {home / ".local", home / "Documents", elsewhere}
    assert tmp_path not in places


def test_the_folders_of_the_system_are_never_among_them(tmp_path: Path) -> None:
    systems = [Path(name) for name in ("/", "/etc", "/usr", "/home", "/tmp", "/var", "/root", "/bin", "/proc")]  # noqa: S108
    for home in (tmp_path, Path("/"), Path("/nowhere")):
        assert [place for place in writable_places(home, tmp_path) if place in systems] == []
