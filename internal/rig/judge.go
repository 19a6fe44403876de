package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// judge examines the results of each scenario, and stores those that show what
// they must, but for what has no place in the corpus. The others leave what it has as
// it is.
func judge(o options, p provenance, results string, list []scenario.Scenario) (err error) {
	var stored []scenario.Scenario
	for _, s := range list {
		if faults := examine(p.kernel, results, s); len(faults) > 0 {
			err = errors.Join(err, fmt.Errorf("%s:\n\t%s", s.Name, strings.Join(faults, "\n\t")))
			continue
		}
		if !s.Apart {
			stored = append(stored, s)
		}
	}
	if o.keep {
		return err
	}
	return errors.Join(err, store(corpusFolder, p, results, stored))
}

func examine(k scenario.Kernel, results string, s scenario.Scenario) []string {
	if b, err := os.ReadFile(filepath.Join(results, s.Name+".error")); err == nil {
		return []string{string(b)}
	}
	t, err := scenario.Load(os.DirFS(results), s.Name, k)
	if err != nil {
		return []string{err.Error()}
	}
	return scenario.Examine(s, t)
}
