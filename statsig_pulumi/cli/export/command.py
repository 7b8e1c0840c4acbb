"""The subcommands ``export`` and ``import`` of ``statsig-pulumi``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import click

from ...client.client import Client, client_for
from ...controller.inventory import Inventory, read_object, read_objects, read_project
from ...errors import InvalidInput, NotFound
from ...kind import Kind, all_kinds
from ...notify import encodable
from ...redactor import clean
from ...schema.json_types import Doc
from .. import files
from ..progress import Progress
from ..settings import from_environment
from .declaration import Declaration, NotDeclarable, declare
from .folder import Folder, Outcome
from .import_file import entry, read_import_file, with_entries
from .program import Identity, Program, by_team
from .selection import Selection
from .source import formatted
from .terraform import TerraformObject, objects_in, read_state

_PROJECT = "name: statsig\nruntime:\n  name: python\n"
_ENVIRONMENT = "  options:\n    virtualenv: {}\n"


_AGAIN = "Change that in the console, and export again"
_IMPORT = "  pulumi import --file {path} --generate-code=false --protect=false"
_MANY = 200
_MANY_IDS = 1000
_FASTER = (
    "With PULUMI_EXPERIMENTAL=1 PULUMI_SKIP_CHECKPOINTS=true in the environment, the import of many objects is many\n"
    "times faster: it writes the state once, at its end. An import that was interrupted can be run again."
)
_FILE = click.option(
    "--file",
    "path",
    default="import.json",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The import file.",
)


def _kind(_ctx: click.Context, _param: click.Parameter, value: str) -> type[Kind]:
    for name, kind in all_kinds().items():
        if name.casefold() == value.replace("_", "").replace("-", "").casefold():
            return kind
    raise click.BadParameter(f"no such resource; there are {', '.join(sorted(all_kinds()))}")


def _patterns(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    for pattern in value:
        if not Selection([pattern]).kinds():
            raise click.BadParameter(f"{pattern!r} is no kind that is exported, such as 'Gate' or 'Gate.checkout_*'")
    return value


@click.command()
@click.argument("folder", default="statsig_objects", type=click.Path(file_okay=False, path_type=Path))
@_FILE
@click.option(
    "--include",
    multiple=True,
    callback=_patterns,
    metavar="PATTERN",
    help="Only these, such as 'Gate' or 'Gate.checkout_*'.",
)
@click.option("--exclude", multiple=True, callback=_patterns, metavar="PATTERN", help="None of these.")
@click.option("--tag", "tags", multiple=True, help="Only what has this tag.")
@click.option("--team", "teams", multiple=True, help="Only what this team owns.")
@click.option("--target-app", "target_apps", multiple=True, help="Only what this target app gets.")
@click.option("--status", "statuses", multiple=True, help="Only what has this status, such as 'In Progress' or STALE.")
@click.option(
    "--by", type=click.Choice(["family", "team"]), default="family", show_default=True, help="What one file holds."
)
@click.option(
    "--from-terraform",
    "state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Only what this state of Statsig's Terraform provider manages, under the names that it has there.",
)
@click.option("--force", is_flag=True, help="Write what was edited by hand again as well.")
def export(
    *,
    folder: Path,
    path: Path,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    tags: tuple[str, ...],
    teams: tuple[str, ...],
    target_apps: tuple[str, ...],
    statuses: tuple[str, ...],
    by: str,
    state: Path | None,
    force: bool,
) -> None:
    """Write a Statsig project as a program and an import file.

    The program is the package FOLDER, by default statsig_objects, in which statements that were edited by hand stay as
    they are. The import file brings the objects into a stack as they are: `pulumi import --file`. Nothing is changed in
    Statsig. The key and the address are taken from STATSIG_CONSOLE_KEY and STATSIG_API_URL.

    Exits with 1 where something could not be read; the rest is written.
    """
    if not folder.name.isidentifier():
        raise click.ClickException(f"{folder.name} is no name for a Python package")
    selection = Selection(include, exclude, tags, teams, target_apps, statuses)
    written, content = Folder(folder), read_import_file(path)
    client = client_for(from_environment())
    managed = objects_in(read_state(state)) if state else []
    for one in managed:
        if one.problem:
            _say(f"{one.address} is left out: {one.problem}")
    with Progress() as progress:
        if state:
            inventory = read_objects(client, _ids(managed, selection.kinds()), progress.over)
        else:
            inventory = read_project(client, selection.kinds(), progress.over)
    declarations, problems = _declared(inventory, selection)
    for line in [*_failures(inventory), *problems]:
        _say(line)
    if not declarations:
        raise click.ClickException("nothing is written: no object that was read is chosen")
    files = by_team(declarations) if by == "team" else None
    file_of: Callable[[Declaration], str] | None = (
        (lambda one: files[one.kind.__name__, one.id]) if files is not None else None
    )
    gone = [one for one in written.known if inventory.is_gone(*one)]
    wishes = {(one.kind, one.id): one.name for one in managed}
    program, outcome = written.plan(declarations, gone, file_of, wishes, force=force)
    _tell_problems(program)
    written.save(program)
    _write_import_file(path, content, program, gone)
    made = _new_project(folder)
    _tell(outcome, program, folder, path, made)
    if inventory.failures:
        sys.exit(1)


@click.command("import")
@click.argument("kind", metavar="RESOURCE", callback=_kind)
@click.argument("ids", nargs=-1, required=True)
@_FILE
def import_(kind: type[Kind], ids: tuple[str, ...], path: Path) -> None:
    """Write an import file for single objects.

    Writes a file for `pulumi import --file`, to which entries are added, and prints the code to add to the program.
    RESOURCE is for example Gate; IDS are ids in Statsig. The key and the address are taken from STATSIG_CONSOLE_KEY and
    STATSIG_API_URL.
    """
    content = read_import_file(path)
    client = client_for(from_environment())
    program = Program([_imported(client, kind, id) for id in dict.fromkeys(ids)], {})
    _tell_problems(program)
    text = "\n".join(program.statement(item)[0] for item in program.items)
    _write_import_file(path, content, program)
    click.echo(encodable(formatted({"": text})[""].rstrip()))
    _say(f"Wrote {path}. Add the code above to the program, then run")
    click.echo(_IMPORT.format(path=path), err=True)


def _imported(client: Client, kind: type[Kind], id: str) -> Declaration:
    """Return the declaration of one object.

    Raises:
        InvalidInput: there is no such object, the API cannot read objects of this kind, or no program can declare it.
    """
    if not kind.routes.can_read:
        raise InvalidInput(f"a {kind.__name__} cannot be imported: Statsig's API cannot read it")
    # What is given for a kind whose ids are secrets may be one.
    given = f"{kind.__name__} {'of this id or name' if kind.secret_outputs() else repr(id)}"
    with suppress(NotFound):
        live = read_object(client, kind, id)
        try:
            if live and (one := declare(live)):
                return one
        except NotDeclarable as why:
            raise InvalidInput(f"{given} cannot be declared: {why}. {_AGAIN}") from None
    raise InvalidInput(f"there is no {given}")


def _ids(managed: Iterable[TerraformObject], kinds: Iterable[type[Kind]]) -> dict[type[Kind], set[str]]:
    found = {kind: {one.id for one in managed if one.kind == kind.__name__ and not one.problem} for kind in kinds}
    return {kind: ids for kind, ids in found.items() if ids}


def _declared(inventory: Inventory, selection: Selection) -> tuple[list[Declaration], list[str]]:
    """Return the declarations of the chosen objects, and why some have none."""
    declarations, problems = [], []
    for live in inventory.objects:
        try:
            one = declare(live)
        except NotDeclarable as why:
            problems.append(f"{live.kind.__name__} {live.id!r} is left out: {why}. {_AGAIN}")
            continue
        statuses = {str(live.doc.get(name)) for name in ("status", "type")}  # Statsig marks as STALE by the type
        if one and selection.holds(one, statuses):
            if _is_long(one) and not selection.names_kind(one.kind):
                count = len(one.inputs["ids"])
                problems.append(
                    f"SegmentIds of {one.id!r} are left out: {count} ids (--include SegmentIds writes them)"
                )
            else:
                declarations.append(one)
    return [*_without_twins(declarations, problems)], problems


def _is_long(one: Declaration) -> bool:
    """Return whether an object is a list of ids that nobody would have in a program."""
    return len(one.inputs.get("ids", ())) > _MANY_IDS


def _without_twins(declarations: list[Declaration], problems: list[str]) -> Iterator[Declaration]:
    """Yield what a program can tell from others; of two objects with one address, it could not say which is which."""
    addresses = Counter(one.kind.address(one.inputs) for one in declarations)
    for one in declarations:
        address = one.kind.address(one.inputs)
        if addresses[address] == 1 or not one.kind.routes.is_unique(one.inputs):
            yield one
        else:
            problems.append(
                f"{address} (id {one.id}) is left out: there are {addresses[address]} of this name. {_AGAIN}"
            )


def _failures(inventory: Inventory) -> Iterator[str]:
    return (f"{what} could not be read: {error}" for what, error in inventory.failures)


def _tell_problems(program: Program) -> None:
    for item in program.items:
        for field, why in item.left:
            _say(f"{item.identity[0]} {item.name!r}: {field} is left to the console: {why}")


def _write_import_file(path: Path, content: Doc, program: Program, gone: Collection[Identity] = ()) -> None:
    entries = [entry(item.declaration, item.name) for item in program.items]
    text = with_entries(content, entries, [(all_kinds()[kind].type_token(), id) for kind, id in gone])
    files.write_text(path, text)


def _new_project(folder: Path) -> list[str]:
    """Write a Pulumi project around the folder where there is none; return the files."""
    root = folder.parent
    if (root / "Pulumi.yaml").exists() or (root / "__main__.py").exists():
        return []
    environment, here = Path(sys.prefix), root.resolve()
    # One that lies elsewhere is this machine's alone: Pulumi takes the Python that is on PATH.
    option = _ENVIRONMENT.format(environment.relative_to(here)) if environment.is_relative_to(here) else ""
    files.write_text(root / "Pulumi.yaml", _PROJECT + option)
    files.write_text(root / "__main__.py", f"import {folder.name}  # noqa: F401\n")
    return ["Pulumi.yaml", "__main__.py"]


def _tell(outcome: Outcome, program: Program, folder: Path, path: Path, made: list[str]) -> None:
    for what, names in (
        ("new", outcome.new if outcome.is_second else []),
        ("gone from Statsig", outcome.gone),
        ("edited by hand, left as it is", outcome.kept),
        ("edited by hand and changed in Statsig, left as it is (--force writes what is live)", outcome.differing),
        ("taken out by hand, left out (--force writes it again)", outcome.removed),
    ):
        for name in names:
            _say(f"{name}: {what}")
    written = ", ".join([*made, f"{folder}/", str(path)])
    _say(f"Wrote {len(program.items)} objects in {len(program.files)} files: {written}")
    if not made:
        _say(f"Let the program have `import {folder.name}`, then bring the objects into its stack:")
    click.echo(_IMPORT.format(path=path), err=True)
    click.echo("  pulumi preview --refresh    # shows no change", err=True)
    if len(program.items) > _MANY:
        click.echo(_FASTER, err=True)


def _say(text: str) -> None:
    click.echo(encodable(clean(text)), err=True)
