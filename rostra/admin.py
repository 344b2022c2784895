"""`admin` of site.yaml → Admin: where the archive is kept in git, for those who edit it in a browser."""

import re
from urllib.parse import urlsplit

import msgspec

from rostra import schema
from rostra.schema import Reader, Wrong, shortened
from rostra.values import Value

HOSTS = {"github": "https://github.com", "gitlab": "https://gitlab.com", "gitea": "https://gitea.com", "local": ""}
"""The kinds of git host, and the one of each kind that is meant where no other is named."""


class Admin(msgspec.Struct, frozen=True, kw_only=True):
    """A repository and who lets editors into it.

    `host` is where the git host lives; `app_id` names this site to GitLab or Gitea, `sign_in` is the service that
    signs editors in to GitHub: without them they sign in with a token of their own. `folder` is content/ within the
    repository.
    """

    backend: str
    repo: str = ""
    branch: str = "main"
    host: str = ""
    app_id: str = ""
    sign_in: str = ""
    folder: str = "content"

    @property
    def api(self) -> str:
        """The address of the host's API; empty for the disk of the editor's own machine."""
        match self.backend, self.host:
            case "github", "https://github.com":
                return "https://api.github.com"
            case "github", host:
                return f"{host}/api/v3"
            case "gitlab", host:
                return f"{host}/api/v4"
            case "gitea", host:
                return f"{host}/api/v1"
        return ""

    @property
    def asks(self) -> str:
        """The origin that the page of /admin/ may ask (RFC 6454); empty for none."""
        parts = urlsplit(self.api)
        return f"{parts.scheme}://{parts.netloc}" if self.api else ""


def repository(value: Value) -> str:
    """A repository as its host names it: `owner/name`; on GitLab perhaps `group/subgroup/name`."""
    path = schema.text(value)
    if not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+", path, re.ASCII):
        raise Wrong(f"“{shortened(path)}” is not a repository.", "Write it as owner/name.")
    return path


def folder(value: Value) -> str:
    """A path within the repository, without slashes around it."""
    path = schema.text(value).strip("/")
    if not path or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise Wrong(f"“{shortened(path)}” is not a folder of the repository.", "Write it such as content.")
    return path


def origin(value: Value) -> str:
    """The address of a git host, without a slash at its end; it becomes part of a policy, where ; and , are marks."""
    address = schema.url(value).rstrip("/")
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?", address):
        raise Wrong(
            f"“{shortened(address)}” is not the address of a host.", "Write it such as https://git.example.org."
        )
    return address


KEYS: dict[str, Reader] = {
    "backend": schema.choice(HOSTS),
    "repo": repository,
    "branch": schema.text,
    "host": origin,
    "app_id": schema.text,
    "sign_in": origin,
    "folder": folder,
}
"""The keys of `admin`; `backend` is required."""


def admin(value: Value) -> Admin:
    """A map of the KEYS; `repo` may be missing where nothing but a local folder is meant."""
    found = Admin(**schema.fields_of(value, KEYS, required=["backend"]))
    if not found.repo and found.backend != "local":
        raise Wrong("The key repo is missing.", "Write repo: owner/name.", value.line)
    return found if found.host else msgspec.structs.replace(found, host=HOSTS[found.backend])
