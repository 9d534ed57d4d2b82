"use strict";
// Draws every chart of the page, live, over the drawing that the page comes with:
// from the options that stand beside it as JSON. The still drawing stays for print.
(function () {
  var dark = window.matchMedia("(prefers-color-scheme: dark)"), charts = [], round = 0;

  function drawOne(el) {
    var spec = JSON.parse(document.getElementById(el.getAttribute("data-chart")).textContent);
    var ready = proceedings.prepare(spec, el.clientWidth, false, dark.matches && proceedingsDark);
    var live = el.querySelector(".live");
    if (live) echarts.dispose(live);
    else { live = el.appendChild(document.createElement("div")); live.className = "live"; }
    live.style.height = ready.height + "px";
    echarts.init(live, null, { renderer: "svg", width: ready.width, height: ready.height }).setOption(ready.option);
    el.setAttribute("data-drawn", ready.width);
  }

  // Those in sight first, the rest one after the other, so that the page answers meanwhile.
  function drawAll() {
    var mine = ++round, near = [], far = [];
    charts.forEach(function (el) {
      if (!el.clientWidth) return;
      var box = el.getBoundingClientRect();
      (box.bottom > -200 && box.top < window.innerHeight + 200 ? near : far).push(el);
    });
    near.forEach(drawOne);
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

  charts = Array.prototype.slice.call(document.querySelectorAll("[data-chart]"));
  drawAll();
})();
