package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// tableOf says which columns of a table have which values of a command's objects, by a
// person who read both: COLUMN, or COLUMN=KEY where it is called otherwise. A key behind
// @ is a time, a.b is b in an object a.
var tableOf = map[string]struct{ command, columns string }{
	"processes": {"ps", `host pid ppid start_time=@start end_time=@end start_ns end_ns start_frame end_frame first_frame duration_ns state
		first_exec_time=@first_exec fork_to_exec_ns exec_to_exit_ns comm comm_before_exec execs threads children status=exit.code signal=exit.signal
		signal_name=exit.signal_name core=exit.core orphan adopter ruid euid rgid egid sid tracer traced dumped partial exe cmdline cwd cgroup container
		parent_comm=parent.comm parent_exe=parent.exe parent_cmdline=parent.cmdline parent_cwd=parent.cwd parent_cgroup=parent.cgroup parent_container=parent.container`},
	"pairs": {"pairs --unsolicited", `host request_frame request_msg reply_frame reply_msg id asked seq ack reply_seq reply_ack rule ambiguous err err_name latency_ns`},
	"notes": {"check --all --fail-on never", `host severity category=group rule kind=name frame byte_offset=offset text file cpu from_frame to_frame lost`},
}

// own are columns of a table that no object has.
var own = map[string]string{
	"processes": "capture host_id boot time process parent_process exit_code stream",
	"pairs":     "capture host_id boot time port answer reply_time stream",
	"notes":     "capture host_id boot time stream",
}

// reads runs a command in a folder, which may find something wrong with its inputs.
func (d *inDemo) reads(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("cnwire", args...)
	cmd.Dir = d.folder
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && cmd.ProcessState.ExitCode() != statusFile {
		t.Fatalf("%v: %v, %s", args, err, stderr.String())
	}
	return out
}

// valueOf is the value of a key as CSV has it.
func valueOf(t *testing.T, row map[string]any, key string) string {
	moment, isTime := strings.CutPrefix(key, "@")
	outer, inner, nested := strings.Cut(moment, ".")
	v := row[outer]
	if in, ok := v.(map[string]any); nested && ok {
		v = in[inner]
	}
	switch v := v.(type) {
	case nil:
		return ""
	case []any:
		return strings.ReplaceAll(strings.Trim(fmt.Sprint(v), "[]"), " ", ",")
	case string:
		if isTime {
			return testkit.Must(time.Parse(time.RFC3339, v))(t).Format("2006-01-02T15:04:05.000000000Z")
		}
		return v
	}
	return fmt.Sprint(v)
}

// tabled are the rows of a table in CSV, a map each, and the names of the columns.
func tabled(t *testing.T, b []byte) (rows []map[string]string, names []string) {
	t.Helper()
	lines := testkit.Must(csv.NewReader(bytes.NewReader(b)).ReadAll())(t)
	for _, cells := range lines[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[lines[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows, lines[0]
}

// tableInputs are command lines of captures: of one host, of several, of a damaged file,
// of two in one, with a filter.
func tableInputs(t *testing.T, d *inDemo) [][]string {
	copied := func(name string, b []byte) string {
		testkit.Must(0, os.WriteFile(filepath.Join(d.folder, name), b, 0o600))(t)
		return name
	}
	scenario := func(name string) []byte { return testkit.Must(os.ReadFile(capturedOf(t, name)))(t) }
	loss := copied("loss.pcap", scenario("loss"))
	copied("slow.pcap", testkit.Must(os.ReadFile(strings.Replace(capturedOf(t, "loss"), "nlmon", "slow", 1)))(t))
	copied("cut.pcap", corpus.Demo()[:len(corpus.Demo())-7])
	copied("none.pcap", []byte("no capture at all, by its first bytes\n"))
	hosts := filepath.Join(d.folder, "hosts.pcapng")
	saying(t, hosts, part{scenario("events"), 0, 60, web}, part{scenario("comm"), 0, 60, db}, part{scenario("events"), 60, 90, again})
	named := filepath.Join(d.folder, "named.pcapng")
	testkit.Must(0, os.Rename(written(t, nightly), named))(t)
	inputs := [][]string{
		{"d.pcap"}, {loss}, {"hosts.pcapng"}, {"named.pcapng"}, {loss, "d.pcap", "cut.pcap"}, {"--host-by", "none", "d.pcap", loss},
		{"--partial", "d.pcap", "none.pcap"}, {"-Y", "cn_proc.exit", loss}, {"-Y", "cn.reply_to", "d.pcap"}, {"-c", "20", "cut.pcap"},
		{"slow.pcap"}, {"slow.pcap", loss, "d.pcap"},
	}
	for i, name := range []string{"events", "pidreuse", "orphans", "threads", "groups", "mixed", "exec", "listeners"} {
		if testkit.Share(i, 4) {
			inputs = append(inputs, []string{copied(name+".pcap", scenario(name))})
		}
	}
	return inputs
}

// Each row of a table has what the command prints whose list it is: the same rows in the
// same order, and every value of an object in its column. README
func TestTablesAreLists(t *testing.T) {
	d := newDemo(t)
	compared := map[string]int{}
	for _, input := range tableInputs(t, d) {
		for table, of := range tableOf {
			rows, names := tabled(t, d.reads(t, append([]string{"export", "--table", table, "-F", "csv", "-w", "-"}, input...)...))
			listing := slices.DeleteFunc(slices.Clone(input), func(arg string) bool { return arg == "--partial" })
			decoder := json.NewDecoder(bytes.NewReader(d.reads(t, append(append(strings.Fields(of.command), "-T", "jsonl"), listing...)...)))
			decoder.UseNumber()
			left := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(strings.Fields(own[table]), name) })
			n := 0
			for ; decoder.More(); n++ {
				object := map[string]any{}
				if err := decoder.Decode(&object); err != nil {
					t.Fatal(err)
				}
				if n >= len(rows) {
					continue
				}
				for _, column := range strings.Fields(of.columns) {
					column, key, other := strings.Cut(column, "=")
					if !other {
						key = column
					}
					left = slices.DeleteFunc(left, func(name string) bool { return name == column })
					want := valueOf(t, object, key)
					got, ok := rows[n][column]
					if _, told := object["host"]; !ok || got != want && (column != "host" || told) {
						t.Errorf("%s of %v, row %d: %s is %q, %s says %q", table, input, n, column, got, of.command, want)
					}
					compared[table]++
				}
			}
			if n != len(rows) {
				t.Errorf("%s of %v: %d rows, %s lists %d", table, input, len(rows), of.command, n)
			}
			if n > 0 && len(left) > 0 {
				t.Errorf("%s: nobody compares %v", table, left)
			}
		}
	}
	if compared["processes"] < 5000 || compared["pairs"] < 300 || compared["notes"] < 500 {
		t.Errorf("only %v values were compared", compared)
	}
}

// The table of losses has the losses that check notes, each with a proof or none, and the
// numbers of the messages around it.
func TestTableOfLosses(t *testing.T) {
	d := newDemo(t)
	losses, proven, open := 0, 0, 0
	for _, input := range append(tableInputs(t, d), []string{"--unfiltered", "slow.pcap"}, []string{"--filtered", "slow.pcap", "d.pcap"}) {
		rows, _ := tabled(t, d.reads(t, append([]string{"export", "--table", "losses", "-F", "csv", "-w", "-"}, input...)...))
		notes, _ := tabled(t, d.reads(t, append([]string{"export", "--table", "notes", "-F", "csv", "-w", "-"}, input...)...))
		events, _ := tabled(t, d.reads(t, append([]string{"export", "-F", "csv", "-w", "-"}, slices.DeleteFunc(slices.Clone(input), func(s string) bool {
			return strings.HasPrefix(s, "--un") || strings.HasPrefix(s, "--fi") || s == "-Y" || strings.HasPrefix(s, "cn")
		})...)...))
		var got, want []string
		for _, r := range rows {
			got = append(got, fmt.Sprint(r["host"], r["capture"], r["time"], r["cpu"], r["from_frame"], r["to_frame"], r["lost"], r["proof"] != ""))
			losses++
			if r["proof"] != "" {
				proven++
			} else {
				open++
			}
			for _, end := range []string{"from", "to"} {
				if !slices.ContainsFunc(events, func(e map[string]string) bool {
					return e["frame"] == r[end+"_frame"] && e["cpu"] == r["cpu"] && e["seq"] == r[end+"_seq"] && e["time"] == r[end+"_time"] && e["host"] == r["host"]
				}) {
					t.Errorf("%v: %v has no message %s it", input, r, end)
				}
			}
		}
		for _, n := range notes {
			if n["kind"] == "events-lost" || n["kind"] == "events-filtered" {
				want = append(want, fmt.Sprint(n["host"], n["capture"], n["time"], n["cpu"], n["from_frame"], n["to_frame"], n["lost"], n["kind"] == "events-lost"))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%v: losses\n%s\nnotes\n%s", input, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if losses < 30 || proven < 10 || open < 10 {
		t.Errorf("only %d losses, %d of them proven, %d not", losses, proven, open)
	}
}
