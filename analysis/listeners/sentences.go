package listeners

import "fmt"

// Sentences say, at the End, what rows do not: silences, what the counter is known to
// be, and what was not listed.
func (a *Audience) Sentences() (list []string) {
	for i := range a.Silences {
		list = append(list, a.Silences[i].String())
	}
	a.Counts(func(host string, c Count) {
		if host != "" {
			host += ": "
		}
		list = append(list, host+AtTheEnd(c))
	})
	if a.Foreign > 0 {
		list = append(list, fmt.Sprintf("%d answers to requests that the capture does not have: others asked too", a.Foreign))
	}
	if a.Unlisted > 0 {
		list = append(list, fmt.Sprintf("%d requests of ports beyond the first %d are not in the list", a.Unlisted, maxListed))
	}
	return list
}

// AtTheEnd says what the kernel's counter is known to be.
func AtTheEnd(c Count) string {
	switch s := c.String(); s {
	case "unknown":
		return "nothing says how many listeners the kernel counted at the end"
	case "1":
		return "the kernel counted 1 listener at the end"
	default:
		return "the kernel counted " + s + " listeners at the end"
	}
}
