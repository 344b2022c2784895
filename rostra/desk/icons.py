"""icon.svg → the icons for programs that read no SVG: `python -m rostra.desk.icons`, after a change of the drawing.

apple-touch-icon.png    180 × 180, opaque: whoever shows it cuts the corners
favicon.ico             32 × 32, copied to the site's root
"""

import io
from pathlib import Path

import typst
from PIL import Image

from rostra.publishing.folder import ICON, STATIC

TOUCH = "apple-touch-icon.png"
_PAPER = 'rgb("#fdfcf9")'
_PAGE = """
#set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: {fill})
#image(bytes(sys.inputs.drawing), width: 100%, height: 100%)
"""


def icons(drawing: str) -> dict[str, bytes]:
    """The files that are made of an SVG drawing, by their name."""
    touch, small = io.BytesIO(), io.BytesIO()
    _drawn(drawing, 180, _PAPER).convert("RGB").quantize(64).save(touch, "PNG", optimize=True)
    _drawn(drawing, 32, "none").save(small, "ICO", sizes=[(32, 32)])
    return {TOUCH: touch.getvalue(), ICON: small.getvalue()}


def _drawn(drawing: str, side: int, fill: str) -> Image.Image:
    page = _PAGE.format(side=side, fill=fill).encode()
    made = typst.Compiler().compile(page, format="png", ppi=72, sys_inputs={"drawing": drawing})
    assert isinstance(made, bytes)
    return Image.open(io.BytesIO(made))


if __name__ == "__main__":
    folder = Path("templates") / STATIC
    for name, data in icons((folder / "icon.svg").read_text(encoding="utf-8")).items():
        (folder / name).write_bytes(data)
