"""The periodic work of notices: what is due is put into mails, and mails go."""

from datetime import datetime, timedelta

from django.conf import settings

from danaya.apps.notices.actions.gather_mail import gather_mail
from danaya.apps.notices.actions.send_mail import send_mail
from danaya.apps.notices.carrying import SmtpCarrier
from danaya.apps.people.middleware import time_zone
from danaya.base.jobs.schedules import every

MINUTE = timedelta(minutes=1)


@every(MINUTE, "notices.mail")
def mail(now: datetime) -> None:
    """Gather and send what is due; nothing where no mail server is named, and never from the demonstration."""
    server = settings.MAIL
    if server is None or settings.DEMONSTRATION:
        return
    zone, carrier = time_zone(), SmtpCarrier(server)
    gather_mail(at=now, zone=zone)
    try:
        send_mail(carrier, server, at=now, zone=zone)
    finally:
        carrier.close()
