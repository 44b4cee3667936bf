"""A draft: what an association is writing, before it is an application."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import Role, User
from rebond.organisations.models import Association
from rebond.programmes.models import Wave
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantManager, TenantModel

# Crockford's base 32: no I, L, O, U, so that nothing is misread or spells a word.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110")


def new_code() -> str:
    """A code that can be read aloud and not guessed: "P-7K3Q-9XWD"."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"P-{signs[:4]}-{signs[4:]}"


def typed_code(text: str) -> str:
    """The code that somebody meant: small letters, missing dashes and misread letters forgiven."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum()).translate(MISREAD)
    signs = signs.removeprefix("P") if len(signs) == 9 else signs
    return f"P-{signs[:4]}-{signs[4:]}"


class DraftQuerySet(models.QuerySet):
    def open(self):
        """Those that were not sent."""
        return self.filter(application=None)

    def visible_to(self, user: User):
        """A manager sees those of their associations; an officer those that an association asked the city to type."""
        mine = Q(association__in=user.associations)
        if user.has_role(Role.OFFICER, Role.ADMINISTRATOR):
            return self.filter(mine | Q(channel=Draft.Channel.ASSISTED))
        return self.filter(mine)


class Draft(Versioned, TenantModel):
    """What an association is writing for a wave (brouillon), shared by its managers. It is no application: it has no
    number, no list shows it and the allocation does not know it.

    `changed_in` tells in which version each answer last changed, so that two people who write at once disturb each
    other only where both wrote. Sent, a draft is emptied and leads to its application. `code` is printed on the paper
    form, and ties it to the draft.
    """

    class Channel(models.TextChoices):
        ONLINE = "online", _("Formulaire")
        ASSISTED = "assisted", _("Saisie assistée")

    class Consent(models.TextChoices):
        PHONE = "phone", _("Au téléphone")
        ON_THE_SPOT = "on-the-spot", _("Sur place")
        LETTER = "letter", _("Par lettre ou formulaire papier")

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="drafts")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="drafts")
    code = models.CharField(_("code"), max_length=11, default=new_code)
    channel = models.CharField(_("saisie par"), max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    answers = models.JSONField(_("réponses"), default=dict)
    changed_in = models.JSONField(default=dict)
    started_at = models.DateTimeField(_("commencé le"))
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("enregistré le"))
    # Who asked the city to type, and how; only where the city types.
    consent_from = models.CharField(_("personne qui demande la saisie"), max_length=120, blank=True)
    consent_how = models.CharField(_("demande faite"), max_length=12, choices=Consent.choices, blank=True)
    consent_at = models.DateTimeField(null=True)
    application = models.OneToOneField(
        "applications.Application", on_delete=models.PROTECT, related_name="draft", null=True
    )

    objects = TenantManager.from_queryset(DraftQuerySet)()

    class Meta:
        ordering = ["-saved_at"]
        verbose_name = _("brouillon")
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "association"],
                condition=Q(application=None),
                name="one_draft_per_association_and_wave",
            ),
            models.UniqueConstraint(fields=["city", "code"], name="one_draft_per_code"),
            models.CheckConstraint(condition=Q(channel__in=["online", "assisted"]), name="draft_channel_is_known"),
            models.CheckConstraint(
                condition=Q(channel="online")
                | ~Q(consent_from="") & Q(consent_how__in=["phone", "on-the-spot", "letter"]) & ~Q(consent_at=None),
                name="assisted_draft_has_consent",
                violation_error_message=_("Écrivez qui a demandé la saisie, et comment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association} ({self.wave})"


class Engagement(TenantModel):
    """That an association subscribed to the commitments which the law asks for: who for it, when, to which text.

    `deemed_by` says what makes an association deemed to have subscribed: its approval, or its recognition.
    """

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="engagement")
    text_version = models.CharField(_("version du texte"), max_length=80)
    signatory = models.CharField(_("signataire"), max_length=120)
    role = models.CharField(_("qualité"), max_length=120)
    deemed_by = models.CharField(_("réputé souscrit par"), max_length=120, blank=True)
    signed_at = models.DateTimeField(_("souscrit le"))

    class Meta:
        ordering = ["-signed_at"]
        verbose_name = _("engagement")

    def __str__(self) -> str:
        return f"{self.signatory} ({self.text_version})"
