"""The published schemas of Atom and of sitemaps find nothing in what programs read of a site."""

import pytest
from lxml import etree

from tests.judges.conftest import Sites
from tests.judges.sites import OURS, REAL
from tests.publishing.test_render import SCHEMAS, valid

SCHEMA_OF = {"feed.xml": "atom.rng", "sitemap.xml": "sitemap.xsd"}


@pytest.fixture(autouse=True)
def _schemas() -> None:
    if not SCHEMAS.is_dir():
        pytest.skip(f"the schemas are not at {SCHEMAS}")


@pytest.mark.parametrize(
    ("schema", "broken", "fault"),
    [
        (
            "atom.rng",
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title></feed>',
            "Expecting an element author",
        ),
        (
            "sitemap.xsd",
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>a b</loc></url></urlset>',
            "underruns the allowed minimum length",
        ),
    ],
)
def test_a_schema_names_the_fault_of_a_broken_file(schema: str, broken: str, fault: str) -> None:
    with pytest.raises(etree.DocumentInvalid, match=fault):
        valid(broken, schema)


@pytest.mark.parametrize("place", ["disk", "path"])
@pytest.mark.parametrize("name", [*OURS, *REAL])
def test_feeds_and_sitemaps_are_valid(site: Sites, name: str, place: str) -> None:
    files = [file for file in site(name, place).folder.rglob("*.xml") if file.name in SCHEMA_OF]
    assert len(files) > 3
    for file in files:
        valid(file.read_text(encoding="utf-8"), SCHEMA_OF[file.name])
