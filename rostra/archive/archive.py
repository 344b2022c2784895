"""Speeches → Archive: editions by language, their order, years, terms and neighbours, and the twins of one event."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from rostra import site as site_room
from rostra.archive.cards import Card, Link, address_of, labels_of, reckonings_of
from rostra.archive.collation import key as collated
from rostra.archive.terms import Term, Vocabulary, vocabulary
from rostra.assets import Asset
from rostra.labels import TAXONOMIES, Labels
from rostra.problem import Problem, Severity
from rostra.reading import doubts, fields
from rostra.reading.dates import UNKNOWN
from rostra.reading.speech import Speech
from rostra.schema import shortened
from rostra.site import Site

_NONE = Labels()
_NO_ASSETS: Mapping[str, Asset] = MappingProxyType({})


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One speech in its edition: all that its own page shows, but for the body."""

    speech: Speech
    card: Card
    previous: Card | None = None
    next: Card | None = None


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """The site in one language. `prefix` is empty for the site's own language, `/fa` for another.

    `cards` are oldest first, those without bounds last; `years` and `undated` hold the same cards again. `calendars`
    are those of its readers, their own first; `years` are those of each, the Gregorian among them.
    The edition at the root holds a card for every event; another holds what has a text in its language.
    """

    lang: str
    prefix: str
    cards: tuple[Card, ...]
    entries: tuple[Entry, ...]
    calendars: tuple[str, ...]
    years: dict[str, dict[int, tuple[Card, ...]]]
    undated: tuple[Card, ...]
    terms: dict[str, tuple[Term, ...]]


class Archive(msgspec.Struct, frozen=True):
    """All editions, the one at the root first; what terms are called in each language; the assets by their paths."""

    site: Site
    editions: tuple[Edition, ...]
    labels: Labels = _NONE
    assets: Mapping[str, Asset] = {}

    @property
    def speeches(self) -> tuple[Speech, ...]:
        """Every speech in every language, sorted by its file."""
        return tuple(sorted((e.speech for edition in self.editions for e in edition.entries), key=lambda s: s.path))


def archive_of(
    site: Site,
    speeches: Iterable[Speech],
    not_held: frozenset[str],
    labels: Labels = _NONE,
    assets: Mapping[str, Asset] = _NO_ASSETS,
) -> tuple[Archive, tuple[Problem, ...]]:
    """Relate `speeches` to each other. `not_held` are the paths of those without a text."""
    stated = sorted(speeches, key=lambda speech: (speech.date.sort_key, speech.name.id, speech.path))
    default = site.language or _own_language(stated)
    known = [speech if speech.lang else msgspec.structs.replace(speech, lang=default) for speech in stated]
    site = msgspec.structs.replace(site, language=default)
    events, problems = _events(known)
    events = [_with_calendars(twins) for twins in events]
    addresses = {speech.path: address_of(speech, _prefix(speech.lang, default)) for speech in known}
    languages = {
        speech.path: tuple(
            Link(twin.lang, addresses[twin.path])
            for twin in sorted(twins, key=lambda twin: (twin.lang != default, twin.lang))
        )
        for twins in events
        for speech in twins
    }
    tags = sorted({speech.lang for speech in known} | {default}, key=lambda lang: (lang != default, lang))
    editions = []
    for lang in tags:
        shown = [_card_speech(twins, lang) for twins in events]
        chosen = [speech for speech in shown if lang in (default, speech.lang)]
        editions.append(_edition(site, lang, default, chosen, addresses, languages, not_held, labels))
    problems += (*_second_texts(events), *_dated_differently(events), *_unknown_kinds(site, known))
    return Archive(site, tuple(editions), labels, assets), problems


def _prefix(lang: str, default: str) -> str:
    return "" if lang == default else f"/{lang.lower()}"


def _own_language(speeches: list[Speech]) -> str:
    """The site's own language where site.yaml does not state it: the one most speeches are in.

    A speech that states none counts as English; the language of its translation is not its own.
    """
    silent = {speech.name.id for speech in speeches if not speech.lang}
    foreign = {speech.lang for speech in speeches if speech.lang and speech.name.id in silent}
    counted = Counter(lang for speech in speeches if (lang := speech.lang or "en") not in foreign)
    return min(counted, key=lambda lang: (-counted[lang], lang), default="en")


def _events(speeches: list[Speech]) -> tuple[list[list[Speech]], tuple[Problem, ...]]:
    """The speeches grouped by event, in order: texts in several languages whose files share a name, or say so."""
    ids = {speech.name.id for speech in speeches}
    by_stem: dict[str, list[str]] = defaultdict(list)
    for speech_id in sorted(ids):
        by_stem[speech_id.rsplit("/", 1)[-1]].append(speech_id)
    groups: dict[str, list[Speech]] = {}
    problems = []
    for speech in speeches:
        key = speech.name.id
        if wanted := speech.translation_of.strip("/").removesuffix(".md"):
            candidates = [wanted] if wanted in ids else by_stem.get(wanted, [])
            if len(candidates) == 1:
                key = candidates[0]
            else:
                how = "No speech" if not candidates else "More than one speech"
                message = f"{how} is named {shortened(wanted)}."
                problems.append(
                    speech.problem(
                        "translation_of", message, "Write the original's path, such as 2021/2021-11-17-name."
                    )
                )
        groups.setdefault(key, []).append(speech)
    return list(groups.values()), tuple(problems)


def _with_calendars(twins: list[Speech]) -> list[Speech]:
    """The texts of one event, each with what any of them states of their date in other calendars."""
    stated = {
        (twin.date.earliest, twin.date.latest, name): said for twin in twins for name, said in twin.calendars.items()
    }
    if not stated or len(twins) == 1:
        return twins
    return [
        msgspec.structs.replace(
            twin,
            calendars={
                **{
                    name: said
                    for (*bounds, name), said in stated.items()
                    if bounds == [twin.date.earliest, twin.date.latest]
                },
                **twin.calendars,
            },
        )
        for twin in twins
    ]


def _second_texts(events: list[list[Speech]]) -> Iterable[Problem]:
    """An event has one text in a language; a second one would have no page."""
    for twins in events:
        first: dict[str, Speech] = {}
        for speech in twins:
            other = first.setdefault(speech.lang, speech)
            if other.name != speech.name:  # files of one name have been named already, when they were found
                message = f"The text in this language ({speech.lang}) is already in {other.path}."
                field = "translation_of" if speech.translation_of else "lang"
                yield speech.problem(field, message, "Rename one of the two files, or correct its language.")


def _dated_differently(events: list[list[Speech]]) -> Iterable[Problem]:
    """Texts of one event have one date."""
    for first, *others in events:
        yield from (problem for other in others if (problem := doubts.twins(first, other)))


def _card_speech(twins: list[Speech], lang: str) -> Speech:
    """The text of an event that a reader of `lang` is shown: in that language, or else the first there is."""
    return next((speech for speech in twins if speech.lang == lang), twins[0])


def _edition(
    site: Site,
    lang: str,
    default: str,
    speeches: list[Speech],
    addresses: dict[str, str],
    languages: dict[str, tuple[Link, ...]],
    not_held: frozenset[str],
    labels: Labels,
) -> Edition:
    prefix = _prefix(lang, default)
    said = {s.path: labels_of(s, site_room.by_language(site.speaker, s.lang), labels, lang) for s in speeches}
    words = {
        taxonomy: vocabulary(taxonomy, (label for found in said.values() for label in found[taxonomy]), prefix)
        for taxonomy in TAXONOMIES
    }
    links = {taxonomy: _links(words[taxonomy], (found[taxonomy] for found in said.values())) for taxonomy in TAXONOMIES}
    rows = {tuple(found.values()): found for found in said.values()}  # many speeches name the same terms
    terms = {
        row: {taxonomy: links[taxonomy][found[taxonomy]] for taxonomy in TAXONOMIES} for row, found in rows.items()
    }
    calendars = site_room.calendars_of(site, lang)
    cards = tuple(
        Card(
            address=addresses[speech.path],
            title=speech.short_title or speech.title,
            lang=speech.lang,
            date=speech.date,
            reckonings=reckonings_of(speech, calendars),
            kicker=speech.kicker,
            summary=speech.summary,
            terms=terms[tuple(said[speech.path].values())],
            languages=languages[speech.path],
            featured=speech.featured,
            is_held=speech.path not in not_held,
        )
        for speech in speeches
    )
    return Edition(
        lang=lang,
        prefix=prefix,
        cards=cards,
        entries=_entries(speeches, cards, lang),
        calendars=calendars,
        years={calendar: _years(cards, calendar) for calendar in calendars},
        undated=tuple(card for card in cards if not card.date.years),
        terms={taxonomy: _terms(words[taxonomy], cards, labels, lang) for taxonomy in TAXONOMIES},
    )


def _entries(speeches: list[Speech], cards: tuple[Card, ...], lang: str) -> tuple[Entry, ...]:
    """The texts in the language `lang`, each with those before and after it; one that nothing bounds is neither."""
    has_place = [card.date != UNKNOWN for card in cards]
    return tuple(
        Entry(
            speech=speech,
            card=cards[at],
            previous=cards[at - 1] if at and has_place[at] else None,
            next=cards[at + 1] if at + 1 < len(cards) and has_place[at + 1] else None,
        )
        for at, speech in enumerate(speeches)
        if speech.lang == lang
    )


def _years(cards: tuple[Card, ...], calendar: str) -> dict[int, tuple[Card, ...]]:
    """The years of `calendar` with the cards whose bounds touch each."""
    found: dict[int, list[Card]] = defaultdict(list)
    for card in cards:
        for year in card.years(calendar):
            found[year].append(card)
    return {year: tuple(found[year]) for year in sorted(found)}


def _links(words: Vocabulary, labels: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[Link, ...]]:
    """The links that stand for each row of labels: one a term, also where a row names a term in two spellings."""
    return {row: tuple(dict.fromkeys(Link(*words.link(label)) for label in row)) for row in set(labels)}


def _terms(words: Vocabulary, cards: tuple[Card, ...], labels: Labels, lang: str) -> tuple[Term, ...]:
    """The terms of one taxonomy, sorted by label as the language `lang` does."""
    grouped: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for link in card.terms[words.taxonomy]:
            grouped[link.address].append(card)
    found = (
        Term(
            taxonomy=words.taxonomy,
            label=words.labels[key],
            address=address,
            key=labels.key(words.taxonomy, words.labels[key]),
            cards=tuple(grouped[address]),
        )
        for key, address in words.addresses.items()
    )
    return tuple(sorted(found, key=lambda term: (collated(term.label, lang), term.label)))


def _unknown_kinds(site: Site, speeches: list[Speech]) -> Iterable[Problem]:
    known = {*fields.KINDS, *site.kinds}
    for speech in speeches:
        if speech.kind not in known:
            near = difflib.get_close_matches(speech.kind, fields.KINDS, n=1)
            hint = f"Did you mean {near[0]}?" if near else "Add it to kinds: in site.yaml if it is meant."
            message = f"“{shortened(speech.kind)}” is not a known kind; it is kept as it is."
            yield speech.problem("kind", message, hint, Severity.WARNING)
