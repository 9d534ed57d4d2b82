// Package dots turns a chart's drawing into a picture of dots (PNG), for programs that
// cannot show SVG. It knows the elements that package chart draws with and refuses others,
// rather than leaving them out unseen.
//
// Lines and areas are those of rasterx; words are outlines of Liberation Sans, which is
// built in and has the widths by which charts are laid out, so that a machine needs no type of
// its own. resvg compiled to WebAssembly was tried: starting it takes 4.3 CPU seconds, and more on
// machines that its runtime has no compiler for; this takes some hundredths of a second a picture.
package dots
