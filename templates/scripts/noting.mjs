/** On a wide screen notes stand beside the words that they belong to; on others, and in print, at the end of the text. */

/** Pixels between two notes. */
const GAP = 10;

/** How many pixels the notes may reach below the text before they are better at its end. */
const MOST_BELOW = 200;

/** Set the notes of a text beside it. @param {HTMLElement} body @param {HTMLElement} list what holds its notes */
export const noting = (body, list) => {
  const notes = Array.from(list.querySelectorAll("li"));
  const marks = notes.map(({ id }) => body.querySelector(`a[href="#${CSS.escape(id)}"]`));
  const wide = matchMedia("(min-width: 76.1rem)");
  const place = () => {
    list.classList.toggle("aside", wide.matches);
    if (!wide.matches) return;
    const { top, height } = body.getBoundingClientRect();
    let free = 0;
    notes.forEach((note, at) => {
      const beside = Math.max(free, (marks[at]?.getBoundingClientRect().top ?? 0) - top);
      note.style.top = `${beside}px`;
      free = beside + note.offsetHeight + GAP;
    });
    list.classList.toggle("aside", free < height + MOST_BELOW);
  };
  wide.addEventListener("change", place);
  new ResizeObserver(place).observe(body);
};
