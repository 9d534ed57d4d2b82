package document

import "strings"

// frame adds what slides stand in: the presentation, its master, layouts, notes master and theme.
func (s *slides) frame() {
	types := [][2]string{
		{"ppt/presentation.xml", slideType + "presentation.main+xml"}, {"ppt/presProps.xml", slideType + "presProps+xml"},
		{"ppt/slideMasters/slideMaster1.xml", slideType + "slideMaster+xml"}, {"ppt/slideLayouts/slideLayout1.xml", slideType + "slideLayout+xml"},
		{"ppt/slideLayouts/slideLayout2.xml", slideType + "slideLayout+xml"}, {"ppt/notesMasters/notesMaster1.xml", slideType + "notesMaster+xml"},
		{"ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"}, {"ppt/theme/theme2.xml", "application/vnd.openxmlformats-officedocument.theme+xml"},
		{"docProps/core.xml", coreType}, {"docProps/app.xml", appType},
	}
	var rels relations
	m := newMarkup()
	m.start("p:presentation", "xmlns:a", nsDrawing, "xmlns:r", nsOffice, "xmlns:p", nsSlides, "saveSubsetFonts", "1")
	m.raw(`<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="` + rels.add(nsOffice+"/slideMaster", "slideMasters/slideMaster1.xml") + `"/></p:sldMasterIdLst>`)
	m.raw(`<p:notesMasterIdLst><p:notesMasterId r:id="` + rels.add(nsOffice+"/notesMaster", "notesMasters/notesMaster1.xml") + `"/></p:notesMasterIdLst>`)
	m.start("p:sldIdLst")
	for i := range s.n {
		n := itoa(i + 1)
		m.empty("p:sldId", "id", itoa(256+i), "r:id", rels.add(nsOffice+"/slide", "slides/slide"+n+".xml"))
		types = append(types, [2]string{"ppt/slides/slide" + n + ".xml", slideType + "slide+xml"}, [2]string{"ppt/notesSlides/notesSlide" + n + ".xml", slideType + "notesSlide+xml"})
	}
	m.end()
	m.raw(`<p:sldSz cx="` + itoa(slideWide*point) + `" cy="` + itoa(slideHigh*point) + `"/><p:notesSz cx="6858000" cy="9144000"/>`)
	m.end()
	rels.add(nsOffice+"/theme", "theme/theme1.xml")
	rels.add(nsOffice+"/presProps", "presProps.xml")
	s.a.add("ppt/presentation.xml", m.bytes())
	s.a.add("ppt/_rels/presentation.xml.rels", rels.bytes())
	s.a.add("ppt/presProps.xml", []byte(declaration+`<p:presentationPr xmlns:a="`+nsDrawing+`" xmlns:r="`+nsOffice+`" xmlns:p="`+nsSlides+`"/>`))
	master := relations{list: []relation{{nsOffice + "/slideLayout", "../slideLayouts/slideLayout1.xml"}, {nsOffice + "/slideLayout", "../slideLayouts/slideLayout2.xml"}, {nsOffice + "/theme", "../theme/theme1.xml"}}}
	s.a.add("ppt/slideMasters/slideMaster1.xml", slideMaster())
	s.a.add("ppt/slideMasters/_rels/slideMaster1.xml.rels", master.bytes())
	toMaster := relations{list: []relation{{nsOffice + "/slideMaster", "../slideMasters/slideMaster1.xml"}}}
	for i, layout := range [][]byte{coverLayout(), itemLayout()} {
		n := itoa(i + 1)
		s.a.add("ppt/slideLayouts/slideLayout"+n+".xml", layout)
		s.a.add("ppt/slideLayouts/_rels/slideLayout"+n+".xml.rels", toMaster.bytes())
	}
	notes := relations{list: []relation{{nsOffice + "/theme", "../theme/theme2.xml"}}}
	s.a.add("ppt/notesMasters/notesMaster1.xml", []byte(notesMaster))
	s.a.add("ppt/notesMasters/_rels/notesMaster1.xml.rels", notes.bytes())
	s.a.add("ppt/theme/theme1.xml", theme())
	s.a.add("ppt/theme/theme2.xml", theme())
	s.a.add("[Content_Types].xml", contentTypes(types))
}

// level is the type of a placeholder's text.
func level(size, colour string, bold bool) string {
	b := ""
	if bold {
		b = ` b="1"`
	}
	return `<a:lvl1pPr marL="0" indent="0" algn="l"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="` + size + `"` + b + `><a:solidFill><a:schemeClr val="` + colour + `"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>`
}

// placeholder is one of a master or layout.
func placeholder(id int, name, ph string, at area, anchor, list string) string {
	return `<p:sp><p:nvSpPr><p:cNvPr id="` + itoa(id) + `" name="` + name + `"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph ` + ph + `/></p:nvPr></p:nvSpPr><p:spPr>` + at.xfrm("a:xfrm") + `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>` +
		`<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="` + anchor + `"><a:noAutofit/></a:bodyPr><a:lstStyle>` + list + `</a:lstStyle><a:p><a:r><a:rPr lang="` + language + `"/><a:t>` + name + `</a:t></a:r></a:p></p:txBody></p:sp>`
}

func numberHolder(id int) string {
	return strings.Replace(placeholder(id, "Slide number", `type="sldNum" sz="quarter" idx="14"`, area{840, 508, 80, 20}, "ctr", strings.Replace(level("1000", "bg2", false), `algn="l"`, `algn="r"`, 1)),
		`<a:r><a:rPr lang="`+language+`"/><a:t>Slide number</a:t></a:r>`, `<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="`+language+`"/><a:t>1</a:t></a:fld>`, 1)
}

func footerHolder(id int) string {
	return placeholder(id, "Footer", `type="ftr" sz="quarter" idx="12"`, area{40, 508, 780, 20}, "ctr", level("1000", "bg2", false))
}

func shapes(list ...string) string {
	m := newMarkup()
	m.tree()
	return strings.TrimPrefix(m.b.String(), declaration) + strings.Join(list, "") + "</p:spTree>"
}

const spaces = `xmlns:a="` + nsDrawing + `" xmlns:r="` + nsOffice + `" xmlns:p="` + nsSlides + `"`

const clearMap = `<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>`

func slideMaster() []byte {
	return []byte(declaration + `<p:sldMaster ` + spaces + `><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>` +
		shapes(placeholder(2, "Title", `type="title"`, area{40, 40, 880, 60}, "t", level("2400", "tx2", true)),
			placeholder(3, "Text", `type="body" idx="1"`, area{40, contentTop, 880, contentHigh}, "t", level("1800", "tx1", false)), footerHolder(4), numberHolder(5)) +
		`</p:cSld>` + clearMap + `<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/><p:sldLayoutId id="2147483650" r:id="rId2"/></p:sldLayoutIdLst>` +
		`<p:hf hdr="0" dt="0"/><p:txStyles><p:titleStyle>` + level("2400", "tx2", true) + `</p:titleStyle><p:bodyStyle>` + level("1800", "tx1", false) + `</p:bodyStyle><p:otherStyle>` + level("1200", "tx1", false) + `</p:otherStyle></p:txStyles></p:sldMaster>`)
}

// bar is a rule that layouts draw; it says nothing.
func bar(id int, at area) string {
	return `<p:sp><p:nvSpPr><p:cNvPr id="` + itoa(id) + `" name="Rule"><a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>` +
		at.xfrm("a:xfrm") + `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>`
}

func coverLayout() []byte {
	return []byte(declaration + `<p:sldLayout ` + spaces + ` type="title" preserve="1"><p:cSld name="Title slide">` +
		shapes(bar(6, area{0, 0, 24, slideHigh}), placeholder(2, "Title", `type="ctrTitle"`, area{64, 150, 832, 100}, "b", level("3800", "tx2", true)),
			placeholder(3, "Subtitle", `type="subTitle" idx="1"`, area{64, 258, 832, 180}, "t", level("1800", "tx1", false)), footerHolder(4), numberHolder(5)) +
		`</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`)
}

func itemLayout() []byte {
	spaced := strings.Replace(level("1800", "tx1", false), `<a:spcBef><a:spcPts val="0"/></a:spcBef>`, `<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="700"/></a:spcAft>`, 1)
	return []byte(declaration + `<p:sldLayout ` + spaces + ` preserve="1"><p:cSld name="Finding">` +
		shapes(bar(9, area{0, 0, 12, slideHigh}), placeholder(2, "Title", `type="title"`, area{40, 40, 880, 60}, "t", level("2400", "tx2", true)),
			placeholder(3, "Part", `type="body" sz="quarter" idx="10"`, area{40, 22, 880, 18}, "t", level("1200", "bg2", false)),
			placeholder(4, "Measure", `type="body" sz="quarter" idx="11"`, area{40, 104, 880, 34}, "t", level("1300", "bg2", false)),
			placeholder(5, "Text", `type="body" sz="quarter" idx="13"`, area{40, contentTop, 880, contentHigh}, "t", spaced),
			placeholder(8, "Rest", `type="body" sz="quarter" idx="15"`, area{40, 484, 880, 16}, "t", level("1100", "bg2", false)), footerHolder(6), numberHolder(7)) +
		`</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`)
}

var notesMaster = declaration + `<p:notesMaster ` + spaces + `><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>` +
	shapes(`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>`+area{54, 54, 432, 243}.xfrm("a:xfrm")+`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr></p:sp>`,
		placeholder(3, "Notes", `type="body" sz="quarter" idx="1"`, area{54, 315, 432, 380}, "t", level("1000", "tx1", false))) +
	`</p:cSld>` + clearMap + `<p:notesStyle>` + level("1000", "tx1", false) + `</p:notesStyle></p:notesMaster>`

// theme holds the colours and the type. The second light colour is that of small print.
func theme() []byte {
	fill := `<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`
	line := `<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>`
	effect := `<a:effectStyle><a:effectLst/></a:effectStyle>`
	one := func(name, hex string) string {
		return `<a:` + name + `><a:srgbClr val="` + hex + `"/></a:` + name + `>`
	}
	colours := one("dk1", ink) + one("lt1", paper) + one("dk2", blue) + one("lt2", muted)
	for i, c := range accents() {
		colours += one("accent"+itoa(i+1), c)
	}
	colours += one("hlink", blue) + one("folHlink", muted)
	font := `<a:latin typeface="` + typeface + `"/><a:ea typeface=""/><a:cs typeface=""/>`
	return []byte(declaration + `<a:theme xmlns:a="` + nsDrawing + `" name="Proceedings"><a:themeElements><a:clrScheme name="Proceedings">` + colours + `</a:clrScheme>` +
		`<a:fontScheme name="Proceedings"><a:majorFont>` + font + `</a:majorFont><a:minorFont>` + font + `</a:minorFont></a:fontScheme>` +
		`<a:fmtScheme name="Proceedings"><a:fillStyleLst>` + strings.Repeat(fill, 3) + `</a:fillStyleLst><a:lnStyleLst>` + strings.Repeat(line, 3) + `</a:lnStyleLst><a:effectStyleLst>` + strings.Repeat(effect, 3) + `</a:effectStyleLst><a:bgFillStyleLst>` + strings.Repeat(fill, 3) + `</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`)
}
