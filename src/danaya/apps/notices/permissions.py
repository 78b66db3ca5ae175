"""What may be done with mails of the installation, and by which posts. One's own notices need an account only."""

from danaya.apps.people.rights import Predicate, is_coordinator, is_technician

PERMISSIONS: dict[str, Predicate] = {
    # Whether mails go, and whose address was refused: no words of any mail, and no address.
    "notices.see_mail": is_coordinator | is_technician,
}
