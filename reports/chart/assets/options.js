"use strict";
// Makes the options of a chart ready for a width. The page (draw.js) and the
// drawing that is made when a release is built (static.js) both start here, so that
// they show the same. No text from the data is ever run: functions come from the
// list below only.
var proceedings = (function () {
  var PHONE = 560;

  // The functions that options may ask for by name. Each gets the chart's
  // context and returns what ECharts calls.
  var named = {
    tip: function () { return function (p) { return wrap(p.data && p.data.tip || "", 46); }; },
    text: function (c) {
      return function (p) {
        var d = p.data || {};
        return c.narrow && d.short || d.text || "";
      };
    },
    end: function (c) {
      return function (p) {
        var data = c.option.series[p.seriesIndex].data;
        var t = data.length ? data[data.length - 1].text || "" : "";
        return c.narrow ? t.replace(" limit", "") : t;
      };
    },
    // Text in a bar segment, where the segment is long enough for it.
    fit: function (c) {
      var plot = c.width - (c.narrow ? 190 : 300);
      return function (p) {
        var t = p.data && p.data.text || "";
        return p.data && p.data.share * plot > t.length * 8 + 4 ? t : "";
      };
    },
    percent: function () { return function (v) { return Math.round(v * 100) + "%"; }; },
    number: function () { return function (v) { return group(v); }; },
    // The words of a period at whole positions of a numeric axis: Q1 with its
    // year below for quarters, every January for months, all of them for years.
    period: function (c) {
      var n = c.labels.length, room = (c.width - 80) / n, longest = 0;
      c.labels.forEach(function (t) { longest = Math.max(longest, t.length); });
      var step = Math.ceil((longest * 7 + 8) / room);
      return function (v) {
        var i = Math.round(v);
        if (Math.abs(v - i) > 1e-9 || i < 0 || i >= n) return "";
        var t = c.labels[i], q = /^(.*) (Q[1-4])$/.exec(t), m = /^([A-Z][a-z]{2}) (\d{4})$/.exec(t);
        if (q) return quarter(q, i, room, n);
        if (m) return month(m, i, room);
        return i % step === 0 ? t : "";
      };
    }
  };

  function quarter(q, i, room, n) {
    var year = q[2] === "Q1" || (i === 0 && q[2] !== "Q4");
    if (room >= 26) return q[2] + (year || (i === 0) ? "\n" + q[1] : "");
    return q[2] === "Q1" || n <= 4 ? (room * 4 > 52 ? q[1] : "\u2019" + q[1].slice(2, 4)) : "";
  }

  function month(m, i, room) {
    if (m[1] === "Jan") return "Jan\n" + m[2];
    if (m[1] === "Jul" && room * 6 > 60) return "Jul";
    if ((m[1] === "Apr" || m[1] === "Oct") && room * 3 > 44) return m[1];
    return "";
  }

  function group(v) {
    var s = String(Math.abs(v)), dot = s.indexOf("."), whole = dot < 0 ? s : s.slice(0, dot);
    return (v < 0 ? "\u2212" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (dot < 0 ? "" : s.slice(dot));
  }

  // Rich-text tooltips do not wrap by themselves.
  function wrap(text, at) {
    return text.split("\n").map(function (line) {
      var out = [], row = "";
      line.split(" ").forEach(function (word) {
        while (word.length > at) { out.push(row ? row + " " + word.slice(0, at) : word.slice(0, at)); row = ""; word = word.slice(at); }
        if (row && (row + " " + word).length > at) { out.push(row); row = word; } else { row = row ? row + " " + word : word; }
      });
      if (row) out.push(row);
      return out.join("\n");
    }).join("\n");
  }

  function merge(into, from) {
    Object.keys(from).forEach(function (k) {
      if (k === "__proto__") return;
      var v = from[k];
      if (v && typeof v === "object" && !Array.isArray(v) && into[k] && typeof into[k] === "object") merge(into[k], v);
      else into[k] = v;
    });
  }

  function bind(option, path, value) {
    var keys = path.split("."), at = option;
    for (var i = 0; i < keys.length - 1; i++) {
      if (!at[keys[i]]) at[keys[i]] = {};
      at = at[keys[i]];
    }
    at[keys[keys.length - 1]] = value;
  }

  // shade gives every colour of the options the hex that it has in another table.
  function shade(node, hexes) {
    Object.keys(node).forEach(function (k) {
      var v = node[k];
      if (typeof v === "string" && Object.prototype.hasOwnProperty.call(hexes, v)) node[k] = hexes[v];
      else if (v && typeof v === "object") shade(v, hexes);
    });
  }

  // prepare returns what ECharts is given for a chart of this width. A chart for
  // paper may be lower; hexes are the colours of another screen, or nothing.
  function prepare(spec, width, paper, hexes) {
    var narrow = width < PHONE, option = spec.option;
    if (hexes) { shade(option, hexes); shade(spec.phone, hexes); }
    if (narrow) merge(option, spec.phone);
    var context = { width: width, narrow: narrow, labels: spec.labels || [], option: option };
    spec.bind.forEach(function (b) {
      if (Object.prototype.hasOwnProperty.call(named, b.fn)) bind(option, b.path, named[b.fn](context));
    });
    return { option: option, width: width, height: paper && spec.printHeight || (narrow ? spec.phoneHeight : spec.height) };
  }

  return { prepare: prepare };
})();
