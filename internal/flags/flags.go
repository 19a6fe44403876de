// Package flags looks at the flags that a user gave, whatever their command:
// which they are, and whether their numbers make sense.
package flags

import (
	"fmt"
	"reflect"
	"time"

	"github.com/alecthomas/kong"
)

// First returns the first of the flags in question that a command line has, as
// it is typed, or nothing. path is kong.Context.Path.
func First(path []*kong.Path, asked func(name string) bool) string {
	for _, p := range path {
		if p.Flag != nil && asked(p.Flag.Name) {
			return typed(p.Flag)
		}
	}
	return ""
}

// typed returns a flag as it is typed.
func typed(f *kong.Flag) string {
	if f.Short != 0 {
		return "-" + string(f.Short)
	}
	return "--" + f.Name
}

// Positive returns an error for the first flag with a number or a length of time
// of less than one, from which none can count.
func Positive(path []*kong.Path) error {
	for _, p := range path {
		if p.Flag == nil {
			continue
		}
		v := reflect.Indirect(p.Flag.Target)
		switch {
		case !(v.CanUint() && v.Uint() < 1 || v.CanInt() && v.Int() < 1):
		case v.Type() == reflect.TypeFor[time.Duration]():
			return fmt.Errorf("%s: %v is too short", typed(p.Flag), v)
		default:
			return fmt.Errorf("%s: %v is too small: it counts from 1", typed(p.Flag), v)
		}
	}
	return nil
}
