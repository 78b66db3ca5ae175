"""What becomes of files on their way in when the codebook they are read against changes."""

from danaya.apps.rounds.models import ImportDraft, Purpose, Round


def forget_accounts(round_: Round) -> None:
    """Let the accounts of the round's files be taken again: the codebook or the design has changed."""
    ImportDraft.objects.filter(round=round_, purpose=Purpose.ANSWERS).update(account={})
