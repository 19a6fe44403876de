package testkit

import "os"

// Deep says that time is no object: make deep sets CNWIRE_DEEP=1. Else tests that
// try every bit or byte of something try a share of them.
var Deep = os.Getenv("CNWIRE_DEEP") == "1"

// Share says whether the i-th of many cases is tried: with Deep each, else one of n.
func Share(i, n int) bool { return Deep || i%n == 0 }
