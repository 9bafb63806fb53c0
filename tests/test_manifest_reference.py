"""The schema, the published JSON Schema and the key reference say the same."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from casefiles import Case, cases
from ficbind.manifest import load
from ficbind.manifest.conform import conform
from ficbind.manifest.kinds import Key
from ficbind.manifest.published import TABLES, json_schema, key_table
from ficbind.yamltree.findings import Findings
from ficbind.yamltree.tree import Table, parse

DOCS = Path(__file__).parent.parent / "docs"
SCHEMA = DOCS / "anthology.schema.json"
GUIDE = DOCS / "manifest.md"
EXAMPLES = re.findall(r"^```yaml\n(title:.*?)^```", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
KEYS = [pytest.param(name, key, id=f"{name}-{key.name}") for name, table in TABLES.items() for key in table.keys]

MISSPELT = [case for case in cases("messages/manifest") if re.search(r"unknown (key|page)|needs '", case.expected)]
WRITTEN = [case.given.partition("\n--- ")[0] for case in cases("manifest/books")]


def as_editors_load(text: str) -> object:
    """Load YAML with its types, as an editor does; JSON has no dates."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_the_published_schema_is_that_of_the_reader(accepting: bool) -> None:
    wanted = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if accepting:
        SCHEMA.write_text(wanted, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == wanted
    Draft202012Validator.check_schema(json.loads(wanted))


def test_the_guide_holds_every_key(accepting: bool) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    places = re.compile(r"(<!-- keys: ([\w-]+) -->\n).*?(<!-- end -->)", re.S)
    wanted = places.sub(lambda place: f"{place[1]}{key_table(place[2])}\n{place[3]}", text)
    if accepting:
        GUIDE.write_text(wanted, encoding="utf-8")
        text = wanted
    assert text == wanted
    assert [place[2] for place in places.finditer(text)] == list(TABLES)


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_the_example_of_a_key_is_right(name: str, key: Key) -> None:
    findings = Findings()
    text = key.example.removeprefix("- ")
    tree = parse((text if ": " in text else f"{text}: For Kit").encode(), Path("example"), findings)
    assert isinstance(tree, Table)
    assert tree.pairs[0][0].text == key.name
    conform(tree.pairs[0][1], key.kind, findings, key.name)
    assert findings.found == []


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_guide_are_right(text: str, tmp_path: Path) -> None:
    for name in re.findall(r"[\w/*-]+\.(?:txt|md|jpg)\b", text):
        path = tmp_path / name.replace("*", "some")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    path = tmp_path / "anthology.yaml"
    path.write_text(text, encoding="utf-8")
    manifest = load(path)
    assert manifest.entries
    assert not manifest.diagnostics


@pytest.mark.parametrize("text", [*EXAMPLES, *WRITTEN])
def test_editors_accept_what_ficbind_accepts(text: str) -> None:
    Draft202012Validator(json_schema()).validate(as_editors_load(text))


@pytest.mark.parametrize("case", MISSPELT, ids=str)
def test_editors_see_unknown_and_missing_keys(case: Case) -> None:
    text = case.given.partition("\n--- ")[0]
    assert not Draft202012Validator(json_schema()).is_valid(as_editors_load(text))
