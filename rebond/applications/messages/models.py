"""One thread per application, between the people of the association and the officers of the city."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.tenancy.models import TenantManager, TenantModel


class MessageQuerySet(models.QuerySet):
    def unanswered(self):
        """What an association said and no officer has answered."""
        return self.filter(side=Message.Side.ASSOCIATION, answered_at=None)

    def until(self, day: date):
        """What was said that day or before: an exchange on its own day, a message on the day when it was written."""
        return self.filter(Q(happened_on__lte=day) | Q(happened_on=None, written_at__date__lte=day))


class Message(TenantModel):
    """Something that one side said to the other; it never changes.

    Written here, or said by telephone, by letter, on the spot, and recorded by an officer (`author`) with its day.
    Readers of the committee see it once an officer has shared it. `answered_at` is when an officer answered what the
    association said, or decided that it needs no answer.
    """

    class Side(models.TextChoices):
        ASSOCIATION = "association", _("L’association")
        CITY = "city", _("La ville")

    class Channel(models.TextChoices):
        HERE = "here", _("Message")
        PHONE = "phone", _("Appel")
        LETTER = "letter", _("Lettre")
        ON_THE_SPOT = "on-the-spot", _("Visite")

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=12, choices=Side.choices)
    channel = models.CharField(max_length=12, choices=Channel.choices, default=Channel.HERE)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("message"), max_length=4000)
    happened_on = models.DateField(null=True)
    written_at = models.DateTimeField()
    is_shared = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(MessageQuerySet)()

    class Meta:
        ordering = ["application", "written_at"]
        verbose_name = _("message")
        indexes = [
            models.Index(fields=["city", "application", "written_at"], name="messages_by_application"),
            models.Index(
                fields=["city", "written_at"],
                condition=Q(side="association", answered_at=None),
                name="messages_to_answer",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=["association", "city"]), name="message_side_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="message_says_something"),
            models.CheckConstraint(
                condition=Q(side="association") | Q(answered_at=None), name="only_associations_wait_for_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(channel="here", happened_on=None)
                | Q(channel__in=["phone", "letter", "on-the-spot"], happened_on__isnull=False),
                name="recorded_message_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_recorded(self) -> bool:
        return self.channel != self.Channel.HERE


class Attachment(TenantModel):
    """A file sent with a message; it opens once it was written anew."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    deposit = models.OneToOneField("documents.Deposit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pièce jointe")

    def __str__(self) -> str:
        return str(self.deposit_id)


class ReadMark(TenantModel):
    """Until when a person has read a thread."""

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("marque de lecture")
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="one_read_mark_per_person_and_thread"),
        ]

    def __str__(self) -> str:
        return str(self.read_at)
