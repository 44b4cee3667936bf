"""A published amendment (avenant): the only way to change a wave once its call has opened."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.programmes.amendments.parts import by_part, of_the_wave
from rebond.tenancy.models import TenantModel


class Amendment(TenantModel):
    """What changes in a wave, old and new, and why. One person proposes, another publishes: it then holds at once.

    `changes` is a list of {field, old, new}; days are written YYYY-MM-DD. A field that is none of the wave's is a part
    that an app above entered (`parts`).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposé")
        PUBLISHED = "published", _("Publié")
        WITHDRAWN = "withdrawn", _("Retiré")

    MOVES = {State.PROPOSED: {State.PUBLISHED, State.WITHDRAWN}}

    wave = models.ForeignKey("programmes.Wave", on_delete=models.PROTECT, related_name="amendments")
    changes = models.JSONField()
    reason = models.CharField(_("motif"), max_length=500)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at"]
        verbose_name = _("avenant")
        constraints = [
            models.UniqueConstraint(
                fields=["wave"],
                condition=Q(state="proposed"),
                name="one_proposed_amendment_per_wave",
                violation_error_message=_("Un avenant est déjà proposé pour cette vague."),
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_by__isnull=False, published_at__isnull=False)
                & ~Q(published_by=F("proposed_by"))
                | ~Q(state="published") & Q(published_by=None, published_at=None),
                name="amendment_needs_a_second_person",
                violation_error_message=_("La publication revient à une autre personne que celle qui a proposé."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "published", "withdrawn"]), name="amendment_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.wave} ({self.get_state_display()})"

    @property
    def is_proposed(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def lines(self) -> list[dict]:
        """Each change with the name of its field, ready to be shown."""
        fields = self.wave._meta
        lines = [
            {"label": fields.get_field(one["field"]).verbose_name, "old": shown(one["old"]), "new": shown(one["new"])}
            for one in of_the_wave(self.changes)
        ]
        for part, changes in by_part(self.changes):
            for label, one in zip(part.told(self.wave, changes), changes, strict=True):
                lines.append({"label": label, "old": one["old"] or None, "new": one["new"] or None})
        return lines


def shown(value: int | str | None) -> int | date | None:
    """A number, or a day, as it was before it was written down."""
    return date.fromisoformat(value) if isinstance(value, str) else value
