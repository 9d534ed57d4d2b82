package stats

// Marks of a period or cohort.
const (
	Provisional = "provisional"
	Complete    = "complete"
)

// provisionalStep adds a mark: a row with open cases is provisional, because its
// figures will change as they end; one without is complete.
func provisionalStep(t Table, args map[string]string) (Table, error) {
	at, err := t.column(args["open"])
	if err != nil {
		return t, err
	}
	return t.withErr([]string{args["mark"]}, func(row []any) ([]any, error) {
		open, err := counts(row, at)
		if err != nil {
			return nil, err
		}
		if open[0] > 0 {
			return []any{Provisional}, nil
		}
		return []any{Complete}, nil
	})
}
