"""`rebond send_mails`: sends once what waits in the outbox, without a worker."""

import sys
from collections import Counter

from django.utils.translation import ngettext

from rebond.mail.delivery import deliver_next
from rebond.mail.models import Mail
from rebond.safeguards.clock import now
from rebond.tenancy.commands import SentenceCommand
from rebond.tenancy.scope import every_city


class Command(SentenceCommand):
    help = "Envoie une fois les courriels qui attendent."

    def handle(self, *args, **options):
        with every_city():
            ends = Counter(mail.state for mail in iter(lambda: deliver_next(at=now()), None))
        sent, refused = ends[Mail.State.SENT], ends.total() - ends[Mail.State.SENT]
        self.stdout.write(ngettext("%(n)s courriel envoyé.", "%(n)s courriels envoyés.", sent) % {"n": sent})
        if refused:
            sentence = ngettext("%(n)s courriel refusé", "%(n)s courriels refusés", refused) % {"n": refused}
            self.stderr.write(f"{sentence}\u00a0: voyez la page «\u00a0Courriels\u00a0».")
            sys.exit(1)
