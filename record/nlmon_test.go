package record_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire"
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// What nlmon saw while a recorder listened alone, and what the recorder wrote, tell
// the same: requests, answers, events and processes. testdata has both, of guests of
// the rig, whose scenario record holds them against each other frame by frame.
func TestBesideNlmon(t *testing.T) {
	folders, err := filepath.Glob("testdata/*-*")
	if err != nil || len(folders) != 3 {
		t.Fatalf("%q, %v", folders, err)
	}
	for _, folder := range folders {
		recorded, err := os.ReadFile(filepath.Join(folder, "record.alone.pcapng"))
		if err != nil {
			t.Fatal(err)
		}
		nlmon := beginning(t, filepath.Join(folder, "record.nlmon.pcap"), frames(t, filepath.Join(folder, "record.alone.pcapng")))
		for what, tell := range map[string]func(*testing.T, []byte) []string{"messages": messagesOf, "processes": processesOf} {
			got, want := tell(t, recorded), tell(t, nlmon)
			if !slices.Equal(got, want) || len(got) < 5 {
				t.Errorf("%s: %s are\n%s\nby nlmon\n%s", folder, what, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}

// beginning is the part of a capture from the recorder's first frame to its last,
// its IGNORE, for others listened later.
func beginning(t *testing.T, file string, recorded []frame) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := pcap.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var out bytes.Buffer
	w, err := pcap.NewWriter(&out, pcap.WriterOptions{Format: "nsecpcap", LinkType: pcap.LinkTypeNetlink})
	if err != nil {
		t.Fatal(err)
	}
	var p pcap.Packet
	for ignore := recorded[len(recorded)-1].Data; !bytes.Equal(p.Data, ignore); {
		if err := errors.Join(r.Next(&p), w.WritePacket(&p)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// messagesOf are the messages of a capture as text, those of each CPU in their order,
// and the requests with what answers them.
func messagesOf(t *testing.T, capture []byte) (list []string) {
	for ev, err := range cnwire.EventsIn(bytes.NewReader(capture)) {
		if err != nil {
			t.Fatal(err)
		}
		d := "to"
		if ev.Direction == analysis.FromKernel {
			d = "from"
		}
		text := fmt.Sprintf("CPU %d at %d, seq %d, %s the kernel: %s, %s", ev.CPU, ev.Stamp, ev.Message.CN.Seq, d, ev.Kind, ev.Message.AppendSummary(nil, false))
		if ev.Message.IsReply() {
			text += fmt.Sprintf(", of message %d", ev.Message.Of.Frame)
		}
		if ev.Copy || ev.Lost > 0 {
			text += fmt.Sprintf(", copy %v, lost %d", ev.Copy, ev.Lost)
		}
		list = append(list, text)
	}
	slices.SortStableFunc(list, func(a, b string) int { return strings.Compare(a[:len("CPU 0")], b[:len("CPU 0")]) })
	return list
}

// processesOf are the processes of a capture as text.
func processesOf(t *testing.T, capture []byte) (list []string) {
	for p, err := range cnwire.ProcessesIn(bytes.NewReader(capture)) {
		if err != nil {
			t.Fatal(err)
		}
		if !p.Chosen {
			continue // /proc alone tells of it
		}
		text := fmt.Sprintf("%d from %d to %d, %v %d, %d execs, %d threads, %d children", p.PID, p.Start.Stamp, p.End.Stamp, p.State, p.Code, p.Execs, p.Threads, p.Children)
		if p.Start.Seen() { // else /proc may say more
			text += fmt.Sprintf(", of %d", p.PPID)
		}
		list = append(list, text)
	}
	slices.Sort(list)
	return list
}
