/* Leaving fast: the page is blank at once, its place in the history is taken by one that tells nothing. Without script the button does the same by itself. */
document.addEventListener("click", function (event) {
  "use strict";
  var button = event.target.closest ? event.target.closest("[data-exit]") : null;
  if (!button || (button.form && !(navigator.sendBeacon && window.FormData))) { return; }
  event.preventDefault();
  if (button.form) { navigator.sendBeacon(button.form.action, new FormData(button.form)); }
  document.title = " ";
  document.body.textContent = "";
  location.replace(button.getAttribute("data-exit"));
});
