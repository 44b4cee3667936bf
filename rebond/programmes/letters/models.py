"""What a city writes itself in its letters, version by version: a letter that was sent names its version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.tenancy.models import TenantModel


class LetterText(TenantModel):
    """One version of the city's own paragraphs in one kind of letter. The words of the law are not in it."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Accusé de réception")
        INCOMPLETE = "incomplete", _("Dossier incomplet")
        GRANTED = "granted", _("Attribution")
        WAITING = "waiting", _("Liste d’attente")
        REFUSED = "refused", _("Refus")

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    body = models.TextField(_("texte"), max_length=5_000)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["programme", "kind", "-number"]
        verbose_name = _("texte de lettre")
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "number"], name="one_text_per_version"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["received", "incomplete", "granted", "waiting", "refused"]),
                name="letter_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.number})"
