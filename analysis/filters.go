package analysis

// Filters says whether whose capture it is had asked for some events only.
type Filters uint8

const (
	FiltersUnknown Filters = iota // what the capture proves was lost, the rest is filtered or lost (R29)
	Filtered                      // it had: what is missing is filtered or lost
	Unfiltered                    // it had not: what is missing was lost
)
