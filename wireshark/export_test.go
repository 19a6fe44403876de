package wireshark

import "testing"

// On lets a test run as if on another system.
func On(t testing.TB, name string) {
	was := system
	system = name
	t.Cleanup(func() { system = was })
}
