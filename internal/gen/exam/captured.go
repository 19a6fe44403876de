package exam

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// frame is one packet of a capture.
type frame struct {
	file   string // path in the corpus
	stem   string // the same without the first folder and the ending
	number int    // from 1
	order  byteOrder
	b      []byte // the datagram, behind the cooked header
}

// captures calls f with each frame of the corpus that a kernel sent or got in
// full, leaving out cuts, which have frames of other files.
func captures(f func(frame)) error {
	entries, err := corpus.Manifest()
	if err != nil {
		return err
	}
	scenarios, err := corpus.Scenarios()
	if err != nil {
		return err
	}
	slices.SortStableFunc(scenarios, func(a, b corpus.Entry) int { return cmp.Compare(later(a), later(b)) })
	for _, e := range append(entries, scenarios...) {
		if e.Source == "cut" {
			continue
		}
		if err := frames(e, f); err != nil {
			return err
		}
	}
	return nil
}

// first are the series that the exam was made of. The frames of kernels that came to
// the corpus later are read behind theirs, so that vectors keep their names, and add
// what no earlier kernel sent; they make no streams and exchanges, which would be those
// of their generation again.
var first = []string{"amd64-6.1", "amd64-6.12", "amd64-6.18", "i386-6.1", "s390x-6.1"}

// races is the scenario that came later than the others of those kernels: its frames are
// read behind theirs too.
const races = "w1race"

// later is 0 for a capture in the folder of a kernel of the first series, and 1 for others.
func later(e corpus.Entry) int {
	if strings.HasPrefix(path.Base(e.File), races+".") {
		return 1
	}
	numbers := strings.SplitN(strings.TrimPrefix(path.Dir(e.File), "captures/"), ".", 3)
	if slices.Contains(first, strings.Join(numbers[:min(2, len(numbers))], ".")) {
		return 0
	}
	return 1
}

// frames calls f with those of one capture.
func frames(e corpus.Entry, f func(frame)) error {
	b, err := fs.ReadFile(corpus.FS(), e.File)
	if err != nil {
		return err
	}
	o := little
	if e.ByteOrder == "big" {
		o = big
	}
	file := binary.ByteOrder(binary.LittleEndian)
	if b[0] == 0xa1 {
		file = binary.BigEndian
	}
	stem := strings.TrimPrefix(strings.TrimSuffix(e.File, ".pcap"), "captures/")
	b = b[24:]
	for n := 1; len(b) >= 16; n++ {
		size, wire := int(file.Uint32(b[8:])), int(file.Uint32(b[12:]))
		if 16+size > len(b) {
			return fmt.Errorf("%s: frame %d is cut", e.File, n)
		}
		if p := b[16 : 16+size]; size == wire && size >= 16 && binary.BigEndian.Uint16(p[14:]) == 11 {
			f(frame{e.File, stem, n, o, p[16:]})
		}
		b = b[16+size:]
	}
	return nil
}

// captured cuts the first frame of each shape out of the captures: the byte
// order, and for the first message its lengths, id, type, flags, and for an
// event what it is, whether it is of a thread, and whether it is a failure.
func (m *maker) captured() {
	seen := map[string]bool{}
	err := captures(func(f frame) {
		fields, failure := datagramFields(m.t, f.order, f.b, 0)
		shape, word := shapeOf(m.t, fields)
		key := fmt.Sprint(f.order.word, len(f.b), shape, failure)
		if seen[key] {
			return
		}
		seen[key] = true
		expect := vectors.Answer{OK: true}
		if failure != nil {
			expect = failed(f.order, f.b, failure)
		}
		expect.Fields = fields
		a := about{
			name: fmt.Sprintf("captured/%s/%s/frame=%d", word, f.stem, f.number), accepts: []string{"R1", "R4", "R6", "R7"}, flags: []string{"swapped", "endian", "done"},
			source: "captured", from: fmt.Sprintf("%s %d", f.file, f.number), why: "A kernel sent or got this: " + word + ".",
		}
		if failure != nil {
			a.accepts, a.refuses, a.flags = nil, []string{ruleOf(failure)}, []string{"overrun"}
			a.why = "Somebody sent this to a kernel: " + word + "."
			if strings.Contains(f.stem, "/"+races+".") {
				a.why = "A kernel sent this when its threads raced: " + word + "."
			}
		}
		m.add(vectors.Datagram, "datagram", f.order.word, f.b, a, expect)
	})
	if err != nil {
		m.fail("%w", err)
	}
}

// ruleOf returns the rule that a failure is against.
func ruleOf(e *spec.Error) string {
	switch e.Struct {
	case "nlmsghdr":
		return "R4"
	case "cn_msg":
		return "R7"
	}
	return "R9"
}
