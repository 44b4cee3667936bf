"""Reading 2,000,000 generated RNA rows and keeping one department: seconds and peak memory of the whole command.

Figures to hold: under 3 minutes on 2 cores, under 300 MB. One row in 33 lies in the department kept.
"""

import random
import sys
import tempfile
from pathlib import Path

from benchmarks.stock_import import timed

ROWS = 2_000_000
HEADER = (
    "id;id_ex;siret;rup_mi;gestion;date_creat;date_decla;date_publi;date_disso;nature;groupement;titre;titre_court;objet;"
    "objet_social1;objet_social2;adrs_complement;adrs_numvoie;adrs_repetition;adrs_typevoie;adrs_libvoie;adrs_distrib;"
    "adrs_codeinsee;adrs_codepostal;adrs_libcommune;adrg_declarant;adrg_complemid;adrg_complemgeo;adrg_libvoie;"
    "adrg_distrib;adrg_codepostal;adrg_achemine;adrg_pays;dir_civilite;siteweb;publiweb;observation;position;maj_time"
)
FIRST = tuple("AMICALE ATELIER CENTRE CERCLE CLUB COLLECTIF COMITÉ ÉCOLE ENTRAIDE FOYER MAISON RELAIS RÉSEAU".split())  # noqa: SIM905
SECOND = tuple("SPORTIF NUMÉRIQUE SOLIDAIRE CULTUREL MUSICAL SCOLAIRE CITOYEN FRATERNEL LAÏQUE FESTIF RURAL".split())  # noqa: SIM905
SYLLABLES = tuple("ba bel cas col dour fon gar lan mar mon nou pel rive sau tor val vi zan".split())  # noqa: SIM905


def invented_name(draw: random.Random) -> str:
    """A title as the register has them, with a place that exists nowhere."""
    place = "".join(draw.choices(SYLLABLES, k=3)).upper()
    return f"{draw.choice(FIRST)} {draw.choice(SECOND)} DE {place}"


def write_register(path: Path, rows: int) -> None:
    """A file in the shape of the departmental ones: ISO-8859-1, semicolons, line ends of Windows."""
    draw = random.Random(20230228)
    with path.open("w", encoding="iso-8859-1", newline="") as file:
        file.write(HEADER + "\r\n")
        for number in range(rows):
            department = "13" if number % 33 == 0 else f"{14 + number % 80:02}"
            commune = f"{department}{number % 700 + 1:03}"
            name = invented_name(draw)
            file.write(
                f'"W{department}{number // 1_000_000 + 1}{number % 1_000_000:06}";;;;"{department}P";2001-03-04;'
                f'2010-05-06;0001-01-01;0001-01-01;D;S;"{name}";"{name}";"favoriser l\'accès de tous à la culture, '
                f'animer des ateliers pour les jeunes et les familles de {commune}";006000;000000;;{number % 200};;RUE;'
                f"des Essais;_;{commune};{department}000;COMMUNE {commune};;;;{number % 200} rue des Essais;;"
                f"{department}000;COMMUNE;FRANCE;PM;;0;;A;2020-01-02 03:04:05\r\n"
            )


def main(rows: int = ROWS) -> None:
    """Print one line: seconds, rows per second, memory; then the same file again, which changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "rna.csv"
        write_register(register, rows)
        home = {"REBOND_DATA_DIR": str(Path(folder) / "var")}
        rebond = [sys.executable, "-m", "rebond"]
        timed([*rebond, "migrate", "-v0"], home)
        for turn in ("first", "again"):
            seconds, memory = timed([*rebond, "import_registry", str(register), "--department", "13"], home)
            print(f"registry, {rows} rows, {turn:5} {seconds:6.1f} s  {rows / seconds:8.0f} rows/s  {memory:4} MB")


if __name__ == "__main__":
    main()
