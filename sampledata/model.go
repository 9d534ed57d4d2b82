package sampledata

// The records below carry the fields of the records that exports are read into, under the same names in Go spelling (case_ref is CaseRef).
// A zero Day, an empty code or text and an unset Flag all mean "not recorded". An empty reference (SubjectRef, ProceedingRef …) means that the
// record is not about one subject or proceeding. Codes are those of the vocabularies: see codes.go.
//
// Every record also carries a trace of when its source system came to know it: an extract dated before then does not have it.

// World is a history, or what an extract says of it.
type World struct {
	Seed        uint64
	ExtractDate Day // nothing but plans lies after it

	Cases             []Case
	Subjects          []Subject
	Allegations       []Allegation
	Decisions         []Decision
	Proceedings       []Proceeding
	ProcSubjects      []ProcSubject
	Events            []Event
	Holds             []Hold
	Extensions        []Extension
	Listings          []Listing
	Attendances       []Attendance
	Recommendations   []Recommendation
	Responses         []Response
	Debriefs          []Debrief
	DebriefThemes     []DebriefTheme
	Actions           []Action
	QAReviews         []QAReview
	QAItems           []QAItem
	DisclosureBatches []DisclosureBatch
	ExhibitAudits     []ExhibitAudit
	ContactUpdates    []ContactUpdate
	Instructions      []Instruction
	CaseReviews       []CaseReview
	Restrictions      []Restriction
	Headcounts        []Headcount
	Costs             []Cost

	story *World // the uncut history that extracts are taken from; nil on an extract
}

// trace says when an extract has a record: from known until before withdrawn. A zero Day sets no bound.
type trace struct{ known, withdrawn Day }

func (t *trace) traced() *trace { return t }

// Flag is a yes or no that may not be recorded.
type Flag int8

// The three values of a Flag.
const (
	Unset Flag = iota
	Yes
	No
)

// NotCounted is the value of a count that is not recorded.
const NotCounted = -1

// Case is one case.
type Case struct {
	trace

	CaseRef              string
	Territory            string
	Force                string
	Region               string
	MatterType           string
	Mode                 string
	Category             string
	Severity             string
	IncidentDate         Day
	ComplaintMadeDate    Day
	AttentionDate        Day
	RecordedDate         Day
	ReferredDate         Day
	InvestigationEndDate Day
	ClosedDate           Day
	Status               string

	Summary     string // free text of the case file: in the exports only, never read
	Complainant string // invented name: in the exports only, never read
	closedKnown Day    // when the closure was entered
	was         *Case  // what was believed until fixed
	fixed       Day
}

// Subject is one person in one case. PersonID is the raw identifier (a warrant or staff number) whose keyed hash is person_key: use it to tell
// persons apart, never to compare with what was loaded.
type Subject struct {
	trace

	CaseRef    string
	SubjectRef string
	PersonID   string
	Status     string
	RankBand   string
	Sex        string
	Ethnicity  string
	AgeBand    string

	Name  string   // invented name: in the exports only, never read
	was   *Subject // what was believed until fixed
	fixed Day
}

// Allegation is one allegation against one subject.
type Allegation struct {
	trace

	CaseRef       string
	SubjectRef    string
	AllegationRef string
	ProceedingRef string
	Scheme        string
	Code          string
	Standard      string
	Severity      string
	FindingScheme string
	Finding       string
	Sanction      string
	FindingDate   Day
}

// Decision is a case-to-answer decision (AllegationRef set) or a charging decision (AllegationRef empty, Decider cps).
type Decision struct {
	trace

	CaseRef       string
	SubjectRef    string
	AllegationRef string
	DecidedDate   Day
	Level         string
	Decider       string
	IsFinal       Flag
}

// Proceeding is one proceeding of any jurisdiction.
type Proceeding struct {
	trace

	ProceedingRef string
	CaseRef       string
	Type          string
	Force         string
	ChairType     string
	Presenter     string
	StartedDate   Day
}

// ProcSubject is one subject in one proceeding (SubjectRef empty for an inquest) and how it ended.
type ProcSubject struct {
	trace

	ProceedingRef string
	CaseRef       string
	SubjectRef    string
	CompletedDate Day
	EndedHow      string
	Finding       string
	Sanction      string
	Result        string
	Sentence      string
	Conclusion    string
	Jury          Flag
	Article2      Flag

	endedKnown Day          // when the end was entered
	was        *ProcSubject // what was believed until fixed
	fixed      Day
}

// Event is one milestone.
type Event struct {
	trace

	CaseRef       string
	SubjectRef    string
	ProceedingRef string
	Code          string
	EventDate     Day
	RecordedDate  Day
}

// Hold is a period in which a case or a subject waits for something else.
type Hold struct {
	trace

	CaseRef    string
	SubjectRef string
	Kind       string
	StartDate  Day
	EndDate    Day
}

// Extension is one decision to extend one limit. It is retrospective when decided after the limit it extends had passed.
type Extension struct {
	trace

	ProceedingRef string
	CaseRef       string
	SubjectRef    string
	StandardID    string
	DecidedDate   Day
	NewDueDate    Day
	DecidedBy     string
	Reason        string
}

// Listing is one listed day of a proceeding. A day still to come has no Used.
type Listing struct {
	trace

	ProceedingRef string
	ListedDate    Day
	Kind          string
	Used          string
	LostReason    string
}

// Attendance says whether one role attended a listed day.
type Attendance struct {
	trace

	ProceedingRef string
	ListedDate    Day
	Role          string
	Attended      Flag
}

// Recommendation is one recommendation to one addressee.
type Recommendation struct {
	trace

	RecommendationRef string
	CaseRef           string
	Territory         string
	Force             string
	LegalBasis        string
	Theme             string
	MadeDate          Day
	DueDate           Day
	ExtendedDueDate   Day
	Status            string

	extendedKnown Day // when the extension was given
}

// Response is the response to a recommendation.
type Response struct {
	trace

	RecommendationRef string
	ReceivedDate      Day
	Response          string

	was   *Response // what was believed until fixed
	fixed Day
}

// Debrief is one post-proceedings debrief, held or still to be held.
type Debrief struct {
	trace

	DebriefRef    string
	CaseRef       string
	ProceedingRef string
	Force         string
	Jurisdiction  string
	TriggerDate   Day
	HeldDate      Day
}

// DebriefTheme is one theme found at one debrief.
type DebriefTheme struct {
	trace

	DebriefRef string
	Theme      string
}

// Action is one action from a debrief.
type Action struct {
	trace

	ActionRef  string
	DebriefRef string
	CaseRef    string
	Force      string
	Theme      string
	RaisedDate Day
	DueDate    Day
	DoneDate   Day
}

// QAReview is one quality review of one file. SecondOf is the review that it reads again, if it is a second reading.
type QAReview struct {
	trace

	ReviewRef    string
	CaseRef      string
	Force        string
	ReviewedDate Day
	SecondOf     string
}

// QAItem is the result of one item of a review.
type QAItem struct {
	trace

	ReviewRef string
	Item      string
	Result    string
}

// DisclosureBatch is one batch of material due for service.
type DisclosureBatch struct {
	trace

	BatchRef      string
	CaseRef       string
	ProceedingRef string
	Force         string
	DueDate       Day
	ServedDate    Day
	ReturnedDate  Day
	ReturnReason  string
}

// ExhibitAudit is one audit of the exhibits of a case.
type ExhibitAudit struct {
	trace

	AuditRef      string
	CaseRef       string
	Force         string
	DueDate       Day
	DoneDate      Day
	Discrepancies int // NotCounted while not done

}

// ContactUpdate is one update to a complainant, a family and so on.
type ContactUpdate struct {
	trace

	CaseRef     string
	Audience    string
	ContactDate Day
	Quality     string
}

// Instruction is one instruction of counsel.
type Instruction struct {
	trace

	InstructionRef string
	CaseRef        string
	ProceedingRef  string
	InstructedDate Day
	AdviceDate     Day
}

// CaseReview is one review of a case that fell or falls due.
type CaseReview struct {
	trace

	CaseRef  string
	DueDate  Day
	DoneDate Day
	Risk     string
}

// Restriction is an anonymity or reporting restriction.
type Restriction struct {
	trace

	RestrictionRef string
	CaseRef        string
	ProceedingRef  string
	SubjectRef     string
	Kind           string
	FromDate       Day
	UntilDate      Day
}

// Headcount is the officers of one rank band in post on one day.
type Headcount struct {
	trace

	Force     string
	AsAtDate  Day
	RankBand  string
	Headcount int
}

// Cost is one cost of a proceeding.
type Cost struct {
	trace

	ProceedingRef string
	Kind          string
	IncurredDate  Day
	AmountPence   int64
}
