// Package needs lets a test ask for a program that only some machines have.
package needs

import (
	"os"
	"os/exec"
	"testing"
)

// Require names the environment variable that, set to 1, turns a skipped proof
// into a failed one: where the tools are said to be present, a skip would go unnoticed.
const Require = "CNWIRE_REQUIRE_TOOLS"

// Tool returns the path of a program. Without the program it skips the test in
// one sentence that ends with why, or fails it if Require is set.
//
// With -short it skips the test in any case: make check runs everything once in
// full, and make deep once more in short under the race detector and with 32-bit
// integers, of which a comparison with another program learns nothing.
func Tool(t testing.TB, name, why string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: " + name + " is not asked again.")
	}
	path, err := exec.LookPath(name)
	if err != nil {
		Missing(t, name+" is not installed: "+why)
	}
	return path
}

// Missing ends a test that lacks something other than a program: it skips it
// with the sentence, or fails it if Require is set.
func Missing(t testing.TB, sentence string) {
	t.Helper()
	if os.Getenv(Require) == "1" {
		t.Fatal(sentence + " (" + Require + "=1)")
	}
	t.Skip(sentence)
}
