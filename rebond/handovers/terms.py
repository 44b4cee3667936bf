"""What both sides agree to, by legal route of the programme. French law; the city's legal service may amend it.

Sources: don manuel (Code civil, art. 931 and case law), CGI art. 238 bis (tax receipt on the value that the donor
states, form 2041-MEC-SD), Code de l'environnement art. R543-172 and following (end of life).
"""

GIFT = [
    {
        "title": "Don",
        "text": "Le donateur donne à l’association, qui accepte, les ordinateurs dont l’annexe donne les numéros de "
        "série, et les accessoires comptés ci-dessus. Le don est gratuit, sans charge ni contrepartie.",
    },
    {
        "title": "Propriété",
        "text": "L’association devient propriétaire par la remise des machines (don manuel). La Ville organise "
        "l’appel, la répartition et la remise ; elle n’est à aucun moment propriétaire de ces machines.",
    },
    {
        "title": "Données",
        "text": "Chaque disque a été effacé ou retiré avant la remise. L’annexe donne la référence du certificat.",
    },
    {
        "title": "État et usage",
        "text": "Le matériel est d’occasion et remis en l’état. L’association l’emploie pour son objet et pour le "
        "projet de sa candidature.",
    },
    {
        "title": "Fin de vie",
        "text": "L’association confie les machines hors d’usage à un point de collecte des déchets d’équipements "
        "électriques et électroniques.",
    },
    {
        "title": "Reçu fiscal",
        "text": "À la demande du donateur, et si elle y est habilitée, l’association délivre le reçu des dons des "
        "entreprises (formulaire 2041-MEC-SD) pour la valeur que le donateur indique.",
    },
]

TERMS = {"gift": GIFT}
