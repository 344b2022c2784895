/** The scripts of the index, loaded one by one as they are asked for: that works from disk, too. */

export const ROOT = new URL("../", /** @type {HTMLScriptElement} */ (document.querySelector("script[src*='static/search.']")).src);

/** @type {Map<string, Promise<any>>} */
const loads = new Map();
/** @type {Map<string, (data: any) => void>} */
const takers = new Map();

/** The scripts of the index call it. */
globalThis.rostra = { take: (/** @type {string} */ kind, /** @type {string} */ key, /** @type {any} */ data) => takers.get(`${kind} ${key}`)?.(data) };

/** What a script of the index hands over; each is loaded once.
 * @param {string} kind @param {string} key @returns {Promise<any>} */
export const load = async (kind, key, name = key) => {
  const id = `${kind} ${key}`;
  if (!loads.has(id)) loads.set(id, new Promise((resolve, reject) => {
    takers.set(id, resolve);
    const script = document.createElement("script");
    script.src = new URL(`search/${kind}${name && "/"}${name}.js`, ROOT).href;
    script.onerror = () => { loads.delete(id); reject(); };
    document.head.append(script);
  }));
  return loads.get(id);
};
