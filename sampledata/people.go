package sampledata

import "fmt"

// Body is the invented national body whose proceedings support unit keeps the register and the tracker.
const Body = "Office for Conduct Proceedings"

// Force is one invented force.
type Force struct {
	Name   string
	Slug   string // in file names
	Prefix string // in references
	Region string
	weight int // share of the work, in hundredths
	size   int // constables in post at the first headcount
}

// Forces are the eight invented forces, in alphabetical order.
var Forces = []Force{
	{"Aldermoor Police", "aldermoor", "ALD", "North", 14, 1840},
	{"Brackenshire Constabulary", "brackenshire", "BRK", "Midlands", 12, 1620},
	{"Carrowmere Police", "carrowmere", "CRW", "South", 11, 1310},
	{"Dunmarsh Constabulary", "dunmarsh", "DNM", "East", 11, 1490},
	{"Eastwold Police", "eastwold", "EWD", "East", 11, 1270},
	{"Fernholt Constabulary", "fernholt", "FRN", "Midlands", 10, 1150},
	{"Greyhaven Police", "greyhaven", "GRH", "South", 19, 2960},
	{"Harrowdale Constabulary", "harrowdale", "HRD", "North", 12, 1400},
}

// slowForce is far unlike the rest on hearings within 100 working days; sparseForce leaves out more than the rest.
const (
	slowForce   = 6
	sparseForce = 3
)

func drawForce(r *rng) int {
	u := r.below(100)
	for i, f := range Forces {
		if u < f.weight {
			return i
		}
		u -= f.weight
	}
	return len(Forces) - 1
}

// person is an invented officer or member of staff, who may turn up in more than one case.
type person struct {
	id, name       string
	status         string
	rankBand       string
	sex, ethnicity string
	ageBand        string
}

// PlantedNames are invented names that stand in the exports and nowhere else: finding one of them in a warehouse, a release or a log means that a
// name was not dropped as it was read.
var PlantedNames = []string{
	"Zebedee Quillfeather", "Philomena Wrackspindle", "Barnaby Oakenmoot", "Zoé Thistlewick", "Cordelia Vantongue-Pym", "Ignatius Marrowbright",
}

var (
	firstNames = []string{
		"Alaric", "Bethan", "Corin", "Delphine", "Edmund", "Fenella", "Gideon", "Hester", "Ivo", "Jocasta", "Kester", "Lavinia", "Merrick", "Nerys",
		"Osric", "Petra", "Quentin", "Rosalind", "Silas", "Tamsin", "Ulric", "Verity", "Wilfred", "Xanthe", "Yorick", "André", "Chloë", "Renée",
	}
	lastNames = []string{
		"Ambergast", "Brindlecote", "Cobblewick", "Drapplestone", "Elderquill", "Fennimarsh", "Gorsebrook-Lay", "Hobblethwaite", "Inkerdale",
		"Jessopwell", "Kettlemoor", "Larkspurn", "Mossgather", "Nettlefrost", "Oxenbridle", "Pennifold", "Quarrendine", "Rushwhistle",
		"Snettlecombe", "Tanglewater", "Underbough", "Vennelbrook", "Wexenholm", "Yarrowick",
	}
)

var (
	statusChoices = []choice{{"officer", 80}, {"special", 4}, {"former_officer", 13}, {"senior_officer", 1}, {"staff", 2}}
	rankChoices   = []choice{{"constable", 74}, {"sergeant", 16}, {"inspecting", 8}, {"superintending", 2}}
	sexChoices    = []choice{{"male", 77}, {"female", 22}, {"", 1}}
	ethnicChoices = []choice{{"white", 78}, {"asian", 8}, {"black", 6}, {"mixed", 5}, {"other", 3}}
	ageChoices    = []choice{{"25_and_under", 12}, {"26_to_40", 48}, {"41_to_55", 35}, {"over_55", 4}, {"", 1}}
)

// meet returns a person of the force: now and then one who has been in a case before.
func (s *story) meet(r *rng, force int, status string) person {
	known := s.people[force]
	if status == "" && len(known) > 20 && r.chance(7) {
		return pick(r, known)
	}
	p := s.newPerson(r, force, status)
	if status == "" {
		s.people[force] = append(s.people[force], p)
	}
	return p
}

func (s *story) newPerson(r *rng, force int, status string) person {
	s.persons++
	p := person{
		id:        fmt.Sprintf("W%05d", 10000+s.persons*13%89000),
		name:      inventedName(r),
		status:    status,
		rankBand:  r.draw(rankChoices),
		sex:       r.draw(sexChoices),
		ethnicity: r.draw(ethnicChoices),
		ageBand:   r.draw(ageChoices),
	}
	if p.status == "" {
		p.status = r.draw(statusChoices)
	}
	switch p.status {
	case "staff":
		p.id, p.rankBand = "S"+p.id[1:], pick(r, []string{"staff", "staff", "pcso"})
	case "special":
		p.rankBand = "special"
	case "senior_officer":
		p.rankBand = "chief"
	}
	p.omit(r, force)
	return p
}

// omit leaves out what the force's clerks left out.
func (p *person) omit(r *rng, force int) {
	ethnicity, rank := 13, 4
	if force == sparseForce {
		ethnicity, rank = 38, 11
	}
	if r.chance(ethnicity) {
		p.ethnicity = ""
	}
	if r.chance(rank) {
		p.rankBand = ""
	}
	if r.below(1000) < 15 {
		p.id = ""
	}
}

func inventedName(r *rng) string {
	return pick(r, firstNames) + " " + pick(r, lastNames)
}

// plantNames gives the recognisable names to some officers and complainants.
func (s *story) plantNames() {
	for i := range s.Subjects {
		if i%150 == 40 {
			s.Subjects[i].Name = PlantedNames[i/150%len(PlantedNames)]
		}
	}
	for i, c := range s.cases {
		if c.Complainant != "" && i%40 == 7 {
			c.Complainant = PlantedNames[i/40%len(PlantedNames)]
			c.Summary = summary(newRNG(s.Seed, "summary", i), c)
		}
	}
}
