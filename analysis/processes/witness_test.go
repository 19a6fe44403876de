package processes_test

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// The witness rebuilds processes and shares nothing with the table: it reads the
// capture by hand and its messages with spec.Walk, has all events of a pid at
// hand, cuts them at its FORKs, and asks of each piece whether all its threads
// ended.

// row is a message with an event: its fields by name, numbers as they are.
type row struct {
	frame uint64
	field map[string]int64
	comm  string
}

func (r row) num(name string) int64 {
	if v, ok := r.field[name]; ok {
		return v
	}
	return -1
}

// rows reads the events of a capture, each once.
func rows(t *testing.T, capture []byte, o binary.ByteOrder) []row {
	t.Helper()
	file := binary.ByteOrder(binary.LittleEndian)
	if capture[0] == 0xa1 {
		file = binary.BigEndian
	}
	var all []row
	seen := map[string]bool{}
	frame := uint64(0)
	for b := capture[24:]; len(b) > 0; {
		size := file.Uint32(b[8:])
		family := binary.BigEndian.Uint16(b[16+14:])
		data := b[16+16 : 16+size] // behind the cooked header
		b = b[16+size:]
		frame++
		if family != 11 || seen[string(data)] {
			continue // a copy
		}
		claims, _ := spec.Default().Walk(o, family, data, len(data))
		r := row{frame: frame, field: map[string]int64{}}
		forged := false // by user space, which has a port id
		for _, c := range claims {
			forged = forged || c.Field == "nlmsg_pid" && c.Value != 0
			if arm, ok := strings.CutPrefix(c.Struct, "proc_event"); ok {
				r.field[strings.TrimPrefix(arm+"."+c.Field, ".")] = int64(c.Value)
				if c.Field == "comm" {
					r.comm, _, _ = strings.Cut(string(c.Bytes), "\x00")
				}
			}
		}
		if _, tgid := r.subject(); r.num("what") > 0 && tgid >= 0 && !forged {
			seen[string(data)] = true
			all = append(all, r)
		}
	}
	return all
}

var arms = []string{"exec", "uid", "gid", "sid", "ptrace", "comm", "coredump", "exit"}

// subject returns the thread and the process of an event.
func (r row) subject() (pid, tgid int64) {
	if pid = r.num("fork.child_pid"); pid >= 0 {
		return pid, r.num("fork.child_tgid")
	}
	for _, arm := range arms {
		if pid = r.num(arm + ".process_pid"); pid >= 0 {
			return pid, r.num(arm + ".process_tgid")
		}
	}
	return -1, -1
}

// judge says what a piece of the events of a pid is, as the table's line.
func judge(piece []row) string {
	pid, tgid := piece[0].subject()
	var start, end uint64
	startNs, endNs, ppid, code := int64(0), int64(0), int64(-1), int64(-1)
	execs, threads, comm := 0, 1, ""
	alive, all := map[int64]bool{tgid: true}, map[int64]bool{}
	for i, r := range piece {
		pid, _ = r.subject()
		if parent := r.num("fork.parent_tgid"); parent >= 0 {
			if ppid < 0 {
				ppid = parent
			}
			if pid == tgid {
				start, startNs = r.frame, r.num("timestamp_ns")
			} else {
				alive[pid] = true
				threads++
			}
		} else if !all[pid] && pid != tgid && !alive[pid] {
			threads++
		}
		all[pid] = true
		if r.num("exec.process_pid") >= 0 {
			execs++
			clear(alive)
			alive[tgid] = true
		}
		if parent := max(r.num("exit.parent_tgid"), r.num("coredump.parent_tgid")); parent > 0 && ppid < 0 {
			ppid = parent
		}
		if r.comm != "" {
			comm = r.comm
		}
		if c := r.num("exit.exit_code"); c >= 0 {
			delete(alive, pid)
			if i == len(piece)-1 && len(alive) == 0 {
				end, endNs, code = r.frame, r.num("timestamp_ns"), c
			}
		}
	}
	return fmt.Sprint(tgid, ppid, start, startNs, end, endNs, code, execs, threads, comm)
}

// witness returns a line for each process, in the order of first appearance.
func witness(rows []row) []string {
	// Two CPUs' messages may come in another order than they were made in: R25.
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.num("timestamp_ns"), b.num("timestamp_ns")) })
	type piece struct {
		first int
		rows  []row
	}
	of, all := map[int64]*piece{}, []*piece{}
	for i, r := range rows {
		pid, tgid := r.subject()
		p := of[tgid]
		if p == nil || pid == tgid && r.num("fork.child_pid") == pid {
			p = &piece{first: i}
			of[tgid], all = p, append(all, p)
		}
		p.rows = append(p.rows, r)
	}
	slices.SortFunc(all, func(a, b *piece) int { return cmp.Compare(a.first, b.first) })
	var lines []string
	for _, p := range all {
		lines = append(lines, judge(p.rows))
	}
	return lines
}

// line says the same of a process of the table.
func line(p *processes.Process) string {
	ppid, code, comm := int64(-1), int64(-1), ""
	if p.ParentKnown {
		ppid = int64(p.PPID)
	}
	if p.State == processes.Ended {
		code = int64(p.Code)
	}
	if p.Named {
		comm = p.Comm.String()
	}
	return fmt.Sprint(p.PID, ppid, p.Start.Frame, p.Start.Stamp, p.End.Frame, p.End.Stamp, code, p.Execs, p.Threads, comm)
}

func TestWitness(t *testing.T) {
	entries, err := corpus.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	scenarios, err := corpus.Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, entry := range slices.Concat(entries, scenarios) {
		if !strings.HasSuffix(entry.File, ".pcap") || entry.From != "" {
			continue
		}
		t.Run(entry.File, func(t *testing.T) {
			capture, err := fs.ReadFile(corpus.FS(), entry.File)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range table(t, capture) {
				got = append(got, line(p))
			}
			want := witness(rows(t, capture, order(entry)))
			count += len(want)
			for i := range max(len(got), len(want)) {
				switch {
				case i >= len(got):
					t.Errorf("missing: %s", want[i])
				case i >= len(want):
					t.Errorf("too much: %s", got[i])
				case got[i] != want[i]:
					t.Errorf("got %s, want %s", got[i], want[i])
				}
			}
		})
	}
	if count < 600 {
		t.Errorf("only %d processes", count)
	}
}

func order(e corpus.Entry) binary.ByteOrder {
	if e.ByteOrder == "big" {
		return binary.BigEndian
	}
	return binary.LittleEndian
}
