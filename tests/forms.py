"""The script by which the forms of /admin/ read and write files, run by node."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from rostra.desk import vendoring
from rostra.publishing.folder import PROGRAMS
from rostra.reading.fields import FIELDS
from tests.making import TEMPLATES, make

_RUN = """\
import { readFileSync } from "node:fs";
import * as yaml from "./yaml/index.js";
import { formatOf } from "./front-matter.js";

const { fields, inYaml, asked } = JSON.parse(readFileSync(0, "utf8"));
const { fromFile, toFile } = formatOf(yaml, fields, new Set(inYaml));
const answers = asked.map(({ text, changes }) => {
  const form = text === null ? {} : fromFile(text);
  return { form, written: toFile({ ...form, ...changes }) };
});
process.stdout.write(JSON.stringify(answers));
"""


class Forms:
    """What the form shows of files, and what it writes."""

    def __init__(self, folder: Path, settings: Any) -> None:
        """`settings` are those of admin/config.json; what node needs is put into `folder`."""
        shutil.copy(TEMPLATES / "admin" / "front-matter.js", folder)
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "run.js").write_text(_RUN)
        (package,) = (each for each in vendoring.PACKAGES if each.name == "yaml")
        vendoring.unpacked(package, vendoring.packed(package, folder), folder)
        fields = [each for each in settings["cms"]["collections"][0]["fields"] if each["name"] != "body"]
        assert {each["name"] for each in fields} == {field.name for field in FIELDS}
        self._settings = {"fields": fields, "inYaml": settings["yaml"]}
        self._script = folder / "run.js"

    def answers(self, asked: list[tuple[str | None, dict[str, Any]]]) -> list[tuple[dict[str, Any], str]]:
        """For each file (None for a new one) and each change in its form: the form, and the file that is written."""
        said = self._settings | {"asked": [{"text": text, "changes": changes} for text, changes in asked]}
        done = subprocess.run(
            ["node", str(self._script)], input=json.dumps(said), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return [(each["form"], each["written"]) for each in json.loads(done.stdout)]


def forms_in(folder: Path) -> Forms:
    """The forms of a site without texts, made in `folder`."""
    templates = with_stubs(folder / "templates")
    made = make(folder, {"site.yaml": "admin: {backend: local}\n"}, templates=templates)
    return Forms(folder, json.loads(made.text("admin/config.json")))


def with_stubs(folder: Path) -> Path:
    """The templates, copied to `folder`, with something in the place of each program of /admin/."""
    shutil.copytree(TEMPLATES, folder, ignore=lambda _, names: set(PROGRAMS).intersection(names))
    for program in PROGRAMS:
        (folder / "admin" / program).mkdir()
        (folder / "admin" / program / "index.js").write_text("export default {};\n")
    return folder
