"""The settings: where key and address come from, and which are refused."""

from __future__ import annotations

import pytest

from statsig_pulumi.config import Settings
from statsig_pulumi.errors import ConfigError


def load(config: dict[str, str] | None = None, env: dict[str, str] | None = None) -> Settings:
    return Settings.load((config or {}).get, env or {})


def test_the_stacks_configuration_wins_over_the_environment() -> None:
    settings = load({"consoleApiKey": "console-stack"}, {"STATSIG_CONSOLE_KEY": "console-env"})
    assert settings.console_api_key == "console-stack"


def test_the_environment_is_enough() -> None:
    settings = load(env={"STATSIG_CONSOLE_KEY": "console-env", "STATSIG_API_URL": "http://127.0.0.1:3006/console/v1/"})
    assert (settings.console_api_key, settings.api_url) == ("console-env", "http://127.0.0.1:3006/console/v1")


def test_the_default_address_is_statsigs() -> None:
    assert load({"consoleApiKey": "console-a"}).api_url == "https://statsigapi.net/console/v1"


def test_the_emulator_needs_no_key() -> None:
    assert load({"apiUrl": "emulator:"}).emulated


def test_no_key_is_one_clear_error() -> None:
    with pytest.raises(ConfigError, match="pulumi config set --secret statsig:consoleApiKey"):
        load()


@pytest.mark.parametrize("key", ["client-abc", "secret-abc", "abc", "console-a b"])
def test_a_key_of_another_kind_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(ConfigError, match="the Statsig key ") as caught:
        load({"consoleApiKey": key})
    assert key not in str(caught.value)


@pytest.mark.parametrize("url", ["http://statsig.example/console/v1", "http://10.0.0.1/", "http://127.0.0.1.example/"])
def test_the_key_is_not_sent_in_the_clear(url: str) -> None:
    with pytest.raises(ConfigError, match="would send the key in the clear"):
        load({"consoleApiKey": "console-a", "apiUrl": url})
    assert load({"consoleApiKey": "console-a", "apiUrl": url, "allowInsecure": "true"}).api_url == url.rstrip("/")


@pytest.mark.parametrize(
    "url", ["http://localhost:1/x", "http://127.0.0.1:1", "http://[::1]:1/x", "https://a.example/v1"]
)
def test_https_and_this_machine_are_accepted(url: str) -> None:
    assert load({"consoleApiKey": "console-a", "apiUrl": url}).api_url == url


@pytest.mark.parametrize("url", ["ftp://a", "statsig", "//x", "file:///etc"])
def test_a_malformed_address_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="is not an address"):
        load({"consoleApiKey": "console-a", "apiUrl": url})


def test_a_password_in_the_address_is_refused_and_not_shown() -> None:
    with pytest.raises(ConfigError) as caught:
        load({"consoleApiKey": "console-a", "apiUrl": "https://me:hunter2@a.example/"})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("value", ["0", "-1", "soon", "inf", "nan"])
def test_a_setting_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="statsig:requestTimeout must be a number of seconds above 0"):
        load({"consoleApiKey": "console-a", "requestTimeout": value})


def test_the_key_is_not_in_the_repr_of_the_settings() -> None:
    assert "console-a" not in repr(load({"consoleApiKey": "console-abc"}))
