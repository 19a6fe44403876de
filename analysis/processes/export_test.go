package processes

// KeepFew has a table keep only so many processes that ended for EXITs to come.
func (t *Table) KeepFew(n int) { t.few = n }
