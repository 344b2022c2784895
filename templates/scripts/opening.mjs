/** The page of a speech, from elsewhere on the site. From disk a page can be read in a frame alone, and answers by a
 * message (speech.mjs). */

import { contentsOf } from "./page.mjs";

/** What the page of a speech holds. @param {string} address of the page, in full @returns {Promise<Contents>} */
export const opened = async (address) => {
  if (location.protocol !== "file:") {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return { ...contentsOf(new DOMParser().parseFromString(await answer.text(), "text/html")), url: address };
  }
  const frame = Object.assign(document.createElement("iframe"), { hidden: true, src: address });
  return new Promise((resolve) => {
    addEventListener("message", function take({ source, data }) {
      if (source !== frame.contentWindow) return;
      removeEventListener("message", take);
      frame.remove();
      resolve({ ...data, url: address });
    });
    document.body.append(frame);
  });
};
