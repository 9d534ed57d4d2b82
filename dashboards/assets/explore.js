"use strict";
// Shows the figures of what the reader chooses. Each was made with the page and lies in it, packed:
// nothing is worked out or worded here.
(function () {
  var form = document.querySelector(".filters"), packed = document.getElementById("choices");
  if (!form || !packed || !window.DecompressionStream) return;
  var NAMES = ["force", "proceedings", "year"], status = form.querySelector(".chosen"), data = null;

  function unpack(text) {
    var bytes = Uint8Array.from(atob(text.trim().replace(/-/g, "+").replace(/_/g, "/")), function (c) { return c.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  function own(map, key) { return Object.prototype.hasOwnProperty.call(map, key) ? map[key] : undefined; }

  function chosen() {
    var at = { f: form.elements.force.value, p: form.elements.proceedings.value, y: form.elements.year.value };
    at.j = form.elements.proceedings.selectedOptions[0].getAttribute("data-jurisdiction");
    return at;
  }

  function words() {
    return NAMES.map(function (n) { return form.elements[n].selectedOptions[0].textContent; }).join(", ");
  }

  function show() {
    var at = chosen(), missing = false;
    Object.keys(data.heads).forEach(function (query) {
      var section = document.getElementById(query);
      if (!section) return;
      var head = own(data.heads[query], [at.f, at.p, at.y].join("\u001f"));
      var key = data.needs[query].split("").map(function (n) { return at[n]; }).join("\u001f");
      var body = own(data.bodies[query], key);
      if (head === undefined || body === undefined) { missing = true; return; }
      var open = section.querySelector(".body details[open]");
      section.querySelector(".head").innerHTML = head;
      section.querySelector(".body").innerHTML = body;
      var details = section.querySelector(".body details");
      if (open && details) details.open = true;
      var chart = section.querySelector("[data-chart]");
      if (chart) chart.setAttribute("aria-label", section.querySelector("h2").textContent + ". The figures are in the table that follows.");
    });
    status.textContent = missing ? "This combination is not in the page. Choose fewer things at a time." : "Shown: " + words() + ".";
    proceedings.draw();
    document.dispatchEvent(new CustomEvent("tableschanged"));
  }

  // The address holds what is chosen; a code that the page does not have chooses all.
  function read() {
    var asked = new URLSearchParams(location.hash.slice(1));
    NAMES.forEach(function (n) {
      var want = asked.get(n), select = form.elements[n];
      select.value = "all";
      Array.prototype.forEach.call(select.options, function (o) { if (o.value === want) select.value = want; });
    });
  }

  function write() {
    var out = new URLSearchParams();
    NAMES.forEach(function (n) { if (form.elements[n].value !== "all") out.set(n, form.elements[n].value); });
    location.hash = out.toString();
  }

  function plain() { return !location.hash || /=/.test(location.hash); }

  form.addEventListener("change", write);
  form.addEventListener("submit", function (e) { e.preventDefault(); });
  form.addEventListener("reset", function (e) { e.preventDefault(); location.hash = ""; });
  window.addEventListener("hashchange", function () { if (data && plain()) { read(); show(); } });

  unpack(packed.textContent).then(function (d) {
    data = d;
    form.hidden = false;
    read();
    if (/=/.test(location.hash)) show();
  });
})();
