package hosts

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Make writes the captures of all hosts into a folder, and returns what happened.
func Make(folder string, o Options) (*Truth, error) {
	t := new(Truth)
	for h := range o.Hosts {
		if err := t.host(folder, &o, h); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// host makes what one host recorded: of a boot or two.
func (t *Truth) host(folder string, o *Options, h int) error {
	r := rand.New(rand.NewPCG(o.Seed, uint64(h)))
	name := fmt.Sprintf("host-%04d", h)
	big := r.IntN(1000) < o.BigEndian
	boots := 1
	if r.IntN(1000) < o.Reboots {
		boots = 2
	}
	epoch := o.Start.Add(time.Duration(r.IntN(7*3600)) * time.Second)
	for b := range boots {
		m := newMachine(Boot{Host: name, Boot: digest("boot", name, fmt.Sprint(b, o.Seed))}, o, r, big)
		m.play()
		id := digest("id", name, fmt.Sprint(o.Seed))
		var second *machine
		if o.Seconds > 0 && r.IntN(1000) < o.Seconds {
			second = m.second()
		}
		if err := t.recorded(folder, m, epoch, id); err != nil {
			return err
		}
		if second != nil {
			if err := t.recorded(folder, second, epoch, id); err != nil {
				return err
			}
		}
		epoch = clock(epoch, m.now+60e9)
		for _, exe := range slices.Sorted(maps.Keys(m.ran)) {
			t.Execs = append(t.Execs, Execs{name, exe, m.ran[exe]})
		}
	}
	return nil
}

// recorded makes the files of one recorder, and says what is true of them.
func (t *Truth) recorded(folder string, m *machine, epoch time.Time, id string) error {
	if m.r.IntN(1000) < m.o.Drops {
		m.drop()
	}
	of := Recording{Boot: m.Boot, ID: id, Stream: m.stream(epoch, id)}
	if err := t.recording(folder, m, epoch, id); err != nil {
		return err
	}
	t.Events += m.settle()
	before := len(t.Lives)
	t.Lives = append(t.Lives, m.lives...)
	for i := range t.Lives[before:] {
		if l := &t.Lives[before+i]; l.Parent >= 0 {
			l.Parent += before
		}
	}
	t.Losses = append(t.Losses, m.gaps()...)
	t.Pairs = append(t.Pairs, m.pairs...)
	t.Of = append(t.Of, of)
	return m.each(epoch, &of)
}

// digest is 32 hexadecimal digits of words.
func digest(words ...string) string {
	sum := sha256.Sum256(fmt.Appendln(nil, words))
	return hex.EncodeToString(sum[:16])
}

// recording writes the messages of a machine into its files, but for those that the
// kernel dropped.
func (t *Truth) recording(folder string, m *machine, epoch time.Time, id string) error {
	var there []int
	for i := range m.list {
		if !m.list[i].dropped {
			there = append(there, i)
		}
	}
	parts := 1
	if m.r.IntN(1000) < m.o.Splits {
		parts = 2 + m.r.IntN(4)
	}
	dropped := uint64(0)
	for n := range parts {
		from, to := len(there)*n/parts, len(there)*(n+1)/parts
		var list []message
		before := dropped
		last := there[to-1]
		for _, i := range there[from:to] {
			list = append(list, m.list[i])
		}
		for i := there[from]; i <= last; i++ {
			if m.list[i].dropped {
				dropped++
			}
		}
		f := File{Boot: m.Boot, Number: n}
		data := m.write(epoch, id, list, before, dropped)
		switch c := m.r.IntN(1000); {
		case c < m.o.Cut:
			if f.Offset = m.cut(&data, list); f.Offset > 0 {
				f.Damage = "cut"
			}
		case c < m.o.Cut+m.o.Garbage:
			if f.Offset = m.garbage(&data, list); f.Offset > 0 {
				f.Damage = "garbage"
			}
		}
		for k, i := range there[from:to] {
			if m.list[i].lost = list[k].lost; !list[k].lost {
				f.Frames++
			}
		}
		f.Bytes = int64(len(data.bytes))
		if err := t.store(folder, m, f, data.bytes); err != nil {
			return err
		}
	}
	return nil
}

// store writes a file under a name that says nothing of its place among others, and
// some files a second time.
func (t *Truth) store(folder string, m *machine, f File, data []byte) error {
	times := 1
	if m.r.IntN(1000) < m.o.Duplicates {
		times = 2
	}
	for n := range times {
		name := fmt.Sprintf("%02x/%08x.pcapng", m.r.Uint32N(16), m.r.Uint32())
		bytes := data
		if m.r.IntN(1000) < m.o.Compressed {
			name, bytes = name+".gz", compressed(data)
		}
		if n > 0 {
			f.Of = t.Files[len(t.Files)-1].Path
		}
		f.Path = name
		place := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(place), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(place, bytes, 0o666); err != nil {
			return err
		}
		t.Files = append(t.Files, f)
	}
	return nil
}

func compressed(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	must(w.Write(data))
	must(0, w.Close())
	return b.Bytes()
}
