"use strict";
// Draws one chart without a browser. The widths of letters come from the host.
globalThis.setTimeout = function () { return 0; };
globalThis.clearTimeout = function () {};
globalThis.console = { log: function () {}, warn: function () {}, error: function () {} };

function measure(widths, other) {
  echarts.setPlatformAPI({
    measureText: function (text, font) {
      var size = parseFloat(/(\d+(\.\d+)?)px/.exec(font || "")?.[1] || 12), bold = /bold|[6-9]00/.test(font || ""), sum = 0;
      text = String(text);
      for (var i = 0; i < text.length; i++) sum += widths[text[i]] || other;
      return { width: sum * size / 1000 * (bold ? 1.07 : 1) };
    }
  });
}

function still(text, width) {
  var ready = proceedings.prepare(JSON.parse(text), width, true, null);
  ready.option.textStyle.fontFamily = "sans-serif"; // the page's style sheet names the type
  delete ready.option.tooltip;
  var c = echarts.init(null, null, { renderer: "svg", ssr: true, width: ready.width, height: ready.height });
  try {
    c.setOption(ready.option);
    return c.renderToSVGString();
  } finally {
    c.dispose();
  }
}
