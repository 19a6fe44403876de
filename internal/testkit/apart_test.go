package testkit_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
)

// Only fields with a line before and behind them are apart.
func TestApart(t *testing.T) {
	type (
		good struct {
			a    int
			_    [64]byte
			b, c int
			_    [64]byte
		}
		first struct {
			b, c int
			_    [64]byte
		}
		last struct {
			_    [64]byte
			b, c int
		}
		narrow struct {
			_    [63]byte
			b, c int
			_    [64]byte
		}
		used struct {
			_    [64]byte
			b, c int
			a    [64]byte
		}
		between struct {
			_    [64]byte
			b, a int
			_    [64]byte
		}
	)
	for _, of := range []any{good{}, first{}, last{}, narrow{}, used{}, between{}} {
		said := &saying{TB: t}
		func() {
			defer func() {
				if p := recover(); p != nil && p != said {
					panic(p)
				}
			}()
			testkit.Apart(said, reflect.TypeOf(of), "b", "c")
		}()
		if is := said.lines == ""; is != strings.HasSuffix(fmt.Sprintf("%T", of), "good") {
			t.Errorf("%T: %q", of, said.lines)
		}
	}
}

// saying keeps what a check says.
type saying struct {
	testing.TB
	lines string
}

func (s *saying) Helper() {}

func (s *saying) Errorf(format string, args ...any) { s.lines += fmt.Sprintf(format, args...) + "\n" }

func (s *saying) Fatalf(format string, args ...any) {
	s.Errorf(format, args...)
	panic(s)
}
