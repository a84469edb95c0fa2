"""Pages of a PDF as pictures, for looking at."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

_POINTS = 72  # to the inch


def draw_pages(pdf: bytes, dpi: int, most: int) -> Iterator[bytes]:
    """Yield the first `most` pages of a PDF as PNG, `dpi` pixels to the inch."""
    # Two libraries, loaded only by those who look: 0.1 s.
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(min(most, len(document))):
            image = document[number].render(scale=dpi / _POINTS).to_pil()
            out = BytesIO()
            # Text on paper has few colours: a palette halves the file.
            image.convert("RGB").quantize(64).save(out, "PNG", optimize=True)
            yield out.getvalue()
    finally:
        document.close()
