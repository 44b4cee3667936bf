"""What French law owes to whoever receives a decision that a computation proposed."""

from django.utils.translation import gettext as _

from rebond.programmes.models import Programme


def rights_of_recipients(programme: Programme) -> list[str]:
    """The mention of article R311-3-1-1 of the CRPA, then the ways to contest (CJA, article R421-1)."""
    contact = ", ".join(part for part in (programme.contact_name, programme.contact_email) if part)
    facts = {"city": programme.city.name, "contact": contact or programme.city.name}
    return [
        _(
            "Cette décision a été prise sur le fondement d’un traitement algorithmique. Sa finalité : répartir les "
            "ordinateurs entre les associations selon les points des critères publiés. Vous avez le droit d’obtenir "
            "les règles de ce traitement et les principales caractéristiques de sa mise en œuvre (code des relations "
            "entre le public et l’administration, articles L. 311-3-1 et R. 311-3-1-1). Écrivez à : %(contact)s. "
            "Sans réponse après un mois, ou en cas de refus, vous pouvez saisir la Commission d’accès aux documents "
            "administratifs (CADA), www.cada.fr."
        )
        % facts,
        _(
            "Vous pouvez contester cette décision dans les deux mois : par un recours gracieux adressé au maire de "
            "%(city)s, ou devant le tribunal administratif, par courrier ou sur www.telerecours.fr."
        )
        % facts,
    ]
