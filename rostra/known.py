"""What is in content/ → everything that is known before the first page is rendered: its pages, and what they show."""

from collections.abc import Callable, Iterable, Iterator
from datetime import MAXYEAR, datetime
from functools import partial
from zoneinfo import ZoneInfo

import msgspec

from rostra import address, labels, lock, site, translations
from rostra import memo as memo_room
from rostra.archive import archive_of
from rostra.assets import assets_of
from rostra.assets import clashes as asset_clashes
from rostra.labels import Labels
from rostra.lock import Lock
from rostra.memo import Entry, Memo, Unread, program_key, speeches_of
from rostra.pages import Page, clashes, pages_of
from rostra.plan import Plan, Watch
from rostra.problem import Problem, Rejected, errors, strictly
from rostra.reading import doubts, folder
from rostra.reading.dates import Day
from rostra.reading.folder import File
from rostra.related import Packed, key_of, recalled, remember
from rostra.segments import digest_of
from rostra.site import Site
from rostra.work import Workers


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What is in content/: the speech files, by their paths those that speeches may refer to, what is wrong with
    others, and the bytes of the files that the build keeps there."""

    files: tuple[File, ...]
    others: dict[str, File]
    problems: tuple[Problem, ...]
    lock: bytes
    translations: bytes


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known before the first page is rendered."""

    pages: tuple[Packed, ...]
    assets: tuple[File, ...]
    shown: dict[str, Entry]
    problems: tuple[Problem, ...]
    left_out: int
    horizon: tuple[datetime | None, datetime | None]
    lock: bytes
    outdated: frozenset[str]
    translations: bytes


def found_in(plan: Plan) -> Found:
    """What is in the content folder of `plan`; nothing of it is read yet but the files that the build keeps there."""
    files, others, problems = folder.files(plan.content, plan.content.name)
    kept = (lock.read(plan.content), lock.read(plan.content, translations.FILE))
    return Found(files=files, others=others, problems=problems, lock=kept[0], translations=kept[1])


def digest_of_kept(of: "Found | Known") -> bytes:
    """The digest of the files that the build keeps in content/, as they were found, or as they should be."""
    return digest_of(of.lock) + digest_of(of.translations)


def known_of(
    plan: Plan,
    watch: Watch,
    workers: Workers,
    memo: Memo,
    found: Found,
    lock_of: Callable[[bytes, str, bytes], tuple[Lock, tuple[Problem, ...]]] = lock.parsed,
) -> Known:
    """Read and relate everything. Raises Rejected with all problems at once, unless the plan is to keep going.

    `lock_of` parses passages.lock as `lock.parsed` does; who comes here again and again may remember what came of it.
    """
    judged = strictly if plan.strict else tuple
    settings, problems = site.load(plan.content, plan.content.name)
    if plan.base_url is not None:
        settings = msgspec.structs.replace(settings, base_url=plan.base_url)
    names, of_names = labels.load(plan.content, plan.content.name)
    former, of_lock = lock_of(found.lock, plan.content.name, memo.lock)
    said, of_translations = translations.parsed(found.translations, plan.content.name)
    entries, of_files, lines = _entries(found, settings, former, watch, workers, memo)
    kept = lock.kept(lines)
    memo.save(entries, digest_of(kept), {f"{plan.content.name}/{path}": line for path, line in _new(lines, former)})
    of_kept = (*of_lock, *of_translations)
    problems = judged((*problems, *of_names, *of_kept, *of_files, *_early(entries, settings, plan.now)))
    dropped = {problem.path for problem in errors(problems)}
    public = {
        path: entry
        for path, entry in entries.items()
        if entry.speech and path not in dropped and (plan.drafts or is_public(entry, settings, plan.now))
    }
    key = _key(plan, settings, names, public, found.others, memo)
    known = recalled(memo.folder, key)
    pages, assets, of_relating = (
        _related(plan, settings, names, public, found.others, memo) if known is None else ((), (), known.problems)
    )
    problems = tuple(
        sorted(dict.fromkeys((*problems, *judged(of_relating))))
    )  # most are in order: a set would mix them
    at_fault = {problem.path for problem in errors(problems)}
    others = (site.FILE, labels.FILE, lock.FILE, translations.FILE)
    left_out = at_fault - {f"{plan.content.name}/{file}" for file in others}
    if at_fault and not (plan.keep_going and at_fault == left_out):
        raise Rejected(problems)
    if known is None:
        known = remember(memo.folder, key, memo.build, pages, assets, of_relating)
    outdated, said_now = translations.compared(said, _pairs(known.pages, plan.content.name), lines)
    return Known(
        pages=known.pages,
        assets=tuple(found.others[path] for path in known.assets),
        shown={path: entry for path, entry in public.items() if path not in at_fault},
        problems=problems,
        left_out=len(left_out),
        horizon=_horizon(entries.values(), settings, plan.now),
        lock=kept,
        outdated=frozenset(f"{plan.content.name}/{path}" for path in outdated),
        translations=said_now,
    )


def _key(
    plan: Plan, settings: Site, names: Labels, public: dict[str, Entry], others: dict[str, File], memo: Memo
) -> bytes:
    """The key of what comes of relating the speeches: a body is no part of it."""
    return key_of(
        program_key(),
        plan.strict,
        settings,
        names,
        [(entry.speech.digest, entry.is_held) for entry in public.values() if entry.speech],
        [(path, memo_room.settled(file) or memo.build) for path, file in others.items()],
    )


def _related(
    plan: Plan, settings: Site, names: Labels, public: dict[str, Entry], others: dict[str, File], memo: Memo
) -> tuple[tuple[Page, ...], tuple[str, ...], tuple[Problem, ...]]:
    """Every page of the site, the paths of its assets, and what is wrong with how speeches fit together; where the plan
    is to keep going, without those at fault."""
    judged = strictly if plan.strict else tuple
    speeches = tuple(speeches_of(public.values(), memo.folder))
    not_held = frozenset(path for path, entry in public.items() if not entry.is_held)
    problems: tuple[Problem, ...] = ()
    while True:
        assets, of_assets = assets_of(speeches, others)
        archive, of_archive = archive_of(settings, speeches, not_held, names, assets)
        pages = pages_of(archive)
        taken = {address.same(page.address): page.address for page in pages} if assets else {}
        of_assets += tuple(asset_clashes(assets, taken, plan.content.name))
        problems += (*of_assets, *of_archive, *clashes(pages))
        faulty = {problem.path for problem in errors(judged(problems))}
        kept = tuple(speech for speech in speeches if speech.path not in faulty)
        if not plan.keep_going or len(kept) == len(speeches):
            return pages, tuple(sorted(assets)), problems
        speeches = kept


def _pairs(pages: Iterable[Packed], shown: str) -> set[tuple[str, str]]:
    """The paths within content/, which messages name as `shown`, of the texts that pages show side by side."""
    inside = len(shown) + 1
    return {(page.texts[0][inside:], page.texts[1][inside:]) for page in pages if page.template == "beside.html"}


def _entries(
    found: Found, settings: Site, former: Lock, watch: Watch, workers: Workers, memo: Memo
) -> tuple[dict[str, Entry], tuple[Problem, ...], dict[str, str]]:
    """What is known of each file, by its path as messages name it; read where it is not. Also what is wrong with
    them, and their lines for passages.lock, by their path within content/."""
    known = {file.shown: memo.known(file, former) for file in found.files}
    unread = [
        Unread(file, former.lines.get(file.path, ""), memo.entries.get(file.shown))
        for file, entry in zip(found.files, known.values(), strict=True)
        if entry is None
    ]
    read = partial(
        memo_room.read_files,
        zone=settings.time_zone,
        language=settings.language or "en",
        folder=memo.folder,
        build=memo.build,
    )
    lines = {file.path: memo.line(file, former) for file in found.files}
    done = 0
    for chunk, made in workers.map(read, unread):
        for file, came in zip((each.file for each in chunk), made, strict=True):
            if came is None:  # the bytes are those that were read before
                known[file.shown] = msgspec.structs.replace(memo.entries[file.shown], stat=memo_room.settled(file))
            else:
                known[file.shown], lines[file.path] = came
        done += len(chunk)
        watch("Reading", done, len(unread))
    entries = {path: entry for path, entry in known.items() if entry is not None}
    return entries, (*found.problems, *(problem for entry in entries.values() for problem in entry.problems)), lines


def _new(lines: dict[str, str], former: Lock) -> Iterator[tuple[str, str]]:
    """The lines of passages.lock that are not yet written."""
    return ((path, line) for path, line in lines.items() if line != former.lines.get(path, ""))


def _early(entries: dict[str, Entry], settings: Site, now: datetime) -> Iterator[Problem]:
    """That speeches are dated after the day it is at `now`."""
    today = _today(settings, now)
    for path, entry in entries.items():
        if entry.day and entry.day > today:
            yield doubts.early(path, entry.day)


def _today(settings: Site, now: datetime) -> Day:
    here = now.astimezone(ZoneInfo(settings.time_zone))
    return here.year, here.month, here.day


def is_public(entry: Entry, settings: Site, now: datetime) -> bool:
    """Whether readers may see a speech at the moment `now`: no draft, and no embargo."""
    return not entry.is_draft and (not entry.embargo_until or now >= _embargo(entry, settings))


def _embargo(entry: Entry, settings: Site) -> datetime:
    """The moment until which a speech with an embargo is kept out."""
    until = datetime.fromisoformat(entry.embargo_until.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    return until if until.tzinfo else until.replace(tzinfo=ZoneInfo(settings.time_zone))


def _horizon(entries: Iterable[Entry], settings: Site, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The last embargo that has ended by `now`, and the next that will or the next day of a speech that is yet to come:
    in between, every moment gives the same site, and the same is said of it."""
    listed = list(entries)
    moments = [_embargo(entry, settings) for entry in listed if entry.embargo_until]
    today, zone = _today(settings, now), ZoneInfo(settings.time_zone)
    days = {entry.day for entry in listed if entry.day and today < entry.day and entry.day[0] <= MAXYEAR}
    moments += [datetime(*day, tzinfo=zone) for day in days]
    return max((m for m in moments if m <= now), default=None), min((m for m in moments if m > now), default=None)
