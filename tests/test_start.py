"""``start.py``: what it installs, what it refuses, and how it hands over. Nothing is fetched here."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def start(tmp_path, monkeypatch) -> ModuleType:
    """start.py of a checkout of its own, whose installers only leave traces."""
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "start.py").write_text((ROOT / "start.py").read_text("utf-8"), "utf-8")
    spec = importlib.util.spec_from_file_location("start_here", tmp_path / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.subprocess, "run", Installer(module))
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: name)
    return module


class Installer:
    """Stands for venv, pip and uv; fails or is interrupted at the command that holds ``stop``."""

    def __init__(self, start: ModuleType) -> None:
        self.start, self.commands, self.stop, self.error = start, [], "", None

    def __call__(self, command, **_):
        line = " ".join(map(str, command))
        if self.stop and self.stop in line:
            raise self.error
        self.commands.append(line)
        if "venv" in command:
            self.start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            self.start.PYTHON.write_text("", "ascii")
        if "--target" in command:
            (self.start.UV / "uv").mkdir(parents=True)


def installed(start: ModuleType, requirements: str = "requirements.txt") -> list[str]:
    """Install once more; return what had to be run."""
    installer = start.subprocess.run
    installer.commands = []
    start.install(requirements)
    return installer.commands


def test_second_start_installs_nothing(start):
    assert any("--require-hashes -r requirements.txt" in line for line in installed(start))
    assert installed(start) == []


def test_development_list_covers_the_core_list(start):
    installed(start, "requirements-dev.txt")
    assert installed(start) == []


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_requirements_are_installed_anew(start, name):
    installed(start)
    (start.HERE / name).write_text("other", "utf-8")
    assert installed(start) != []


def test_moved_checkout_is_installed_anew(start, monkeypatch):
    installed(start)
    before = start.digest("requirements.txt")
    moved = start.HERE.parent / "moved"
    start.HERE.rename(moved)
    monkeypatch.setattr(start, "HERE", moved)
    assert start.digest("requirements.txt") != before


def test_interrupted_installation_is_begun_anew(start):
    start.subprocess.run.stop, start.subprocess.run.error = "-r requirements.txt", KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        start.install("requirements.txt")
    half = start.VENV / "half-a-package"
    half.write_text("", "ascii")
    start.subprocess.run.stop = ""
    assert any("venv" in line for line in installed(start))
    assert not half.exists()
    assert installed(start) == []


def test_environment_of_somebody_else_is_kept(start):
    start.VENV.mkdir()
    (start.VENV / "mine").write_text("", "ascii")
    installed(start)
    assert (start.VENV / "mine").exists()


def test_pip_installs_where_uv_cannot(start):
    start.subprocess.run.stop = "-m uv"
    start.subprocess.run.error = subprocess.CalledProcessError(1, ["uv"])
    assert any("pip --python" in line and "requirements.txt" in line for line in installed(start))
    assert not start.UV.exists()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (subprocess.CalledProcessError(1, ["pip", "install"]), 1, "rien n'est à défaire"),
        (OSError(28, "No space left on device"), 1, "rien n'est à défaire"),
        (KeyboardInterrupt(), 130, "interrompue"),
    ],
)
def test_what_stops_the_installation_is_said_in_words(start, error, status, words, monkeypatch, capsys):
    start.subprocess.run.stop, start.subprocess.run.error = "install", error
    monkeypatch.setattr(sys, "argv", ["start.py", "setup"])
    assert start.main() == status
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "70000"], "1 à 65535 / a number from 1"),
        (["--port", "x"], "1 à 65535 / a number from 1"),
        (["nothing"], "not understood"),
        (["own", "--once"], "goes with the demonstration"),
    ],
)
def test_options_that_do_not_fit_are_said(start, arguments, words, capsys):
    with pytest.raises(SystemExit) as ended:
        start.read_options(arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["--no-browser", "--port", "9000"], ["demonstration", "{here}/demo-data", "--port", "9000", "--no-browser"]),
        (["--port", "9000", "own"], ["serve", "--data", "{here}/data", "--port", "9000"]),
        (["--once"], ["demonstration", "{here}/demo-data", "--once"]),
    ],
)
def test_options_in_any_order_reach_the_command(start, arguments, command, monkeypatch):
    handed = []
    monkeypatch.setattr(start, "hand_over", lambda command: handed.append(command) or 0)
    assert start.run(start.read_options(arguments)) == 0
    given = [str(Path(part.format(here=start.HERE))) if "{here}" in part else part for part in command]
    assert handed == [[str(start.PYTHON), "-m", "danaya.cli.main", *given]]


def test_older_python_and_python_without_pip_are_told_what_to_do(start, monkeypatch):
    assert start.find_obstacle("requirements.txt") == ""
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    assert "python3-pip" in start.find_obstacle("requirements.txt")
    installed(start)
    assert start.find_obstacle("requirements.txt") == ""
    monkeypatch.setattr(start.sys, "version_info", (3, 9, 1))
    assert "3.11" in start.find_obstacle("requirements.txt")


def test_file_can_be_read_by_an_older_python_to_be_refused():
    import ast

    ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 7))


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot become another on Windows")
def test_whoever_ends_start_ends_the_application(start, tmp_path):
    program = (
        "import importlib.util, sys; spec = importlib.util.spec_from_file_location('s', sys.argv[1]);"
        "s = importlib.util.module_from_spec(spec); spec.loader.exec_module(s);"
        "s.hand_over([sys.executable, '-c', 'import os; print(os.getpid())'])"
    )
    with subprocess.Popen([sys.executable, "-c", program, tmp_path / "start.py"], stdout=subprocess.PIPE) as process:
        said, _ = process.communicate()
    assert int(said) == process.pid
