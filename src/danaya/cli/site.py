"""Commands of an installation: they name its data folder, then load the web application."""

import argparse
import os
import socket
import subprocess
import sys
import webbrowser
from pathlib import Path

from danaya.engines.language import Problem

Arguments = list[str]


def name_folder(folder: Path) -> None:
    """Make ``folder`` the data folder of this process and of those it starts."""
    os.environ["DANAYA_DATA"] = str(folder.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danaya.web.settings")


def enter(folder: Path) -> None:
    """Make ``folder`` this process's data folder and load the application over it."""
    name_folder(folder)
    import django  # noqa: PLC0415  # slow import

    django.setup()


def parser_of(name: str, description: str) -> argparse.ArgumentParser:
    """Return a parser that knows ``--data``."""
    parser = argparse.ArgumentParser(prog=f"danaya {name}", description=description)
    default = os.environ.get("DANAYA_DATA", "data")
    parser.add_argument("--data", type=Path, default=Path(default), metavar="FOLDER", help=f"data folder ({default})")
    return parser


def migrate() -> None:
    """Bring the database of the folder to this version."""
    from django.core.management import call_command  # noqa: PLC0415  # slow import

    call_command("migrate", verbosity=0, interactive=False)


def serve_command(arguments: Arguments) -> int:
    """Keep web pages and worker alive."""
    parser = parser_of("serve", "Serve the installation in FOLDER: web pages and background work, one command.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 to be reached from other machines")
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args(arguments)
    name_folder(options.data)
    return keep_serving(options.host, options.port, browser=not options.no_browser)


def keep_serving(host: str, port: int, *, browser: bool) -> int:
    """Serve until interrupted; say where, and open a browser there if asked."""
    refuse_taken_port(host, port)
    from danaya.web.serving import serve  # noqa: PLC0415  # slow import

    address = f"http://localhost:{port}/"

    def ready() -> None:
        print(f"Danaya : {address}   (Ctrl+C pour arrêter / to stop)", flush=True)
        if browser:
            webbrowser.open(address)

    return serve(host=host, port=port, ready=ready)


def refuse_taken_port(host: str, port: int) -> None:
    """Say so before anything starts, where another program listens at the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Problem(
                "port-taken",
                {
                    "fr": "Un autre programme écoute déjà au port {port}. Arrêtez-le, ou ajoutez --port {other}.",
                    "en": "Another program listens at port {port} already. Stop it, or add --port {other}.",
                },
                port=port,
                other=port + 1,
            ) from error


def demonstration_command(arguments: Arguments) -> int:
    """Make the demonstration where it is not there yet, then serve it."""
    parser = argparse.ArgumentParser(prog="danaya demonstration", description="The invented country of Tamarie, whole.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("demo-data"))
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--once", action="store_true", help="make it and its restitution pack, say where they are, end")
    options = parser.parse_args(arguments)
    from danaya.demo.folder import is_told, prepare_folder  # noqa: PLC0415  # slow import

    prepare_folder(options.folder)
    if options.once:
        return tell_demonstration(options.folder)
    refuse_taken_port("127.0.0.1", options.port)
    if not is_told(options.folder):
        # In a process of its own: the one that stays keeps nothing of what the making loads.
        command = [sys.executable, "-m", "danaya.cli.main", "demonstration", str(options.folder), "--once"]
        status = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
        if status:
            return status
    name_folder(options.folder)
    os.environ["DANAYA_OWN_FOLDER"] = str(options.folder.resolve().parent / "data")
    os.environ["DANAYA_OWN_PORT"] = str(options.port + 1)
    return keep_serving("127.0.0.1", options.port, browser=not options.no_browser)


def tell_demonstration(folder: Path) -> int:
    """Make the demonstration where it is not there yet; say where it and its restitution packs are."""
    enter(folder)
    migrate()
    from danaya.demo.make import make_demonstration, pack_folders  # noqa: PLC0415  # slow import

    make_demonstration(print_step)
    print(f"Démonstration / demonstration: {folder.resolve()}")
    for pack in pack_folders():
        print(f"Restitution: {pack}")
    return 0


def print_step(words: str) -> None:
    """Say what is being made."""
    print(f"… {words}", file=sys.stderr, flush=True)


def backup_command(arguments: Arguments) -> int:
    """Write the whole installation to one file."""
    parser = parser_of("backup", "Write everything the installation holds to FILE. Keep it as you keep the server.")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    enter(options.data)
    from danaya.web.backup import backup  # noqa: PLC0415  # slow import
    from danaya.web.folder import DataFolder  # noqa: PLC0415  # slow import

    rows = backup(DataFolder.current(), options.file.resolve())
    print(f"{options.file}: {rows} enregistrements / rows")
    return 0


def restore_command(arguments: Arguments) -> int:
    """Fill an empty folder from a backup."""
    parser = parser_of("restore", "Fill the empty data folder from the backup FILE.")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    enter(options.data)
    from danaya.web.backup import restore  # noqa: PLC0415  # slow import
    from danaya.web.folder import DataFolder  # noqa: PLC0415  # slow import

    rows = restore(options.file.resolve(), DataFolder.current())
    print(f"{options.data}: {rows} enregistrements / rows")
    return 0


def migrate_command(arguments: Arguments) -> int:
    """Bring the installation's database to this version."""
    options = parser_of("migrate", "Bring the installation's database to this version.").parse_args(arguments)
    enter(options.data)
    migrate()
    return 0
