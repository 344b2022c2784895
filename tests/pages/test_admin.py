"""/admin/: what is made for it, and for whom."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from rostra.desk import vendoring
from rostra.reading.fields import BY_NAME, KINDS
from tests.forms import with_stubs
from tests.hosting.headers import headers_of
from tests.making import Made, make, speech

ON = "language: en\nkinds: [hearing]\nadmin: {backend: github, repo: hall/archive}\n"
TEXTS = {
    "2021/2021-11-17-harbour.md": speech("Harbour", occasion="[Harbour day, New year]", audience="Pilots"),
    "2021/2021-11-17-harbour.fa.md": speech("بندر", occasion="روز بندر"),
    "2020/2020-11-17-pier.md": speech("Pier", "2020-11-17", occasion="Harbour day", speaker="The mayor"),
    "undated/u.md": speech("U", "XXXX"),
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return with_stubs(tmp_path / "templates")


def settings_of(made: Made) -> Any:
    assert made.outcome is not None, made.messages
    return json.loads(made.text("admin/config.json"))


def test_there_is_none_unless_site_yaml_says_so(tmp_path: Path, templates: Path) -> None:
    made = make(tmp_path, TEXTS, templates=templates)
    assert [path for path in made.paths if "admin" in path] == []
    assert "unsafe" not in made.text("_headers") + made.text(".htaccess")


def test_its_program_is_copied_and_it_is_not_for_search_engines(tmp_path: Path, templates: Path) -> None:
    made = make(tmp_path, TEXTS | {"site.yaml": ON}, templates=templates, base_url="https://example.org/")
    assert {path for path in made.paths if path.startswith("admin/")} == {
        "admin/index.html",
        "admin/config.json",
        "admin/admin.js",
        "admin/front-matter.js",
        "admin/sveltia/index.js",
        "admin/yaml/index.js",
    }
    assert '<meta name="robots" content="noindex">' in made.text("admin/index.html")
    assert "admin" not in made.text("sitemap.xml")


def test_without_its_program_the_build_says_what_to_run(tmp_path: Path, templates: Path) -> None:
    shutil.rmtree(templates / "admin" / "yaml")
    made = make(tmp_path, TEXTS | {"site.yaml": ON}, templates=templates)
    assert made.messages == (
        "content/site.yaml: admin: The program of /admin/ is not here: it is fetched once. "
        "Run: python build.py admin. Or leave the field out.",
    )
    assert not made.output.exists()


@pytest.mark.parametrize(
    ("admin", "asks", "backend"),
    [
        (
            "{backend: github, repo: hall/archive}",
            " https://api.github.com",
            {"name": "github", "api_root": "https://api.github.com", "auth_methods": ["token"]},
        ),
        (
            "{backend: github, repo: hall/archive, sign_in: 'https://sign.example.org'}",
            " https://api.github.com",
            {"name": "github", "auth_methods": ["oauth", "token"], "base_url": "https://sign.example.org"},
        ),
        (
            "{backend: gitlab, repo: hall/archive, app_id: x, branch: texts}",
            " https://gitlab.com",
            {
                "name": "gitlab",
                "branch": "texts",
                "auth_type": "pkce",
                "app_id": "x",
                "auth_methods": ["oauth", "token"],
            },
        ),
        (
            "{backend: gitea, repo: hall/archive, host: 'https://example.org:3000/git'}",
            " https://example.org:3000",
            {"name": "gitea", "api_root": "https://example.org:3000/git/api/v1", "auth_methods": ["token"]},
        ),
        ("{backend: local}", "", {"repo": "local/archive", "auth_methods": ["token"]}),
    ],
)
def test_it_asks_the_git_host_alone(
    tmp_path: Path, templates: Path, admin: str, asks: str, backend: dict[str, Any]
) -> None:
    made = make(tmp_path, TEXTS | {"site.yaml": f"admin: {admin}\n"}, templates=templates)
    assert settings_of(made)["cms"]["backend"].items() >= backend.items()
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made.text("admin/index.html"))
    assert found
    assert found[1] == (
        f"default-src 'none'; script-src 'self'; connect-src 'self' blob: data:{asks}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; base-uri 'none'; "
        "form-action 'self'"
    )


def test_servers_keep_the_policy_of_other_pages(tmp_path: Path, templates: Path) -> None:
    plain = make(tmp_path / "plain", TEXTS, templates=templates, base_url="https://example.org/a/")
    made = make(tmp_path, TEXTS | {"site.yaml": ON}, templates=templates, base_url="https://example.org/a/")
    added = set(made.text(".htaccess").splitlines()) - set(plain.text(".htaccess").splitlines())
    assert [line.strip() for line in added] == [
        "Header always set Content-Security-Policy \"default-src 'none'; script-src 'self'; connect-src 'self' blob: "
        "data: https://api.github.com; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'\" \"expr=%{REQUEST_URI} =~ m#^/a/admin/#\""
    ]
    header = headers_of(made.text("_headers"))["/a/*"]["Content-Security-Policy"]
    assert header == "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    for path in ("index.html", "2021/11-17-harbour/index.html", "fa/index.html"):
        assert made.text(path) == plain.text(path)


def test_the_form_is_made_of_the_schema(tmp_path: Path, templates: Path) -> None:
    settings = settings_of(make(tmp_path, TEXTS | {"site.yaml": ON}, templates=templates))
    (collection,) = settings["cms"]["collections"]
    fields = {field["name"]: field for field in collection["fields"]}
    assert set(fields) == {*BY_NAME, "body"}
    assert list(fields)[:5] == ["title", "date", "occasion", "audience", "body"]
    assert [name for name, field in fields.items() if field["required"]] == ["title"]
    assert all(field["hint"].startswith(BY_NAME[name].doc) for name, field in fields.items() if name != "body")
    assert fields["kind"]["options"] == [*KINDS, "hearing"]
    assert {name for name, field in fields.items() if field["widget"] == "boolean"} == {"featured", "draft"}
    assert {name for name, field in fields.items() if field["widget"] == "list"} == {
        "occasion", "audience", "speaker", "tags", "aliases",
    }  # fmt: skip
    assert "markdown" not in {field["widget"] for field in fields.values()}
    assert re.match(fields["date"]["pattern"][0], "2018-03-21/2018-04-16")
    assert not re.match(fields["date"]["pattern"][0], "17.11.2021")


def test_labels_are_offered_the_most_frequent_first(tmp_path: Path, templates: Path) -> None:
    settings = settings_of(make(tmp_path, TEXTS | {"site.yaml": ON}, templates=templates))
    assert settings["offered"] == {
        "occasion": ["Harbour day", "New year", "روز بندر"],
        "audience": ["Pilots"],
        "speaker": ["The mayor"],
        "tags": [],
    }


def folders(settings: Any) -> list[tuple[str, str]]:
    return [(each["folder"], each.get("path", "")) for each in settings["cms"]["collections"]]


def test_texts_in_folders_of_years_are_one_list(tmp_path: Path, templates: Path) -> None:
    settings = settings_of(make(tmp_path, TEXTS | {"site.yaml": ON}, templates=templates))
    assert folders(settings) == [("content", "{{date | date('YYYY') | default('undated')}}/{{slug}}")]
    assert settings["cms"]["i18n"]["locales"] == ["en", "fa"]
    assert settings["cms"]["i18n"]["omit_default_locale_from_file_path"]


def test_where_two_folders_hold_one_name_each_is_a_list(tmp_path: Path, templates: Path) -> None:
    files = {"2020/message.md": speech("A", "2020"), "2021/message.md": speech("B", "2021"), "site.yaml": ON}
    assert folders(settings_of(make(tmp_path, files, templates=templates))) == [
        ("content/2020", ""),
        ("content/2021", ""),
    ]


def test_texts_at_another_depth_have_lists_of_their_own(tmp_path: Path, templates: Path) -> None:
    files = {"a.md": speech(), "2021/b.md": speech("B", "2021"), "2021/11/c.md": speech("C", "2021"), "site.yaml": ON}
    found = folders(settings_of(make(tmp_path, files, templates=templates)))
    assert [folder for folder, _ in found] == ["content", "content", "content/2021/11"]
    assert [bool(path) for _, path in found] == [True, False, False]


def test_a_package_that_is_not_what_it_was_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = vendoring.Package("yaml", "2.8.3", "sha512-no", "browser", "yaml")
    monkeypatch.setattr(vendoring, "PACKAGES", (wrong,))
    with pytest.raises(vendoring.NotFetched, match=r"yaml@2\.8\.3 is not what it was: its hash is sha512-Avba"):
        vendoring.fetch(tmp_path / "admin")
    assert not (tmp_path / "admin").exists()


def test_without_npm_it_is_said_what_brings_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(vendoring.NotFetched, match=r"There is no npm\. Install Node\.js"):
        vendoring.fetch(tmp_path / "admin")
