package scenario

import (
	"strings"
	"testing"
)

func TestParseLog(t *testing.T) {
	lines, err := ParseLog([]byte(`{"at":1,"do":"send","sock":"a","dst_port":0,"dst_groups":1,"hex":"2800ff","errno":0}
{"at":2,"do":"fact","name":"child","number":77}
{"at":3,"do":"fact","name":"child","number":78}
`))
	if err != nil || len(lines) != 3 || string(lines[0].Bytes()) != "\x28\x00\xff" || lines[0].DstGroups != 1 {
		t.Fatalf("%+v, %v", lines, err)
	}
	tr := &Trace{Log: lines}
	if tr.Fact("child") != 77 || len(tr.Facts("child")) != 2 || tr.Fact("other") != -1 || len(tr.Sends("")) != 1 || len(tr.Sends("b")) != 0 {
		t.Errorf("facts %v, sends %v", tr.Facts("child"), tr.Sends(""))
	}
}

func TestParseLogStrict(t *testing.T) {
	for line, want := range map[string]string{
		`{"at":1,"do":"jump"}`:            `do is "jump"`,
		`{"at":1,"do":"fact","pid":1}`:    "pid",
		`{"at":1,"do":"send","hex":"0"}`:  "odd length",
		`{"at":1,"do":"fact"`:             "unexpected EOF",
		`{"at":"now","do":"fact"}`:        "cannot unmarshal",
		"\n" + `{"at":1,"do":"close"}`:    "line 1: EOF",
		`{"at":1,"do":"send","hex":"xx"}`: "invalid byte",
	} {
		if _, err := ParseLog([]byte(line)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}
