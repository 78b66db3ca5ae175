/* A field that shows only the lines of a long list that hold the words typed. What is ticked always shows; without script all lines do. */
(function () {
  "use strict";
  var FEW = 8;

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2019\u02bc]/g, "'").toLowerCase();
  }

  document.querySelectorAll("[data-filter]").forEach(function (list, place) {
    var lines = Array.prototype.slice.call(list.querySelectorAll(".choices .choice"));
    if (lines.length <= FEW) { return; }
    var words = lines.map(function (line) { return plain(line.textContent); });
    var field = document.createElement("div"), label = document.createElement("label"), input = document.createElement("input");
    var none = document.createElement("p");
    field.className = "field";
    input.type = "search";
    input.id = "filter_" + place;
    input.autocomplete = "off";
    label.htmlFor = input.id;
    label.textContent = list.getAttribute("data-filter");
    none.className = "muted";
    none.setAttribute("role", "status");
    field.append(label, input, none);
    list.querySelector(".choices").before(field);

    input.addEventListener("input", function () {
      var typed = plain(input.value).split(/\s+/).filter(Boolean), found = 0;
      lines.forEach(function (line, row) {
        var fits = typed.every(function (one) { return words[row].includes(one); });
        line.hidden = !fits && !line.querySelector("input").checked;
        found += fits ? 1 : 0;
      });
      none.textContent = typed.length && !found ? list.getAttribute("data-none") : "";
    });
    /* Enter looks, it does not send the form. */
    input.addEventListener("keydown", function (event) {
      if (event.key === "Enter") { event.preventDefault(); }
    });
  });
})();
