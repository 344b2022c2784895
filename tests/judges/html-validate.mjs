// All rules of html-validate but for these, which name no fault:
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    "doctype-style": "off", // <!doctype html> is HTML in any letter case
    "long-title": "off", // a title is as long as its editors wrote it
    "aria-label-misuse": ["error", { allowAnyNamable: true }], // ARIA 1.2 lets a list have a name
    "require-sri": ["error", { target: "crossorigin" }], // our own files change with the page that loads them
  },
};
