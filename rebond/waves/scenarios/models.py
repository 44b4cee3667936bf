"""Rules that somebody saved, to compare them with the published ones."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.programmes.models import Wave
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantModel
from rebond.waves.rules import GroupQuota, Rules


class Scenario(Versioned, TenantModel):
    """One way to share the stock of a wave (scénario): rules with a name. Nothing follows from it until it is proposed.

    The fields of the rules are those of `Rules`, which says what they mean; quotas are rows of their own.
    """

    class Key(models.TextChoices):
        LEXIMIN = "leximin", _("Même niveau pour toutes, arrondi au-dessus (règle publiée)")
        SAINTE_LAGUE = "sainte-lague", _("Proportionnel aux points, arrondi au plus proche (Sainte-Laguë)")
        DHONDT = "dhondt", _("Proportionnel aux points, arrondi au-dessous (D’Hondt)")
        HUNTINGTON_HILL = "huntington-hill", _("Proportionnel aux points, moyenne géométrique (Huntington-Hill)")
        RANK = "rank", _("Par rang : chacune servie en entier avant la suivante")

    class Admission(models.TextChoices):
        RANK = "rank", _("Dans l’ordre des points ; un lot qui ne tient pas est passé (règle publiée)")
        RANK_STOP = "rank-stop", _("Dans l’ordre des points ; arrêt au premier lot qui ne tient pas")
        MAX_SERVED = "max-served", _("Les plus petits lots d’abord, pour servir le plus d’associations")
        NONE = "none", _("Sans lot utile : le plancher ne joue pas")

    class Reserve(models.TextChoices):
        NONE = "none", _("Aucune")
        TRANCHE = "tranche", _("Un nombre d’ordinateurs mis de côté")
        PHANTOMS = "phantoms", _("Des associations fantômes, qui prennent leur tour")

    RULES = (
        "floor", "cap", "key", "admission", "small_lot", "reserve", "tranche", "phantoms", "phantom_points",
        "phantom_request",
    )  # fmt: skip

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="scenarios")
    name = models.CharField(_("nom"), max_length=80)
    comment = models.CharField(_("commentaire"), max_length=1000, blank=True)
    floor = models.PositiveSmallIntegerField(_("plancher par association"))
    cap = models.PositiveSmallIntegerField(_("plafond par association"))
    key = models.CharField(_("ordre du partage"), max_length=16, choices=Key.choices, default=Key.LEXIMIN)
    admission = models.CharField(_("lots utiles"), max_length=12, choices=Admission.choices, default=Admission.RANK)
    small_lot = models.PositiveIntegerField(_("lot des petites associations"), default=0)
    reserve = models.CharField(
        _("réserve pour les vagues suivantes"), max_length=10, choices=Reserve.choices, default=Reserve.NONE
    )
    tranche = models.PositiveIntegerField(_("ordinateurs mis de côté"), default=0)
    phantoms = models.PositiveSmallIntegerField(_("associations fantômes"), default=0)
    phantom_points = models.PositiveSmallIntegerField(_("points de chacune"), default=0)
    phantom_request = models.PositiveSmallIntegerField(_("demande de chacune"), default=0)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["wave", "saved_at", "name"]
        verbose_name = _("scénario")
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "name"],
                name="one_scenario_per_name",
                violation_error_message=_("Un autre scénario de cette vague porte déjà ce nom."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="scenario_has_a_name"),
            models.CheckConstraint(
                condition=Q(cap__gte=1) & Q(floor__lte=F("cap")),
                name="scenario_floor_is_within_cap",
                violation_error_message=_("Le plancher ne peut pas dépasser le plafond."),
            ),
            models.CheckConstraint(
                condition=Q(key__in=["leximin", "sainte-lague", "dhondt", "huntington-hill", "rank"]),
                name="scenario_key_is_known",
            ),
            models.CheckConstraint(
                condition=Q(admission__in=["rank", "rank-stop", "max-served", "none"]),
                name="scenario_admission_is_known",
            ),
            models.CheckConstraint(
                condition=Q(reserve="none", tranche=0, phantoms=0, phantom_points=0, phantom_request=0)
                | Q(reserve="tranche", tranche__gte=1, phantoms=0, phantom_points=0, phantom_request=0)
                | Q(reserve="phantoms", tranche=0, phantoms__gte=1, phantom_points__gte=1, phantom_request__gte=1),
                name="scenario_reserve_is_of_one_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rules(self) -> Rules:
        """What it tries, ready for the engine."""
        quotas = tuple(GroupQuota(one.group, one.value, one.most, one.least) for one in self.quotas.all())
        return Rules(**{field: getattr(self, field) for field in self.RULES}, quotas=quotas)

    @property
    def is_proposed(self) -> bool:
        """Whether a proposal came from it, be it set aside since: it then stays as it was."""
        return self.proposals.exists()


class ScenarioQuota(TenantModel):
    """A quota of a scenario: `most` and `least` computers for the associations of one group."""

    class Group(models.TextChoices):
        DISTRICT = "district", _("Arrondissement")
        THEME = "theme", _("Activité principale")

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="quotas")
    group = models.CharField(_("groupe"), max_length=8, choices=Group.choices)
    value = models.CharField(max_length=40)
    most = models.PositiveIntegerField(_("au plus"), null=True)
    least = models.PositiveIntegerField(_("au moins"), default=0)

    class Meta:
        ordering = ["scenario", "group", "value"]
        verbose_name = _("quota")
        constraints = [
            models.UniqueConstraint(fields=["scenario", "group", "value"], name="one_quota_per_group"),
            models.CheckConstraint(condition=Q(group__in=["district", "theme"]), name="quota_group_is_known"),
            models.CheckConstraint(
                condition=Q(most__isnull=True, least__gte=1) | Q(most__gte=F("least")), name="quota_limits_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}={self.value}"
