package read

import "proceedings/ingest/profile"

// Headings are the names of a table's columns as a profile has to write them:
// those of the header that it declares, joined where it has several rows.
func (f *File) Headings(t profile.Table) ([]string, error) {
	r, err := f.rows(t)
	if err != nil {
		return nil, err
	}
	defer r.close()
	return findHeader(r, t)
}
