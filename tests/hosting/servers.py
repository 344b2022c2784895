"""nginx, Caddy and Apache as children of the tests: on 127.0.0.1, with the very files of docs/hosting/."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.hosting.snippets import changed, conf, filled, snippet

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

NGINX = """daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
load_module {brotli};
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {snippet}
}}
"""

CADDY = """{{
	admin off
}}
{snippet}
"""

APACHE_NEEDS = ("alias", "authz_core", "dir", "mime", "mpm_event")
APACHE_HAS = (*APACHE_NEEDS, "deflate", "filter", "headers", "negotiation", "rewrite")
"""What Debian loads from the start, and headers and rewrite."""

APACHE = """ServerRoot {folder}
ServerName localhost
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
{modules}
User www-data
Group www-data
TypesConfig /etc/mime.types
DirectoryIndex index.html
AddLanguage br .br
<IfModule mod_deflate.c>
    AddOutputFilterByType DEFLATE text/html text/css text/javascript
</IfModule>
{snippet}
"""


@dataclass(frozen=True)
class Answer:
    """What a server answered; the names of `headers` are in lower case, and one that was sent twice is joined."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A server that is running: the folder that it serves, and the path below which it does."""

    name: str
    port: int
    path: str
    site: Path

    def ask(self, address: str, **headers: str) -> Answer:
        """Ask for `address`, percent-encoded, below the path of the site; `_` in a header's name stands for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", self.path.rstrip("/") + address, headers=named)
            answer = connection.getresponse()
            names = {name.lower() for name, _ in answer.getheaders()}
            sent = {name: ", ".join(answer.headers.get_all(name, [])) for name in names}
            return Answer(answer.status, sent, answer.read())
        finally:
            connection.close()


def configured(name: str, language: str, site: Path, path: str, values: dict[str, str]) -> str:
    """The file `name` of docs/hosting/ for the folder `site`, which is served below `path`."""
    text = conf(name)
    if path == "/":
        return filled(text, {"/srv/speeches": str(site), **values})
    text = changed(text, snippet("A sub-path", language))
    return filled(text, {"/srv/www": str(site.parent), **values})


def nginx(folder: Path, site: Path, path: str, port: int) -> list[str]:
    """The command that starts nginx."""
    values = {"listen 80;": f"listen 127.0.0.1:{port};", "# brotli_static on;": "brotli_static on;"}
    text = configured("nginx.conf", "nginx", site, path, values)
    file = folder / "nginx.conf"
    file.write_text(NGINX.format(folder=folder, brotli=BROTLI, snippet=text), encoding="utf-8")
    return ["/usr/sbin/nginx", "-p", str(folder), "-c", str(file)]


def caddy(folder: Path, site: Path, path: str, port: int) -> list[str]:
    """The command that starts Caddy."""
    text = configured("Caddyfile", "caddy", site, path, {"speeches.example.org": f"http://127.0.0.1:{port}"})
    file = folder / "Caddyfile"
    file.write_text(CADDY.format(snippet=text), encoding="utf-8")
    return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


def apache(folder: Path, site: Path, path: str, port: int, modules: tuple[str, ...] = APACHE_HAS) -> list[str]:
    """The command that starts Apache with `modules`."""
    text = configured("apache.conf", "apache", site, path, {"*:80": f"127.0.0.1:{port}"})
    return httpd(folder, port, text, modules)


def apache_that_reads_once(folder: Path, site: Path, path: str, port: int) -> list[str]:
    """The command that starts Apache with the lines for thousands of aliases in the place of AllowOverride."""
    text = configured("apache.conf", "apache", site, path, {"*:80": f"127.0.0.1:{port}"})
    once = filled(snippet("Apache", "apache"), {"/srv/speeches": str(site)})
    return httpd(folder, port, filled(text, {"        AllowOverride FileInfo\n": once}), APACHE_HAS)


def httpd(folder: Path, port: int, text: str, modules: tuple[str, ...]) -> list[str]:
    """The command that starts Apache with `modules` and the snippet `text`."""
    load = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in modules)
    file = folder / "apache.conf"
    file.write_text(APACHE.format(folder=folder, port=port, modules=load, snippet=text), encoding="utf-8")
    return ["/usr/sbin/apache2", "-D", "FOREGROUND", "-f", str(file)]


Command = Callable[[Path, Path, str, int], list[str]]

COMMANDS: dict[str, Command] = {"nginx": nginx, "Caddy": caddy, "Apache": apache}


@contextmanager
def running(name: str, site: Path, path: str, command: Command | None = None) -> Iterator[Server]:
    """The server `name` with the folder `site` below `path`. What it writes itself goes to a folder beside `site`."""
    folder = site.parent.parent / "own"
    folder.mkdir()
    port = free_port()
    home = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            (command or COMMANDS[name])(folder, site, path, port),
            cwd=folder,
            env=home,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(port, process, folder)
        yield Server(name, port, path, site)
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """A port of 127.0.0.1 where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until something listens at `port`; what the server said is in the error if nothing does."""
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    logs = [file.read_text(encoding="utf-8") for file in (folder / "said", folder / "error.log") if file.exists()]
    raise AssertionError("\n".join(["Nothing listens.", *logs]))
