package testkit

import (
	"flag"
	"strconv"
	"testing"
)

// Few reports whether rapid draws fewer inputs than it usually does, as with -short or
// a small RAPID_CHECKS: then what comes seldom need not have come.
func Few() bool {
	f := flag.Lookup("rapid.checks")
	n, err := strconv.Atoi(f.Value.String())
	return err != nil || n < usually || testing.Short()
}
