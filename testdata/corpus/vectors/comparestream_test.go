package vectors

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// TestCompareStream: an answer to a stream has to have each message, and what is
// missing of the numbers; rules and processes may be there.
func TestCompareStream(t *testing.T) {
	zero, one := 0, 1
	v := &Vector{Name: "stream/1", Kind: Streams, Order: "big", Stream: &Stream{Kernel: "6.1",
		Messages: []Judged{{Hex: "00", Class: "new"}, {Hex: "01", Class: "reply", Of: &zero, Rule: "ack"}, {Class: "ambiguous", Of: &one, Or: &zero, Rule: "ack"}},
		Gaps:     []Gap{{CPU: 1, From: 0, To: 2, Lost: 3}}, Late: []int{2}, Restarts: []int{1}, Ends: []int{2, 0},
		Processes: []Lived{{PID: 7, Parent: 1, Threads: 1}}}}
	const messages = `"messages":[{"class":"new"},{"class":"reply","of":0},{"class":"ambiguous","of":1,"or":0,"rule":"ack"}]`
	const rest = `"gaps":[{"cpu":1,"from":0,"to":2,"lost":3}],"late":[2],"restarts":[1],"ends":[0,2]`
	for _, c := range []struct{ answer, want string }{
		{`{"stream":{` + messages + `,` + rest + `}}`, ""},
		{`{"name":"stream/1","stream":{` + messages + `,` + rest + `,"processes":[{"pid":7,"parent":1,"first":0,"threads":1,"execs":0}]}}`, ""},
		{`{"name":"stream/2","stream":{` + messages + `,` + rest + `}}`, `answers another question: "stream/2"`},
		{`{"ok":true,"fields":{}}`, "no stream in the answer"},
		{`{"stream":{"messages":[{"class":"new"}],` + rest + `}}`, "want 3 messages, got 1"},
		{`{"stream":{` + strings.Replace(messages, `"of":0}`, `"of":1}`, 1) + `,` + rest + `}}`, `message 1: want {"class":"reply","of":0}, got {"class":"reply","of":1}`},
		{`{"stream":{` + strings.Replace(messages, `"or":0`, `"or":1`, 1) + `,` + rest + `}}`, `message 2: want {"class":"ambiguous","of":1,"or":0,"rule":"ack"}, got {"class":"ambiguous","of":1,"or":1,"rule":"ack"}`},
		{`{"stream":{` + strings.Replace(messages, `"ack"`, `"echo"`, 1) + `,` + rest + `}}`, `message 2: want {"class":"ambiguous","of":1,"or":0,"rule":"ack"}, got {"class":"ambiguous","of":1,"or":0,"rule":"echo"}`},
		{`{"stream":{` + strings.Replace(messages, `"new"`, `"event"`, 1) + `,` + rest + `}}`, `message 0: want {"class":"new"}, got {"class":"event"}`},
		{`{"stream":{` + messages + `,` + strings.Replace(rest, `"lost":3`, `"lost":2`, 1) + `}}`, `gaps: want [{"cpu":1,"from":0,"to":2,"lost":3}], got [{"cpu":1,"from":0,"to":2,"lost":2}]`},
		{`{"stream":{` + messages + `}}`, `gaps: want [{"cpu":1,"from":0,"to":2,"lost":3}], got []; late: want [2], got []; restarts: want [1], got []; ends: want [0,2], got []`},
		{`{"stream":{` + messages + `,` + rest + `,"processes":[]}}`, `processes: want [{"pid":7,"parent":1,"first":0,"threads":1,"execs":0}], got []`},
	} {
		a, err := parse([]byte(c.answer))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(v.Compare(a), "; "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.answer, got, c.want)
		}
	}
	text, err := json.Marshal(v.Question())
	if want := `{"name":"stream/1","struct":"","order":"big","hex":"","stream":{"kernel":"6.1","datagrams":["00","01"]}}`; err != nil || string(text) != want {
		t.Errorf("%s, %v, want %s", text, err, want)
	}
}

// TestRunStreams: streams are asked where they are wanted, and exchanges never.
func TestRunStreams(t *testing.T) {
	some := slices.DeleteFunc(slices.Clone(load(t)), func(v Vector) bool { return v.Asks() })
	for _, wanted := range []bool{false, true} {
		r := Runner{Command: self(t, "streams"), Streams: wanted}
		report, err := r.Run(some)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		for _, v := range some {
			if wanted && v.Kind == Streams {
				asked++
			}
		}
		if wanted && asked < 100 || report.Asked != asked || report.Other != len(some)-asked || len(report.Failures) != 0 {
			t.Errorf("%v: %d asked of %d, %d others, failures %v", wanted, report.Asked, asked, report.Other, report.Failures)
		}
	}
}
