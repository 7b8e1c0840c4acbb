"""The folder that an export writes: a package of one file for each family, and a record of what was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ...errors import InvalidInput
from .declaration import Declaration
from .names import digest
from .program import Identity, Item, Known, Program
from .source import Key, Source, formatted, import_lines

_RECORD = ".statsig-export.json"
_INIT = "__init__"


@dataclass
class Outcome:
    """What an export changes in a folder, each by ``Kind 'name'``."""

    is_second: bool
    """Whether the folder holds an earlier export."""

    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Edited by hand, and not written again."""
    differing: list[str] = field(default_factory=list)
    """Edited by hand, while the object has changed as well."""
    removed: list[str] = field(default_factory=list)
    """Taken out by hand, and not written again."""


class Folder:
    """A folder with a program.

    Args:
        path: the folder, which need not exist.

    Raises:
        InvalidInput: it cannot be read, or its files are no Python.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[Identity, Known] = {}
        self.sources: dict[str, Source] = {}
        self._gone: dict[Key, Known] = {}
        self._kept: set[Identity] = set()
        self._files: dict[str, str] = {}
        self._read()

    def _read(self) -> None:
        record = self.path / _RECORD
        try:
            if record.exists():
                for one in json.loads(record.read_text(encoding="utf-8"))["objects"]:
                    identity = one.pop("kind"), one.pop("id")
                    self.known[identity] = _as_recorded(Known(**one))
            for file in sorted(self.path.glob("*.py")):
                self.sources[file.stem] = Source(str(file), file.read_text(encoding="utf-8"))
        except OSError as error:
            raise InvalidInput(f"cannot read {self.path}: {error.strerror}") from None
        except (ValueError, TypeError, LookupError, RecursionError):
            raise InvalidInput(f"{record} is not what an export has written: delete it, or export elsewhere") from None

    def order(self) -> dict[str, list[Key]]:
        """Return the resources of each file, as they stand in it."""
        return {file: [one.key for one in source.statements] for file, source in self.sources.items()}

    def is_own(self, file: str) -> bool:
        """Return whether a file is one that an export has written."""
        return any(one.file == file for one in self.known.values())

    def plan(
        self,
        declarations: Sequence[Declaration],
        gone: Collection[Identity],
        file_of: Callable[[Declaration], str] | None,
        wishes: Mapping[Identity, str],
        *,
        force: bool,
    ) -> tuple[Program, Outcome]:
        """Lay out the program; ``save`` writes it. Statements of other objects stay.

        Args:
            declarations: the objects.
            gone: the objects of an earlier export that Statsig has no more.
            file_of, wishes: see ``Program``.
            force: whether what people have changed by hand is written again.

        Raises:
            InvalidInput: a file is in the way.
        """
        outcome = Outcome(bool(self.known), gone=[_shown((kind, self.known[kind, id].name)) for kind, id in gone])
        self._gone = {(kind, self.known[kind, id].name): self.known[kind, id] for kind, id in gone}
        declared: set[Key] = {key for source in self.sources.values() for key in source.resources}
        wanted = [one for one in declarations if force or not self._is_removed(one, declared, outcome)]
        program = Program(wanted, self.known, file_of, self.order(), wishes)
        if not force:
            self._rename(program)
        files = {file: self._content(program, file, outcome, force=force) for file in program.files}
        left = {file: one for file, one in self.sources.items() if self.is_own(file) and file not in files}
        files |= {file: one.rewritten(self._gone_texts(one), (), ()) for file, one in left.items()}
        self._files = formatted({**files, _INIT: self._init(files)})
        return program, outcome

    def _is_removed(self, one: Declaration, declared: set[Key], outcome: Outcome) -> bool:
        known = self.known.get((one.kind.__name__, one.id))
        if known is None or (one.kind.__name__, known.name) in declared:
            return False
        outcome.removed.append(f"{one.kind.__name__} {known.name!r}")
        return True

    def _content(self, program: Program, file: str, outcome: Outcome, *, force: bool) -> str:
        """Return the text of a file: what people wrote in it stays."""
        items = program.in_file(file)
        source = self.sources.get(file) or Source(file, f'"""Objects of Statsig: {file.replace("_", " ")}."""\n')
        if file in self.sources and not self.is_own(file):
            raise InvalidInput(f"{self.path / file}.py is in the way: no export has written it. Export elsewhere")
        statements = {one.key: one.text for one in source.statements}
        texts: dict[Key, str | None] = self._gone_texts(source)
        elsewhere = self._elsewhere(file)
        added, modules = [], set[str]()
        for item in items:
            text, others = program.statement(item)
            if item.key in elsewhere and not force:
                self._keep(item, outcome)
            elif item.key not in statements:
                if item.identity not in self.known:
                    outcome.new.append(_shown(item.key))
                added.append(text)
                modules |= others
            elif force or self._is_as_written(item, statements[item.key]):
                texts[item.key] = text
                modules |= others
            else:
                self._keep(item, outcome)
        imports = import_lines("\n".join([*added, *filter(None, texts.values())]), modules)
        return source.rewritten(texts, added, imports)

    def _init(self, files: Iterable[str]) -> str:
        """Return the text of the module that imports all files; what people wrote in it stays."""
        source = self.sources.get(_INIT) or Source(_INIT, '"""Objects of Statsig."""\n')
        return source.rewritten({}, (), [f"from . import {file} as {file}" for file in sorted(files)])

    def _rename(self, program: Program) -> None:
        """Know the objects that people have moved or renamed in the program by what they are called there."""
        for file in program.files:
            source, elsewhere = self.sources.get(file), self._elsewhere(file)
            statements = {one.key: one for one in source.statements} if source else {}
            for item in program.in_file(file):
                statement = statements.get(item.key)
                if item.key in elsewhere:
                    item.variable = None
                elif statement and not self._is_as_written(item, statement.text):
                    item.variable = statement.variable

    def _elsewhere(self, file: str) -> set[Key]:
        """Return the resources that other files declare."""
        return {key for name, source in self.sources.items() if name != file for key in source.resources}

    def _is_as_written(self, item: Item, text: str) -> bool:
        known = self.known.get(item.identity)
        return known is not None and known.text == digest(text)

    def _keep(self, item: Item, outcome: Outcome) -> None:
        """Leave a statement as people have edited it."""
        known = self.known.get(item.identity)
        changed = known is None or known.inputs != item.inputs_digest
        (outcome.differing if changed else outcome.kept).append(_shown(item.key))
        self._kept.add(item.identity)

    def _gone_texts(self, source: Source) -> dict[Key, str | None]:
        """Return the statements of a file whose objects are gone; those that people have changed stay."""
        return {
            one.key: None
            for one in source.statements
            if one.key in self._gone and self._gone[one.key].text == digest(one.text)
        }

    def save(self, program: Program) -> None:
        """Write what was laid out.

        Raises:
            InvalidInput: the folder cannot be written.
        """
        files = self._files
        statements = {one.key: one.text for file, text in files.items() for one in Source(file, text).statements}
        written = {
            item.identity: _known(item, statements[item.key])
            for item in program.items
            if item.identity not in self._kept and item.key in statements
        }
        left = {identity: one for identity, one in self.known.items() if (identity[0], one.name) not in self._gone}
        records = sorted({**left, **written}.items())
        objects = [{"kind": kind, "id": id, **asdict(one)} for (kind, id), one in records]
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for file, text in files.items():
                (self.path / f"{file}.py").write_text(text, encoding="utf-8")
            (self.path / _RECORD).write_text(json.dumps({"version": 1, "objects": objects}, indent=1) + "\n")
        except OSError as error:
            raise InvalidInput(f"cannot write {self.path}: {error.strerror}") from None


def _as_recorded(known: Known) -> Known:
    """Return what a record says. It is a file that others may have edited, and names files and variables.

    Raises:
        ValueError: a name is none that an export gives.
    """
    if not all(name.isidentifier() for name in (known.file, known.variable or known.file)):
        raise ValueError(known)
    return known


def _known(item: Item, text: str) -> Known:
    return Known(item.name, item.variable, item.file, digest(text), item.inputs_digest)


def _shown(key: Key) -> str:
    return f"{key[0]} {key[1]!r}"
