// Everything works without this file; it adds keys and spares clicks.
"use strict";

// A fold that is led to, by an address or by the search of the browser, opens.
function openAround(id) {
  const target = id && document.getElementById(id);
  const fold = target && target.closest("details");
  if (fold && !fold.open) {
    fold.open = true;
    target.scrollIntoView();
  }
}
window.addEventListener("hashchange", () => openAround(decodeURIComponent(location.hash.slice(1))));
openAround(decodeURIComponent(location.hash.slice(1)));

// Paper does not unfold: what a policy says and how it was looked at are printed whole.
let unfolded = [];
window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll(".says:not([open]), .checks:not([open]), .quiet > details:not([open])")];
  for (const fold of unfolded) fold.open = true;
});
window.addEventListener("afterprint", () => {
  for (const fold of unfolded) fold.open = false;
});

// A choice in a filter is applied at once; by keyboard, where each arrow is a choice on the way to another, by the button.
for (const select of document.querySelectorAll("form.filter[method=get] select")) {
  let byKeys = false;
  select.addEventListener("keydown", () => { byKeys = true; });
  select.addEventListener("pointerdown", () => { byKeys = false; });
  select.addEventListener("change", () => {
    if (!byKeys) select.form.requestSubmit();
  });
}

// Empty fields stay out of the address.
for (const form of document.querySelectorAll("form[method=get]")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) field.disabled = field.name !== "" && field.value === "";
  });
}
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form[method=get] [name]")) field.disabled = false;
});

// j and k: next and previous passage that changed. n and p: later and earlier change. /: search.
const stops = [...document.querySelectorAll(".findings > li, .diff .row:not(.same):not(.moved_away)")];
function step(by) {
  const here = stops.findIndex((stop) => stop === document.activeElement);
  const next = stops[Math.min(Math.max(here + by, 0), stops.length - 1)];
  if (next) {
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
}
function follow(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
}
const keys = {
  j: () => step(1),
  k: () => step(-1),
  n: () => follow(".step a[rel=next]"),
  p: () => follow(".step a[rel=prev]"),
  "/": () => {
    const field = document.querySelector("input[type=search]");
    if (field) field.focus();
    else location.assign("/search");
  },
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
