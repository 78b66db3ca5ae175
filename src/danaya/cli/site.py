"""Commands of an installation: they name its data folder, then load the web application."""

import errno
import os
import socket
import subprocess
import sys
import webbrowser
from pathlib import Path

from danaya.cli.parsing import PORT, Parser, language_of, port_number
from danaya.engines.language import Problem, Text, in_language

Arguments = list[str]

SERVE: Text = {
    "fr": "Sert l'installation du dossier : pages et travaux, en une commande.",
    "en": "Serve the installation in the folder: web pages and background work, one command.",
}
DEMONSTRATION: Text = {
    "fr": "Tamarie, un pays inventé, en entier.",
    "en": "The invented country of Tamarie, whole.",
}
BACKUP: Text = {
    "fr": "Écrit tout ce que l'installation contient dans un fichier. Gardez-le comme vous gardez le serveur.",
    "en": "Write everything the installation holds to one file. Keep it as you keep the server.",
}
RESTORE: Text = {
    "fr": "Remplit le dossier de données, vide, de ce que la sauvegarde contient.",
    "en": "Fill the data folder, which must be empty, from the backup.",
}
MIGRATE: Text = {
    "fr": "Porte la base de l'installation à cette version.",
    "en": "Bring the installation's database to this version.",
}
SERVING: dict[str, Text] = {
    "port": PORT,
    "browser": {"fr": "ne pas ouvrir de navigateur", "en": "open no browser"},
    "host": {
        "fr": "l'adresse où écouter ; 0.0.0.0 pour être joint d'autres machines (127.0.0.1)",
        "en": "the address to listen at; 0.0.0.0 to be reached from other machines (127.0.0.1)",
    },
    "once": {
        "fr": "la faire avec son dossier de restitution, dire où ils sont, et finir",
        "en": "make it and its restitution pack, say where they are, end",
    },
    "folder": {"fr": "où elle est, ou sera (demo-data)", "en": "where it is, or will be (demo-data)"},
    "backup": {"fr": "le fichier de sauvegarde", "en": "the backup"},
}
NO_FOLDER: Text = {
    "fr": "Le dossier de données {folder} ne peut pas servir : il ne s'écrit pas. Choisissez-en un autre avec --data.",
    "en": "The data folder {folder} cannot serve: it cannot be written. Choose another with --data.",
}
NOTHING_HERE: Text = {
    "fr": "Le dossier {folder} ne contient pas d'installation. Nommez le bon avec --data.",
    "en": "The folder {folder} holds no installation. Name the right one with --data.",
}
NOT_HERE: Text = {
    "fr": "On ne peut pas écouter à l'adresse {host}, port {port}. Choisissez une autre adresse (--host), ou un port à partir de 1024 (--port 8000).",
    "en": "It is not possible to listen at address {host}, port {port}. Choose another address (--host), or a port from 1024 on (--port 8000).",
}
TAKEN: Text = {
    "fr": "Un autre programme écoute déjà au port {port}. Arrêtez-le, ou ajoutez --port {other}.",
    "en": "Another program listens at port {port} already. Stop it, or add --port {other}.",
}


def name_folder(folder: Path) -> None:
    """Make ``folder`` the data folder of this process and of those it starts."""
    os.environ["DANAYA_DATA"] = str(folder.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danaya.web.settings")


def enter(folder: Path) -> None:
    """Make ``folder`` this process's data folder and load the application over it."""
    name_folder(folder)
    import django  # noqa: PLC0415  # slow import

    try:
        django.setup()
    except OSError as error:
        raise Problem("folder-not-writable", NO_FOLDER, folder=folder) from error


def parser_of(name: str, arguments: Arguments, purpose: Text) -> Parser:
    """Return a parser that knows ``--data``, in the language of the machine."""
    language = language_of(arguments)
    parser = Parser.speaking(language, f"danaya {name}", purpose)
    default = os.environ.get("DANAYA_DATA", "data")
    words = in_language({"fr": "dossier de données ({default})", "en": "data folder ({default})"}, language)
    parser.add_argument(
        "--data", type=Path, default=Path(default), metavar="FOLDER", help=words.format(default=default)
    )
    return parser


def know_serving(parser: Parser) -> None:
    """Let ``parser`` read where to serve."""
    words = {name: in_language(text, parser.language) for name, text in SERVING.items()}
    parser.add_argument("--port", type=port_number, default=8000, metavar="N", help=words["port"])
    parser.add_argument("--no-browser", action="store_true", help=words["browser"])


def migrate() -> None:
    """Bring the database of the folder to this version."""
    from django.core.management import call_command  # noqa: PLC0415  # slow import

    call_command("migrate", verbosity=0, interactive=False)


def serve_command(arguments: Arguments) -> int:
    """Keep web pages and worker alive."""
    parser = parser_of("serve", arguments, SERVE)
    know_serving(parser)
    parser.add_argument("--host", default="127.0.0.1", help=in_language(SERVING["host"], parser.language))
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
    """Say so before anything starts, where another program listens at the port, or nobody may."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name == "posix":  # elsewhere it would let two programs listen at one port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Problem("port-taken", TAKEN, port=port, other=port % 65535 + 1) from error
            raise Problem("port-not-here", NOT_HERE, host=host, port=port) from error


def demonstration_command(arguments: Arguments) -> int:
    """Make the demonstration where it is not there yet, then serve it."""
    language = language_of(arguments)
    parser = Parser.speaking(language, "danaya demonstration", DEMONSTRATION)
    words = {name: in_language(text, language) for name, text in SERVING.items()}
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path("demo-data"), metavar="FOLDER", help=words["folder"]
    )
    know_serving(parser)
    parser.add_argument("--once", action="store_true", help=words["once"])
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
    os.environ["DANAYA_OWN_PORT"] = str(options.port % 65535 + 1)
    return keep_serving("127.0.0.1", options.port, browser=not options.no_browser)


def tell_demonstration(folder: Path) -> int:
    """Make the demonstration where it is not there yet; say where it and its restitution packs are."""
    from danaya.demo.folder import alone  # noqa: PLC0415  # slow import

    enter(folder)
    with alone(folder):
        migrate()
        from danaya.demo.make import make_demonstration, pack_folders  # noqa: PLC0415  # slow import

        make_demonstration(print_step)
    print(f"Démonstration / demonstration : {folder.resolve()}")
    for language, pack in pack_folders().items():
        print(f"Dossier de restitution / restitution pack ({language}) : {pack}")
    return 0


def print_step(words: str) -> None:
    """Say what is being made."""
    print(f"… {words}", file=sys.stderr, flush=True)


def backup_command(arguments: Arguments) -> int:
    """Write the whole installation to one file."""
    parser = parser_of("backup", arguments, BACKUP)
    parser.add_argument("file", type=Path, metavar="FILE", help=in_language(SERVING["backup"], parser.language))
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        raise Problem("backup-nothing", NOTHING_HERE, folder=options.data)
    enter(options.data)
    from danaya.web.backup import backup  # noqa: PLC0415  # slow import
    from danaya.web.folder import DataFolder  # noqa: PLC0415  # slow import

    rows = backup(DataFolder.current(), options.file.resolve())
    print(f"{options.file}: {rows} enregistrements / rows")
    return 0


def restore_command(arguments: Arguments) -> int:
    """Fill an empty folder from a backup."""
    parser = parser_of("restore", arguments, RESTORE)
    parser.add_argument("file", type=Path, metavar="FILE", help=in_language(SERVING["backup"], parser.language))
    options = parser.parse_args(arguments)
    enter(options.data)
    from danaya.web.folder import DataFolder  # noqa: PLC0415  # slow import
    from danaya.web.restoring import restore  # noqa: PLC0415  # slow import

    rows = restore(options.file.resolve(), DataFolder.current())
    print(f"{options.data}: {rows} enregistrements / rows")
    return 0


def migrate_command(arguments: Arguments) -> int:
    """Bring the installation's database to this version."""
    options = parser_of("migrate", arguments, MIGRATE).parse_args(arguments)
    enter(options.data)
    migrate()
    return 0
