"""A programme: its donor, legal route and criteria; and its waves, each with own stock, floor, cap and calendar."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.organisations.models import Donor
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantManager, TenantModel


class Programme(Versioned, TenantModel):
    """What a city and a donor offer together (dispositif). One device kind, one legal route."""

    class LegalRoute(models.TextChoices):
        GIFT = "gift", _("Don de l’entreprise à l’association")
        TRANSFER = "transfer", _("Don à la ville, puis cession à l’association")
        LOAN = "loan", _("Prêt à usage")
        REFURBISHER = "refurbisher", _("Remise par un reconditionneur")

    class State(models.TextChoices):
        DRAFT = "draft", _("En préparation")
        PUBLISHED = "published", _("Public")

    MOVES = {State.DRAFT: {State.PUBLISHED}}

    # Settled for everybody once a call has opened; the presentation and whom to ask may change at any time.
    RULES = (
        "title", "donor", "legal_route", "reference_prefix", "announced_devices", "with_keyboard", "with_mouse",
        "with_screen",
    )  # fmt: skip

    slug = models.SlugField(_("identifiant"))
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("titre"), max_length=160)
    summary = models.TextField(_("présentation"), blank=True)
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="programmes")
    legal_route = models.CharField(_("voie juridique"), max_length=12, choices=LegalRoute.choices)
    # Before "V1-021" in the references of a city's second programme and next ones.
    reference_prefix = models.CharField(_("préfixe des références"), max_length=8, blank=True)
    announced_devices = models.PositiveIntegerField(_("ordinateurs annoncés"))
    with_keyboard = models.BooleanField(_("clavier fourni"), default=True)
    with_mouse = models.BooleanField(_("souris fournie"), default=True)
    with_screen = models.BooleanField(_("écran fourni"), default=False)
    contact_name = models.CharField(_("service à joindre"), max_length=120, blank=True)
    contact_email = models.EmailField(_("adresse électronique du service"), blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("dispositif")
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="one_programme_per_slug"),
            models.UniqueConstraint(
                fields=["city", "reference_prefix"],
                name="one_programme_per_prefix",
                violation_error_message=_("Un autre dispositif utilise déjà ce préfixe."),
            ),
            models.CheckConstraint(
                condition=Q(legal_route__in=["gift", "transfer", "loan", "refurbisher"]),
                name="legal_route_is_known",
            ),
            models.CheckConstraint(condition=Q(state__in=["draft", "published"]), name="programme_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.state == self.State.PUBLISHED


class Criterion(TenantModel):
    """A published question that gives points; the answer that gives most of those that fit counts.

    Where readers give the points, the answers are the steps of their scale, and two readings may be apart by
    `tolerance` points before the difference has to be settled.
    """

    class GivenBy(models.TextChoices):
        ANSWERS = "answers", _("Calculé d’après les réponses")
        READERS = "readers", _("Donné par deux lecteurs")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(_("identifiant"))
    label = models.CharField(_("critère"), max_length=160)
    position = models.PositiveSmallIntegerField()
    given_by = models.CharField(_("points"), max_length=8, choices=GivenBy.choices, default=GivenBy.ANSWERS)
    tolerance = models.PositiveSmallIntegerField(_("écart admis entre deux lecteurs"), default=0)

    class Meta:
        ordering = ["programme", "position"]
        verbose_name = _("critère")
        verbose_name_plural = _("critères")
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_criterion_per_code"),
            models.UniqueConstraint(fields=["programme", "position"], name="one_criterion_per_position"),
            models.CheckConstraint(condition=Q(given_by__in=["answers", "readers"]), name="giver_of_points_is_known"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_read(self) -> bool:
        """Whether readers give its points."""
        return self.given_by == self.GivenBy.READERS


class CriterionAnswer(TenantModel):
    """One answer to a criterion and its points, computed from a named answer of the application.

    It fits when the answer `field` holds one of `values`, or is a number of at least `at_least`; an answer with
    neither always fits ("none of these").
    """

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="answers")
    label = models.CharField(_("réponse"), max_length=200)
    points = models.PositiveSmallIntegerField(_("points"))
    field = models.CharField(_("question de la candidature"), max_length=40, blank=True)
    values = models.JSONField(_("réponses retenues"), default=list, blank=True)
    at_least = models.PositiveIntegerField(_("à partir de"), null=True, blank=True)

    class Meta:
        ordering = ["criterion", "-points", "label"]
        verbose_name = _("réponse à un critère")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "label"], name="one_answer_per_label"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.points})"


class WaveQuerySet(models.QuerySet):
    def announced(self):
        """Those of programmes that everybody may read."""
        return self.filter(programme__state=Programme.State.PUBLISHED)


class Wave(Versioned, TenantModel):
    """One round of a programme: what it may give, to whom, when, and the least and most that one may receive."""

    class State(models.TextChoices):
        DRAFT = "draft", _("En préparation")
        OPEN = "open", _("Ouverte aux candidatures")
        CLOSED = "closed", _("Candidatures closes")
        PUBLISHED = "published", _("Attribution publiée")

    MOVES = {
        State.DRAFT: {State.OPEN},
        State.OPEN: {State.CLOSED},
        State.CLOSED: {State.OPEN, State.PUBLISHED},
    }

    # Settled for everybody once the call opens: only a published amendment changes them then.
    SETTINGS = (
        "number", "slug", "name", "floor", "cap", "open_to", "stock", "opens_on", "closes_on", "handover_from",
        "lottery_seed", "public_draw", "blind", "bodies", "territory", "minimum_age",
    )  # fmt: skip
    # A small association's needs go from 1 to 9 machines.
    SMALL_NEEDS = 9

    class Admission(models.TextChoices):
        EVERY_SIZE = "every-size", _("Toutes les associations")
        SMALL_ONLY = "small-only", _("Petites associations")

    class Bodies(models.TextChoices):
        ASSOCIATIONS = "associations", _("Associations")
        COOPERATIVES = "cooperatives", _("Associations et coopératives")

    class Territory(models.TextChoices):
        ANYWHERE = "anywhere", _("De partout")
        CITY = "city", _("De la ville seulement")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveSmallIntegerField(_("numéro"))
    slug = models.SlugField(_("identifiant"))
    name = models.CharField(_("nom"), max_length=120)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    stock = models.PositiveIntegerField(_("ordinateurs à attribuer"))
    floor = models.PositiveSmallIntegerField(_("plancher par association"))
    cap = models.PositiveSmallIntegerField(_("plafond par association"))
    open_to = models.CharField(_("ouverte à"), max_length=12, choices=Admission.choices, default=Admission.EVERY_SIZE)
    # Who may apply besides: what kind of body, from where, and for how many months on the closing day.
    bodies = models.CharField(
        _("structures admises"), max_length=12, choices=Bodies.choices, default=Bodies.ASSOCIATIONS
    )
    territory = models.CharField(_("d’où"), max_length=8, choices=Territory.choices, default=Territory.ANYWHERE)
    minimum_age = models.PositiveSmallIntegerField(_("ancienneté minimale"), default=0)
    opens_on = models.DateField(_("ouverture"))
    closes_on = models.DateField(_("clôture"))
    handover_from = models.DateField(_("remises à partir du"), null=True, blank=True)
    # Readers see neither names nor addresses nor numbers, until the wave is published.
    blind = models.BooleanField(_("lecture sans les noms"), default=False)
    # What draws lots between equals: the city's text, whose fingerprint is public once the call opens, and where one is
    # named a public draw to come, which nobody holds (docs/fairness.md).
    lottery_seed = models.CharField(_("graine du tirage au sort"), max_length=80)
    public_draw = models.CharField(_("tirage public à venir"), max_length=160, blank=True)
    drawn = models.CharField(_("résultat du tirage public"), max_length=80, blank=True)

    objects = TenantManager.from_queryset(WaveQuerySet)()

    class Meta:
        ordering = ["programme", "number"]
        verbose_name = _("vague")
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="one_wave_per_slug"),
            models.UniqueConstraint(fields=["programme", "number"], name="one_wave_per_number"),
            models.CheckConstraint(
                condition=Q(cap__gte=1) & Q(floor__lte=F("cap")),
                name="wave_floor_is_within_cap",
                violation_error_message=_("Le plancher ne peut pas dépasser le plafond."),
            ),
            models.CheckConstraint(
                condition=Q(open_to="every-size") | Q(floor__lte=9),
                name="small_associations_have_a_small_floor",
                violation_error_message=_("Un plancher de 10 ou plus exclut les petites associations de leur vague."),
            ),
            models.CheckConstraint(
                condition=Q(open_to__in=["every-size", "small-only"]), name="wave_admission_is_known"
            ),
            models.CheckConstraint(
                condition=Q(bodies__in=["associations", "cooperatives"]), name="wave_bodies_are_known"
            ),
            models.CheckConstraint(condition=Q(territory__in=["anywhere", "city"]), name="wave_territory_is_known"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")),
                name="wave_opens_before_it_closes",
                violation_error_message=_("La clôture ne peut pas précéder l’ouverture."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "closed", "published"]), name="wave_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(drawn="") | ~Q(public_draw="") & Q(state__in=["closed", "published"]),
                name="draw_comes_after_the_call",
                violation_error_message=_("Le tirage public vient après la clôture des candidatures."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(public_draw="") | ~Q(drawn=""),
                name="publication_awaits_the_draw",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_for_small_ones(self) -> bool:
        return self.open_to == self.Admission.SMALL_ONLY

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def awaits_draw(self) -> bool:
        """Whether the public draw that was named still has to be told."""
        return bool(self.public_draw) and not self.drawn

    @property
    def frozen_fields(self) -> tuple[str, ...]:
        """What only an amendment changes: nothing in a draft, everything once the call has opened."""
        return () if self.is_draft else self.SETTINGS

    def takes_applications(self, on: date) -> bool:
        """Whether an application may be sent, changed or withdrawn that day."""
        return self.is_open and on <= self.closes_on


# The models of the folders, for Django to find them here.
from rebond.programmes.amendments.models import Amendment  # noqa: E402, F401
from rebond.programmes.checklist.models import Tick  # noqa: E402, F401
from rebond.programmes.letters.models import LetterText  # noqa: E402, F401
