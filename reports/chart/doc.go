// Package chart draws a result table as a chart.
//
// A Spec names the columns to draw; Build reads them from a queries.Result and
// gives a Chart: its kind, ECharts options as JSON, and the keys of its legend.
// The steps are: read the columns, build the series with
// go-echarts, finish the options (see finish), marshal.
//
// go-echarts only builds options here. Its own templates write options
// unescaped into a script, so that a name such as </script> would run; package
// reports embeds ours as application/json through html/template instead, and
// assets/draw.js reads them with JSON.parse. Functions are never text from Go:
// an option that needs one is bound by path to a name on draw.js's own list.
// Colours come from package page and never from data.
//
// Bars start at zero, there are no pies and no second value axes, at most four
// categories share a chart, and every mark has a carrier beside its colour: a
// direct label, a line style, a symbol or its place in the order.
package chart
