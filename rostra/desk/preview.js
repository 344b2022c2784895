// An open page follows what the editor does: it loads itself again, shows what is wrong, and marks what readers do not see.
{
  const ERROR = 0, WARNING = 1, SHOWN = 20;
  let version = document.currentScript.src.split("?")[1];
  const panel = document.createElement("aside");
  panel.className = "rostra-preview";
  panel.lang = "en";
  panel.dir = "ltr";
  panel.setAttribute("aria-label", "Preview");
  panel.setAttribute("aria-live", "polite");

  const made = (name, text, kind) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  const listed = (problems) => {
    const list = made("ul");
    for (const {path, line, field, message, hint} of problems.slice(0, SHOWN)) {
      const item = made("li");
      item.append(made("code", line ? `${path}:${line}` : path), " ", field ? `${field}: ${message}` : message);
      if (hint) item.append(" ", made("span", hint, "hint"));
      list.append(item);
    }
    if (problems.length > SHOWN) list.append(made("li", `… and ${problems.length - SHOWN} more`));
    return list;
  };

  const many = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  const show = ({problems, drafts}) => {
    const errors = problems.filter(({severity}) => severity === ERROR);
    const warnings = problems.filter(({severity}) => severity === WARNING);
    const parts = [];
    const reason = drafts[location.pathname];
    if (reason) parts.push(made("p", `${reason}: readers do not see this page`, "rostra-draft"));
    if (errors.length) parts.push(made("p", many(errors.length, "error")), listed(errors));
    if (warnings.length) {
      const more = made("details");
      more.append(made("summary", many(warnings.length, "warning")), listed(warnings));
      more.open = Boolean(panel.querySelector("details")?.open);
      parts.push(more);
    }
    panel.replaceChildren(...parts);
    panel.classList.toggle("wrong", errors.length > 0);
    for (const mark of document.querySelectorAll("a > .rostra-draft")) mark.remove();
    for (const link of document.querySelectorAll("main a[href]")) {
      const why = link.origin === location.origin && !link.hash && link.pathname !== location.pathname && drafts[link.pathname];
      if (why) link.append(made("span", why, "rostra-draft"));
    }
  };

  // A page that is gone because its file has an error stays as it was, with the error below it.
  const follow = async (state) => {
    if (state.version !== version) {
      const isWrong = state.problems.some(({severity}) => severity === ERROR);
      const stays = isWrong && (await fetch(location.href, {method: "HEAD"})).status === 404;
      if (!stays) return location.reload();
      version = state.version;
    }
    show(state);
  };

  const connect = () => {
    const live = new WebSocket(`ws://${location.host}/.rostra/live`);
    live.addEventListener("message", ({data}) => follow(JSON.parse(data)));
    live.addEventListener("close", () => setTimeout(connect, 1000));
  };

  document.body.append(panel);
  connect();
}
