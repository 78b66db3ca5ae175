// In the room: the arrows of the keyboard, or of a presenter's remote, lead to the page before and after.
"use strict";
const WAYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };
addEventListener("keydown", (event) => {
  const mirrored = document.documentElement.dir === "rtl" && event.key.startsWith("Arrow");
  const way = WAYS[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
  const rel = mirrored ? { next: "prev", prev: "next" }[way] : way;
  const link = document.querySelector(`nav a[rel="${rel}"]`);
  if (link) location.assign(link.href);
});
