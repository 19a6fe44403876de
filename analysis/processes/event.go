package processes

import "github.com/cnwire/cnwire/analysis"

// Event is a process event as the table takes it, Moment when it happened.
type (
	Event  = analysis.ProcEvent
	Moment = analysis.Moment
)
