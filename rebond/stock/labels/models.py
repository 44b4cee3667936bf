"""Tags, and the sheets of labels that were asked for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.stock.labels.formats import FORMATS, Format
from rebond.stock.labels.tags import TOKEN_SIGNS, new_token
from rebond.tenancy.models import TenantModel


class Tag(TenantModel):
    """The city's own tag. Printed before it has a machine, it is bound to one by scanning, once.

    `number` counts the city's tags and is what `code` spells; `token` is the name of its public page.
    """

    number = models.PositiveIntegerField(editable=False)
    code = models.CharField(_("étiquette"), max_length=20)
    token = models.CharField(max_length=TOKEN_SIGNS, default=new_token, editable=False)
    device = models.ForeignKey("stock.Device", on_delete=models.CASCADE, null=True, related_name="tags")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    bound_at = models.DateTimeField(null=True)
    bound_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("étiquette")
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="one_tag_per_number"),
            models.UniqueConstraint(fields=["city", "code"], name="one_tag_per_code"),
            models.UniqueConstraint(fields=["token"], name="one_page_per_tag"),
            models.CheckConstraint(
                condition=Q(device=None, bound_at=None) | Q(device__isnull=False, bound_at__isnull=False),
                name="bound_tag_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Calibration(TenantModel):
    """How far somebody's printer is off on a paper, in tenths of a millimetre to the right and down."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    format = models.CharField(max_length=12, choices=[(code, code) for code in FORMATS])
    across = models.SmallIntegerField(default=0)
    down = models.SmallIntegerField(default=0)

    class Meta:
        verbose_name = _("réglage d’imprimante")
        verbose_name_plural = _("réglages d’imprimante")
        constraints = [
            models.UniqueConstraint(fields=["city", "user", "format"], name="one_calibration_per_paper_of_a_user")
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.across} {self.down}"


class LabelRun(TenantModel):
    """Labels that somebody asked for: laid out in the background, kept as one PDF.

    `tags` are the numbers of the tags in their order; `start` the first cell to use, `across` and `down` the
    calibration of that day.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("En préparation")
        DONE = "done", _("Prêtes")

    MOVES = {State.WAITING: {State.DONE}}

    format = models.CharField(_("papier"), max_length=12, choices=[(code, code) for code in FORMATS])
    tags = models.JSONField(default=list)
    empty = models.BooleanField(_("sans machine"), default=False)
    start = models.PositiveSmallIntegerField(default=1)
    across = models.SmallIntegerField(default=0)
    down = models.SmallIntegerField(default=0)
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("impression d’étiquettes")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", document=None) | Q(state="done", document__isnull=False),
                name="labels_done_have_their_document",
            )
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.asked_at:%d/%m/%Y}"

    @property
    def paper(self) -> Format:
        return FORMATS[self.format]

    @property
    def count(self) -> int:
        return len(self.tags)

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


class Notice(TenantModel):
    """What somebody who found a machine wrote on its public page. How to reach them is forgotten once it is settled."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="notices")
    text = models.TextField(_("message"), max_length=1_000)
    contact = models.CharField(_("comment vous joindre"), max_length=120, blank=True)
    sent_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("signalement")
        indexes = [models.Index(fields=["city", "-sent_at"], name="notices_by_time")]

    def __str__(self) -> str:
        return f"{self.tag} {self.sent_at:%d/%m/%Y}"
