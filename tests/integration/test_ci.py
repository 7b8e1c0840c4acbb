"""The recipes for CI against the emulator: every script in them, as it is written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ci import RECIPES, TOKEN, Forge, GitLabForge, Job, load, run_github, run_gitlab

from .harness import IMPORTS, KEY, Stack

pytestmark = [pytest.mark.engine, pytest.mark.slow]
GATE = "statsig.Gate('checkout', rules=[statsig.Rule(name='all', pass_percentage={}, conditions=[when.everyone()])])"
PULL_REQUEST = "github/pull-request.yml"
GITLAB = "gitlab/.gitlab-ci.yml"


class Checkout(Stack):
    """A repository with the recipes in it, as a runner checks it out; the stack is ``prod``."""

    def __init__(self, folder: Path, forge: Forge) -> None:
        super().__init__(folder / "checkout", key=None)
        self.forge = forge
        shutil.copytree(RECIPES / "ci", self.folder / "ci")
        (self.folder / "requirements.txt").write_text("statsig-pulumi[cli]\n")
        (self.folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")

    @property
    def variables(self) -> dict[str, str]:
        return {
            **self.env(),
            "STATSIG_CONSOLE_KEY": KEY,
            "STATSIG_API_URL": f"emulator:{self.db}",
            "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PULUMI_DEBUG_COMMANDS": "",
        }

    def bash(self, script: str) -> None:
        job = Job(self.folder, self.variables)
        assert job.bash(script, {}) == 0, job.output

    def write(self, percentage: object) -> Checkout:
        (self.folder / "__main__.py").write_text(IMPORTS + GATE.format(percentage))
        return self

    def run_job(self, recipe: str, name: str) -> Job:
        """Run a job of a recipe; GitHub's own variables are those of every job there."""
        job = Job(self.folder, self.variables)
        if isinstance(self.forge, GitLabForge):
            where = {"CI_API_V4_URL": self.forge.url, "CI_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": "7"}
            return run_gitlab(
                job, load(recipe), name, {**where, "GITLAB_TOKEN": TOKEN, "CI_PROJECT_DIR": str(self.folder)}
            )
        job.environment = {**job.environment, "GITHUB_API_URL": self.forge.url, "GITHUB_REPOSITORY": "acme/shop"}
        contexts = {
            "github.token": TOKEN,
            "github.event.pull_request.number": "7",
            "runner.temp": str(self.folder.parent),
            "secrets.STATSIG_CONSOLE_KEY": KEY,
            "secrets.STATSIG_READ_ONLY_KEY": KEY,
        }
        return run_github(job, load(recipe)["jobs"][name]["steps"], contexts)


@pytest.fixture
def checkout(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Checkout]:
    """A repository at a forge."""
    forge = request.param()
    yield Checkout(tmp_path, forge)
    forge.close()


def at(*forges: type[Forge], at_length: type[Forge] | None = None) -> pytest.MarkDecorator:
    """Return the mark of a test that is run at some forges, and at one more by ``make long``."""
    more = [pytest.param(at_length, marks=pytest.mark.long)] if at_length else []
    return pytest.mark.parametrize("checkout", [*forges, *more], indirect=True)


def recipe(checkout: Checkout, github: str) -> str:
    return GITLAB if isinstance(checkout.forge, GitLabForge) else github


@at(Forge, at_length=GitLabForge)
def test_a_change_is_previewed_commented_on_and_applied(checkout: Checkout) -> None:
    checkout.bash("pulumi stack init prod")
    applied = checkout.write(10).run_job(recipe(checkout, "github/apply.yml"), "apply")
    assert applied.outcome == "success", applied.output
    gate = checkout.emulator.get(KEY, "gates", "checkout")
    assert gate
    assert gate["rules"][0]["passPercentage"] == 10

    checkout.forge.add("<!-- statsig-pulumi shop/non-prod -->\nanother")
    for percentage in (20, 40) if type(checkout.forge) is Forge else (40,):
        job = checkout.write(percentage).run_job(recipe(checkout, PULL_REQUEST), "preview")
        assert job.outcome == "success", job.output
        another, own = (one["body"] for one in checkout.forge.comments)
        assert another == "<!-- statsig-pulumi shop/non-prod -->\nanother"
        assert own.startswith("<!-- statsig-pulumi shop/prod -->\n")
        assert str(percentage) in own
        assert "<html" in (checkout.folder / "report.html").read_text()
    summary = checkout.folder.parent / "GITHUB_STEP_SUMMARY"
    assert isinstance(checkout.forge, GitLabForge) or own in summary.read_text()
    assert gate == checkout.emulator.get(KEY, "gates", "checkout")
    assert KEY not in own + job.output

    # A program that does not run: the job fails, and the comment says so instead of what was true before.
    job = checkout.write("1 / 0").run_job(recipe(checkout, PULL_REQUEST), "preview")
    assert job.outcome == "failure"
    _, failed = (one["body"] for one in checkout.forge.comments)
    assert failed.startswith("<!-- statsig-pulumi shop/prod -->\n")
    assert "ZeroDivisionError" in failed or "failed" in failed


@at(GitLabForge, at_length=Forge)
def test_a_trial_leaves_nothing_behind_whatever_becomes_of_it(checkout: Checkout) -> None:
    stacks = checkout.folder / ".pulumi" / "stacks" / "shop"
    tool = "poetry" if isinstance(checkout.forge, GitLabForge) else "uv"
    shutil.copy(RECIPES / tool / "__main__.py", checkout.folder)
    job = checkout.run_job(recipe(checkout, PULL_REQUEST), "trial")
    assert job.outcome == "success", job.output
    assert not [*stacks.glob("*.json")]
    assert "unchanged" in job.output
    job = checkout.write("1 / 0").run_job(recipe(checkout, PULL_REQUEST), "trial")
    assert job.outcome == "failure"
    assert not [*stacks.glob("*.json")]


# At GitLab the same command and script run, and what they do with the issue is in tests/unit/test_ci.py.
@at(Forge)
@pytest.mark.long
def test_a_change_in_the_console_opens_an_issue_until_it_is_undone(checkout: Checkout) -> None:
    checkout.bash("pulumi stack init prod")
    checkout.write(10).run_job(recipe(checkout, "github/apply.yml"), "apply")
    gate = checkout.emulator.get(KEY, "gates", "checkout")
    assert gate
    for percentage, state in ((77, checkout.forge.opened), (10, "closed")):
        rules = [{**gate["rules"][0], "passPercentage": percentage}]
        checkout.emulator.edit(KEY, "gates", "checkout", {"rules": rules})
        job = checkout.run_job(recipe(checkout, "github/drift.yml"), "drift")
        assert job.outcome == "success", job.output
        (issue,) = checkout.forge.issues
        assert issue["state"] == state
    text = issue.get("body") or issue["description"]
    assert text.startswith("<!-- statsig-pulumi drift shop/prod -->\n")
    assert "checkout" in text
    assert "77" in text
