"""Stage 1 of 8: pictures of pages → pieces of print, where the extra ``ocr`` is installed.

The models come inside the package; nothing is fetched. One thread, so that the same picture gives the same words.
"""

import logging
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.read import columns
from kg.read.columns import Piece

if TYPE_CHECKING:
    from numpy import float32, uint8
    from numpy.typing import NDArray
    from rapidocr import RapidOCR

__all__ = ["DOTS", "LONGEST", "available", "decode", "pieces"]

DOTS = 150
"""Per inch: enough for print of 9 points and up."""
LONGEST = 4_000
"""Pixels of the longer side of a rendered page."""


@lru_cache(maxsize=1)
def available() -> bool:
    """Say whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def decode(content: bytes) -> str:
    """Give the words of a picture file."""
    if not available():
        raise SourceError("picture_no_ocr")
    return columns.page(pieces(content))


def pieces(picture: "NDArray[uint8] | bytes") -> tuple[Piece, ...]:
    """Recognise the print of a picture (an array, or the bytes of a picture file)."""
    from PIL.Image import DecompressionBombError
    from rapidocr.utils.load_image import LoadImageError

    try:
        found = _engine()(picture)
    except (LoadImageError, DecompressionBombError, OSError, ValueError) as error:
        raise SourceError("picture_damaged") from error
    return tuple(_pieces(found.boxes, found.txts)) if found.txts else ()


def _pieces(boxes: "NDArray[float32]", words: tuple[str, ...]) -> Iterator[Piece]:
    """Turn corner points, which count downwards, into boxes."""
    for corners, text in zip(boxes.tolist(), words, strict=True):
        across = [x for x, _ in corners]
        down = [y for _, y in corners]
        if text.strip():
            yield Piece(text.strip(), min(across), -max(down), max(across), -min(down))


@lru_cache(maxsize=1)
def _engine() -> "RapidOCR":
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
