"""``danaya sheet NAME``: the way back in for whoever keeps the machine, when nobody who could help can sign in."""

from danaya.cli.site import Arguments, enter, migrate, parser_of
from danaya.engines.language import Problem, Text, in_language, typeset

SHEET: Text = {
    "fr": "Fait un nouveau code, utilisable une fois, pour qui ne peut plus se connecter. Le journal le garde.",
    "en": "Make a new code, usable once, for somebody who cannot sign in any more. The journal keeps it.",
}
NAME: Text = {
    "fr": "nom de connexion d'un poste, adresse électronique ou numéro de téléphone",
    "en": "sign-in name of a post, e-mail address or telephone number",
}
WITHOUT: Text = {
    "fr": "retirer aussi l'application d'authentification et les clés d'accès, si elles sont perdues",
    "en": "take authenticator and passkeys off too, where they are lost",
}
NOBODY: Text = {
    "fr": "Vérifiez « {name} » : personne ne répond à cet identifiant aujourd'hui. Postes occupés : {posts}",
    "en": "Check “{name}”: nobody answers to this identifier today. Posts held: {posts}",
}
MADE: Text = {
    "fr": "Code de {name}, utilisable une fois : {code}\nÀ saisir à l'adresse …/sign-in/code/ de l'installation, avec l'identifiant {name}.",
    "en": "Code of {name}, usable once: {code}\nTo be typed at …/sign-in/code/ of the installation, with the identifier {name}.",
}


def sheet_command(arguments: Arguments) -> int:
    """Print a new one-time code for whoever an identifier names."""
    parser = parser_of("sheet", arguments, SHEET)
    parser.add_argument("name", metavar="NAME", help=in_language(NAME, parser.language))
    parser.add_argument("--without-authenticators", action="store_true", help=in_language(WITHOUT, parser.language))
    options = parser.parse_args(arguments)
    enter(options.data)
    migrate()
    from danaya.apps.people.actions.make_recovery_sheet import make_recovery_sheet  # noqa: PLC0415  # app ready
    from danaya.apps.people.clock import now, today  # noqa: PLC0415  # app ready
    from danaya.apps.people.identifiers import find_account  # noqa: PLC0415  # app ready
    from danaya.apps.people.models import Tenure  # noqa: PLC0415  # app ready

    account = find_account(options.name)
    if account is None:
        held = Tenure.objects.acting_on(today()).values_list("post__sign_in_name", flat=True)
        raise Problem("nobody-so-named", NOBODY, name=options.name, posts=", ".join(sorted(held)) or "–")
    code = make_recovery_sheet(account, actor=None, at=now(), without_authenticators=options.without_authenticators)
    print(typeset(in_language(MADE, parser.language).format(name=options.name, code=code), parser.language))
    return 0
