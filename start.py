"""Set up everything Danaya needs, then open it. Needs only Python 3.11 with pip.

    python3 start.py            open the application with its demonstration
    python3 start.py setup      only install
    python3 start.py test       install, then run every test this machine allows
    python3 start.py own        open your own installation (folder "data")
    python3 start.py --once     make the demonstration and its restitution pack, say where they are, end

Options: --port N (8000), --no-browser.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UV = HERE / ".uv"
STAMP = VENV / "danaya-installed.txt"


def main() -> int:
    """Install what is missing and do what was asked."""
    options = read_options()
    if sys.version_info < (3, 11):
        print("Danaya a besoin de Python 3.11 ou plus récent. / Danaya needs Python 3.11 or newer.")
        print(f"Ici / here: Python {sys.version.split()[0]}")
        return 2
    try:
        install("requirements-dev.txt" if options.what == "test" else "requirements.txt")
    except subprocess.CalledProcessError as failure:
        print(f"\nInstallation interrompue / installation stopped: {' '.join(map(str, failure.cmd[:6]))} …")
        print("Vérifiez le réseau et la place sur le disque, puis relancez la même commande : rien n'est à défaire.")
        print("Check the network and the space on the disk, then run the same command again: nothing needs undoing.")
        return 1
    return run(options)


def read_options() -> argparse.Namespace:
    """Return what the command line asks."""
    parser = argparse.ArgumentParser(
        prog="start.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="?", choices=["open", "setup", "test", "own"], default="open")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--once", action="store_true")
    return parser.parse_args()


def install(requirements: str) -> None:
    """Bring ``.venv`` to the hashed list of requirements; does nothing when it is there already."""
    wanted = digest(requirements)
    done = STAMP.read_text("ascii").split() if STAMP.exists() and PYTHON.exists() else []
    if wanted in done:
        return
    print("Installation (une fois) … / Installing (once) …", flush=True)
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
    """Return the digest of what an installation depends on."""
    content = (HERE / requirements).read_bytes() + (HERE / "pyproject.toml").read_bytes()
    return hashlib.sha256(content + str(sys.version_info[:2]).encode()).hexdigest()


def run(options: argparse.Namespace) -> int:
    """Hand over to the installed application or its tests."""
    if options.what == "setup":
        print("Prêt. / Ready.")
        return 0
    if options.what == "test":
        return subprocess.call([str(PYTHON), "-m", "tests"], cwd=HERE)
    what = {"own": ["serve", "--data", str(HERE / "data")]}.get(
        options.what, ["demonstration", str(HERE / "demo-data")]
    )
    command = [str(PYTHON), "-m", "danaya.cli.main", *what, "--port", str(options.port)]
    command += ["--no-browser"] if options.no_browser else []
    command += ["--once"] if options.once else []
    try:
        return subprocess.call(command, cwd=HERE)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
