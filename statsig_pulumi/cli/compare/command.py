"""The command ``statsig-pulumi compare``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import click

from ...client.client import Client, client_for
from ...config import DEFAULT_URL
from ...controller.inputs import secret_values
from ...controller.inventory import Inventory, read_project
from ...errors import ApiError, ConfigError, InvalidInput
from ...kind import Kind, all_kinds
from ...notify import encodable
from ...redactor import redact
from .. import files
from ..patterns import Chosen
from ..progress import Progress
from ..references import KINDS_WITH_SERVER_IDS
from ..settings import from_environment
from .differences import compare as compared
from .expectations import Expectation, apply, read_expectations
from .render import as_json, markdown, text


@click.command()
@click.option("--from", "first", required=True, metavar="ENV_NAME", help="The environment variable with the first key.")
@click.option("--to", "second", required=True, metavar="ENV_NAME", help="The environment variable with the other key.")
@click.option("--from-url", metavar="URL", help="The first address; by default STATSIG_API_URL, else Statsig's.")
@click.option("--to-url", metavar="URL", help="The other address.")
@click.option("--include", multiple=True, metavar="PATTERN", help="Only these, such as 'Gate' or 'Gate.checkout_*'.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="None of these.")
@click.option("--ignore", multiple=True, metavar="FIELD", help="A field that may differ, such as rules.environments.")
@click.option(
    "--expect",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file with the differences that are meant: [{kind, name, field, reason}].",
)
@click.option("--json", "in_json", is_flag=True, help="Print JSON.")
@click.option(
    "--markdown",
    "markdown_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write Markdown to this file as well.",
)
def compare(
    *,
    first: str,
    second: str,
    from_url: str | None,
    to_url: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    ignore: tuple[str, ...],
    expect: Path | None,
    in_json: bool,
    markdown_file: Path | None,
) -> None:
    """Show what differs between two Statsig projects.

    Nothing is written to either.

    --from and --to name environment variables that hold Console API keys, or files, as @FILE; a key itself does not
    belong on a command line. Objects are the same when their kind and their name are. Ids that Statsig makes, people
    and times are not compared.

    Exits with 0 where nothing differs, 2 where something does, and 1 where that could not be told.
    """
    ignored = [Expectation(field=field, reason="--ignore") for field in ignore]
    declared = read_expectations(expect) if expect else []
    clients = (_client("--from", first, from_url), _client("--to", second, to_url))
    projects = (first, second)
    _refuse_one_project(clients, projects)
    chosen = Chosen(include, exclude)
    kinds = [kind for name, kind in sorted(all_kinds().items()) if chosen.may_have(name)]
    before, after = _read(clients, projects, kinds)
    found, idle = apply(compared(before, after, kinds, chosen), [*ignored, *declared])
    idle = [one for one in idle if one not in ignored]
    if markdown_file:
        files.write_text(markdown_file, markdown(found, projects))
    click.echo(as_json(found, projects, idle) if in_json else encodable(text(found, projects, idle)))
    sys.exit(found.exit_code)


def _client(option: str, source: str, url: str | None) -> Client:
    address = url or os.environ.get("STATSIG_API_URL") or DEFAULT_URL
    environment = {"STATSIG_CONSOLE_KEY": _key(option, source), "STATSIG_API_URL": address}
    try:
        return client_for(from_environment(environment))
    except ConfigError as error:
        raise ConfigError(f"{option}: {error}") from None


def _key(option: str, source: str) -> str:
    """Return the key that an environment variable or a file holds.

    Raises:
        InvalidInput: there is none, or the key itself was given.
    """
    if source.startswith(("console-", "secret-", "client-")):
        redact.add(source)
        raise InvalidInput(
            f"{option} takes the name of an environment variable that holds the key, not the key itself: others can "
            "read a command line. Replace that key if they could"
        )
    if source.startswith("@"):
        return _key_in_file(option, source[1:])
    key = os.environ.get(source, "").strip()
    if not key:
        raise InvalidInput(f"{option}: the environment variable {source!r} is not set: export it with the key")
    return key


def _key_in_file(option: str, file: str) -> str:
    try:
        key = files.read_text(file).strip()
    except InvalidInput as error:
        raise InvalidInput(f"{option}: {error}") from None
    if not key:
        raise InvalidInput(f"{option}: {file} is empty: it has to hold the key")
    return key


def _refuse_one_project(clients: Sequence[Client], projects: Sequence[str]) -> None:
    """Refuse to compare a project with itself, which would find nothing.

    Raises:
        InvalidInput: both keys are of one project.
        ApiError: a key is rejected, or the API is not there.
    """
    ids = []
    for client, name in zip(clients, projects, strict=True):
        try:
            ids.append((client.settings.api_url, client.project_id()))
        except ApiError as error:
            raise InvalidInput(f"{name} cannot be read: {error}") from None
    if ids[0] == ids[1] and (ids[0][1] or clients[0].settings == clients[1].settings):
        raise InvalidInput(f"{projects[0]} and {projects[1]} are keys of the same Statsig project: name two projects")


def _read(clients: Sequence[Client], projects: Sequence[str], kinds: Sequence[type[Kind]]) -> list[Inventory]:
    """Read both projects at once, and the objects that others refer to by ids."""
    referred = [
        kind for name, kind in sorted(all_kinds().items()) if name in KINDS_WITH_SERVER_IDS and kind not in kinds
    ]
    if any(kind.__name__.endswith("Overrides") for kind in kinds):
        referred += [kind for name, kind in all_kinds().items() if name == "Experiment" and kind not in kinds]
    with ThreadPoolExecutor(2) as threads, Progress() as progress:
        told = [partial(progress.over, of=project) for project in projects]
        inventories = list(threads.map(lambda c, p: read_project(c, [*kinds, *referred], p), clients, told))
    for live in (live for inventory in inventories for live in inventory.objects):
        redact.add([*secret_values(live.kind, {**live.outputs, **live.inputs})])
    return inventories
