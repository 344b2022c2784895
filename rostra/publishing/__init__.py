"""Publishing: Pages → bytes → output/.

render.py       a Page → bytes, by its template
wording.py      interface words, dates and numbers in the page's language
output.py       claim, stage, publish, confirm
"""

from rostra.publishing.output import Counts, Halfway, Output
from rostra.publishing.render import Renderer, TemplateFault, static_files

__all__ = ["Counts", "Halfway", "Output", "Renderer", "TemplateFault", "static_files"]
