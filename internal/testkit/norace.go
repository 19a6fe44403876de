//go:build !race

package testkit

// RaceEnabled says that the tests run under the race detector, which allocates
// on its own and is many times slower.
const RaceEnabled = false
