"use strict";
// Shows the figures of what the reader chooses. Each was made with the page and lies in it, packed:
// nothing is worked out or worded here.
(function () {
  var form = document.querySelector(".filters"), packed = document.getElementById("choices");
  if (!form || !packed) return;
  var selects = ["force", "proceedings", "year"].map(function (name) { return form.elements.namedItem(name); });
  var status = form.querySelector(".chosen"), data = null;

  function unpack(text) {
    var bytes = Uint8Array.from(atob(text.trim().replace(/-/g, "+").replace(/_/g, "/")), function (c) { return c.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  // The choices are packed force by force, in each kind by kind, in each year by year.
  function place() {
    return selects.reduce(function (at, select) { return at * select.options.length + select.selectedIndex; }, 0);
  }

  function show() {
    var at = place(), missing = false;
    Object.keys(data.figures).forEach(function (query) {
      var section = document.getElementById(query), figure = data.figures[query];
      var body = section.querySelector(".body"), open = body.querySelector("details[open]");
      section.hidden = figure.heads[at] < 0;
      missing = missing || section.hidden;
      if (section.hidden) return;
      proceedings.clear(body);
      section.querySelector(".head").innerHTML = data.texts[figure.heads[at]];
      body.innerHTML = data.texts[figure.bodies[at]];
      var details = body.querySelector("details"), chart = body.querySelector("[data-chart]");
      if (open && details) details.open = true;
      if (chart) chart.setAttribute("aria-label", section.querySelector("h2").textContent + ". The figures are in the table that follows.");
    });
    var words = selects.map(function (select) { return select.selectedOptions[0].textContent; }).join(", ");
    status.textContent = missing ? "The page does not hold this combination: " + words + "." : "Shown: " + words + ".";
    proceedings.draw();
    document.dispatchEvent(new CustomEvent("tableschanged"));
  }

  // The address holds what is chosen; a code that the page does not have chooses all.
  function read() {
    var asked = new URLSearchParams(location.hash.slice(1));
    selects.forEach(function (select) {
      var want = asked.get(select.name);
      select.selectedIndex = Math.max(0, Array.prototype.findIndex.call(select.options, function (o) { return o.value === want; }));
    });
  }

  function write() {
    var out = new URLSearchParams();
    selects.forEach(function (select) { if (select.selectedIndex > 0) out.set(select.name, select.value); });
    location.hash = out.toString();
  }

  // An address within the page, such as #explore_time or #explore_time?sort=year, is no choice.
  function choice() { return /^#[^?]*=/.test(location.hash); }

  form.addEventListener("change", write);
  form.addEventListener("submit", function (e) { e.preventDefault(); });
  form.addEventListener("reset", function (e) { e.preventDefault(); location.hash = ""; });
  window.addEventListener("hashchange", function () { if (data && (choice() || !location.hash)) { read(); show(); } });

  // A link to a figure of the page leaves the choice in the address.
  document.addEventListener("click", function (e) {
    var link = e.target.closest && e.target.closest('a[href^="#"]');
    var to = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!to || !choice()) return;
    e.preventDefault();
    to.setAttribute("tabindex", "-1");
    to.focus();
    to.scrollIntoView();
  });

  new Promise(function (done) { done(unpack(packed.textContent)); }).then(function (d) {
    data = d;
    form.hidden = false;
    if (choice()) { read(); show(); }
  }).catch(function () {
    var said = document.createElement("p");
    said.className = "lead";
    said.textContent = "This browser is too old to choose here. The page shows all forces, proceedings and years.";
    form.parentNode.insertBefore(said, form);
  });
})();
