//go:build linux

package world

import (
	"context"
	"path/filepath"

	"github.com/cnwire/cnwire/record"
)

// Record has package record write what it is sent into a file, until the function
// that it returns is called.
func (w *World) Record(name string, names bool) (stop func()) {
	var o record.Options
	if names {
		o.Who = record.WhoCommand
	}
	r, err := record.Open(context.Background(), o)
	check(err, "record %s", name)
	w.recorders = append(w.recorders, r)
	wait := w.Meanwhile(func() {
		_, err := r.Write(record.Output{Name: filepath.Join(w.dir, w.name+"."+name+".pcapng")})
		check(err, "record %s", name)
	})
	return func() {
		r.Stop()
		wait()
		check(r.Close(), "record %s", name)
		c := r.Counts()
		w.Fact(name+".received", int64(c.Received))
		w.Fact(name+".lost", int64(c.Lost))
	}
}
