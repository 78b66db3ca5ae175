"""Prépare tout ce dont Danaya a besoin, puis l'ouvre. Set up everything Danaya needs, then open it.

    python3 start.py            ouvre l'application et sa démonstration / open the application with its demonstration
    python3 start.py setup      installe seulement / only install
    python3 start.py test       installe, puis lance tous les tests possibles ici / install, then run every test possible here
    python3 start.py own        ouvre votre propre installation (dossier data) / open your own installation (folder data)
    python3 start.py --once     fait la démonstration et son dossier de restitution, dit où ils sont, finit
                                make the demonstration and its restitution pack, say where they are, end

Options : --port N (8000), --no-browser.          Windows : py start.py
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UV = HERE / ".uv"
STAMP = VENV / "danaya-installed.txt"
UNDER_WAY = VENV / "danaya-installing.txt"

TOO_OLD = """Danaya a besoin de Python 3.11 ou plus récent ; ici : Python {version}.
Danaya needs Python 3.11 or newer; here: Python {version}."""
NO_PIP = """Ce Python n'a pas pip. Debian et Ubuntu : sudo apt install python3-pip ; ailleurs : {python} -m ensurepip.
This Python has no pip. Debian and Ubuntu: sudo apt install python3-pip; elsewhere: {python} -m ensurepip."""
STOPPED = """
L'installation s'est arrêtée ({what}).
Vérifiez le réseau et la place sur le disque, puis relancez la même commande : rien n'est à défaire.
The installation stopped ({what}).
Check the network and the space on the disk, then run the same command again: nothing needs undoing."""
INTERRUPTED = """
Installation interrompue. Relancez la même commande : rien n'est à défaire.
Installation interrupted. Run the same command again: nothing needs undoing."""


class Parser(argparse.ArgumentParser):
    """Says mistakes in plain words, with status 2."""

    def error(self, message: str) -> NoReturn:
        print(f"start.py : option non comprise / option not understood: {message}", file=sys.stderr)
        print("python3 start.py --help", file=sys.stderr)
        sys.exit(2)


def main() -> int:
    """Install what is missing and do what was asked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = read_options(sys.argv[1:])
    requirements = "requirements-dev.txt" if options.what == "test" else "requirements.txt"
    refusal = find_obstacle(requirements)
    if refusal:
        print(refusal, file=sys.stderr)
        return 2
    try:
        install(requirements)
    except (subprocess.CalledProcessError, OSError) as failure:
        what = " ".join(map(str, failure.cmd[:6])) + " …" if hasattr(failure, "cmd") else failure
        print(STOPPED.format(what=what), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
        return 130
    return run(options)


def read_options(arguments: "list[str]") -> argparse.Namespace:
    """Return what the command line asks."""
    parser = Parser(prog="start.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["open", "setup", "test", "own"], default="open")
    parser.add_argument("--port", type=port_number, metavar="N", help="1-65535 (8000)")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args(arguments)
    if options.once and options.what != "open":
        parser.error("--once va avec la démonstration / goes with the demonstration: python3 start.py --once")
    return options


def port_number(text: str) -> int:
    """Return the port that ``text`` names."""
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} : un nombre de 1 à 65535 / a number from 1 to 65535")


def find_obstacle(requirements: str) -> str:
    """Return what keeps this Python from installing, in words; nothing where all is well."""
    if sys.version_info < (3, 11):
        return TOO_OLD.format(version=sys.version.split()[0])
    if not is_installed(requirements) and importlib.util.find_spec("pip") is None:
        return NO_PIP.format(python=sys.executable)
    return ""


def is_installed(requirements: str) -> bool:
    """Tell whether ``.venv`` holds the hashed list of requirements, whole."""
    if UNDER_WAY.exists() or not STAMP.exists() or not PYTHON.exists():
        return False
    return digest(requirements) in STAMP.read_text("ascii").split()


def install(requirements: str) -> None:
    """Bring ``.venv`` to the hashed list of requirements; does nothing when it is there already.

    What an interrupted installation left is thrown away: half a package cannot be told from a whole one.
    """
    if is_installed(requirements):
        return
    if UNDER_WAY.exists():
        shutil.rmtree(VENV)
    print("Installation (une fois) … / Installing (once) …", flush=True)
    VENV.mkdir(exist_ok=True)
    UNDER_WAY.write_text("", "ascii")
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
    if not install_with_uv(requirements):
        pip = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(PYTHON),
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, "--require-hashes", "-r", requirements], check=True, cwd=HERE)
        subprocess.run([*pip, "--no-deps", "-e", "."], check=True, cwd=HERE)
    # The development list holds the whole core list, so it satisfies both.
    covers = ["requirements.txt", "requirements-dev.txt"] if "dev" in requirements else [requirements]
    STAMP.write_text("\n".join(digest(name) for name in covers), "ascii")
    UNDER_WAY.unlink()


def install_with_uv(requirements: str) -> bool:
    """Install with uv, some 25 times faster than pip; return whether that went well (pip is there otherwise)."""
    if os.environ.get("DANAYA_INSTALLER") == "pip":
        return False
    try:
        if not (UV / "uv").is_dir():
            pip = [
                sys.executable,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--target",
                str(UV),
            ]
            subprocess.run([*pip, "--require-hashes", "-r", "requirements-uv.txt"], check=True, cwd=HERE)
        # The machine's own certificates: ministries often stand behind a proxy with one of its own.
        uv = [sys.executable, "-m", "uv", "--system-certs", "pip", "install", "--quiet", "--python", str(PYTHON)]
        environment = {**os.environ, "PYTHONPATH": str(UV)}
        subprocess.run([*uv, "--require-hashes", "-r", requirements], check=True, cwd=HERE, env=environment)
        subprocess.run([*uv, "--no-deps", "-e", "."], check=True, cwd=HERE, env=environment)
    except (subprocess.CalledProcessError, OSError):
        shutil.rmtree(UV, ignore_errors=True)
        return False
    return True


def digest(requirements: str) -> str:
    """Return the digest of what an installation depends on: the lists, this Python, and where the checkout stands."""
    content = (HERE / requirements).read_bytes() + (HERE / "pyproject.toml").read_bytes()
    return hashlib.sha256(content + f"{sys.version_info[:2]}{HERE}".encode()).hexdigest()


def run(options: argparse.Namespace) -> int:
    """Hand over to the installed application or its tests."""
    if options.what == "setup":
        print("Prêt. / Ready.")
        return 0
    if options.what == "test":
        return hand_over([str(PYTHON), "-m", "tests"])
    what = {"own": ["serve", "--data", str(HERE / "data")]}.get(
        options.what, ["demonstration", str(HERE / "demo-data")]
    )
    command = [str(PYTHON), "-m", "danaya.cli.main", *what]
    command += ["--port", str(options.port)] if options.port else []
    command += ["--no-browser"] if options.no_browser else []
    command += ["--once"] if options.once else []
    return hand_over(command)


def hand_over(command: "list[str]") -> int:
    """Become ``command``, so that whoever ends this process ends it; where that is not possible, wait for it."""
    sys.stdout.flush()
    os.chdir(HERE)
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 no shell is wanted
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # it got the interruption too, and ends in good order
                continue


if __name__ == "__main__":
    sys.exit(main())
