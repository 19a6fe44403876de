package output_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cnwire/cnwire/analysis/output"
)

const passages = `
	listen | cnwire:1 sender port=9 pid=100 tid=101 uid=1000 gid=7 comm="a\x1b" pidns=4026531836 group=1
	fork 1 10 | cnwire:1 delivery group=1 result=0 tid=5
	exec 10 | cnwire:1 delivery port=8 result=-3 tid=10
	comm 10 10 x | cnwire:1 delivery group=1
	exit 10 10 0 | a remark`

// Who sent a message, and what became of it, stands in fields, by record/COMMENTS.md.
func TestPassageFields(t *testing.T) {
	o := output.Options{Format: "fields", Fields: []string{"cn.sender.port", "cn.sender.pid", "cn.sender.tid", "cn.sender.uid", "cn.sender.gid", "cn.sender.comm",
		"cn.sender.pidns", "cn.group", "cn.receiver.port", "cn.delivered", "cn.result", "cn.caused_by"}}
	if err := o.Output.Set("separator=;"); err != nil {
		t.Fatal(err)
	}
	want := `9;100;101;1000;7;a\x1b;4026531836;1;;;;
;;;;;;;1;;1;0;5
;;;;;;;;8;0;-3;10
;;;;;;;1;;;;
;;;;;;;;;;;
`
	if got := told(t, o, passages); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	tree := told(t, output.Options{Tree: true}, passages)
	for _, line := range []string{"[cn.sender.pid: 100]", `[cn.sender.comm: a\x1b]`, "[cn.group: 1]", "[cn.delivered: 1]", "[cn.result: -3]"} {
		if !strings.Contains(tree, line) {
			t.Errorf("the tree has no %s:\n%s", line, tree)
		}
	}
}

// And in jsonl, by its schema; what is not known has no key.
func TestPassageJSON(t *testing.T) {
	text := told(t, output.Options{Format: "jsonl"}, passages)
	if n := validate(t, schema(t), text); n != 5 {
		t.Errorf("%d lines", n)
	}
	want := []map[string]any{
		{"sender": map[string]any{"port": 9.0, "pid": 100.0, "tid": 101.0, "uid": 1000.0, "gid": 7.0, "pidns": 4026531836.0, "comm": "a\x1b"}, "group": 1.0},
		{"group": 1.0, "delivery": map[string]any{"delivered": true, "result": 0.0, "caused_by": 5.0}},
		{"delivery": map[string]any{"delivered": false, "result": -3.0, "port": 8.0, "caused_by": 10.0}},
		{"group": 1.0},
		{},
	}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var all map[string]any
		if err := json.Unmarshal([]byte(line), &all); err != nil {
			t.Fatal(err)
		}
		got := map[string]any{}
		for _, key := range []string{"sender", "group", "delivery"} {
			if v, ok := all[key]; ok {
				got[key] = v
			}
		}
		if d := cmp.Diff(want[i], got); d != "" {
			t.Errorf("line %d: %s", i+1, d)
		}
	}
}
