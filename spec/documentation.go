package spec

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed documentation.csv
var documentationFile embed.FS

const documentationColumns = "ages,statement,rules,correction,doc"

// ages are the texts of the kernel's documentation, by the releases that have
// them: Documentation/connector/connector.txt, and from 5.2 on
// Documentation/driver-api/connector.rst with the comments of
// include/linux/connector.h.
var ages = []string{"2.6.14", "3.x", "5.10"}

// Statement is a row of documentation.csv: something that the documentation
// says, in other words, and what holds.
type Statement struct {
	Ages       []string // of the texts that say it: 2.6.14, 3.x, 5.10
	Text       string
	Rules      []string // of SPEC.md: R7
	Correction string   // a name, where the documentation is wrong or says half of it
	Doc        string   // what is so; empty without a correction
}

// Statements returns the rows of the built-in documentation.csv in their order.
// The slice is read-only.
func Statements() []Statement { return builtinStatements() }

var builtinStatements = sync.OnceValue(func() []Statement {
	statements, err := LoadStatements(documentationFile)
	if err != nil {
		panic(err) // the embedded file cannot differ from the tested one
	}
	return statements
})

var ruleNumber = regexp.MustCompile(`^R[1-9][0-9]?$`)

// LoadStatements reads documentation.csv from the top of fsys. Its errors name
// the file and the line.
func LoadStatements(fsys fs.FS) ([]Statement, error) {
	var all []Statement
	err := read(fsys, "documentation.csv", documentationColumns, func(r row) error {
		s := Statement{Text: r.get("statement"), Rules: strings.Fields(r.get("rules")), Correction: r.get("correction"), Doc: r.get("doc")}
		for _, age := range strings.Fields(r.get("ages")) {
			i := slices.Index([]string{"1", "2", "3"}, age)
			if i < 0 || slices.Contains(s.Ages, ages[i]) {
				return r.errorf("ages are 1, 2 and 3, each once")
			}
			s.Ages = append(s.Ages, ages[i])
		}
		if err := s.check(); err != nil {
			return r.errorf("%v", err)
		}
		all = append(all, s)
		return nil
	})
	return all, err
}

func (s *Statement) check() error {
	switch {
	case len(s.Ages) == 0:
		return fmt.Errorf("no age")
	case s.Text == "":
		return fmt.Errorf("no statement")
	case len(s.Rules) == 0:
		return fmt.Errorf("no rule")
	case (s.Correction == "") != (s.Doc == ""):
		return fmt.Errorf("a correction has a name and a sentence")
	}
	for _, r := range s.Rules {
		if !ruleNumber.MatchString(r) {
			return fmt.Errorf("%q is no rule", r)
		}
	}
	return nil
}
