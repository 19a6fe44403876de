package analysis_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// TestExam compares what the rules conclude from each datagram of the vectors:
// kind, direction, names as text, exits, threads.
func TestExam(t *testing.T) {
	set := must(vectors.Load())(t)
	asked := map[string]int{}
	for _, v := range set.Vectors {
		if v.Kind != vectors.Datagram || len(v.Expect.Meaning) == 0 {
			continue
		}
		b := must(hex.DecodeString(v.Hex))(t)
		if v.Struct != "frame" {
			b = cooked(11, b)
		}
		file := lay(binary.LittleEndian, false, record{Data: b, Sec: 1})
		if v.Link != 0 {
			binary.LittleEndian.PutUint32(file[20:], uint32(v.Link))
		}
		f := read(t, file)[0]
		for _, m := range v.Expect.Meaning {
			asked[m.Name]++
			if got := concluded(t, f, m.Name); got.Value != m.Value {
				t.Errorf("%s: %s is %s, want %s", v.Name, m.Name, got.Value, m.Value)
			}
		}
	}
	for _, name := range []string{"kind", "direction", "text", "status", "signal", "core", "thread"} {
		if asked[name] < 2 {
			t.Errorf("%d vectors say what %s is", asked[name], name)
		}
	}
}

// concluded is what this package says of a frame.
func concluded(t *testing.T, f *analysis.Frame, name string) vectors.Field {
	t.Helper()
	switch name {
	case "kind":
		return vectors.Text(name, f.Messages[0].Kind.String())
	case "direction":
		d, _ := f.Direction()
		return vectors.Text(name, d.String())
	case "text":
		return vectors.Text(name, joined(t, f, "cn_proc.comm.comm"))
	case "status", "signal":
		return vectors.Field{Name: name, Value: joined(t, f, "cn_proc.exit."+name)}
	case "core":
		return vectors.Bool(name, joined(t, f, "cn_proc.exit.core") == "1")
	case "thread":
		pid, tgid := joined(t, f, "cn_proc.exit.process_pid"), joined(t, f, "cn_proc.exit.process_tgid")
		if pid == "" {
			pid, tgid = joined(t, f, "cn_proc.fork.child_pid"), joined(t, f, "cn_proc.fork.child_tgid")
		}
		return vectors.Bool(name, pid != tgid)
	}
	return vectors.Field{}
}

// TestExamStreams reads the streams of the vectors as captures, and compares what
// each message is to those before.
func TestExamStreams(t *testing.T) {
	set := must(vectors.Load())(t)
	asked := 0
	for _, v := range set.Vectors {
		if v.Kind != vectors.Streams || v.Stream.Kernel != "" { // which a capture does not tell
			continue
		}
		asked++
		var records []record
		index := map[genealogy.Ref]int{} // without times
		for i, m := range v.Stream.Messages {
			if m.Hex != "" {
				records = append(records, record{Data: cooked(11, must(hex.DecodeString(m.Hex))(t)), Sec: uint32(i + 1)})
			}
			msg := 0
			for i-msg >= 0 && v.Stream.Messages[i-msg].Hex == "" {
				msg++
			}
			index[genealogy.Ref{Frame: uint64(len(records)), Msg: msg}] = i
		}
		i := 0
		frames := new(analysis.Frames)
		frames.Open(must(pcap.NewReader(bytes.NewReader(lay(binary.LittleEndian, false, records...))))(t))
		for range records {
			for _, m := range must(frames.Next())(t).Messages {
				want := v.Stream.Messages[i]
				same := func(r genealogy.Ref, of *int) bool {
					r.Time = 0
					at, ok := index[r]
					return ok == (of != nil) && (of == nil || at == *of)
				}
				if m.Class.String() != want.Class || string(m.Rule) != want.Rule || !same(m.Of, want.Of) || !same(m.Or, want.Or) {
					t.Errorf("%s: message %d is %+v, want %+v", v.Name, i, m.Verdict, want)
				}
				i++
			}
		}
		if i != len(v.Stream.Messages) {
			t.Errorf("%s: %d messages, want %d", v.Name, i, len(v.Stream.Messages))
		}
	}
	if asked < 30 {
		t.Errorf("only %d streams", asked)
	}
}
