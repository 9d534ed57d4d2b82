"use strict";
// Draws every chart of the page, live, over the drawing that the page comes with:
// from the options that stand beside it as JSON. The still drawing stays for print.
(function () {
  var dark = window.matchMedia("(prefers-color-scheme: dark)"), PAPER = 660, round = 0;

  function drawOne(el, paper) {
    var spec = JSON.parse(document.getElementById(el.getAttribute("data-chart")).textContent);
    var ready = proceedings.prepare(spec, paper ? PAPER : el.clientWidth, paper, !paper && dark.matches && proceedingsDark);
    var live = el.querySelector(".live");
    if (live) echarts.dispose(live);
    else { live = el.appendChild(document.createElement("div")); live.className = "live"; }
    live.style.height = ready.height + "px";
    echarts.init(live, null, { renderer: "svg", width: ready.width, height: ready.height }).setOption(ready.option);
    el.setAttribute("data-drawn", ready.width);
  }

  function all(what) { return Array.prototype.slice.call(document.querySelectorAll(what)); }

  // Those in sight first, the rest one after the other, so that the page answers meanwhile.
  function drawAll() {
    var mine = ++round, near = [], far = [];
    all("[data-chart]").forEach(function (el) {
      if (!el.clientWidth) return;
      var box = el.getBoundingClientRect();
      (box.bottom > -200 && box.top < window.innerHeight + 200 ? near : far).push(el);
    });
    near.forEach(function (el) { drawOne(el); });
    (function next() {
      if (mine === round && far.length) { drawOne(far.shift()); setTimeout(next, 0); }
    })();
  }

  var timer = 0, last = window.innerWidth;
  window.addEventListener("resize", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      if (window.innerWidth !== last) { last = window.innerWidth; drawAll(); }
    }, 150);
  });
  if (dark.addEventListener) dark.addEventListener("change", drawAll);

  // A chart without a still drawing is printed live, in the colours of paper.
  window.addEventListener("beforeprint", function () { all(".chart.bare").forEach(function (el) { drawOne(el, true); }); });
  window.addEventListener("afterprint", drawAll);
  proceedings.draw = drawAll;
  // What is about to be removed lets its charts go.
  proceedings.clear = function (node) {
    Array.prototype.forEach.call(node.querySelectorAll(".live"), function (live) { echarts.dispose(live); });
  };
  drawAll();
})();
