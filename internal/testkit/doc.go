// Package testkit is what tests of several packages share, and knows nothing of
// ours. What makes and shows bytes by the table is in testkit/octets, what reads
// captures with analysis in testkit/frames: the witnesses against codec may use
// the first two and not the third.
package testkit

// TB is what testing.TB and rapid.T have in common.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// Must returns v, from a function that ends the test if err is not nil. A
// package that calls it often has a must of its own, of one line.
func Must[T any](v T, err error) func(TB) T {
	return func(t TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
