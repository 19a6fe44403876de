package vectors

import (
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	offset, need := 16, int64(9)
	sound := &Vector{Name: "v/1", Hex: "0aff", Expect: Answer{OK: true,
		Fields:  Fields{{"seq", "7"}, {"pid", "-1"}, {"data", `"0aff"`}},
		Meaning: Fields{{"text", `"aB"`}}}}
	broken := &Vector{Name: "v/2", Hex: "0aff", Expect: Answer{Class: "overrun", Offset: &offset, At: "cn_msg.len", Need: &need,
		Fields: Fields{{"seq", "7"}}}}
	faulty := &Vector{Name: "v/3", Expect: Answer{OK: true, Faults: []string{"no-header"}}}
	const fields = `"fields":{"seq":7,"pid":-1,"data":"0aff"}`
	for _, c := range []struct {
		v            *Vector
		answer, want string
	}{
		{sound, `{"ok":true,` + fields + `}`, ""},
		{sound, `{"name":"v/1","ok":true,` + fields + `,"hex":"0AFF","meaning":{"text":"aB","kind":"event"},"x":1}`, ""},
		{sound, `{"ok":true,` + fields + `,"meaning":{"text":"aB","more":1}}`, `meaning: json: unknown field "more"`},
		{sound, `{"ok":true,` + fields + `,"meaning":{"kind":"reply"}}`, `meaning: Kind "reply" is none of request,answer,event,unknown`},
		{sound, `{"ok":true,` + fields + `,"meaning":{"core":1}}`, "meaning: json: cannot unmarshal number into Go struct field Meaning.core of type bool"},
		{sound, `{"ok":true,` + fields + `,"faults":["no-header"]}`, `faults: want [], got ["no-header"]`},
		{faulty, `{"ok":true,"fields":{}}`, `faults: want ["no-header"], got []`},
		{faulty, `{"ok":true,"fields":{},"faults":["no-header"]}`, ""},
		{sound, `{"ok":true,"fields":{"seq":"7","pid":"-1","data":"0AFF","rest":""}}`, ""},
		{sound, `{"name":"v/3","ok":true,` + fields + `}`, `answers another question: "v/3"`},
		{sound, `{"ok":true}`, "seq: want 7, got nothing; pid: want -1, got nothing; data: want \"0aff\", got nothing"},
		{sound, `{"ok":true,"fields":{"seq":8,"pid":-1,"data":"0aff"}}`, "seq: want 7, got 8"},
		{sound, `{"ok":true,"fields":{"seq":7.0,"pid":-1,"data":"0aff"}}`, "seq: want 7, got 7.0"},
		{sound, `{"ok":true,"fields":{"seq":7,"pid":4294967295,"data":"0aff"}}`, "pid: want -1, got 4294967295"},
		{sound, `{"ok":true,"fields":{"seq":7,"pid":-1,"data":"0a"}}`, `data: want "0aff", got "0a"`},
		{sound, `{"ok":true,"fields":{"seq":7,"pid":-1,"data":"0aff","more":0}}`, "more: want nothing, got 0"},
		{sound, `{"ok":true,"fields":{"seq":7,"seq":7,"pid":-1,"data":"0aff"}}`, "seq: said 2 times"},
		{sound, `{"ok":true,` + fields + `,"hex":"0aee"}`, "encoded again it has 2 bytes, not 2, or other ones from byte 1 on"},
		{sound, `{"ok":true,` + fields + `,"hex":"0a"}`, "encoded again it has 1 bytes, not 2, or other ones from byte 1 on"},
		{sound, `{"ok":true,` + fields + `,"meaning":{"text":"ab"}}`, `meaning text: want "aB", got "ab"`},
		{sound, `{}`, "want ok, got neither ok nor a class"},
		{sound, `{"ok":true,"class":"short",` + fields + `}`, `want ok, got both ok and the failure "short"`},
		{sound, `{"class":"short","offset":0}`, "want ok, got short at byte 0"},
		{broken, `{"class":"overrun","offset":16}`, ""},
		{broken, `{"class":"overrun","offset":16,"at":"cn_msg.len","need":9,"fields":{"seq":7}}`, ""},
		{broken, `{"class":"overrun"}`, "want overrun at byte 16, got overrun without an offset"},
		{broken, `{"class":"overrun","offset":18}`, "want overrun at byte 16, got overrun at byte 18"},
		{broken, `{"class":"short","offset":16}`, "want overrun at byte 16, got short at byte 16"},
		{broken, `{"ok":true,"fields":{"seq":7}}`, "want overrun at byte 16, got ok"},
		{broken, `{"class":"overrun","offset":16,"at":"cn_msg"}`, `at: want "cn_msg.len", got "cn_msg"`},
		{broken, `{"class":"overrun","offset":16,"need":8,"have":1}`, "need: want 9, got 8; have: want none, got 1"},
		{broken, `{"class":"overrun","offset":16,"fields":{"seq":8}}`, "seq: want 7, got 8"},
	} {
		a, err := parse([]byte(c.answer))
		if err != nil {
			t.Errorf("%s: %v", c.answer, err)
			continue
		}
		if got := strings.Join(c.v.Compare(a), "; "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.answer, got, c.want)
		}
	}
}

func TestNoAnswers(t *testing.T) {
	for _, line := range []string{"", "ok", "[]", `"ok"`, `{"ok":1}`, `{"fields":[]}`, `{"offset":"16"}`, `{"ok":true`, `{} {}`} {
		if a, err := parse([]byte(line)); err == nil {
			t.Errorf("%q is an answer: %+v", line, a)
		}
	}
}
