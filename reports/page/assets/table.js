"use strict";
// Lets readers sort, filter, copy and save the tables of a page. It makes its
// own controls, so that a page without JavaScript has none that do nothing. No
// text of a table or of the address becomes markup: only textContent is set, and
// of the address only columns and values that a table has count.
(function () {
  var LONG = 12;      // rows above which a table can be searched
  var LABELS = 60;    // the most labels that a list to choose from holds
  var LISTS = 4;      // the most lists of one table
  var FIRST = ["force", "jurisdiction", "proceeding_type", "stage"];
  var order = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
  var views = [];

  function make(tag, cls, text) {
    var el = document.createElement(tag);
    if (cls) el.className = cls;
    if (text !== undefined) el.textContent = text;
    return el;
  }

  function list(of) { return Array.prototype.slice.call(of); }

  // Cells: what one says to a reader, and its value for a machine.
  function own(cell) {
    return list(cell.childNodes).filter(function (n) { return n.nodeType === 3; })
      .map(function (n) { return n.nodeValue; }).join("").trim();
  }

  function shown(cell) {
    return list(cell.childNodes).map(function (n) {
      var text = n.textContent.trim();
      return text && n.nodeType === 1 && n.classList.contains("sub") ? "(" + text + ")" : text;
    }).filter(Boolean).join(" ").replace(/\s+/g, " ");
  }

  function raw(cell) {
    return cell.hasAttribute("data-value") ? cell.getAttribute("data-value") : own(cell);
  }

  function subs(cell) { return list(cell.querySelectorAll(".sub>[data-col],.code[data-col]")); }

  function number(text) { return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text); }

  function guess(values) {
    return values.every(number) ? "number" : values.every(function (v) { return /^\d{4}-\d\d-\d\d$/.test(v); }) ? "date" : "text";
  }

  // A column knows its kind from its heading; where that is silent, its cells tell.
  function columns(view) {
    return list(view.table.tHead.rows[0].cells).map(function (th, i) {
      var c = { at: i, th: th, title: own(th), name: th.getAttribute("data-name") || own(th), kind: th.getAttribute("data-kind"),
        listed: th.hasAttribute("data-list") };
      if (!c.kind) c.kind = guess(view.given.map(function (tr) { return raw(tr.cells[i]); }).filter(Boolean));
      c.words = c.kind === "label" || c.kind === "text";
      return c;
    });
  }

  function column(view, name) {
    return view.columns.filter(function (c) { return c.name === name; })[0];
  }

  // Sorting. What is missing stands last in either direction; equals keep the order given.
  function key(tr, c) {
    var value = raw(tr.cells[c.at]);
    return { row: tr, none: value === "", by: c.words ? own(tr.cells[c.at]) : c.kind === "date" ? value : Number(value) };
  }

  function compare(c) {
    if (c.words) return function (a, b) { return order.compare(a.by, b.by); };
    return function (a, b) { return a.by < b.by ? -1 : a.by > b.by ? 1 : 0; };
  }

  function arrange(view) {
    var rows = view.given, c = view.by, by = c && compare(c);
    if (c) rows = rows.map(function (tr) { return key(tr, c); }).sort(function (a, b) {
      return a.none || b.none ? a.none - b.none : view.down ? by(b, a) : by(a, b);
    }).map(function (k) { return k.row; });
    var body = view.table.tBodies[0], all = document.createDocumentFragment();
    rows.forEach(function (tr) { all.appendChild(tr); });
    body.appendChild(all);
    view.columns.forEach(function (each) {
      if (each === c) each.th.setAttribute("aria-sort", view.down ? "descending" : "ascending");
      else each.th.removeAttribute("aria-sort");
    });
  }

  function press(view, c) {
    if (view.by !== c) { view.by = c; view.down = false; } else if (!view.down) view.down = true; else { view.by = null; view.down = false; }
    arrange(view);
    tell(view, view.by ? "Sorted by " + c.title + ", " + (view.down ? "descending" : "ascending") + "." : "Back in the order given.");
    later(view);
  }

  // Filtering.
  function filtered(view) { return view.find !== "" || view.picks.some(function (p) { return p.to !== null; }); }

  function filter(view) {
    var words = view.find.toLowerCase().split(/\s+/).filter(Boolean);
    view.count = 0;
    view.given.forEach(function (tr) {
      var ok = view.picks.every(function (p) { return p.to === null || raw(tr.cells[p.column.at]) === p.to; });
      if (ok && words.length) {
        if (!tr.said) tr.said = list(tr.cells).map(shown).join(" ").toLowerCase();
        ok = words.every(function (w) { return tr.said.indexOf(w) >= 0; });
      }
      tr.hidden = !ok;
      if (ok) view.count++;
    });
    if (!view.said) return;
    var all = view.given.length, some = filtered(view);
    view.said.textContent = some ? count(view.count) + " of " + count(all) + " rows" : count(all) + " rows";
    view.clear.hidden = !some;
    view.box.classList.toggle("filtered", some);
    view.which.textContent = some ? "Shown: " + chosen(view).join("; ") + "." : "";
  }

  // chosen says in words what a filtered table is cut to: it is printed with it.
  function chosen(view) {
    var out = view.picks.filter(function (p) { return p.to !== null; }).map(function (p) {
      return p.column.title + ": " + p.select.options[p.select.selectedIndex].textContent;
    });
    if (view.find) out.push("with \u201c" + view.find + "\u201d");
    return out;
  }

  function count(n) { return n.toLocaleString("en-GB"); }

  function tell(view, text) { view.status.textContent = text; }

  // The address keeps the view of the table last used: #due_list?force=F1&sort=-due
  function remember(view) {
    var to = new URLSearchParams();
    view.picks.forEach(function (p) { if (p.to !== null) to.set(p.column.name, p.to); });
    if (view.find) to.set("find", view.find);
    if (view.by) to.set("sort", (view.down ? "-" : "") + view.by.name);
    var query = to.toString(), at = "#" + view.key + (query ? "?" + query : "");
    if (/^#[^?]*=/.test(location.hash)) return; // it holds what the reader chose to see on the whole page
    if (at === location.hash || !query && named(location.hash).key !== view.key) return;
    try { history.replaceState(null, "", at); } catch (e) { return; } // a viewer that keeps its address: the view stays
  }

  function named(hash) {
    var at = hash.indexOf("?");
    return { key: hash.slice(1, at < 0 ? undefined : at), query: at < 0 ? null : new URLSearchParams(hash.slice(at + 1)) };
  }

  function recall() {
    var to = named(location.hash), view = views.filter(function (v) { return v.key === to.key; })[0];
    views.forEach(function (v) { clearTimeout(v.wait); });
    if (!view) return row();
    var want = to.query || new URLSearchParams(), sort = want.get("sort") || "", c = column(view, sort.replace(/^-/, ""));
    view.by = c || null;
    view.down = !!c && sort.charAt(0) === "-";
    view.find = view.search ? (want.get("find") || "").slice(0, 200) : "";
    if (view.search) view.search.value = view.find;
    view.picks.forEach(function (p) {
      var i = p.values.indexOf(want.get(p.column.name));
      p.select.selectedIndex = i + 1;
      p.to = i < 0 ? null : p.values[i];
    });
    arrange(view);
    filter(view);
    if (to.query || !document.getElementById(to.key)) reveal(view);
  }

  // row shows one that a link leads to, also where a filter has hidden it.
  function row() {
    var el = document.getElementById(location.hash.slice(1)), tr = el && el.closest("tr");
    views.forEach(function (v) {
      if (!tr || !v.table.contains(tr)) return;
      if (tr.hidden) reset(v);
      tr.scrollIntoView({ block: "center" });
    });
  }

  function reveal(view) {
    var fold = view.table.closest("details");
    if (fold) fold.open = true;
    (fold || view.table.closest("section") || view.table).scrollIntoView();
  }

  function reset(view) {
    view.find = view.search.value = "";
    view.picks.forEach(function (p) { p.to = null; p.select.selectedIndex = 0; });
    filter(view);
  }

  // Taking rows away: as shown to a sheet or a letter, in full values to a file.
  function rows(view) { return list(view.table.tBodies[0].rows).filter(function (tr) { return !tr.hidden; }); }

  // safe keeps a spreadsheet from running a text as a formula.
  function safe(text) { return /^[=+\-@\t\r]/.test(text) ? "'" + text : text; }

  function asShown(view) {
    var lines = [view.columns.map(function (c) {
      var unit = c.th.querySelector(".unit");
      return c.title + (unit ? " (" + unit.textContent + ")" : "");
    })];
    rows(view).forEach(function (tr) {
      lines.push(view.columns.map(function (c) { var t = shown(tr.cells[c.at]); return c.words ? safe(t) : t; }));
    });
    return lines.map(function (l) { return l.join("\t"); }).join("\n") + "\n";
  }

  function asCSV(view) {
    var head = [], first = view.given[0];
    view.columns.forEach(function (c) {
      head.push(c.name);
      if (c.listed) head.push(c.name + "_label");
      subs(first.cells[c.at]).forEach(function (s) { head.push(s.getAttribute("data-col")); });
    });
    var lines = [head];
    rows(view).forEach(function (tr) {
      var line = [];
      view.columns.forEach(function (c) {
        var cell = tr.cells[c.at], value = raw(cell), keep = function (t) { return c.words ? safe(t) : t; };
        line.push(keep(value));
        if (c.listed) line.push(value === "" ? "" : keep(own(cell)));
        subs(cell).forEach(function (s) { line.push(keep(raw(s))); });
      });
      lines.push(line);
    });
    return lines.map(function (l) { return l.map(quoted).join(","); }).join("\n") + "\n";
  }

  function quoted(text) { return /[",\r\n]|^\s/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text; }

  function many(n) { return count(n) + (n === 1 ? " row" : " rows"); }

  function copy(view) {
    var text = asShown(view), n = rows(view).length;
    var done = function () { tell(view, "Copied " + many(n) + " with the headings."); };
    var other = function () {
      if (byCommand(text)) done(); else tell(view, "The browser does not let this page copy. Select the table and copy it, or save its rows as CSV.");
    };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(done, other); else other();
  }

  // byCommand copies where the browser gives the page no clipboard of its own.
  function byCommand(text) {
    var did = false, take = function (e) { e.clipboardData.setData("text/plain", text); e.preventDefault(); did = true; };
    document.addEventListener("copy", take);
    try { did = document.execCommand("copy") && did; } catch (e) { did = false; }
    document.removeEventListener("copy", take);
    return did;
  }

  function save(view) {
    var n = rows(view).length, some = n < view.given.length;
    var a = make("a"), url = URL.createObjectURL(new Blob([asCSV(view)], { type: "text/csv;charset=utf-8" }));
    a.href = url;
    a.download = view.key + (some ? "-" + n + "-of-" + view.given.length + "-rows" : "") + ".csv";
    document.body.appendChild(a);
    a.click();
    a.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
    tell(view, many(n) + " sent to your downloads as " + a.download + ".");
  }

  // Controls.
  function button(cls, text, act) {
    var b = make("button", cls, text);
    b.type = "button";
    b.addEventListener("click", act);
    return b;
  }

  function heading(view, c) {
    var text = list(c.th.childNodes).filter(function (n) { return n.nodeType === 3 && n.nodeValue.trim(); })[0];
    if (!text) return;
    c.th.insertBefore(make("span", "paper", c.title), text); // Chromium prints no button on a further sheet
    c.th.replaceChild(button("sort", c.title, function () { press(view, c); }), text);
  }

  function field(view, id, label, control) {
    var box = make("p", "pick"), l = make("label", "", label);
    control.id = l.htmlFor = id + "-" + view.key;
    box.append(l, control);
    view.filters.append(box);
  }

  function changed(view) {
    filter(view);
    later(view);
  }

  // later: browsers allow few changes of the address a second.
  function later(view) {
    clearTimeout(view.wait);
    view.wait = setTimeout(function () { remember(view); }, 250);
  }

  // labels are a column's values with their words, where few enough to choose from.
  function labels(view, c) {
    var known = new Map();
    if (c.kind === "label" && !/_ref$/.test(c.name)) view.given.forEach(function (tr) { known.set(raw(tr.cells[c.at]), own(tr.cells[c.at])); });
    return known.size > 1 && known.size <= LABELS && known.size * 2 <= view.given.length ? known : null;
  }

  function addPick(view, c, known) {
    var p = { column: c, to: null, select: make("select"), values: [] };
    p.values = Array.from(known.keys()).sort(function (a, b) { return (a === "") - (b === "") || order.compare(known.get(a), known.get(b)); });
    p.select.append(make("option", "", "All"));
    p.values.forEach(function (v) { p.select.append(make("option", "", known.get(v))); });
    p.select.addEventListener("change", function () {
      p.to = p.select.selectedIndex > 0 ? p.values[p.select.selectedIndex - 1] : null;
      changed(view);
    });
    view.picks.push(p);
    field(view, "pick-" + c.name, c.title, p.select);
  }

  function addFilters(view) {
    view.filters = make("div", "filters");
    view.search = make("input");
    view.search.type = "search";
    view.search.addEventListener("input", function () { view.find = view.search.value.trim(); changed(view); });
    field(view, "find", "Find in this table", view.search);
    var rank = function (c) { var i = FIRST.indexOf(c.name); return i < 0 ? FIRST.length + c.at : i; };
    view.columns.slice().sort(function (a, b) { return rank(a) - rank(b); }).forEach(function (c) {
      var known = view.picks.length < LISTS && labels(view, c);
      if (known) addPick(view, c, known);
    });
    view.said = make("span", "count");
    view.which = make("span", "which");
    view.clear = button("act", "Show all rows", function () { reset(view); remember(view); view.search.focus(); });
    var line = make("p", "rows"), live = make("span");
    live.setAttribute("role", "status");
    live.append(view.said);
    line.append(live, " ", view.which, view.clear);
    view.box.append(view.filters, line);
    filter(view);
  }

  function start(table) {
    if (!table.tHead || !table.tBodies[0] || !table.tBodies[0].rows.length) return;
    var view = { table: table, key: table.getAttribute("data-query") || table.getAttribute("data-facts"), given: list(table.tBodies[0].rows),
      by: null, down: false, find: "", picks: [], box: make("div", "tools"), status: make("span", "told") };
    view.columns = columns(view);
    view.columns.forEach(function (c) { if (view.given.length > 1) heading(view, c); });
    var region = table.closest(".scroll") || table;
    view.box.setAttribute("role", "group");
    view.box.setAttribute("aria-label", "Filter the table");
    if (view.given.length > LONG) { addFilters(view); region.before(view.box); }
    var acts = make("p", "acts");
    view.status.setAttribute("role", "status");
    acts.append(button("act", "Copy table", function () { copy(view); }), button("act", "Save these rows (CSV)", function () { save(view); }), view.status);
    region.after(acts);
    views.push(view);
  }

  function startAll() {
    views = views.filter(function (v) { return v.table.isConnected; });
    list(document.querySelectorAll("table[data-query],table[data-facts]")).forEach(function (table) {
      if (!views.some(function (v) { return v.table === table; })) start(table);
    });
  }

  startAll();
  document.addEventListener("tableschanged", startAll);
  window.addEventListener("hashchange", recall);
  if (location.hash) recall();
})();
