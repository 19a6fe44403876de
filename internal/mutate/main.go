// Command mutate changes one small thing in a package at a time and runs the
// package's tests, which should fail. It knows the changes that go-gremlins
// does not make: constants by one, operands swapped, statements removed.
//
//	go run ./internal/mutate [-j 2] [-file regexp] [-slow regexp] [-every 3] ./codec ./spec
//
// What survives is printed, and the exit status is 1 unless explained.txt has a
// reason for each. RAPID_CHECKS says how long property tests run. With -slow, the
// tests whose names match run last, and only on what survives the others.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"sync"
)

func main() {
	workers := flag.Int("j", 1, "mutants tested at a time")
	file := flag.String("file", "", "only files whose name matches this regular expression")
	slow := flag.String("slow", "", "tests whose names match this regular expression run last")
	every := flag.Int("every", 1, "test every so many-th mutant only")
	list := flag.Bool("list", false, "print the mutants and test none")
	flag.Parse()
	only, err := regexp.Compile(*file)
	if err == nil {
		err = run(flag.Args(), only, *slow, *workers, max(1, *every), *list)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(packages []string, only *regexp.Regexp, slow string, workers, every int, list bool) error {
	unexplained := 0
	for _, dir := range packages {
		mutants, err := find(dir, only)
		if err != nil {
			return err
		}
		kept := mutants[:0]
		for i := 0; i < len(mutants); i += every {
			kept = append(kept, mutants[i])
		}
		mutants = kept
		if list {
			for _, m := range mutants {
				fmt.Println(m)
			}
			continue
		}
		n, err := try(dir, slow, mutants, workers)
		if err != nil {
			return err
		}
		unexplained += n
	}
	if unexplained > 0 {
		return fmt.Errorf("%d mutants survive without an explanation", unexplained)
	}
	return nil
}

// try tests the mutants of a package and prints what became of them.
func try(dir, slow string, mutants []mutant, workers int) (unexplained int, err error) {
	if out, err := test(dir, slow, "", ""); err != nil {
		return 0, fmt.Errorf("the tests of %s fail without a mutant: %w\n%s", dir, err, out)
	}
	var (
		mu     sync.Mutex
		wg     sync.WaitGroup
		counts = map[fate]int{}
		queue  = make(chan mutant)
	)
	for range max(1, workers) {
		wg.Go(func() {
			for m := range queue {
				f, failure := m.try(dir, slow)
				mu.Lock()
				counts[f]++
				if failure != nil {
					err = failure
				}
				if f == survived {
					why := explained(m)
					if why == "" {
						unexplained++
						why = "no explanation"
					}
					fmt.Printf("%v: %s\n", m, why)
				}
				mu.Unlock()
			}
		})
	}
	for _, m := range mutants {
		queue <- m
	}
	close(queue)
	wg.Wait()
	judged := counts[killed] + counts[survived]
	fmt.Printf("%s: %d mutants killed, %d survive (%.1f %% killed); %d do not compile\n",
		dir, counts[killed], counts[survived], 100*float64(counts[killed])/float64(max(1, judged)), counts[broken])
	return unexplained, err
}
