"""Several documents as one file, to be printed at once."""

from collections.abc import Iterable
from io import BytesIO
from typing import IO

import pikepdf

from rebond.documents.files import read_document
from rebond.documents.models import Document


def bundle_pdf(documents: Iterable[Document], out: IO[bytes]) -> int:
    """Write the pages of PDF documents into one file, each document on its own sheet of paper; how many pages.

    Printed on both sides, a document of an odd number of pages is followed by an empty one. Raises FileDamaged.
    """
    with pikepdf.new() as bundle:
        for document in documents:
            with pikepdf.open(BytesIO(read_document(document))) as part:
                bundle.pages.extend(part.pages)
                if len(part.pages) % 2:
                    box = part.pages[-1].mediabox
                    bundle.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
        pages = len(bundle.pages)
        bundle.save(out, deterministic_id=True)
    return pages
