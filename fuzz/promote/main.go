// Command promote turns what a fuzz target crashed on into a case with a name
// and a story, which every later go test runs:
//
//	go run ./fuzz/promote -name length-of-4-gib -why 'A length that wraps …' fuzz/testdata/fuzz/FuzzTree/8a2f…
//
// A crash of a target of package fuzz is a datagram. It becomes fuzz/cases/NAME.txt,
// which Seed gives to every target, here and in other projects, and TestCases
// holds against every property. A crash of any other target stays with that
// target under its new name. The old file is removed.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

func main() {
	name := flag.String("name", "", "what the case is about, in lower-case words joined by -")
	why := flag.String("why", "", "one or two sentences: what the input is and what went wrong")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "promote: one crash file, please")
		os.Exit(2)
	}
	to, err := promote(flag.Arg(0), *name, *why)
	if err != nil {
		fmt.Fprintln(os.Stderr, "promote:", err)
		os.Exit(1)
	}
	fmt.Println(to)
}

var goodName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)

// promote moves a crash and returns its new path.
func promote(crash, name, why string) (to string, err error) {
	if !goodName.MatchString(name) {
		return "", fmt.Errorf("the name %q is not two or more lower-case words joined by -", name)
	}
	if len(why) < 20 {
		return "", fmt.Errorf("the reason %q tells too little", why)
	}
	text, err := os.ReadFile(crash)
	if err != nil {
		return "", err
	}
	b, err := parseCrash(string(text))
	if err != nil {
		return "", fmt.Errorf("%s: %w", crash, err)
	}
	folder := filepath.Dir(crash) // …/testdata/fuzz/FuzzTarget
	target := filepath.Base(folder)
	room := filepath.Dir(filepath.Dir(filepath.Dir(folder)))
	content := seedText(b, why)
	to = filepath.Join(folder, name)
	if filepath.Base(room) == "fuzz" {
		content = caseText(b, target, why)
		to = filepath.Join(room, "cases", name+".txt")
	}
	if _, err := os.Stat(to); err == nil {
		return "", fmt.Errorf("%s is there already", to)
	}
	if err := os.WriteFile(to, []byte(content), 0o644); err != nil {
		return "", err
	}
	return to, os.Remove(crash)
}
