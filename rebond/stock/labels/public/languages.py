"""The page of a machine in a few words of other languages. Contents, not interface: no catalogue translates them."""

from typing import NamedTuple


class Words(NamedTuple):
    """The page in one language: what this is, what to do for help, what to do with a machine that was found."""

    code: str
    name: str
    direction: str
    what: str
    help: str
    found: str


OTHERS = (
    Words(
        "es",
        "Español",
        "ltr",
        "Este ordenador fue donado para que las asociaciones lo utilicen. No está en venta.",
        "¿Necesita ayuda o quiere devolverlo? Escriba al servicio indicado en esta página.",
        "¿Ha encontrado este ordenador? Escríbanos con el formulario: no hace falta una cuenta ni dar su nombre.",
    ),
    Words(
        "pt",
        "Português",
        "ltr",
        "Este computador foi doado para ser usado por associações. Não está à venda.",
        "Precisa de ajuda ou quer devolvê-lo? Escreva ao serviço indicado nesta página.",
        "Encontrou este computador? Escreva-nos pelo formulário: não precisa de conta nem de dar o seu nome.",
    ),
    Words(
        "ar",
        "العربية",
        "rtl",
        "تم التبرع بهذا الحاسوب لتستعمله الجمعيات. وهو ليس للبيع.",
        "هل تحتاج إلى مساعدة أو تريد إرجاعه؟ اكتب إلى المصلحة المذكورة في هذه الصفحة.",
        "هل وجدت هذا الحاسوب؟ اكتب إلينا عبر الاستمارة: لا حاجة إلى حساب ولا إلى ذكر اسمك.",
    ),
)
