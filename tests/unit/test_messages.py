"""What is printed: no secret, no control character, no traceback, one line with the way on."""

from __future__ import annotations

import base64
import io
import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pulumi
import pytest
from pulumi.dynamic import Config, ConfigureRequest

import statsig_pulumi as statsig
from statsig_pulumi.config import Settings
from statsig_pulumi.controller.controller import Controller
from statsig_pulumi.errors import ApiError, ConfigError, InvalidInput, StatsigError
from statsig_pulumi.notify import notify
from statsig_pulumi.provider import StatsigProvider
from statsig_pulumi.redactor import Redactor, clean, redact

KEY = "console-abcdefgh12345678"
_BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"
PEM = f"-----BEGIN PRIVATE KEY-----\n{_BODY}\n-----END PRIVATE KEY-----\n"

_ADDRESSES = [
    "http://[::1", "https://h:99999/x", "https://h:x/", "https://", "nope", "https://a b/", "https://h/?k=v",
    "https://u:p@h/", "ftp://h", "https://h/\x01", "https://..", "https://" + "a" * 300,
]  # fmt: skip
"""What is no address."""


@pytest.fixture(autouse=True)
def keeping_tracebacks() -> Iterator[None]:
    """Undo what ``configure`` does to the process."""
    yield
    if hasattr(sys, "tracebacklimit"):
        del sys.tracebacklimit


def provider(kind: str, **config: str) -> StatsigProvider:
    made = StatsigProvider(kind)
    settings = {"statsig:consoleApiKey": KEY, "statsig:apiUrl": "emulator::memory:", **config}
    made.configure(ConfigureRequest(Config(settings, "t")))
    return made


class TestSecrets:
    @pytest.mark.parametrize(
        "form",
        [
            lambda s: s,
            json.dumps,
            lambda s: json.dumps({"a": json.dumps(s)}),
            repr,
            lambda s: " ".join(s.split()),
            lambda s: s.splitlines()[1],
            lambda s: s.replace("\n", ""),
            lambda s: s.replace("\n", "\\n"),
            lambda s: quote(s, safe=""),
            lambda s: quote(json.dumps(s)),
            lambda s: quote(s).lower(),
            lambda s: base64.b64encode(s.encode()).decode(),
            lambda s: s[:50],
        ],
    )
    def test_every_form_of_a_secret_is_cut_out(self, form: Any) -> None:
        redactor = Redactor()
        redactor.add({"private": [PEM]})
        text = redactor(f"invalid value {form(PEM)}!")
        assert "MIIEvQIBADAN" not in text
        assert "TUlJRXZRSUJBR" not in text
        assert text.startswith("invalid value ")

    def test_a_secret_inside_a_secret_that_is_json(self) -> None:
        redactor = Redactor()
        redactor.add(json.dumps({"private_key": PEM, "client_email": "robot@project.example"}))
        assert "MIIE" not in redactor(f"bad key {PEM}")
        assert "robot@" not in redactor("robot@project.example may not")

    def test_quotes_and_letters_beyond_ascii(self) -> None:
        redactor = Redactor()
        redactor.add('pä"ss\\word')
        for text in ('pä"ss\\word', json.dumps('pä"ss\\word'), quote('pä"ss\\word')):
            assert "word" not in redactor(text)

    def test_a_short_secret_is_no_part_of_words(self) -> None:
        redactor = Redactor()
        redactor.add("it")
        assert redactor("cannot write it") == "cannot write [secret]"

    def test_what_is_said_while_waiting_holds_none(self, capsys: pytest.CaptureFixture[str]) -> None:
        redact.add("hunter2-hunter2")
        notify("the server says hunter2-hunter2; trying again")
        assert capsys.readouterr().out == "statsig: the server says [secret]; trying again\n"

    def test_the_key_of_the_settings_is_known_at_once(self) -> None:
        key = "console-Zq9Zq9Zq9Zq9"
        Settings(console_api_key=key)
        assert key not in str(StatsigError(f"the server has echoed {key}"))

    def test_keys_that_nobody_has_registered_are_masked(self) -> None:
        assert clean(f"made secret-{'a1' * 20}") == "made secret-..."

    def test_an_exception_of_any_kind_holds_no_secret_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any) -> Any:
            raise StatsigError("ends with " + json.dumps('to"ken-1234'))

        monkeypatch.setattr(Controller, "create", fail)
        with pytest.raises(StatsigError) as caught:
            provider("IngestionConnection").create({"token": 'to"ken-1234'})
        assert "ken-1234" not in str(caught.value)

    def test_secret_outputs_in_state(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any) -> Any:
            raise StatsigError("PATCH /keys/secret-old1old1 answered 500: secret-old1old1")

        monkeypatch.setattr(Controller, "update", fail)
        with pytest.raises(StatsigError) as caught:
            provider("Key").update("id", {"key": "secret-old1old1", "type": "SERVER"}, {"type": "SERVER"})
        assert "old1old1" not in str(caught.value)

    def test_secrets_of_the_program_are_known_by_their_paths(self, monkeypatch: pytest.MonkeyPatch) -> None:
        given = {
            "default_value": {"a": [{"b": "path-secret-1"}]},
            "description": "path-secret-2",
            "tags": ["plain-tag"],
        }
        paths = [["default_value", "a", 0.0, "b"], ["description"], ["rules", 5.0, "name"], ["tags", "x"]]

        def fail(*_: Any) -> Any:
            raise StatsigError(f"the server repeats {json.dumps(given)}")

        monkeypatch.setattr(Controller, "create", fail)
        with pytest.raises(StatsigError) as caught:
            provider("DynamicConfig").create({**given, "__secrets": paths})
        assert "path-secret" not in str(caught.value)
        assert "plain-tag" in str(caught.value)


class TestCheck:
    @pytest.mark.parametrize(
        ("kind", "inputs"),
        [
            ("Gate", {"description": ["hunter2"]}),
            ("Gate", {"rules": [{"name": "a", "pass_percentage": 123456}]}),
            ("Gate", {"gate_id": "hunter2 hunter2"}),
            ("Gate", {"gate_id": "h" * 300}),
            ("Gate", {"rules": [{"name": "hunter2"}, {"name": "hunter2"}]}),
            ("Gate", {"status": "hunter2"}),
            ("DynamicConfig", {"default_value": {"a": 2**60}}),
            ("DynamicConfig", {"default_value_json5": "{hunter2"}),
            ("DynamicConfig", {"default_value": {"a": "hunter2"}, "json_schema": '{"additionalProperties": false}'}),
            (
                "DynamicConfig",
                {"default_value": {"a": "hunter2"}, "json_schema": '{"properties": {"a": {"maxLength": 1}}}'},
            ),
            ("DynamicConfig", {"json_schema": '{"type": "hunter2"}'}),
            ("DynamicConfig", {"json_schema": '{"$ref": "hunter2"}', "default_value": {"a": 1}}),
        ],
    )
    def test_no_value_is_repeated_and_no_property_named(self, kind: str, inputs: dict[str, Any]) -> None:
        result = provider(kind).check({}, {**inputs})
        assert result.failures
        for failure in result.failures:
            assert failure.property == ""
            assert "hunter2" not in failure.reason
            assert "hhhh" not in failure.reason
            assert str(2**60) not in failure.reason
            assert "123456" not in failure.reason
            assert next(iter(inputs)) in failure.reason or "json_schema" in failure.reason

    @pytest.mark.parametrize(
        "schema",
        ['{"$ref": "#"}', '{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}'],
    )
    def test_a_schema_that_refers_to_itself_without_end(self, schema: str) -> None:
        (failure,) = provider("DynamicConfig").check({}, {"default_value": {"a": 1}, "json_schema": schema}).failures
        assert "json_schema" in failure.reason
        assert "itself" in failure.reason

    def test_a_schema_that_takes_too_long_is_left_to_statsig(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("statsig_pulumi.schema.json_schema.TIME_LIMIT", 0.2)
        defs = {f"a{i}": {"allOf": [{"$ref": f"#/$defs/a{i + 1}"}] * 2} for i in range(30)}
        schema = json.dumps({"$defs": {**defs, "a30": True}, "$ref": "#/$defs/a0"})
        inputs = {"default_value": {"a": 1}, "json_schema": schema}
        assert provider("DynamicConfig").check({}, inputs).failures == []
        assert "not checked" in capsys.readouterr().out

    def test_json_of_ten_thousand_levels(self) -> None:
        text = '{"a":' * 10_000 + "1" + "}" * 10_000
        (failure,) = provider("DynamicConfig").check({}, {"default_value_json5": text}).failures
        assert "nested too deeply" in failure.reason

    def test_in_the_program_as_well(self) -> None:
        value: dict[str, Any] = {}
        value["a"] = value
        with pytest.raises(InvalidInput, match="nested too deeply"):
            statsig.DynamicConfig("c", default_value=value)


class TestPrinting:
    def test_control_characters_do_not_reach_the_terminal(self) -> None:
        text = clean("a\x1b[31mred\x1b[0m\rb\x07 \u202eevil\u2066 \x9b2J \x1b]0;title\x07 \ud800")
        assert not any(ord(c) < 32 or c in "\u202e\u2066\x9b\ud800" for c in text)
        assert "red" in text
        assert clean("Åsa 日本 👩‍🚀") == "Åsa 日本 👩‍🚀"

    def test_neither_do_those_of_a_server(self) -> None:
        assert "\x1b" not in str(ApiError("no\x1b[2J", status=400, method="GET", path="/gates/\x1bx"))

    def test_a_message_of_megabytes_is_cut(self) -> None:
        assert len(str(ApiError("x" * 10**6, status=400))) < 5000

    @pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
    def test_saying_something_never_fails_for_the_encoding(
        self, encoding: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
        monkeypatch.setattr(sys, "stdout", out)
        notify("日本 \ud800 é")
        assert out.buffer.getvalue().startswith(b"statsig: ")  # type: ignore[attr-defined]

    def test_nor_for_an_output_that_is_gone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Broken(io.StringIO):
            def write(self, _: str) -> int:
                raise BrokenPipeError

        closed = io.StringIO()
        closed.close()
        for out in (Broken(), closed, None):
            monkeypatch.setattr(sys, "stdout", out)
            notify("x")


class TestNoTraceback:
    @pytest.mark.parametrize("error", [KeyError("hunter2"), SystemExit(1), KeyboardInterrupt(), MemoryError()])
    def test_what_nobody_has_foreseen_is_one_line_and_ends_the_call(
        self, error: BaseException, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: Any) -> Any:
            raise error

        monkeypatch.setattr(Controller, "create", fail)
        with pytest.raises(StatsigError) as caught:
            provider("Gate").create({"gate_id": "g"})
        text = str(caught.value)
        assert text.startswith("Gate 'g': cannot create it: ")
        assert "hunter2" not in text
        assert caught.value.__suppress_context__
        if isinstance(error, KeyError):
            assert "bug in statsig-pulumi (KeyError)" in text

    def test_the_environment_can_ask_for_the_traceback(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fail(*_: Any) -> Any:
            raise KeyError(KEY)

        monkeypatch.setattr(Controller, "create", fail)
        monkeypatch.setenv("STATSIG_PULUMI_TRACEBACK", "1")
        with pytest.raises(StatsigError):
            provider("Gate").create({"gate_id": "g"})
        printed = capsys.readouterr().out
        assert "in fail" in printed
        assert KEY not in printed

    def test_state_of_a_newer_version(self) -> None:
        rule = {"name": "a", "pass_percentage": 1, "newer": 1, "conditions": [{"type": "public", "newest": {"a": 1}}]}
        newer = {"gate_id": "ggg", "description": "a", "new_argument": {"x": 1}, "rules": [rule]}
        gates = provider("Gate", **{"statsig:apiUrl": "emulator::memory:"})
        made = gates.create({"gate_id": "ggg", "description": "a", "rules": [{"name": "a", "pass_percentage": 1}]})
        assert gates.diff("ggg", newer, {"gate_id": "ggg", "description": "b"}).changes is None
        read = gates.read("ggg", newer)
        assert read.inputs is not None
        assert "new_argument" not in read.inputs
        gates.update("ggg", {**made.outs, **newer}, {"gate_id": "ggg", "description": "b"})
        gates.delete("ggg", newer)

    def test_an_unknown_argument_of_the_program_is_still_refused(self) -> None:
        (failure,) = provider("Gate").check({}, {"isEnabled": True}).failures
        assert failure.reason == "isEnabled is not an argument of Gate; did you mean is_enabled?"

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("requestTimeout", ["soon", "inf", "-1", "nan", "0", "1e300", ""]),
            ("retryDeadline", ["soon", "inf", "-1", "nan", "1e300"]),
            ("mutationsPer10s", ["x", "inf", "-5", "nan", "0.5", "1e300", "1.5"]),
            ("mutationsPer15min", ["x", "inf", "-5", "nan", "0.5", "1e300"]),
            ("segmentMutationsPer10s", ["0"]),
            ("segmentMutationsPer15min", ["0"]),
            ("allowInsecure", ["maybe"]),
            (
                "apiUrl",
                [
                    "http://[::1",
                    "https://h:99999/x",
                    "https://h:x/",
                    "https://",
                    "nope",
                    "https://a b/",
                    "https://h/?k=v",
                    "https://u:p@h/",
                    "ftp://h",
                    "https://h/\x01",
                    "https://..",
                    "https://" + "a" * 300,
                ],
            ),
            ("consoleApiKey", [f"{KEY}\nX-Other: 1", "console-é", "console-\x00a", "client-abc", "nonsense"]),
        ],
    )
    def test_broken_settings_are_one_line_that_names_the_setting(self, name: str, values: list[str]) -> None:
        for value in values:
            settings = {"consoleApiKey": KEY, name: value}
            with pytest.raises(ConfigError) as caught:
                Settings.load(settings.get, {})
            assert "\n" not in str(caught.value)
            assert ("key" if name == "consoleApiKey" else name) in str(caught.value)

    def test_a_removed_setting_says_what_takes_its_place_when_the_program_runs(self) -> None:
        old = {"statsig:respectReviewSettings": "true"}
        with pytest.raises(StatsigError) as caught:
            provider("Tag", **old).check({}, {"name": "core"})
        assert 'remove it, and say review="propose"' in str(caught.value)
        assert "\n" not in str(caught.value)
        with pytest.raises(ConfigError, match="set statsig:review to propose"):
            statsig.Provider("eu", console_api_key=KEY, respect_review_settings=True)

    def test_a_removed_setting_of_the_stack_is_not_handed_on_to_an_explicit_provider(self) -> None:
        pulumi.runtime.set_all_config({"statsig:respectReviewSettings": "true"})
        try:
            with pytest.raises(ConfigError, match="statsig:respectReviewSettings has no effect any more"):
                statsig.Provider("eu", console_api_key=KEY)
        finally:
            pulumi.runtime.set_all_config({})

    def test_a_removed_setting_in_state_is_no_hindrance(self, capsys: pytest.CaptureFixture[str]) -> None:
        tags = provider("Tag", **{"statsig:respectReviewSettings": "true"})
        tags.delete(tags.create({"name": "core"}).id, {"name": "core"})
        assert capsys.readouterr().out.count("warning: statsig:respectReviewSettings has no effect any more") == 1

    def test_a_removed_setting_that_asks_for_nothing_is_ignored(self) -> None:
        off = provider("Tag", **{"statsig:respectReviewSettings": "false"})
        assert off.check({}, {"name": "core"}).failures == []

    def test_a_key_in_the_place_of_an_address_is_not_printed(self) -> None:
        for wrong in (f"console-{'x1' * 20}", "htps://user:hunter2@host/", "x?key=hunter2"):
            with pytest.raises(ConfigError) as caught:
                Settings.load({"consoleApiKey": KEY, "apiUrl": wrong}.get, {})
            assert "hunter2" not in str(caught.value)
            assert "x1x1" not in str(caught.value)

    def test_import_in_opts_is_refused_in_the_program(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            statsig.Gate("g", opts=pulumi.ResourceOptions(import_="g"))
        assert "adopt=True" in str(caught.value)
        assert "statsig-pulumi import Gate" in str(caught.value)
