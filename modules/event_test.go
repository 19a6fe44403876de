package modules_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cnwire/cnwire/internal/gen/exam"
	"github.com/cnwire/cnwire/internal/gen/modules"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// An event that no kernel has: what a row for it looks like, in each table.
const (
	nsStruct = `proc_event.ns,struct ns_proc_event,24,host,cn_proc.ns,include/uapi/linux/cn_proc.h,9.0,A task entered a namespace.
`
	nsFields = `proc_event.ns,process_pid,process_pid,0,4,s32,,cn_proc.ns.process_pid,pid,,Thread id.
proc_event.ns,process_tgid,process_tgid,4,4,s32,,cn_proc.ns.process_tgid,pid,,Process id.
proc_event.ns,ns_type,ns_type,8,4,u32,,cn_proc.ns.ns_type,keep,,Kind of namespace.
proc_event.ns,pad,,12,4,pad,,,erase,,Gap.
proc_event.ns,ns_inum,ns_inum,16,8,u64,,cn_proc.ns.ns_inum,keep,,Number of the namespace.
`
	nsValue = `proc_event_what,PROC_EVENT_NS,0x00000400,proc_event.ns,9.0,Namespace entered.
`
)

// moreThanToday returns the table with one more event.
func moreThanToday(t *testing.T) *spec.Table {
	t.Helper()
	return tableWith(t, map[string]string{"structs.csv": nsStruct, "fields.csv": nsFields, "values.csv": nsValue})
}

// tableWith returns the table with more rows.
func tableWith(t *testing.T, more map[string]string) *spec.Table {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"structs.csv", "fields.csv", "values.csv", "users.csv", "payloads.csv"} {
		b, err := os.ReadFile(filepath.Join("../spec", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: append(b, more[name]...)}
	}
	table, err := spec.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if err := table.LoadGrammar(files); err != nil {
		t.Fatal(err)
	}
	return table
}

// generate writes all that derives from a table below a folder.
func generate(t *testing.T, table *spec.Table, top string) {
	t.Helper()
	for _, f := range modules.Files {
		name := filepath.Join(top, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Make(table), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// said finds what a file must say of the event, as words and in any case.
var said = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\b(CNWIRE_)?PROC[_-]EVENT[_-]NS\b`), regexp.MustCompile(`(?i)\b0x0*400\b`), regexp.MustCompile(`(?i)\bns[_-]type\b`), regexp.MustCompile(`(?i)\bns[_-]inum\b`),
}

// TestNewEventIsEverywhere: one event more in the tables, and every file has it, its number and its fields.
func TestNewEventIsEverywhere(t *testing.T) {
	table := moreThanToday(t)
	before, after := map[string]string{}, map[string]string{}
	for _, f := range modules.Files {
		name := strings.TrimSuffix(f.Name, ".const") // the numbers of a description are in a file of their own
		before[name] += string(f.Make(spec.Default()))
		after[name] += string(f.Make(table))
	}
	for name := range after {
		for _, word := range said {
			if word.MatchString(before[name]) {
				t.Errorf("%s has %s without the event", name, word)
			}
			if !word.MatchString(after[name]) {
				t.Errorf("%s has no %s with the event", name, word)
			}
		}
	}
}

// nsVectors are questions about the event, with the answers written by hand.
func nsVectors() (list []vectors.Vector) {
	const nsBytes = "00000400" + "00000002" + "0000000000000003" + "00000007fffffff8" + "00000009" + "a5a5a5a5" + "0102030405060708"
	add := func(kind, order, hex string, want vectors.Answer) {
		list = append(list, vectors.Vector{Name: "message/new", Kind: vectors.Message, Struct: kind, Order: order, Hex: hex, Expect: want})
	}
	fields := func(prefix, inum string) vectors.Fields {
		return vectors.Fields{{Name: prefix + "process_pid", Value: "7"}, {Name: prefix + "process_tgid", Value: "-8"}, {Name: prefix + "ns_type", Value: "9"},
			{Name: prefix + "pad", Value: `"a5a5a5a5"`}, {Name: prefix + "ns_inum", Value: inum}}
	}
	head := vectors.Fields{{Name: "what", Value: "1024"}, {Name: "cpu", Value: "2"}, {Name: "timestamp_ns", Value: "3"}}
	add("proc_event", "big", nsBytes, vectors.Answer{OK: true, Fields: append(slices.Clone(head), fields("ns.", "72623859790382856")...)})
	add("proc_event.ns", "little", "07000000f8ffffff09000000a5a5a5a50807060504030201", vectors.Answer{OK: true, Fields: fields("", "72623859790382856")})
	at, need, have := 16, int64(24), int64(16)
	short := append(slices.Clone(head), fields("ns.", "")[:4]...)
	add("proc_event", "big", nsBytes[:64], vectors.Answer{Class: "short", At: "proc_event.ns", Offset: &at, Need: &need, Have: &have, Fields: short})
	start, less := 0, int64(23)
	add("proc_event.ns", "big", nsBytes[32:78], vectors.Answer{Class: "short", At: "proc_event.ns", Offset: &start, Need: &need, Have: &less})
	return list
}

// TestNewEventVectors: the programs decode the event, and with it know the messages of one user more; the files that are
// written by hand are as they are.
func TestNewEventVectors(t *testing.T) {
	table := tableWith(t, map[string]string{"structs.csv": nsStruct + busStructs, "fields.csv": nsFields + busFields, "values.csv": nsValue, "users.csv": busUser, "payloads.csv": busRows})
	list := nsVectors()
	if testkit.Deep {
		all, err := exam.Vectors(table)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, (&vectors.Selection{Kinds: []string{vectors.Message}}).Of(all)...)
		if len(list) <= messages {
			t.Fatalf("only %d vectors", len(list))
		}
	}
	top := t.TempDir()
	generate(t, table, top)
	for _, l := range languages {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			if l.slow && !testkit.Deep {
				t.Skip("make deep compiles it: the compiler takes seconds.")
			}
			folder := filepath.Join(top, "modules", l.folder)
			for _, name := range l.files {
				b, err := os.ReadFile(filepath.Join(l.folder, name))
				if err == nil {
					err = os.WriteFile(filepath.Join(folder, name), b, 0o666)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			command := l.build(t, folder, t.TempDir())
			ask(t, list, command)
			payloads(t, command)
			const bus = `{"name":"x","struct":"cn_msg","order":"big","hex":"0000004200000001` + "0000000000000000" + "00040000"
			for i, text := range answers(t, command, bus+`00010000"}`, bus+`00020000"}`) {
				if want := []string{`"payload":"bus_msg"`, `"payload":""`}[i]; !strings.Contains(text, want) {
					t.Errorf("no %s in %s", want, text)
				}
			}
		})
	}
}
