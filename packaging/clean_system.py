"""`make bundle-test`: the bundles of dist/ on a Debian that has neither Python nor a compiler, driven as by a person.

Needs root, debootstrap and a Debian mirror. The bare system is kept in the user's cache folder; each run gets a copy.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from clean_step import APT, Step
from workshop import CACHE, OUT, version

BASE = CACHE / "clean-debian-12.tar"
MIRROR = "http://deb.debian.org/debian"
LONGEST_S = 400.0


_IN_ITS_TURN = """\
set -eu; cd; export QT_QPA_PLATFORM=offscreen
"""
_LOCK = """\
%s --profile ~/kept --passphrase-file ~/words & window=$!
for each in $(seq 60); do
    sleep 1; %s lock --profile ~/kept >/dev/null 2>&1 || continue  # before it is open there is nothing to lock
    sleep 1; if grep -qz -e --again /proc/$window/cmdline; then break; fi
done
grep -qz -e --again /proc/$window/cmdline; kill $window
"""


def steps(program: str) -> list[Step]:
    """Return what is done with the program that is called so."""
    return [
        Step("confined, grader's model answers", f"{program} doctor | grep -A1 '^worker:' | grep 'works: yes'"),
        Step("every way out is refused", f"{program} privacy selftest | tail -1", is_telling=True),
        Step("unlock, lock by command", _LOCK % (program, program)),
        Step("erase", f"{program} privacy erase --confirm erase --profile ~/kept; test ! -e ~/kept/vault/vault.keys"),
    ]


def visit(program: str) -> list[Step]:
    """Return the tour, which needs a model to talk with: first run, a briefing, the rooms, unlocking."""
    words = "--profile ~/kept --passphrase-file ~/words"
    return [
        Step("the model to talk with", _TALKS.format(program=program), is_telling=True),
        Step("first run, briefing, unlock", f"rm -rf ~/kept; {program} tour --out ~/pictures {words}"),
    ]


def main() -> int:
    """Run all steps; print a table; end with 1 where one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edition", choices=("lite", "full"), default="full")
    parser.add_argument("--no-update", action="store_true", help="without a newer version, which takes minutes to make")
    arguments = parser.parse_args()
    edition = arguments.edition
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        raise SystemExit("bundle-test: this needs root and debootstrap.")
    package = "closed-door" if edition == "lite" else "closed-door-full"
    deb = OUT / f"{package}_{version()}_amd64.deb"
    if not deb.exists():
        raise SystemExit(f"bundle-test: there is no {deb.name}; `make bundle` makes it.")
    tar = OUT / f"closed-door-{version()}-{edition}-linux-x86_64.tar.gz"
    with tempfile.TemporaryDirectory(prefix="closed-door-clean-") as folder:
        root = Path(folder)
        subprocess.run(["tar", "-xf", str(_base()), "-C", folder], check=True)
        for path in filter(Path.exists, (deb, tar)):  # a quick bundle has no .tar.gz
            shutil.copy(path, root / "tmp" / path.name)
        updating = [] if edition == "lite" or arguments.no_update else _updating(root, deb)
        installed = _installed_steps(deb.name, package, updating, talks=edition == "full")
        return _run(root, [*installed, *(_unpacked_steps(tar.name) if tar.exists() else [])])


def _updating(root: Path, deb: Path) -> list[Step]:
    """Return the steps with a newer version; it is made for them."""
    from bundle import prepare_tools  # noqa: PLC0415 - the tools are needed for these only

    prepare_tools()
    from update_steps import prepare  # noqa: PLC0415 - the same

    return prepare(root, deb)


def _installed_steps(deb: str, package: str, updating: list[Step], *, talks: bool) -> list[Step]:
    return [
        Step("no Python, no compiler", _NOT_THERE.format("python3 cc gcc"), by_root=True),
        Step("the .deb is installed", f"{APT} /tmp/{deb} >/tmp/apt.log 2>&1 && {_INSTALLED}", by_root=True),
        Step("still no Python", "! command -v python3", by_root=True),
        Step(
            "a person",
            "useradd -m someone; echo 'a door that is closed' > ~someone/words; chmod 644 ~someone/words",
            by_root=True,
        ),
        *(visit("closed-door") if talks else []),
        *steps("closed-door"),
        Step("nothing is written where it lies", _NOTHING_WRITTEN, by_root=True),
        Step("a policy is followed, or it is said", _POLICY, by_root=True, is_telling=True),
        *updating,
        Step("Xvfb is installed", f"{APT} xvfb xdotool >>/tmp/apt.log 2>&1; ! command -v python3", by_root=True),
        Step("start under Xvfb", _UNDER_XVFB),
        Step("a refusal without a terminal", _REFUSAL_SEEN, is_telling=True),
        Step(
            "the .deb is removed",
            f"{_OURS_AWAY}; {_PROFILES} >/tmp/before; apt-get remove -qq -y {package} >/tmp/removed 2>&1; {_GONE}",
            by_root=True,
            is_telling=True,
        ),
    ]


def _unpacked_steps(tar: str) -> list[Step]:
    home = f"~/closed-door-{version()}"
    unpacked = f"{home}/closed-door"
    portable = f"{home}/closed-door-portable"
    return [
        Step("the tar is unpacked", f"tar -xzf /tmp/{tar} && {unpacked} --version"),
        *(replace(step, name=f"tar: {step.name}") for step in steps(unpacked)),
        Step("portable: a policy", _NO_STICKS, by_root=True),
        Step("portable: refused, nothing is made", _REFUSED.format(portable=portable, home=home)),
        Step("portable: no policy", "rm -r /etc/closed-door", by_root=True),
        Step("portable: nothing is left", _PORTABLE.format(portable=portable, home=home)),
    ]


_NOT_THERE = 'for each in {}; do test -z "$(command -v $each)"; done'  # `set -e` passes over what begins with `!`
_INSTALLED = "touch /tmp/installed; closed-door --version"
_NOTHING_WRITTEN = (
    "find /usr/lib/closed-door -newer /tmp/installed >/tmp/written; cat /tmp/written; test ! -s /tmp/written"
)
_POLICY = """\
mkdir -m 755 /etc/closed-door; echo 'export = "off"' >/tmp/policy.toml
install -D -m 0644 /tmp/policy.toml /etc/closed-door/policy.toml
closed-door policy show >/tmp/shown; head -1 /tmp/shown
chmod 666 /etc/closed-door/policy.toml; code=0; closed-door policy show >/tmp/shown || code=$?; test $code = 1
rm -r /etc/closed-door; head -1 /tmp/shown
"""
_PROFILES = "find ~someone -type f -exec sha256sum {} + | sort"
_GONE = f"{_NOT_THERE.format('closed-door')}; test ! -e /usr/lib/closed-door; {_PROFILES} | cmp - /tmp/before; \
grep 'stays, encrypted' /tmp/removed"
_UNDER_XVFB = """\
unset QT_QPA_PLATFORM; Xvfb :7 -screen 0 1440x900x24 -nolisten tcp >/dev/null 2>&1 & server=$!; sleep 2
DISPLAY=:7 closed-door --profile ~/shown & window=$!; sleep 12
grep -q '^Seccomp:.2' /proc/$window/status; kill $window $server
"""
_REFUSAL_SEEN = """\
unset QT_QPA_PLATFORM; Xvfb :8 -screen 0 1024x700x24 -nolisten tcp >/dev/null 2>&1 & server=$!; sleep 2
export DISPLAY=:8; closed-door --profile /proc/none 2>~/refused & program=$!
shown=$(timeout 60 xdotool search --sync --onlyvisible --name 'Closed Door' | tail -1); sleep 2
eval "$(xdotool getwindowgeometry --shell $shown)"
xdotool mousemove --window $shown $((WIDTH - 70)) $((HEIGHT - 40)) click 1
code=0; wait $program || code=$?; kill $server; test $code = 1; grep '^closed-door:' ~/refused
"""
_OURS_AWAY = "cd /usr/lib/closed-door; rm -f driver _internal/closeddoor/services/publisher.key; cd /"
_TALKS = """\
name=$(sed -n 's/^file_name = "\\(.*\\)"/\\1/p' /usr/lib/closed-door/models/chosen.toml 2>/dev/null || true)
{program} doctor >~/doctor || true; grep -A5 "^  ${{name:-SmolLM2}}" ~/doctor | tee ~/talks; grep -q 'for: chat' ~/talks
grep 'as expected: yes' ~/talks >/dev/null; head -1 ~/talks
"""
_NO_STICKS = """\
mkdir -m 755 /etc/closed-door; cd /etc/closed-door; echo 'portable = "off"' >policy.toml; chmod 644 policy.toml
"""
_REFUSED = """\
if {portable} 2>~/refused; then exit 1; fi
grep -q 'from a stick' ~/refused; test ! -e {home}/profile; test ! -e {home}/portable
"""
_PORTABLE = """\
touch ~/before; sleep 1
{portable} & window=$!; sleep 12; kill $window; sleep 1
test -d {home}/profile
left=$(find / -xdev -newer ~/before -type f -not -path '/proc/*' -not -path "$(echo {home})/*" 2>/dev/null || true)
echo "$left"; test -z "$left"
"""


def _base() -> Path:
    """Return the bare system as a tar, made once."""
    if not BASE.exists():
        BASE.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["debootstrap", "--variant=minbase", "bookworm", folder, MIRROR], check=True, stdout=subprocess.DEVNULL
            )
            subprocess.run(["tar", "-cf", f"{BASE}.part", "-C", folder, "."], check=True)
        Path(f"{BASE}.part").rename(BASE)
    return BASE


def _run(root: Path, all_steps: list[Step]) -> int:
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    failed = 0
    for step in all_steps:
        begun_s = time.monotonic()
        code, said = _in_clean_system(root, step)
        failed += code != 0
        last = "".join(f": {line.strip()}" for line in said.splitlines()[-1:] if code == 0 and step.is_telling)
        print(f"{'ok' if code == 0 else 'FAILED':7}{time.monotonic() - begun_s:6.1f} s  {step.name}{last}", flush=True)
        if code:
            print(said[-1500:])
    return 1 if failed else 0


def _in_clean_system(root: Path, step: Step) -> tuple[int, str]:
    """Run a step in a place of its own: its processes and mounts end with it."""
    enter = (
        f"mount --bind /dev {root}/dev; mount -t proc proc {root}/proc;"
        f" mount -t sysfs -o ro sys {root}/sys; exec chroot {root} "
    )
    shell = "sh -c" if step.by_root else "su - someone -c"
    command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", f'{enter} {shell} "$1"', "-"]
    script = ("set -eu\n" if step.by_root else _IN_ITS_TURN) + step.script
    try:
        ended = subprocess.run([*command, script], capture_output=True, text=True, check=False, timeout=LONGEST_S)
    except subprocess.TimeoutExpired:
        return 1, "it did not end"
    return ended.returncode, ended.stderr + ended.stdout


if __name__ == "__main__":
    sys.exit(main())
