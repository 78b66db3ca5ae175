"""The house stands as it was drawn; each rule is also shown to fail on a planted violation."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import python_rules, template_rules, text_rules
from tests.architecture.house import ROOT, Room, read_house

RULES = {
    rule.__name__: rule
    for rule in (
        python_rules.late_imports_without_reason,
        python_rules.modules_named_for_nothing,
        python_rules.files_too_long,
        python_rules.functions_too_long,
        python_rules.rows_locked_otherwise,
        python_rules.models_named_upwards,
        python_rules.migrations_upwards,
        template_rules.templates_upwards,
        template_rules.links_upwards,
        template_rules.code_in_templates,
        template_rules.markup_in_titles,
        template_rules.assets_from_elsewhere,
        template_rules.physical_directions,
        text_rules.machine_in_files,
    )
}

PEOPLE, ROUNDS, FINDINGS = (f"src/danaya/apps/{name}" for name in ("people", "rounds", "findings"))
DESIGN, WEB = "src/danaya/base/design", "src/danaya/web"

# rule → files that break it, each with the lines that must be found; files beside them that keep to it
PLANTED = {
    "late_imports_without_reason": (
        {
            f"{PEOPLE}/a.py": "def f():\n    import json\n    return json\n",
            "src/danaya/cli/b.py": "class A:\n    def f(self):\n        from x import (\n            y,\n        )\n",
        },
        {
            f"{PEOPLE}/ok.py": "import json\ndef f():\n    import scipy  # noqa: PLC0415 - slow import\n    from a import (  # app ready\n        b,\n    )\n"
        },
    ),
    "modules_named_for_nothing": (
        {f"{PEOPLE}/utils.py": "", "src/danaya/base/common/x.py": "", "tests/base/helpers.py": "", "tools/misc.py": ""},
        {f"{PEOPLE}/utilities_of_water.py": ""},
    ),
    "files_too_long": ({"tests/a.py": "x = 1\n" * 401}, {f"{PEOPLE}/b.py": "x = 1\n" * 400}),
    "functions_too_long": (
        {f"{PEOPLE}/a.py": "def f():\n" + "    x = 1\n" * 50},
        {f"{PEOPLE}/b.py": 'def f():\n    """One.\n\n    Two.\n    """\n' + "    x = 1\n" * 49},
    ),
    "rows_locked_otherwise": (
        {f"{PEOPLE}/a.py": "Post.objects.select_for_update().get(pk=1)\n"},
        {
            f"{PEOPLE}/b.py": "locked(Post.objects).get(pk=1)\n",
            "src/danaya/base/locks/c.py": "rows.select_for_update()\n",
        },
    ),
    "models_named_upwards": (
        {
            f"{PEOPLE}/models/a.py": 'x = models.ForeignKey("rounds.Round", on_delete=PROTECT)\n',
            f"{ROUNDS}/b.py": 'apps.get_model("findings", "Finding")\n',
            "src/danaya/base/journal/c.py": 'OneToOneField(to="people.Post")\n',
            "src/danaya/base/files/d.py": 'get_model("rounds.Round")\n',
        },
        {f"{FINDINGS}/e.py": 'x = ForeignKey("rounds.Round")\ny = ForeignKey("self")\nz = get_model("auth.User")\n'},
    ),
    "migrations_upwards": (
        {
            f"{PEOPLE}/migrations/0001.py": 'class Migration:\n    dependencies = [("rounds", "0001_initial")]\n',
            f"{ROUNDS}/migrations/0002.py": 'x = models.ForeignKey(to="findings.finding")\n',
        },
        {
            f"{FINDINGS}/migrations/0001.py": 'class Migration:\n    dependencies = [("rounds", "0001"), ("auth", "0001")]\n'
        },
    ),
    "templates_upwards": (
        {
            f"{PEOPLE}/templates/people/a.html": '{% extends "rounds/base.html" %}\n',
            f"{DESIGN}/templates/design/b.html": "<p>\n{% include 'web/home.html' %}\n",
            f"{ROUNDS}/templates/rounds/c.html": "<c-interval-bar n=1 />\n",
        },
        {
            f"{FINDINGS}/templates/cotton/interval_bar.html": "",
            f"{DESIGN}/templates/cotton/card/head.html": "",
            f"{FINDINGS}/templates/findings/d.html": '{% extends "design/base.html" %}<c-card.head><c-interval-bar />{# include #}',
            f"{PEOPLE}/templates/people/e.html": '{# {% include "rounds/x.html" %} #}{% include "account/x.html" %}',
        },
    ),
    "links_upwards": (
        {
            f"{PEOPLE}/templates/people/a.html": "<a href=\"{% url 'findings:finding' pk %}\">\n",
            f"{DESIGN}/templates/design/b.html": '{% url "home" %}',
        },
        {
            f"{WEB}/urls.py": 'urlpatterns = [path("", home, name="home"), path("l", set_language, name="set_language")]\n',
            f"{DESIGN}/templates/design/d.html": '{% url "set_language" %}',
            f"{WEB}/templates/web/c.html": '{% url "home" %}{% url "findings:list" %}{% url "account_login" %}',
        },
    ),
    "code_in_templates": (
        {
            f"{PEOPLE}/templates/people/a.html": "<script>alert(1)</script>",
            f"{PEOPLE}/templates/people/b.html": '<p class="x" style="color: red">',
            f"{PEOPLE}/templates/people/c.html": "<style>p {}</style>",
            f"{PEOPLE}/templates/people/d.html": '<button onclick="go()">',
        },
        {
            f"{PEOPLE}/templates/people/e.html": '<script src="x.js"></script><script type="application/json">{}</script><p data-style="1">'
        },
    ),
    "markup_in_titles": (
        {
            f"{PEOPLE}/templates/people/a.html": "{% block title %}{% words post.title %}{% endblock %}",
            f"{PEOPLE}/templates/people/b.html": "<title>Danaya <span>x</span></title>",
        },
        {
            f"{PEOPLE}/templates/people/c.html": "{% block title %}{{ post.title|text }}{% endblock %}{% words post.title %}"
        },
    ),
    "assets_from_elsewhere": (
        {
            f"{PEOPLE}/templates/people/a.html": '<script src="https://cdn.example/x.js"></script>',
            f"{PEOPLE}/templates/people/b.html": '<link rel="stylesheet" href="//cdn.example/x.css">',
            f"{DESIGN}/static/design/c.css": "p { background: url('http://example.org/x.png') }",
            f"{DESIGN}/static/design/d.css": '@import "https://example.org/x.css";',
        },
        {
            f"{PEOPLE}/templates/people/e.html": '<a href="https://www.wcoomd.org/">OMD</a><img src="{% static "x.svg" %}">'
        },
    ),
    "physical_directions": (
        {
            f"{DESIGN}/static/design/a.css": "p { margin-left: 1rem }",
            f"{DESIGN}/static/design/b.css": "p { position: absolute;\n  right: 0 }",
            f"{DESIGN}/static/design/c.css": "p { text-align: right }",
            f"{DESIGN}/static/design/d.css": "p { border-top-left-radius: 4px }",
        },
        {
            f"{DESIGN}/static/design/e.css": "/* left: never */ .left { margin-inline-start: 1rem; text-align: end; order: 1 }"
        },
    ),
    "machine_in_files": (
        {
            "README.md": "pip install https://" + "pypi" + ".org/simple",
            "tools/a.py": 'open("/' + 'work/x")',
            "docs/b.md": "see .." + "/shared/design.md",
            "start.py": 'x = "/' + 'home/awa/x"',
        },
        {"docs/c.md": "https://www.wcoomd.org/homework/shared"},
    ),
}


def plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_house_keeps_to(rule):
    assert rule(read_house()) == []


@pytest.mark.parametrize("name", RULES)
def test_rule_finds_what_was_planted_and_nothing_else(name, tmp_path):
    wrong, right = PLANTED[name]
    plant(tmp_path, right | wrong)
    found = {place.split(" ")[0].split(":")[0] for place in RULES[name](read_house(tmp_path))}
    assert found == set(wrong)


def test_house_is_read_from_the_contracts():
    house = read_house()
    assert house.storeys[0] == "engines"
    assert house.may_use(Room("apps", "findings"), Room("apps", "rounds"))
    assert not house.may_use(Room("apps", "rounds"), Room("apps", "findings"))
    assert not house.may_use(Room("engines", "tables"), Room("engines", "seals"))
    assert house.may_use(Room("web"), Room("base", "design"))
    assert house.room_of(ROOT / "src/danaya/apps/rounds/models/x.py") == Room("apps", "rounds")
    assert house.room_named("auth") is None


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    search = {**os.environ, "PYTHONPATH": str(root / "src")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False, env=search
    )


def test_contracts_of_import_linter_hold():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


def test_contracts_of_import_linter_can_break(tmp_path):
    names = ["", *(f"{storey}/" for storey in read_house().storeys)]
    plant(tmp_path, {f"src/danaya/{name}__init__.py": "" for name in names})
    plant(tmp_path, {"src/danaya/engines/x.py": "from danaya.base import y\n", "src/danaya/base/y.py": ""})
    layers = [f"danaya.{storey}" for storey in reversed(read_house().storeys)]
    contract = f'id = "storeys"\nname = "Storeys"\ntype = "layers"\nlayers = {layers!r}\n'
    plant(
        tmp_path,
        {
            "pyproject.toml": f'[tool.importlinter]\nroot_package = "danaya"\n[[tool.importlinter.contracts]]\n{contract}'
        },
    )
    result = lint_imports(tmp_path)
    assert result.returncode != 0
    assert "danaya.engines.x" in result.stdout


IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
names = [found.name for found in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
for name in names:
    importlib.import_module(name)
print(len(names), sorted({name.partition(".")[0] for name in sys.modules} & {"django", "sqlite3", "allauth"}))
"""


def import_all(package: str, *paths: str) -> str:
    search = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-c", IMPORT_ALL, package]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=search)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_engines_load_without_django_or_a_database():
    count, loaded = import_all("danaya.engines", str(ROOT / "src")).split(" ", 1)
    assert int(count) > 10
    assert loaded == "[]"


def test_loading_django_would_be_seen(tmp_path):
    plant(
        tmp_path, {"planted/__init__.py": "", "planted/inner/__init__.py": "", "planted/inner/x.py": "import django\n"}
    )
    assert "django" in import_all("planted", str(tmp_path))
