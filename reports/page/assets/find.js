"use strict";
// Searches the entries of a page as one types: what does not hold every word is
// hidden. It makes its own field, so that without JavaScript all stands readable.
(function () {
  var into = document.querySelector("[data-find]");
  if (!into) return;
  function list(of) { return Array.prototype.slice.call(of); }
  var entries = list(document.querySelectorAll("[data-entry]")), groups = list(document.querySelectorAll("[data-entries]"));
  var box = document.createElement("p"), label = document.createElement("label"), field = document.createElement("input"), said = document.createElement("span");
  box.className = "finder";
  label.textContent = into.getAttribute("data-find");
  label.htmlFor = field.id = "finder";
  field.type = "search";
  said.className = "told";
  said.setAttribute("role", "status");
  box.append(label, field, said);
  into.append(box);

  function find() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean), n = 0;
    entries.forEach(function (e) {
      if (e.said === undefined) e.said = e.textContent.toLowerCase().replace(/\s+/g, " ");
      e.hidden = !words.every(function (w) { return e.said.indexOf(w) >= 0; });
      if (!e.hidden) n++;
    });
    groups.forEach(function (g) { g.hidden = !g.querySelector("[data-entry]:not([hidden])"); });
    said.textContent = words.length ? n + " of " + entries.length : "";
  }

  // A link to an entry shows it, whatever is searched for.
  function show() {
    var el = document.getElementById(location.hash.slice(1));
    if (!el || !el.closest("[hidden]")) return;
    field.value = "";
    find();
    el.scrollIntoView();
  }

  field.addEventListener("input", find);
  window.addEventListener("hashchange", show);
})();
