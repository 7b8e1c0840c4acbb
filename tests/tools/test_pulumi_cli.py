"""Finding the Pulumi command line, or getting it."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import tarfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools import pulumi_cli
from tools.pulumi_cli import PROGRAMS, VERSION, Unavailable, find

KEPT = f"pulumi-{VERSION}"


def executable(file: Path, text: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def installed(folder: Path, version: str = VERSION, programs: tuple[str, ...] = PROGRAMS) -> Path:
    for name in programs:
        executable(folder / name, f"echo v{version}")
    return folder


def fills(folder: Path) -> None:
    """A way that works."""
    installed(folder)


def closed(folder: Path) -> None:
    """A way that breaks half-way."""
    executable(folder / "pulumi")
    raise Unavailable("the road is closed: take the bus")


def never(folder: Path) -> None:
    """A way that must not be tried."""
    raise AssertionError


# -- the order of the search -------------------------------------------------------------------------------------------


def test_what_is_on_path_wins(tmp_path: Path) -> None:
    own, cache = installed(tmp_path / "own"), tmp_path / "cache"
    installed(cache / KEPT)
    assert find(str(own), cache, [never]) == own


def test_the_plugins_may_be_elsewhere_on_path(tmp_path: Path) -> None:
    own = installed(tmp_path / "own", programs=("pulumi",))
    plugins = installed(tmp_path / "plugins", programs=PROGRAMS[1:])
    assert find(f"{own}{os.pathsep}{plugins}", tmp_path / "cache", [never]) == own


def test_the_plugins_may_be_beside_the_program_that_a_link_leads_to(tmp_path: Path) -> None:
    installed(tmp_path / "real")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "pulumi").symlink_to(tmp_path / "real" / "pulumi")
    assert find(str(tmp_path / "links"), tmp_path / "cache", [never]) == tmp_path / "links"


@pytest.mark.parametrize("version", ["3.253.9", "2.260.0", "no number"])
def test_what_is_too_old_is_passed_over(tmp_path: Path, version: str, capsys: pytest.CaptureFixture[str]) -> None:
    own, cache = installed(tmp_path / "own", version), tmp_path / "cache"
    assert find(str(own), cache, [fills]) == cache / KEPT
    assert "older than 3.254.0" in capsys.readouterr().err


def test_what_comes_without_python_is_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, cache = installed(tmp_path / "own", programs=("pulumi",)), tmp_path / "cache"
    assert find(str(own), cache, [fills]) == cache / KEPT
    assert "without pulumi-language-python, " in capsys.readouterr().err


def test_what_is_in_the_cache_is_not_fetched_again(tmp_path: Path) -> None:
    assert find("", tmp_path, [fills]) == find("", tmp_path, [never]) == tmp_path / KEPT


def test_the_second_way_is_tried_when_the_first_is_closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert find("", tmp_path, [closed, fills, never]) == tmp_path / KEPT
    assert "the road is closed" in capsys.readouterr().err


def test_when_every_way_is_closed_the_error_says_what_to_try(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="take the bus"):
        find("", tmp_path, [closed])


@pytest.mark.parametrize(
    ("older", "newer"), [("3.99.0", "3.254.0"), ("v3.254.0", "v3.254.1"), ("3.254", "3.255"), ("", "0.1")]
)
def test_versions_are_compared_as_numbers(older: str, newer: str) -> None:
    assert pulumi_cli.version_of(older) < pulumi_cli.version_of(newer)


# -- the cache ---------------------------------------------------------------------------------------------------------


def test_a_way_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        find("", tmp_path, [closed])
    assert [file.name for file in tmp_path.iterdir()] == ["lock"]


def test_a_way_that_does_not_bring_everything_has_failed(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="not every program"):
        find("", tmp_path, [lambda folder: None])
    assert not (tmp_path / KEPT).exists()


def test_what_a_killed_run_has_left_is_swept_up(tmp_path: Path) -> None:
    installed(tmp_path / "killed.part")
    installed(tmp_path / KEPT, programs=PROGRAMS[:2])
    find("", tmp_path, [fills])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["lock", KEPT]


def test_runs_at_once_fetch_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls = []

    def slow(folder: Path) -> None:
        calls.append(folder)
        time.sleep(0.2)
        installed(folder)

    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(find, "", tmp_path, [slow]) for _ in range(4)]
    assert {future.result() for future in found} == {tmp_path / KEPT}
    assert len(calls) == 1
    assert "waiting" in capsys.readouterr().err


def test_the_cache_is_where_the_system_keeps_caches(tmp_path: Path) -> None:
    assert pulumi_cli.cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "statsig-pulumi"
    assert pulumi_cli.cache_folder({}) == Path.home() / ".cache" / "statsig-pulumi"


# -- the official release ----------------------------------------------------------------------------------------------


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = 4
            tar.addfile(member, io.BytesIO(b"text"))
        link = tarfile.TarInfo("pulumi/pulumi-language-python-exec")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return made.getvalue()


def serve(monkeypatch: pytest.MonkeyPatch, content: bytes, digest: str) -> None:
    monkeypatch.setattr(pulumi_cli, "_system", lambda: "linux-x64")
    listed = f"{'0' * 64}  pulumi-v{VERSION}-linux-arm64.tar.gz\n{digest}  pulumi-v{VERSION}-linux-x64.tar.gz\n"
    monkeypatch.setattr(
        pulumi_cli, "_open", lambda url: io.BytesIO(listed.encode() if url.endswith(".txt") else content)
    )


def test_a_release_is_unpacked_when_it_is_what_was_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = archive("pulumi/pulumi", "pulumi/pulumi-language-nodejs")
    serve(monkeypatch, content, hashlib.sha256(content).hexdigest())
    pulumi_cli.release(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["pulumi"]
    assert os.access(tmp_path / "pulumi", os.X_OK)


def test_a_release_that_is_not_what_was_published_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, archive("pulumi/pulumi"), "1" * 64)
    with pytest.raises(Unavailable, match="not what was published"):
        pulumi_cli.release(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_release_whose_checksum_is_not_published_is_refused() -> None:
    with pytest.raises(Unavailable, match="no checksum"):
        pulumi_cli.checksum("abc  pulumi-v1.tar.gz.sig\n", "pulumi-v1.tar.gz")


def test_an_archive_cannot_write_outside_of_its_folder(tmp_path: Path) -> None:
    pulumi_cli.unpack(io.BytesIO(archive("../pulumi", "/pulumi-language-python", "../../evil")), tmp_path / "")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["pulumi", "pulumi-language-python"]


def test_without_a_network_the_release_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(url: str) -> None:
        raise OSError("no route")

    monkeypatch.setattr(pulumi_cli, "_open", fail)
    with pytest.raises(Unavailable, match="no route"):
        pulumi_cli.release(tmp_path)


# -- the sources -------------------------------------------------------------------------------------------------------


def test_without_go_the_error_says_where_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path: None)
    with pytest.raises(Unavailable, match=r"https://go\.dev/dl.*by hand"):
        pulumi_cli.find_go("")


def test_a_go_that_cannot_fetch_a_newer_one_is_too_old(tmp_path: Path) -> None:
    executable(tmp_path / "go", "echo go1.19.8")
    with pytest.raises(Unavailable, match=r"go1\.19\.8, too old"):
        pulumi_cli.find_go(str(tmp_path))


def test_a_build_that_fails_shows_what_go_said_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(tmp_path / "go", 'if [ "$1" = env ]; then echo go1.26.1; else echo "dial tcp: refused" >&2; exit 1; fi')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(Unavailable, match=r"dial tcp: refused\n.*GOPROXY"):
        pulumi_cli.build(tmp_path)


def test_a_build_brings_every_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, made = tmp_path / "sources", tmp_path / "made"
    executable(sources / "python/cmd/pulumi-language-python-exec")
    executable(sources / "python/dist/pulumi-resource-pulumi-python")
    go = f"""
case "$1" in
  env) echo go1.26.1;;
  list) echo {sources};;
  build) while [ "$1" != -o ]; do shift; done; echo >"$2"; chmod +x "$2"; echo some/package >&2;;
esac"""
    executable(tmp_path / "go", go)
    made.mkdir()
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    pulumi_cli.build(made)
    assert pulumi_cli.complete(made)


def test_the_sources_are_those_of_the_version() -> None:
    module = (pulumi_cli.BUILD / "cli" / "go.mod").read_text()
    assert module.count(f" v{VERSION}\n") == 2
    assert f"\ngo {pulumi_cli.GO}\n" in module


# -- the environment ---------------------------------------------------------------------------------------------------


def test_the_command_line_and_the_virtual_environment_come_first(tmp_path: Path) -> None:
    made = pulumi_cli.environment(tmp_path / "cli", tmp_path, "dev", {"PATH": "/usr/bin"})
    assert made["PATH"] == f"{tmp_path}/cli:{tmp_path}/.venv/bin:/usr/bin"


def test_a_command_line_that_path_finds_does_not_move_its_folder_ahead(tmp_path: Path) -> None:
    own = installed(tmp_path / "own")
    made = pulumi_cli.environment(own, tmp_path, "dev", {"PATH": f"/first:{own}"})
    assert made["PATH"] == f"{tmp_path}/.venv/bin:/first:{own}"


def test_only_the_demonstration_goes_with_an_empty_passphrase(tmp_path: Path) -> None:
    def passphrase(stack: str, env: dict[str, str]) -> object:
        return pulumi_cli.environment(tmp_path, tmp_path, stack, env).get("PULUMI_CONFIG_PASSPHRASE", "as it is")

    assert passphrase("dev", {"PULUMI_CONFIG_PASSPHRASE": "mine"}) == ""
    assert passphrase("live", {"PULUMI_CONFIG_PASSPHRASE": "mine"}) == "as it is"
    assert passphrase("live", {"PULUMI_CONFIG_PASSPHRASE": ""}) is None


def test_a_shell_can_evaluate_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = tmp_path / "it's a $HOME"
    kept = installed(cache / "statsig-pulumi" / KEPT)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    assert pulumi_cli.main(["env", "dev"]) == 0
    shell = f'{capsys.readouterr().out}\ncommand -v pulumi; echo "$PULUMI_CONFIG_PASSPHRASE."'
    done = subprocess.run(["sh", "-euc", shell], capture_output=True, text=True, check=True)
    assert done.stdout == f"{kept}/pulumi\n.\n"


def test_an_unknown_command_is_refused_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert pulumi_cli.main(["env"]) == 2
    assert "pulumi_cli.py path" in capsys.readouterr().err
