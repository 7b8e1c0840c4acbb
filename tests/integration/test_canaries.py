"""Secrets in every field that can hold one: none is printed, logged, stored in the clear or part of an error."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, unquote

import pytest
from pydantic import ValidationError

from statsig_pulumi.kind import all_kinds
from tests import canaries
from tests.resources import CASES

from .harness import FAST, Stack
from .test_fields import FIELDS

pytestmark = pytest.mark.engine

KINDS = all_kinds()
# The program's text holds none: what Pulumi prints of a program's mistake shows its lines.
PROGRAM = """
import json
given = json.load(open("secrets.json"))
text, word, round = pulumi.Output.secret(given["text"]), pulumi.Output.secret(given["word"]), given["round"]
pem = pulumi.Output.secret("-----BEGIN PRIVATE KEY-----\\n" + given["word"] + "0123456789\\n-----END PRIVATE KEY-----")
team = statsig.Team("Ops", description=text, members=[word.apply(lambda w: w + "@x.example")])
key = statsig.Key("ci", type="SERVER", description=word, rotate_triggers={"n": round})
pulumi.export("key", key.key)
gate = statsig.Gate("noisy", description=text, tags=[word], rules=[
    Rule(name=word, pass_percentage=50, conditions=[when.custom_field(word, "any", [text, key.key])])])
config = statsig.DynamicConfig("limits", default_value={"a": [{"b": text}], "round": round}, rules=[
    ConfigRule(name="r", conditions=[when.user_in(word)],
               return_value_json5=text.apply(lambda t: "{a: " + json.dumps(t) + "}"))])
store = statsig.ParamStore("store", parameters=[
    statsig.ParamStoreParameter(name="p", value=text)])
experiment = statsig.Experiment("copy", hypothesis=text, groups=[
    Group(name=n, size=50, parameter_values={"a": text}) for n in "AB"])
overrides = statsig.GateOverrides("ov", gate_id=gate.id, passing_user_ids=[word], failing_user_ids=[text])
statsig.DatabricksConnection("db", host="h.example", path="/p", token=pem,
    delta_sharing_credentials=given["text"])  # not a secret of Pulumi's: it is for the package to know
prompt = statsig.Prompt("summary", description=text)
statsig.PromptVersion("first", prompt_id=prompt.id, name="First", auth_workflow_headers=[
    WorkflowHeader(name="authorization", value=given["text"])])
"""


def configure(stack: Stack) -> None:
    notes = stack.folder / "home" / "statsig-pulumi"  # which is searched for secrets after each run
    notes.mkdir(parents=True, exist_ok=True)
    stack.environment = {**FAST, "STATSIG_PULUMI_LOG": f"debug,json:{notes / 'log'}"}
    stack.secret("statsig:consoleApiKey", canaries.KEY)
    give(stack, "1")


def give(stack: Stack, number: str) -> None:
    given = {"text": canaries.SECRET, "word": canaries.WORD, "round": number}
    (stack.folder / "secrets.json").write_text(json.dumps(given))


class Echo(BaseHTTPRequestHandler):
    """A server that refuses everything, and repeats all that it was sent in every form."""

    def _refuse(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        said = [self.headers["STATSIG-API-KEY"], self.path, unquote(self.path), body, json.dumps(body), quote(body)]
        message = f"invalid \x1b[31m{' '.join(said)}"
        answer: dict[str, Any] = {
            "status": 400,
            "message": message,
            "errors": [{"property": body, "errorMessage": body}],
        }
        if self.command == "GET":
            answer = {"message": "ok", "data": [] if "page=" in self.path else {"id": "p"}}
        data = json.dumps(answer).encode()
        self.send_response(200 if self.command == "GET" else 400)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _refuse  # noqa: N815 - the names that the library calls

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


@contextmanager
def echo_server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/console/v1"
    finally:
        server.shutdown()
        server.server_close()


def filled(value: Any, text: str) -> Any:
    """A value with a canary in place of each string in it."""
    if isinstance(value, dict):
        return {key: filled(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, text) for inner in value]
    return text if isinstance(value, str) else value


TEXTS = (canaries.SECRET, canaries.WORD, f"{canaries.WORD}@x.example", json.dumps({"a": canaries.SECRET}))


def accepted(kind: str, props: dict[str, Any]) -> bool:
    """Whether arguments hold a canary and are valid."""
    if canaries.WORD not in json.dumps(props):
        return False
    try:
        KINDS[kind].args.model_validate(props)
    except ValidationError:
        return False
    return True


def with_canary(kind: str, tried: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """The first arguments that hold a canary and are valid."""
    return next((props for props in tried if accepted(kind, props)), None)


def holders() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each kind and field that can hold a secret, with arguments that have one; of what exists once, all fields."""
    for field in FIELDS:
        if props := with_canary(field.kind, [field.props(filled(field.values[0], text)) for text in TEXTS]):
            yield field.kind, field.path, props
    for kind, case in CASES.items():
        for inputs in (case.request and case.request.inputs, case.setting and case.setting.first):
            given = dict(inputs or {})
            for name, value in (inputs or {}).items():
                given = with_canary(kind, [{**given, name: filled(value, text)} for text in TEXTS]) or given
            if canaries.WORD in json.dumps(given):
                yield kind, "", given


HOLDERS = {(kind, path): props for kind, path, props in holders()}


def test_every_secret_field_of_the_package_is_tried() -> None:
    secret = {(name, prop.name) for name, kind in KINDS.items() for prop in kind.shape().marked("secret")}
    tried = {(kind, n) for (kind, _), props in HOLDERS.items() for n in props if canaries.WORD in json.dumps(props[n])}
    assert secret
    assert secret <= tried
    assert len(HOLDERS) > 250


FAULTS: list[dict[str, Any]] = [
    {"kind": "html"},
    {"status": 500},
    {"kind": "timeout"},
    {"kind": "truncated"},
    {"status": 404},
]


@pytest.mark.parametrize("faults", [FAULTS[:1], pytest.param(FAULTS, marks=pytest.mark.long)], ids=len)
def test_no_secret_is_seen_in_a_life_of_a_stack(stack: Stack, faults: list[dict[str, Any]]) -> None:
    configure(stack)
    stack.up(PROGRAM)
    assert len(stack.state()) == 10
    assert stack.preview(None, "--refresh").ops() == {}
    give(stack, "2")  # rotates the key
    stack.up(None, "--refresh")
    stack.emulator.edit(canaries.KEY, "gates", "noisy", {"description": canaries.SECRET + "!"})
    stack.preview(None, "--refresh")
    stack.refresh()
    for fault in faults:
        give(stack, json.dumps(fault))
        stack.emulator.fail(count=50, method="PATCH", **fault)
        stack.run("up", "--yes", "--skip-preview", "--continue-on-error", ok=False)
        stack.emulator.clear_faults()
    stack.destroy()


def test_no_secret_is_added_to_the_engines_own_log(stack: Stack) -> None:
    """The engine's own lines about properties have them in the clear; the package adds none."""
    configure(stack)
    stack.program(PROGRAM)
    done = stack.command("up", "--yes", "--skip-preview", "--stack", "dev", "-v=9", "--logflow", "--logtostderr")
    assert done.returncode == 0, done.stdout
    assert "Marshaling property for RPC" in done.stderr
    assert '"event": "summary"' in (stack.folder / "home" / "statsig-pulumi" / "log").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("some", [[*HOLDERS][::5], pytest.param([*HOLDERS], marks=pytest.mark.long)], ids=len)
def test_a_server_that_repeats_what_it_was_sent_prints_no_secret(stack: Stack, some: list[tuple[str, str]]) -> None:
    configure(stack)
    stack.config |= {"statsig:mutationsPer10s": "10000", "statsig:mutationsPer15min": "10000"}
    (stack.folder / "resources.json").write_text(
        json.dumps({re.sub(r"\W+", "_", f"{kind}_{path}"): (kind, HOLDERS[kind, path]) for kind, path in some})
    )
    stack.program("""
import json
def secret(value, word):
    if isinstance(value, dict):
        return {k: secret(v, word) for k, v in value.items()}
    if isinstance(value, list):
        return [secret(v, word) for v in value]
    return pulumi.Output.secret(value) if isinstance(value, str) and word in value else value
word = json.load(open("secrets.json"))["word"]
for number, (name, (kind, props)) in enumerate(json.load(open("resources.json")).items()):
    # Every other resource has whole arguments that are secret.
    if number % 2 or kind == "SegmentIds":
        hidden = {k: pulumi.Output.secret(v) if word in json.dumps(v) else v for k, v in props.items()}
    else:
        hidden = secret(props, word)
    getattr(statsig, kind)(name, **hidden)
""")
    with echo_server() as address:
        stack.config["statsig:apiUrl"] = address
        run = stack.run("up", "--yes", "--skip-preview", "--continue-on-error", ok=False)
    assert "[secret]" in run.text
    failed = [message for message in run.messages if "invalid" in message]
    assert len(failed) > 0.8 * len(some), len(failed)
    assert "\x1b[31m" not in run.text
