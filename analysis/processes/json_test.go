package processes_test

import (
	"encoding/json"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
)

// objects returns the JSON objects of a script.
func objects(t *testing.T, script string) []string {
	t.Helper()
	var all []string
	table := processes.Table{Each: func(p *processes.Process) error {
		b, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(b))
		return nil
	}}
	feed(t, &table, script)
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestJSON(t *testing.T) {
	got := objects(t, `
		fork 4 10
		comm 10 10 a"\,
		uid 10 10 1 2
		gid 10 10 3 4
		sid 10
		ptrace 10 7
		coredump 10 10 4
		exit 10 10 139 1
		exec 11
		fork 0 12
		exit 12 12 40 0
		exit 13 13 768 4`)
	want := []string{
		`{"pid":10,"ppid":4,"start":"2001-09-09T01:46:40.000001Z","end":"2001-09-09T01:46:40.000008Z","start_ns":1000,"end_ns":8000,"start_frame":1,"end_frame":8,"first_frame":1,"duration_ns":7000,"state":"ended","first_exec":null,"fork_to_exec_ns":null,"exec_to_exit_ns":null,"comm":"a\"\\\\\\x2c","comm_before_exec":null,"execs":0,"threads":1,"children":0,"exit":{"signal":11,"signal_name":"SIGSEGV","core":true},"orphan":true,"adopter":1,"ruid":1,"euid":2,"rgid":3,"egid":4,"sid":10,"tracer":7,"traced":true,"dumped":true,"partial":[],"parent":null}`,
		`{"pid":11,"ppid":null,"start":null,"end":null,"start_ns":null,"end_ns":null,"start_frame":null,"end_frame":null,"first_frame":9,"duration_ns":null,"state":"running","first_exec":"2001-09-09T01:46:40.000009Z","fork_to_exec_ns":null,"exec_to_exit_ns":null,"comm":null,"comm_before_exec":null,"execs":1,"threads":1,"children":0,"exit":null,"orphan":false,"adopter":null,"ruid":null,"euid":null,"rgid":null,"egid":null,"sid":null,"tracer":null,"traced":false,"dumped":false,"partial":["start","end","parent"],"parent":null}`,
		`{"pid":12,"ppid":0,"start":"2001-09-09T01:46:40.00001Z","end":"2001-09-09T01:46:40.000011Z","start_ns":10000,"end_ns":11000,"start_frame":10,"end_frame":11,"first_frame":10,"duration_ns":1000,"state":"ended","first_exec":null,"fork_to_exec_ns":null,"exec_to_exit_ns":null,"comm":null,"comm_before_exec":null,"execs":0,"threads":1,"children":0,"exit":{"signal":40,"signal_name":null,"core":false},"orphan":false,"adopter":null,"ruid":null,"euid":null,"rgid":null,"egid":null,"sid":null,"tracer":null,"traced":false,"dumped":false,"partial":[],"parent":null}`,
		`{"pid":13,"ppid":4,"start":null,"end":"2001-09-09T01:46:40.000012Z","start_ns":null,"end_ns":12000,"start_frame":null,"end_frame":12,"first_frame":12,"duration_ns":null,"state":"ended","first_exec":null,"fork_to_exec_ns":null,"exec_to_exit_ns":null,"comm":null,"comm_before_exec":null,"execs":0,"threads":1,"children":0,"exit":{"code":3},"orphan":false,"adopter":null,"ruid":null,"euid":null,"rgid":null,"egid":null,"sid":null,"tracer":null,"traced":false,"dumped":false,"partial":["start"],"parent":null}`,
	}
	if len(got) != len(want) {
		t.Fatalf("%d objects", len(got))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got\n%s\nwant\n%s", got[i], want[i])
		}
	}
}
