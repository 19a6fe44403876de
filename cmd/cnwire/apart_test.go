package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
)

// apartScenarios are captures with much of what is remembered: lives, names, losses,
// requests, listeners.
var apartScenarios = []string{"events", "comm", "exec", "pidreuse", "groups", "listeners", "loss", "threads", "mixed", "orphans"}

// perHost are commands whose rows are each of one host.
var perHost = []string{
	"ps", "ps -Y cn_proc.exit", "pairs --unsolicited", "check --all", "check --all --unfiltered -Y cn_proc.fork", "follow 1", "follow --life 2 246", "follow sh", "export -F csv -w -",
	"export --table processes -F csv -w -", "export --table losses -F csv -w -", "export --table pairs -F csv -w -", "export --table notes -F csv -w -",
	"stats --by process,comm,cpu,loss,latency,interface", "stats --filtered --by process,comm,cpu,loss -Y cn_proc.exit",
}

// TestHostsApart: what is said of a host is the same whether another one's frames
// stand between its own or not (R31). The other is the same capture without its
// beginning: all its pids, counters and numbers mean something there too.
func TestHostsApart(t *testing.T) {
	rows, share := 0, 6
	if testkit.RaceEnabled {
		share = 12
	}
	for i, name := range apartScenarios {
		if !testkit.Share(i, share) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			frames, link := framesOf(t, name)
			folder := t.TempDir()
			// The file that is named after its host stands at even places.
			of := map[string][]pcap.Packet{"a.pcap": frames, "b.pcap": frames[len(frames)/3:]}
			base := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
			at := map[string]func(i int) int{
				"a.pcap": func(i int) int { return i + min(i, len(of["b.pcap"])) },
				"b.pcap": func(i int) int { return 2*i + 1 },
			}
			for file, list := range of {
				writeFrames(t, filepath.Join(folder, file), link, list, func(i int) time.Time { return base.Add(time.Duration(at[file](i)) * time.Millisecond) })
			}
			for _, command := range perHost {
				both := listed(t, folder, command, "a.pcap", "b.pcap")
				for file := range of {
					var got []string
					for _, row := range both {
						if row["host"] == file {
							got = append(got, plain(row))
						}
					}
					var want []string
					for _, row := range listed(t, folder, command, file) {
						if ofAll(row["name"]) || ofAll(row["kind"]) {
							continue
						}
						want = append(want, plain(renumber(row, at[file])))
					}
					slices.Sort(got)
					slices.Sort(want)
					rows += len(want)
					if !slices.Equal(got, want) {
						t.Errorf("%s: of %s among two\n%s\nalone\n%s", command, file, strings.Join(got, "\n"), strings.Join(want, "\n"))
					}
				}
			}
		})
	}
	if rows < 1500/share {
		t.Errorf("only %d rows were compared", rows)
	}
}

func framesOf(t *testing.T, scenario string) (list []pcap.Packet, link pcap.LinkType) {
	t.Helper()
	b, err := os.ReadFile(capturedOf(t, scenario))
	if err != nil {
		t.Fatal(err)
	}
	r, err := pcap.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		var p pcap.Packet
		if err := r.Next(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		p.Data = bytes.Clone(p.Data)
		list = append(list, p)
	}
	return list, r.Interfaces()[0].LinkType
}

func writeFrames(t *testing.T, file string, link pcap.LinkType, list []pcap.Packet, at func(i int) time.Time) {
	t.Helper()
	var b bytes.Buffer
	w, err := pcap.NewWriter(&b, pcap.WriterOptions{Format: "nsecpcap"})
	if err != nil {
		t.Fatal(err)
	}
	face := &pcap.Interface{LinkType: link, SnapLen: pcap.MaxSnapLen, Resolution: pcap.Nanoseconds}
	for i, p := range list {
		p.Time, p.Interface = at(i), face
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// listed runs a command over files, and returns the objects that it lists. That
// something is wrong with a capture is no error here.
func listed(t *testing.T, folder, command string, files ...string) (rows []map[string]any) {
	t.Helper()
	args := strings.Fields(command)
	if args[0] != "export" {
		args = append(args, "-T", "jsonl")
	}
	cmd := exec.Command("cnwire", append(args, files...)...)
	cmd.Dir = folder
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && cmd.ProcessState.ExitCode() != statusFile {
		t.Fatalf("%v: %v, %s", cmd.Args, err, stderr.String())
	}
	if args[0] == "export" {
		return exported(t, out)
	}
	d := json.NewDecoder(bytes.NewReader(out))
	d.UseNumber()
	for d.More() {
		row := map[string]any{}
		if err := d.Decode(&row); err != nil {
			t.Fatalf("%v: %v", cmd.Args, err)
		}
		rows = append(rows, row)
	}
	return rows
}

// exported returns the rows of a CSV as objects.
func exported(t *testing.T, b []byte) (rows []map[string]any) {
	t.Helper()
	table := testkit.Must(csv.NewReader(bytes.NewReader(b)).ReadAll())(t)
	for _, cells := range table[1:] {
		row := map[string]any{}
		for i, cell := range cells {
			switch name := table[0][i]; {
			case name == "capture": // of all
			case name == "process", name == "parent_process": // numbers among all lives
			case cell != "" && (name == "frame" || name == "reply_to" || strings.HasSuffix(name, "_frame")):
				row["frame "+name] = json.Number(cell)
			default:
				row[name] = cell
			}
		}
		rows = append(rows, row)
	}
	return rows
}

var frameInText = regexp.MustCompile(`\bframes? \d+`)

// ofAll reports whether it is the name of a note on all that was read.
func ofAll(name any) bool { return name == "copies" || name == "other-family" }

// renumber gives the frames of a row the numbers that they have among others.
func renumber(row map[string]any, at func(i int) int) map[string]any {
	number := func(s string) string {
		n, _ := strconv.Atoi(s)
		return strconv.Itoa(at(n-1) + 1)
	}
	for key, value := range row {
		switch v := value.(type) {
		case json.Number:
			if strings.Contains(key, "frame") && key != "frames" {
				row[key] = json.Number(number(v.String()))
			}
		case string:
			row[key] = frameInText.ReplaceAllStringFunc(v, func(s string) string {
				words := strings.Fields(s)
				return words[0] + " " + number(words[1])
			})
		}
	}
	return row
}

// plain is a row without what counts all hosts, which host it is, and of which reading.
func plain(row map[string]any) string {
	for _, key := range []string{"host", "percent", "per_second", "number", "interface", "stream"} {
		delete(row, key)
	}
	b, err := json.Marshal(row) // whose keys are in order
	if err != nil {
		return err.Error()
	}
	return string(b)
}
