"""The folder that an export writes: a package of one file for each family, and a record of what was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ...errors import InvalidInput
from ...schema.json_types import Doc
from .declaration import Declaration
from .names import digest
from .program import Identity, Item, Known, Program
from .source import Key, Source, formatted, import_lines

_RECORD = ".statsig-export.json"


@dataclass
class Outcome:
    """What an export has changed in a folder, each by ``Kind 'name'``."""

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
        self._read()

    def _read(self) -> None:
        try:
            if (record := self.path / _RECORD).exists():
                for one in json.loads(record.read_text(encoding="utf-8"))["objects"]:
                    self.known[one.pop("kind"), one.pop("id")] = Known(**one)
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

    def write(
        self, declarations: Sequence[Declaration], file_of: Callable[[Declaration], str] | None, *, force: bool
    ) -> tuple[Program, Outcome]:
        """Write the program.

        Args:
            declarations: the objects.
            file_of: see ``Program``.
            force: whether what people have changed by hand is written again.

        Raises:
            InvalidInput: a file is in the way, or the folder cannot be written.
        """
        outcome = Outcome()
        declared: set[Key] = {key for source in self.sources.values() for key in source.resources()}
        wanted = [one for one in declarations if force or not self._is_removed(one, declared, outcome)]
        program = Program(wanted, self.known, file_of, self.order())
        files = {file: self._content(program, file, outcome, force=force) for file in program.files}
        files |= {file: self._without_gone(file, program, outcome) for file in self._left_files(program)}
        self._save(formatted(files), program)
        return program, outcome

    def _is_removed(self, one: Declaration, declared: set[Key], outcome: Outcome) -> bool:
        known = self.known.get((one.kind.__name__, one.id))
        if known is None or (one.kind.__name__, known.name) in declared:
            return False
        outcome.removed.append(f"{one.kind.__name__} {known.name!r}")
        return True

    def _left_files(self, program: Program) -> Iterator[str]:
        return (file for file in self.sources if self.is_own(file) and file not in program.files)

    def _content(self, program: Program, file: str, outcome: Outcome, *, force: bool) -> str:
        """Return the text of a file: what people wrote in it stays."""
        items = program.in_file(file)
        source = self.sources.get(file) or Source(file, f'"""Objects of Statsig: {file.replace("_", " ")}."""\n')
        if file in self.sources and not self.is_own(file):
            raise InvalidInput(f"{self.path / file}.py is in the way: no export has written it. Export elsewhere")
        statements = {one.key: one.text for one in source.statements}
        texts: dict[Key, str | None] = self._gone_texts(source, program, outcome)
        added, modules = [], set[str]()
        for item in items:
            text, others = program.statement(item)
            if item.key not in statements:
                if item.identity not in self.known:
                    outcome.new.append(_shown(item.key))
                added.append(text)
            elif force or self._is_as_written(item, statements[item.key], outcome):
                texts[item.key] = text
            else:
                continue
            modules |= others
        imports = import_lines("\n".join([*added, *filter(None, texts.values())]), modules)
        return source.rewritten(texts, added, imports)

    def _is_as_written(self, item: Item, text: str, outcome: Outcome) -> bool:
        known = self.known.get(item.identity)
        if known and known.text == digest(text):
            return True
        changed = known is None or known.inputs != item.inputs_digest
        (outcome.differing if changed else outcome.kept).append(_shown(item.key))
        return False

    def _gone_texts(self, source: Source, program: Program, outcome: Outcome) -> dict[Key, str | None]:
        """Return the statements of a file whose objects are gone; those that people have changed stay."""
        left = {item.key for item in program.items}
        earlier = {(kind, known.name): known for (kind, _), known in self.known.items()}
        texts: dict[Key, str | None] = {}
        for one in source.statements:
            if one.key in earlier and one.key not in left:
                outcome.gone.append(_shown(one.key))
                if earlier[one.key].text == digest(one.text):
                    texts[one.key] = None
        return texts

    def _without_gone(self, file: str, program: Program, outcome: Outcome) -> str:
        source = self.sources[file]
        return source.rewritten(self._gone_texts(source, program, outcome), (), ())

    def _save(self, files: Mapping[str, str], program: Program) -> None:
        modules = sorted({*program.files, *(f for f in self.sources if self.is_own(f))})
        init = "".join(['"""Objects of Statsig."""\n\n', *(f"from . import {m} as {m}\n" for m in modules)])
        statements = {one.key: one.text for file, text in files.items() for one in Source(file, text).statements}
        objects = [_recorded(item, statements.get(item.key, "")) for item in program.items]
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for file, text in {**files, "__init__": init}.items():
                (self.path / f"{file}.py").write_text(text, encoding="utf-8")
            (self.path / _RECORD).write_text(json.dumps({"version": 1, "objects": objects}, indent=1) + "\n")
        except OSError as error:
            raise InvalidInput(f"cannot write {self.path}: {error.strerror}") from None


def _recorded(item: Item, text: str) -> Doc:
    kind, id = item.identity
    known = Known(item.name, item.variable, item.file, digest(text), item.inputs_digest)
    return {"kind": kind, "id": id, **asdict(known)}


def _shown(key: Key) -> str:
    return f"{key[0]} {key[1]!r}"
