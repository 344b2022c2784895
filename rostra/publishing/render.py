"""A Page → bytes, by its Jinja2 template. A pure function of the templates, the Page and the body it shows."""

import gettext
import os
import traceback
import uuid
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup, escape

from rostra import address as addresses
from rostra.archive import Card
from rostra.pages import Page
from rostra.pages.files import Files
from rostra.problem import Problem
from rostra.publishing import columns, compiled, placing
from rostra.publishing.dating import machine_date
from rostra.publishing.folder import CARD, LOCALE, SECTIONS, STATIC, static_names
from rostra.publishing.wording import Wording, locale_of, wordings
from rostra.reading import Body
from rostra.reading.calendars import segment

if TYPE_CHECKING:
    from rostra.publishing.typesetting import Typesetter


class TemplateFault(Exception):
    """A template cannot make a page; carries the Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Renderer:
    """The templates of a folder, ready to render. Templates see what they are handed and nothing else."""

    def __init__(self, templates: Path, shown: str, cache: Path) -> None:
        """Load the templates below `templates`, which messages name as `shown`; what is compiled is kept in `cache`.
        Raises Rejected."""
        self._folder = templates
        self._shown = shown
        self._catalogues = wordings(templates / LOCALE, f"{shown}/{LOCALE}", cache)
        self._wordings: dict[str, Wording] = {}
        self._environment = _environment(templates, self.wording, compiled.Templates(cache))

    def wording(self, lang: str) -> Wording:
        """The Wording of `lang`."""
        if lang not in self._wordings:
            nothing = gettext.NullTranslations()
            catalogue = self._catalogues.get(lang) or self._catalogues.get(lang.split("-")[0]) or nothing
            self._wordings[lang] = Wording(lang, catalogue)
        return self._wordings[lang]

    def render(self, page: Page, bodies: tuple[Body, ...] = (), *, is_outdated: bool = False) -> bytes:
        """The bytes of `page`; `bodies` are the texts it shows, if it is a speech; `is_outdated` says that one of them
        is a translation older than its original. Raises TemplateFault."""
        if page.template == CARD:
            return self._typesetter.png(page)
        names = {name: getattr(page.context, name) for name in page.context.__struct_fields__}
        if page.texts:
            names["is_outdated"] = is_outdated
        match page.texts, bodies:
            case (_,), _:
                names["headings"] = bodies[0].headings if bodies else ()
                names["minutes"] = bodies[0].minutes if bodies else 0
                digits = self.wording(page.frame.lang).digits
                names["body"] = _placed(bodies[0].html, names["files"], page, digits) if bodies else Markup("")
            case (_, _), (first, second):
                if page.template == "beside.html":
                    names["rows"] = columns.rows(first.html, second.html)
                else:
                    names["texts"] = (first.html, second.html)
        try:
            return self._environment.get_template(page.template).render(page=page, frame=page.frame, **names).encode()
        except Exception as error:  # a template may raise anything
            raise TemplateFault(self._problem(error, page)) from error

    @cached_property
    def _typesetter(self) -> "Typesetter":
        from rostra.publishing.typesetting import Typesetter  # lazy: share cards alone need its libraries

        return Typesetter(self._folder / CARD, f"{self._shown}/{CARD}", self.wording)

    def _problem(self, error: Exception, page: Page) -> Problem:
        """Where in the templates `error` arose: the innermost frame that is one of theirs."""
        name, line = page.template, 0
        if isinstance(error, jinja2.TemplateSyntaxError):
            name, line = error.name or name, error.lineno
        else:
            root = f"{self._folder}{os.sep}"
            for place in traceback.extract_tb(error.__traceback__):
                if place.filename.startswith(root):
                    name, line = str(Path(place.filename).relative_to(root)), place.lineno or 0
        what = f"No template has the name {error.name}" if isinstance(error, jinja2.TemplateNotFound) else str(error)
        return Problem(
            path=f"{self._shown}/{name}",
            line=line,
            message=f"{what.rstrip('.')}; the page being made was {page.address}.",
            hint="Use the names listed in docs/templates.md.",
        )


class _Sections:
    """The list of sections in the head of a page: the same on thousands of pages, and half of what a page takes."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._made: dict[tuple[object, ...], Markup] = {}

    @jinja2.pass_context
    def __call__(self, context: Context) -> Markup:
        page: Page = context["page"]
        frame = page.frame
        current, _, rest = page.address.removeprefix(frame.prefix)[1:].partition("/")
        at_root = page.template == "404.html"
        key = (frame, addresses.root_from(page.address), at_root, current in frame.sections and current, rest == "")
        if key not in self._made:
            template = self._environment.get_template(SECTIONS)
            html = template.render(page=page, frame=frame, current=current, exact=rest == "").rstrip()
            self._made[key] = Markup(html)  # noqa: S704 (a template of ours has just escaped it)
        return self._made[key]


_SPOKEN = ("number", "digits", "language", "section", "enum_label", "term_label")
"""The methods of Wording that templates use as filters."""

_DATED = ("when", "year", "short_year", "month", "month_of", "calendar", "known")
"""Those of Dating."""

_ON_CARDS = ("dated", "computed", "dated_otherwise")
"""Those of Dating that also take the calendars of the edition."""


def _environment(templates: Path, wording: Callable[[str], Wording], cache: jinja2.BytecodeCache) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=cache,
    )

    def here(context: Context) -> Wording:
        return wording(context["page"].frame.lang)

    @jinja2.pass_context
    def gettext_(context: Context, message: str) -> str:
        return here(context).gettext(message)

    @jinja2.pass_context
    def ngettext_(context: Context, one: str, many: str, count: int) -> str:
        return here(context).ngettext(one, many, count)

    environment.globals["sections"] = _Sections(environment)
    environment.install_gettext_callables(gettext_, ngettext_, newstyle=False)  # type: ignore[attr-defined]

    def by_wording(method: str) -> Callable[..., Any]:
        @jinja2.pass_context
        def filter_(context: Context, *values: Any) -> Any:
            return getattr(here(context), method)(*values)

        return filter_

    def by_dating(method: str, *, with_calendars: bool) -> Callable[..., Any]:
        @jinja2.pass_context
        def filter_(context: Context, *values: Any) -> Any:
            more = (context["page"].frame.calendars,) if with_calendars else ()
            return getattr(here(context).dating, method)(*more, *values)

        return filter_

    environment.filters.update({name: by_wording(name) for name in _SPOKEN})
    environment.filters.update({name: by_dating(name, with_calendars=False) for name in _DATED})
    environment.filters.update({name: by_dating(name, with_calendars=True) for name in _ON_CARDS})
    environment.filters.update(
        link=_link,
        absolute=_absolute,
        atom_id=_atom_id,
        atom_updated=_atom_updated,
        machine_date=machine_date,
        direction=lambda tag: wording(tag).direction,
        locale=locale_of,
        own_name=lambda tag: wording(tag).language(tag),
        detached=_detached(wording),
        year_segment=lambda year, calendar: segment(calendar, year),
        static=_static(templates),
    )
    return environment


def _linked(page: Page, address: str) -> str:
    """`address` as `page` links to it: relative, so that the site works under any path.

    A site without a base_url is read from disk, where a folder must be named with its index.html. The page for a
    missing address answers at any depth, so that its links start at the site's root.
    """
    bare, hash_mark, anchor = address.partition("#")
    if not page.frame.base_url:
        bare = "/" + addresses.path_of(bare)
    root = page.frame.base_path if page.template == "404.html" else addresses.root_from(page.address)
    return f"{root}{bare[1:]}{hash_mark}{anchor}" or "./"


@jinja2.pass_context
def _link(context: Context, address: str) -> str:
    """`address` as the page being made links to it."""
    return _linked(context["page"], address)


def _placed(html: str, files: Files, page: Page, digits: Callable[[str], str]) -> Markup:
    """The body of a speech, or a piece of it, with its addresses as `page` needs them."""
    return Markup(  # noqa: S704 (nh3 made it safe when it was read)
        placing.placed(html, files, partial(_linked, page), digits)
    )


def _static(templates: Path) -> Callable[[Context, str], str]:
    """The filter that links to a file below templates/static by its name there."""
    names = static_names(templates)

    @jinja2.pass_context
    def static(context: Context, name: str) -> str:
        if name not in names:
            raise LookupError(f"There is no file {name} below templates/{STATIC}/")
        return _link(context, f"/{STATIC}/{names[name]}")

    return static


def _detached(wording: Callable[[str], Wording]) -> Callable[[Context, str, str, str], Markup]:
    """The filter for a piece of a body, in a language, to be shown on another page than its own."""

    @jinja2.pass_context
    def detached(context: Context, html: str, address: str, lang: str) -> Markup:
        piece = columns.detached(html, str(escape(_link(context, address))))
        return _placed(piece, context["files"], context["page"], wording(lang).digits)

    return detached


@jinja2.pass_context
def _absolute(context: Context, address: str) -> str:
    """`address` as a full URI; without a base_url, relative to the page being made."""
    page: Page = context["page"]
    base: str = page.frame.base_url or addresses.root_from(page.address)
    return addresses.uri(base + address[1:])


@jinja2.pass_context
def _atom_id(context: Context, address: str) -> str:
    """The lasting identifier of the page at `address` (RFC 4287, section 4.2.6): its URI, or a name-based UUID."""
    base = context["page"].frame.base_url
    return addresses.uri(base + address[1:]) if base else uuid.uuid5(uuid.NAMESPACE_URL, address).urn


def _atom_updated(cards: tuple[Card, ...]) -> str:
    """The moment that an Atom feed must state (RFC 3339): the start of the latest day that `cards` can be from.

    Of a text's date nothing finer is known; a feed without any is as old as Unix time.
    """
    days = [card.date.latest for card in cards if card.date.latest and card.date.latest[0] > 0]
    return "{:04}-{:02}-{:02}T00:00:00Z".format(*max(days, default=(1970, 1, 1)))
