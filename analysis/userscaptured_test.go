package analysis_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/spec/genealogy"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// What kernels and programs sent under the ids of other users: each message is of a
// known kind and holds a struct, and each answer that the kernel takes is paired by
// the rule that it is taken by. The numbers are those of the scenarios, which
// internal/rig/scenario tells: of uvesafb an answer with another ack and one with its
// own; of the log a short answer, and ten by the payload, as many as there are
// requests.
func TestCapturedUsers(t *testing.T) {
	want := map[string]struct {
		messages, requests int
		rules              map[genealogy.Rule]int
		refused            int
	}{
		"uvesafb.nlmon.pcap":          {3, 1, map[genealogy.Rule]int{"echo": 1}, 1},
		"dm-log-userspace.nlmon.pcap": {22, 11, map[genealogy.Rule]int{"errno": 1, "payload": 10}, 0},
	}
	files := 0
	err := fs.WalkDir(corpus.FS(), "captures", func(name string, _ fs.DirEntry, err error) error {
		w, ok := want[path.Base(name)]
		if err != nil || !ok {
			return err
		}
		files++
		file := must(fs.ReadFile(corpus.FS(), name))(t)
		messages, requests, refused, rules := 0, 0, 0, map[genealogy.Rule]int{}
		testframes.Each(t, file, func(f *analysis.Frame) {
			for i := range f.Messages {
				m := &f.Messages[i]
				messages++
				switch m.Class {
				case genealogy.Reply:
					rules[m.Rule]++
				case genealogy.New:
					requests++
				case genealogy.Unsolicited:
					refused++
				}
				if m.CN.Length == 0 {
					continue // a short answer
				}
				if s, _ := m.Payload(); s.Struct != codec.StructUvesafbTask && s.Struct != codec.StructDmUlogRequest {
					t.Errorf("%s, frame %d: holds %v", name, f.Number, s.Struct)
				}
				if kind := map[bool]genealogy.Kind{true: genealogy.KindRequest, false: genealogy.KindAnswer}[m.Port == 0]; m.Kind != kind {
					t.Errorf("%s, frame %d: is %v, want %v", name, f.Number, m.Kind, kind)
				}
				for _, s := range m.Spans {
					if s.Struct.IsRaw() && s.Depth < 3 {
						t.Errorf("%s, frame %d: %v in %v", name, f.Number, s.Struct, m.Spans)
					}
				}
			}
			if f.Err.Err != nil {
				t.Errorf("%s, frame %d: %v", name, f.Number, f.Err)
			}
		})
		if messages != w.messages || requests != w.requests || refused != w.refused || len(rules) != len(w.rules) {
			t.Errorf("%s: %d messages, %d requests, %d refused, %v", name, messages, requests, refused, rules)
		}
		for rule, n := range w.rules {
			if rules[rule] != n {
				t.Errorf("%s: %d answers by %s, want %d", name, rules[rule], rule, n)
			}
		}
		return nil
	})
	if err != nil || files < 7 {
		t.Errorf("%d captures, %v", files, err)
	}
}

// A socket has one side of an exchange, so nothing in it answers anything: what a
// program of the 1-wire bus was sent are answers to requests that are not there, and
// what the log's daemon and v86d were sent are requests.
func TestSocketsOfUsers(t *testing.T) {
	files := map[string]int{}
	err := fs.WalkDir(corpus.FS(), "captures", func(name string, _ fs.DirEntry, err error) error {
		var kinds []genealogy.Kind
		switch path.Base(name) {
		case "w1bus.w.pcap", "w1bus.other.pcap":
			kinds = []genealogy.Kind{genealogy.KindAnswer, genealogy.KindEvent, genealogy.KindUnknown} // the last are of id 0:0
		case "w1.w.pcap":
			kinds = []genealogy.Kind{genealogy.KindAnswer}
		case "dm-log-userspace.daemon.pcap", "uvesafb.v86d.pcap":
			kinds = []genealogy.Kind{genealogy.KindRequest}
		default:
			return err
		}
		files[path.Base(name)]++
		messages := 0
		testframes.Each(t, must(fs.ReadFile(corpus.FS(), name))(t), func(f *analysis.Frame) {
			for i := range f.Messages {
				m := &f.Messages[i]
				messages++
				if m.IsReply() {
					t.Errorf("%s, frame %d: %v to frame %d", name, f.Number, m.Class, m.Of.Frame)
				}
				if !slices.Contains(kinds, m.Kind) {
					t.Errorf("%s, frame %d: is %v, want one of %v", name, f.Number, m.Kind, kinds)
				}
			}
		})
		if messages == 0 {
			t.Errorf("%s: no messages", name)
		}
		return err
	})
	if err != nil || len(files) != 5 || files["w1bus.w.pcap"] < 3 || files["w1.w.pcap"] < 7 {
		t.Errorf("%v, %v", files, err)
	}
}

// What a line says of them.
func TestUsersSummary(t *testing.T) {
	var lines []string
	file := must(fs.ReadFile(corpus.FS(), "captures/s390x-6.1.176/dm-log-userspace.nlmon.pcap"))(t)
	testframes.Each(t, file, func(f *analysis.Frame) { lines = append(lines, string(f.AppendSummary(nil, false))) })
	got := strings.Join(lines[:4], "\n")
	const want = "dm-log-userspace CTR 184 bytes\ndm-log-userspace no data\ndm-log-userspace CTR 184 bytes\ndm-log-userspace CTR 160 bytes"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// The data of the kernel's sample is text, up to its NUL.
func TestTextOfSample(t *testing.T) {
	var lines []string
	file := must(fs.ReadFile(corpus.FS(), "captures/amd64-6.1.192/cn_test.nlmon.pcap"))(t)
	testframes.Each(t, file, func(f *analysis.Frame) { lines = append(lines, string(f.AppendSummary(nil, false))) })
	if got, want := strings.Join(lines[1:], "\n"), "cn_test \"counter = 0\"\ncn_test \"counter = 1\"\ncn_test \"counter = 2\""; got != want || len(lines) != 4 {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
