/** On the page of a speech that has recordings: time codes play them, the text follows the sound, and a passage plays
 * from the bar that quotes it. */

import { seconds, starts } from "./aligning.mjs";
import { wordsOf } from "./quoting.mjs";

const body = /** @type {HTMLElement} */ (document.querySelector(".speech .body"));
const media = /** @type {HTMLMediaElement[]} */ (Array.from(document.querySelectorAll(".player > :is(audio, video)")));
const back = /** @type {HTMLButtonElement} */ (document.querySelector(".return"));
const bar = document.querySelector("template")?.content.querySelector(".quoting");
const offer = /** @type {HTMLButtonElement | null | undefined} */ (bar?.querySelector("[value=play]"));
const passages = Array.from(body.querySelectorAll(".n"), (number) => {
  const element = /** @type {HTMLElement} */ (number.parentElement);
  return { element, text: wordsOf(number), code: element.querySelector(":scope > .time-code")?.textContent ?? "" };
});

let medium = media[0];
/** The passages that are being spoken. @type {HTMLElement[]} */
let spoken = [];

/** What is known of a medium's times, by how many of its captions. @type {Map<HTMLMediaElement, { count: number, times: number[] }>} */
const known = new Map();

/** When each passage starts in a medium: captions come later than the page. @param {HTMLMediaElement} medium */
const timesOf = (medium) => {
  const cues = Array.from(/** @type {Iterable<VTTCue>} */ (medium.querySelector("track")?.track.cues ?? []));
  let found = known.get(medium);
  if (!found || cues.length > found.count) known.set(medium, found = { count: cues.length, times: starts(passages, cues) });
  return found.times;
};

/** Where the reader sees text: below the player, which stays at the top while it plays. @param {Element} element */
const placeOf = (element) => {
  const top = Math.max(0, medium.getBoundingClientRect().bottom);
  const { top: start, bottom: end } = element.getBoundingClientRect();
  return { isSeen: end > top && start < innerHeight, isWhole: start >= top && end <= innerHeight, away: Math.abs(start) };
};

const isSeen = () => !spoken.length || spoken.some((element) => placeOf(element).isSeen);

/** Scroll to what is being spoken; what is far away is there at once. */
const show = () => {
  const { isWhole, away } = placeOf(spoken[0]);
  const isSmooth = away < 2 * innerHeight && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!isWhole) spoken[0].scrollIntoView({ behavior: isSmooth ? "smooth" : "instant" });
};

/** Whether there is a way back: only to a place that the reader has left. */
const lead = () => { back.hidden = medium.paused || isSeen(); };

/** Mark what is being spoken: a passage, or all that share a time code. */
const follow = () => {
  const times = timesOf(medium);
  const time = medium.ended ? NaN : times.findLast((start) => start <= medium.currentTime + 0.1);
  const now = passages.filter((_, at) => times[at] === time).map(({ element }) => element);
  if (now[0] === spoken[0] && now.length === spoken.length) return;
  const wasSeen = isSeen();
  spoken.forEach((element) => { element.classList.remove("spoken"); element.removeAttribute("aria-current"); });
  spoken = now;
  spoken.forEach((element) => element.classList.add("spoken"));
  spoken[0]?.setAttribute("aria-current", "true");
  if (spoken.length && wasSeen) show();
  lead();
};

/** @param {HTMLMediaElement} other @param {number} time */
const play = (other, time) => {
  other.currentTime = time;
  // Where the file is missing, the player itself says so.
  other.play().catch(() => {});
};

/** When the passage that the bar is offered for starts, and in which medium, the current one first. */
const offered = () => {
  const at = passages.findIndex(({ element }) => element === offer?.closest(".quoting")?.parentElement);
  return [medium, ...media].map((by) => ({ by, time: timesOf(by)[at], isFirst: timesOf(by).indexOf(timesOf(by)[at]) === at }))
    .find(({ time, isFirst }) => time >= 0 && isFirst);
};

/** Start where the address says. (W3C Media Fragments: #t=754, #t=12:34) */
const start = () => {
  const time = seconds(location.hash.match(/^#t=(?:npt:)?([\d:.]+)/)?.[1] ?? "");
  if (time >= 0) medium.currentTime = time;
  if (time >= 0) follow();
};

const listen = () => {
  for (const each of media) {
    each.addEventListener("play", () => {
      media.forEach((other) => { if (other !== each) other.pause(); });
      medium.classList.remove("started");
      medium = each;
      medium.classList.add("started");
    });
    for (const event of ["play", "pause", "timeupdate", "ended"]) each.addEventListener(event, () => { if (medium === each) follow(), lead(); });
    each.addEventListener("ended", () => each.classList.remove("started"));
  }
  for (const event of ["pointerover", "focusin", "click"]) body.addEventListener(event, () => { if (offer) offer.hidden = !offered(); });
  offer?.addEventListener("click", () => {
    const found = offered();
    if (found) play(found.by, found.time);
  });
  body.querySelectorAll(".time-code").forEach((code) => {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.ariaLabel = `${back.dataset.play}`.replace("{time}", `${code.textContent}`.replace(/[[\]]/g, ""));
    button.append(...code.childNodes);
    button.addEventListener("click", () => play(medium, seconds(`${code.textContent}`)));
    code.append(button);
  });
  back.addEventListener("click", () => { show(); });
  addEventListener("scroll", lead, { passive: true });
  addEventListener("hashchange", start);
  start();
};

// A search on a disk reads pages in frames.
if (parent === window) listen();
