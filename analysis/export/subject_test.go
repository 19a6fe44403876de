package export_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/internal/testkit"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
)

// subject is what a reader that knows nothing of cnwire finds of who it was.
type subject struct {
	Event           *string `parquet:"event,optional"`
	Host            *string `parquet:"host,optional"`
	Name            *string `parquet:"name,optional"`
	Exe             *string `parquet:"exe,optional"`
	Cmdline         *string `parquet:"cmdline,optional"`
	Cwd             *string `parquet:"cwd,optional"`
	Cgroup          *string `parquet:"cgroup,optional"`
	Container       *string `parquet:"container,optional"`
	PPID            *int32  `parquet:"ppid,optional"`
	ParentName      *string `parquet:"parent_name,optional"`
	ParentExe       *string `parquet:"parent_exe,optional"`
	ParentCmdline   *string `parquet:"parent_cmdline,optional"`
	ParentCwd       *string `parquet:"parent_cwd,optional"`
	ParentCgroup    *string `parquet:"parent_cgroup,optional"`
	ParentContainer *string `parquet:"parent_container,optional"`
	Life            *int32  `parquet:"life,optional"`
	Age             *int64  `parquet:"age_ns,optional"`
	ForkToExec      *int64  `parquet:"fork_to_exec_ns,optional"`
	Ancestors       *string `parquet:"ancestors,optional"`
}

// Who it was is in columns behind all others, in Parquet as in CSV, by the rules of
// record/COMMENTS.md; what is not known is null, and no empty text.
func TestSubjects(t *testing.T) {
	const script = `
		listen | cnwire:1 task pid=7 ppid=1 comm=init exe=/init arg=init arg=-x cwd=/r cgroup=/g container=k
		fork 7 10 | cnwire:1 task pid=10 comm="a,b" exe="/bin/\x1b" arg=a arg="b c" cwd=/w cgroup=/c container=d
		again
		exec 10
		exit 11 11 0`
	want := []string{
		"nil nil nil nil nil nil nil nil nil nil nil nil nil nil nil",
		`fork script a\x2cb /bin/\x1b a_b_c /w /c d 7 init /init init_-x /r /g k`,
		"exec script nil nil nil /w /c d 7 init /init init_-x /r /g k",
		"exit script nil nil nil nil nil nil nil nil nil nil nil nil nil",
	}
	var files [2]bytes.Buffer
	p, c := testkit.Must(export.NewParquet(&files[0], export.Events))(t), testkit.Must(export.NewCSV(&files[1], export.Events))(t)
	for _, to := range []export.Table{p, c} {
		var names known.State
		all := export.Rows{Capture: "made"}
		testframes.Play(t, script, func(f *analysis.Frame) {
			names.Add(f)
			if err := all.Each(f, to.Write); err != nil {
				t.Fatal(err)
			}
		})
		if err := to.Close(); err != nil {
			t.Fatal(err)
		}
	}
	text := func(s *string) string {
		if s == nil {
			return "nil"
		}
		return strings.ReplaceAll(*s, " ", "_")
	}
	got := testkit.Must(parquet.Read[subject](bytes.NewReader(files[0].Bytes()), int64(files[0].Len())))(t)
	if len(got) != len(want) {
		t.Fatalf("%d rows", len(got))
	}
	for i, r := range got {
		ppid := "nil"
		if r.PPID != nil {
			ppid = fmt.Sprint(*r.PPID)
		}
		line := strings.Join([]string{text(r.Event), text(r.Host), text(r.Name), text(r.Exe), text(r.Cmdline), text(r.Cwd), text(r.Cgroup), text(r.Container), ppid,
			text(r.ParentName), text(r.ParentExe), text(r.ParentCmdline), text(r.ParentCwd), text(r.ParentCgroup), text(r.ParentContainer)}, " ")
		if i == 0 { // the LISTEN has a host, and is no event
			line = strings.Replace(line, "script", "nil", 1)
		}
		if line != want[i] {
			t.Errorf("row %d: %s\nwant %s", i, line, want[i])
		}
	}
	table := testkit.Must(csv.NewReader(&files[1]).ReadAll())(t)
	from := slices.Index(table[0], "name") // columns that came since are behind
	if names := strings.Join(table[0][from:from+13], " "); names != "name exe cmdline cwd cgroup container ppid parent_name parent_exe parent_cmdline parent_cwd parent_cgroup parent_container" {
		t.Errorf("the columns are %s", names)
	}
	for i, row := range table[1:] {
		line := strings.ReplaceAll(strings.Join(row[from:from+13], "|"), " ", "_")
		if of := strings.ReplaceAll(strings.Join(strings.Fields(want[i])[2:], "|"), "nil", ""); line != of {
			t.Errorf("csv, row %d: %s\nwant %s", i, line, of)
		}
	}
}
