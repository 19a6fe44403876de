package output_test

import (
	"encoding/binary"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/spec"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	f := must(os.Open("jsonl.schema.json"))(t)
	defer f.Close()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", must(jsonschema.UnmarshalJSON(f))(t)); err != nil {
		t.Fatal(err)
	}
	return must(c.Compile("schema.json"))(t)
}

// validate holds each line against the schema, and returns how many there are.
func validate(t testing.TB, s *jsonschema.Schema, text string) (count int) {
	t.Helper()
	for line := range strings.Lines(text) {
		count++
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err == nil {
			err = s.Validate(v)
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
	}
	return count
}

func TestSchemaOfCaptures(t *testing.T) {
	s := schema(t)
	for name, capture := range captures(t) {
		if n := validate(t, s, write(t, capture, output.Options{Format: "jsonl"})); n < 31 {
			t.Errorf("%s: %d lines", name, n)
		}
	}
}

// The ranges of a request to the early notifier are an array, in jsonl, json and
// ek, also where there is one: no key stands twice.
func TestRepeatedStructs(t *testing.T) {
	le := binary.LittleEndian
	for _, c := range []struct {
		ranges uint64
		jsonl  string
	}{
		{1, `"cn_ctl_msg":{"idx_notify_num":1,"val_notify_num":0,"group":9,"len":0,"cn_notify_req":[{"first":3,"range":4}]}`},
		{2, `"cn_ctl_msg":{"idx_notify_num":2,"val_notify_num":0,"group":9,"len":0,"cn_notify_req":[{"first":3,"range":4},{"first":3,"range":4}]}`},
	} {
		data := [][]byte{must(spec.Default().New(le, "cn_ctl_msg", set{"idx_notify_num": c.ranges, "group": 9}))(t)}
		for range c.ranges {
			data = append(data, must(spec.Default().New(le, "cn_notify_req", set{"first": 3, "range": 4}))(t))
		}
		const all = 1<<32 - 1
		b := must(spec.Default().Message(le, nil, set{"id.idx": all, "id.val": all}, data...))(t)
		capture := lay(le, false, record{Data: cooked(11, b)})
		line := write(t, capture, output.Options{Format: "jsonl"})
		if validate(t, schema(t), line); !strings.Contains(line, c.jsonl) {
			t.Errorf("%s\nlacks %s", line, c.jsonl)
		}
		for _, format := range []string{"json", "ek"} {
			text := write(t, capture, output.Options{Format: format})
			if key := strings.Index(text, `"cn_notify_req": [`) + strings.Index(text, `"cn_notify_req":[`); key < 0 || strings.Count(text, `"cn_notify_req"`) != 1 {
				t.Errorf("%s: no array, or several keys:\n%s", format, text)
			}
		}
	}
}

// TestSchemaOfDamage validates frames with wrong bytes, joined and cut.
func TestSchemaOfDamage(t *testing.T) {
	s := schema(t)
	random := rand.New(rand.NewPCG(3, 4))
	for _, o := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		bo := o.(binary.ByteOrder)
		op := must(spec.Default().New(bo, "proc_cn_mcast_op", set{"mcast_op": 1}))(t)
		listen := must(spec.Default().CnMsg(bo, set{"id.idx": 1, "id.val": 1}, op))(t)
		bodies := [][]byte{event(t, bo, 2, nil), event(t, bo, 0x80000000, set{"exit_code": 9}), other(bo, 3, 1), listen, event(t, bo, 0, set{"err": 1}), {1, 2, 3}}
		var records []record
		for range 3000 {
			var body []byte
			for len(body) == 0 || random.IntN(2) == 0 {
				body = append(body, bodies[random.IntN(len(bodies))]...)
			}
			data := cooked(11, message(t, bo, nil, body), message(t, bo, nil, body))
			wire := len(data)
			data[16+random.IntN(60)%(len(data)-16)] ^= 1 << random.IntN(8)
			if random.IntN(2) == 0 {
				data = data[:random.IntN(len(data))]
			}
			records = append(records, record{Data: data, Wire: wire})
		}
		text := write(t, lay(o, false, records...), output.Options{Format: "jsonl"})
		if n := validate(t, s, text); n < 3000 {
			t.Errorf("only %d lines", n)
		}
		for _, key := range []string{`"truncated":true`, `"malformed":"`, `"data":"`, `"rest":"`, `"event_data":"`, `"event":"event 0x`, `"kind":"request"`} {
			if strings.Count(text, key) < 10 {
				t.Errorf("%s: only %d times", key, strings.Count(text, key))
			}
		}
	}
}

// TestSchemaRefuses breaks a line in one place at a time.
func TestSchemaRefuses(t *testing.T) {
	s := schema(t)
	line := write(t, exitCapture(t), output.Options{Format: "jsonl"})
	validate(t, s, line)
	for _, c := range []struct{ old, new string }{
		{`"frame":1`, `"frame":"1"`},
		{`"frame":1,`, ``},
		{`"frame":1`, `"frame":0`},
		{`"msg":0`, `"msg":0.5`},
		{`"<kernel"`, `"kernel"`},
		{`"kind":"event"`, `"kind":"exit"`},
		{`"event":"exit"`, `"event":"event 1"`},
		{`"process_pid":-5`, `"process_pid":4294967291`},
		{`"exit_code":9`, `"exit_code":-1`},
		{`"status":0`, `"status":256`},
		{`"signal":9`, `"signal":"SIGKILL"`},
		{`"core":false`, `"core":0`},
		{`"exit":{`, `"exit":{"new":1,`},
		{`"exit":{`, `"quit":{`},
		{`"rest":"00"`, `"rest":"0"`},
		{`"rest":"00"`, `"more":"00"`},
		{`"time":"1970-01-01T`, `"time":"1970-01-01 `},
		{`"len":41`, `"len":65536`},
	} {
		broken := strings.Replace(line, c.old, c.new, 1)
		if broken == line {
			t.Fatalf("%s is not in %s", c.old, line)
		}
		if v := must(jsonschema.UnmarshalJSON(strings.NewReader(broken)))(t); s.Validate(v) == nil {
			t.Errorf("%s for %s passes", c.new, c.old)
		}
	}
}

// exitCapture has one exit with a byte more behind the arm than it needs.
func exitCapture(t testing.TB) []byte {
	le := binary.LittleEndian
	exit := append(event(t, le, 0x80000000, set{"process_pid": 1<<32 - 5, "process_tgid": 5, "exit_code": 9}), 0)
	exit[16]++
	return lay(le, false, record{Data: cooked(11, message(t, le, set{"nlmsg_type": 3}, exit, []byte{7, 8})), Sec: 1, Frac: 500000})
}

// TestJSONL has a line read by eye: the rest of the event and that of the
// message are two things.
func TestJSONL(t *testing.T) {
	got := write(t, exitCapture(t), output.Options{Format: "jsonl"})
	want := `{"frame":1,"msg":0,"time":"1970-01-01T00:00:01.5Z","direction":"<kernel","order":"little","kind":"event","event":"exit",` +
		`"nlmsghdr":{"nlmsg_len":79,"nlmsg_type":3,"nlmsg_flags":0,"nlmsg_seq":0,"nlmsg_pid":0},` +
		`"cn_msg":{"idx":1,"val":1,"seq":9,"ack":0,"len":41,"flags":0},` +
		`"proc_event":{"what":2147483648,"cpu":1,"timestamp_ns":5,` +
		`"exit":{"process_pid":-5,"process_tgid":5,"exit_code":9,"exit_signal":0,"parent_pid":0,"parent_tgid":0,"status":0,"signal":9,"core":false},"rest":"00"},"rest":"0708"}` + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What wait(2) says of an exit_code stands beside it, as kernels put it there.
func TestWaitStatus(t *testing.T) {
	for code, want := range map[uint64]string{
		0:      `"status":0,"signal":0,"core":false`,
		3 << 8: `"status":3,"signal":0,"core":false`,
		0xff00: `"status":255,"signal":0,"core":false`,
		9:      `"status":0,"signal":9,"core":false`,
		0x8b:   `"status":0,"signal":11,"core":true`,
		64:     `"status":0,"signal":64,"core":false`,
	} {
		exit := event(t, binary.BigEndian, 0x80000000, set{"exit_code": code})
		line := write(t, lay(binary.BigEndian, false, record{Data: cooked(11, message(t, binary.BigEndian, set{"nlmsg_type": 3}, exit, nil))}), output.Options{Format: "jsonl"})
		validate(t, schema(t), line)
		if !strings.Contains(line, want) {
			t.Errorf("%#x: %s, want %s", code, line, want)
		}
	}
}

// R18: a process event that user space sent is of no kind and no event.
func TestEventOfUserSpace(t *testing.T) {
	le := binary.LittleEndian
	exec := event(t, le, 2, set{"process_pid": 5, "process_tgid": 5})
	for port, want := range map[uint64]string{0: `"kind":"event","event":"exec"`, 77: `"kind":"unknown"`} {
		capture := lay(le, false, record{Data: cooked(11, message(t, le, set{"nlmsg_type": 3, "nlmsg_pid": port}, exec))})
		got := write(t, capture, output.Options{Format: "jsonl"})
		if !strings.Contains(got, want+`,"nlmsghdr"`) {
			t.Errorf("nlmsg_pid %d: no %s in %s", port, want, got)
		}
	}
}
