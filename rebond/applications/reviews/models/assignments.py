"""Who is to read what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.programmes.models import Wave
from rebond.tenancy.models import TenantModel


class Assignment(TenantModel):
    """A file that somebody is asked to read."""

    class Source(models.TextChoices):
        HAND = "hand", _("À la main")
        RULE = "rule", _("Par la règle")
        DRAW = "draw", _("Par tirage")

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="assignments")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=4, choices=Source.choices)
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "assigned_at", "reader__name"]
        verbose_name = _("affectation")
        indexes = [models.Index(fields=["city", "application"], name="assignments_by_application")]
        constraints = [
            models.UniqueConstraint(fields=["application", "reader"], name="one_assignment_per_reader"),
            models.CheckConstraint(condition=Q(source__in=["hand", "rule", "draw"]), name="assignment_source_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.reader)


class AssignmentRule(TenantModel):
    """These themes, or these districts, go to this person."""

    class Group(models.TextChoices):
        THEME = "theme", _("Activité")
        DISTRICT = "district", _("Arrondissement")

    group = models.CharField(_("groupe"), max_length=8, choices=Group.choices)
    value = models.CharField(max_length=40)
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("lectrice ou lecteur"))

    class Meta:
        ordering = ["group", "value", "reader__name"]
        verbose_name = _("règle d’affectation")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "group", "value", "reader"],
                name="one_rule_per_group_and_reader",
                violation_error_message=_("Cette règle existe déjà."),
            ),
            models.CheckConstraint(condition=Q(group__in=["theme", "district"]), name="assignment_group_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.group}={self.value}"


class Draw(TenantModel):
    """A drawing of readers for a wave; the same seed on the same files and readers gives the same again."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(_("graine"), max_length=40)
    files = models.PositiveIntegerField(_("affectations"))
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["-drawn_at"]
        verbose_name = _("tirage des lecteurs")

    def __str__(self) -> str:
        return self.seed
