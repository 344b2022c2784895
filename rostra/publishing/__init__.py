"""Publishing: Pages → bytes → output/.

folder.py       the folder of templates
staging.py      Pages → files ready to be published, in chunks
render.py       a Page → bytes, by its template
compiled.py     templates and catalogues as they were compiled
typesetting.py  a share card → PNG, by its template
wording.py      interface words, dates and numbers in the page's language
codings.py      a file in the content codings that servers hold ready
placing.py      the HTML of a body with its addresses as a page needs them
columns.py      two texts side by side
records.py      what is known of the files that a build left
output.py       claim, stage, publish, confirm
"""

from rostra.publishing.folder import editor_files, lacks_editor, static_files
from rostra.publishing.output import Counts, Halfway, Output

__all__ = ["Counts", "Halfway", "Output", "editor_files", "lacks_editor", "static_files"]
