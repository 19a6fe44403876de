package processes

// fate is how a process ended, as drawings tell it apart.
type fate uint8

const (
	fateUnknown fate = iota // it had no event of its own
	fateRuns                // no end was seen
	fateWell                // code 0
	fateFailed              // another code
	fateKilled              // a signal
)

func fateOf(p *Process) fate {
	switch {
	case p.State != Ended:
		return fateRuns
	case p.Code == 0:
		return fateWell
	case p.Signal() == 0:
		return fateFailed
	}
	return fateKilled
}
