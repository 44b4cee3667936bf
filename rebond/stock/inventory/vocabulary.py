"""The headings that donors use, French and English; the first of each line is the one we quote back."""

HEADINGS = {
    "serial": [
        "N° de série", "Numéro de série", "N° série", "N/S", "S/N", "SN", "Série", "N° de série machine",
        "N° série machine", "N° de série équipement", "Serial number", "Serial", "Serial no", "Machine serial",
        "Device serial", "Service tag", "Numéro de série constructeur",
    ],
    "asset_tag": [
        "N° Immo", "N° immobilisation", "N° d'immobilisation", "Immo", "Immobilisation", "N° inventaire",
        "N° d'inventaire", "Inventaire", "Identifiant", "Asset tag", "Asset", "Asset number", "Asset ID",
        "Inventory number",
    ],
    "barcode": ["Code barre", "Code-barres", "Code barres", "Étiquette", "Barcode", "Bar code", "Label"],
    "type": [
        "Type", "Type de matériel", "Type matériel", "Type d'équipement", "Type équipement", "Catégorie", "Nature",
        "Famille", "Matériel", "Model category", "Category", "Device type", "Asset type", "Product type",
        "Form factor",
    ],
    "brand": ["Marque", "Constructeur", "Fabricant", "Manufacturer", "Brand", "Make", "Vendor"],
    "model": [
        "Modèle", "Désignation", "Libellé", "Référence modèle", "Model", "Model name", "Product", "Product name",
    ],
    "processor": ["Processeur", "CPU", "Proc", "Type processeur", "CPU name", "CPU type", "Processor"],
    "memory_gb": [
        "RAM", "Mémoire", "Mémoire vive", "Mémoire RAM", "Quantité RAM", "Memory", "Installed RAM", "Total memory",
    ],
    "disk": [
        "Disque", "Disque dur", "Stockage", "Capacité disque", "Taille disque", "DD", "HDD", "SSD", "Disk",
        "Disk space", "Disk size", "Storage", "Hard drive",
    ],
    "in_service_on": [
        "Date mise en service", "Mise en service", "Date d'achat", "Date d'acquisition", "Acquis le", "Acheté le",
        "Install date", "Installed", "Purchase date", "Purchased", "Acquisition date", "In service date",
        "Deployment date",
    ],
    "warranty_until": [
        "Fin de garantie", "Date fin de garantie", "Garantie", "Garantie jusqu'au", "Expiration garantie",
        "Warranty expiration", "Warranty end", "Warranty", "Warranty until", "End of warranty",
    ],
    "residual_value": [
        "VNC €", "VNC", "Valeur nette comptable", "Valeur résiduelle", "Valeur", "Valeur €", "Residual value",
        "Book value", "Net book value", "Value",
    ],
    "site": ["Site", "Lieu", "Localisation", "Ville", "Implantation", "Emplacement", "Location", "City", "Office"],
    "place": [
        "Bâtiment / Étage", "Bâtiment", "Étage", "Bureau", "Local", "Salle", "Building", "Building / Floor",
        "Floor", "Room",
    ],
    "condition": ["État", "Statut", "Condition", "État matériel", "État fonctionnel", "Grade", "State", "Status"],
    "substate": ["Sous-état", "Sous-statut", "Substate", "Substatus"],
    "erasure": [
        "Effacement", "Effacement données", "Effacé", "Données effacées", "Blanchiment", "Blancco", "Erasure",
        "Erased", "Data erased", "Data wipe", "Wiped", "Wipe status", "Sanitization",
    ],
    "remarks": [
        "Observations", "Observation", "Remarques", "Remarque", "Commentaires", "Commentaire", "Notes", "Note",
        "Détails", "Comments", "Comment", "Remarks", "Remark", "Description",
    ],
    "holder": [
        "Affecté à", "Affectation", "Utilisateur", "Nom utilisateur", "Détenteur", "Attribué à",
        "Ancien utilisateur", "Assigned to", "User", "Username", "Owner", "Owned by", "Last user", "Managed by",
    ],
}  # fmt: skip

# How long a text may be, as the stock keeps it.
LENGTHS = {
    "asset_tag": 60, "barcode": 60, "brand": 60, "model": 120, "processor": 120, "disk": 60, "site": 120, "place": 120,
    "condition": 60, "remarks": 500,
}  # fmt: skip
MAX_SERIAL = 60
