//go:build !duckdb_arrow

package warehouse

// Arrow in and out of DuckDB exists only under the driver's build tag.
var _ = this_program_needs_the_build_tag__go_build_tags_duckdb_arrow
