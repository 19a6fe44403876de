package jsondoc_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/jsondoc"
)

// TestObject: keys stand where they came first, several values of one are an
// array, and a list is one with a single value too.
func TestObject(t *testing.T) {
	var d jsondoc.Document
	for range 2 { // what the first left behind is not in the second
		d.Reset()
		o := d.Object()
		o.AddString("a", "1")
		o.AddWord("null", "null")
		o.AddObject("in").AddString("deep\n", "\"\x1b\u202e")
		o.AddString("a", "2")
		o.AddToList("one").AddWord("x", "true")
		o.AddObject("none")
		o.AddValue("seq", &analysis.Value{Field: analysis.MustLookup("cn.seq"), Num: 7}, true)
		o.AddValue("data", &analysis.Value{Field: analysis.MustLookup("data.data"), Data: []byte{1, 0xff}}, false)
		want := `{"a":["1","2"],"null":null,"in":{"deep\n":"\"\u001b\u202e"},"one":[{"x":true}],"none":{},"seq":["7"],"data":"01:ff"}`
		if got := string(o.Append(nil, -1)); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
		lines := "{\n    \"a\": [\n      \"1\",\n      \"2\"\n    ],\n"
		if got := string(o.Append([]byte("  "), 2)); got[:len(lines)+2] != "  "+lines {
			t.Errorf("%s", got)
		}
	}
}

// TestManyKeys: however many keys there are, and were in the object before.
func TestManyKeys(t *testing.T) {
	var d jsondoc.Document
	for _, n := range []int{1, 15, 16, 17, 18, 40, 3, 5000, 20, 16, 2} {
		d.Reset()
		o := d.Object()
		want := map[string]any{}
		for i := range n {
			o.AddString(fmt.Sprint("k", i), "first")
			want[fmt.Sprint("k", i)] = "first"
		}
		for i := 0; i < n; i += 3 {
			o.AddString(fmt.Sprint("k", i), "second")
			want[fmt.Sprint("k", i)] = []any{"first", "second"}
		}
		var got map[string]any
		if err := json.Unmarshal(o.Append(nil, 0), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%d keys: %v, %v", n, got, err)
		}
	}
}

// TestAllocates: nothing, once it has been as large.
func TestAllocates(t *testing.T) {
	var d jsondoc.Document
	var b []byte
	f := analysis.Value{Field: analysis.MustLookup("cn.seq"), Num: 7}
	fill := func() {
		d.Reset()
		o := d.Object()
		for range 3 {
			in := o.AddToList("list")
			in.AddString("a", "b")
			in.AddValue("seq", &f, false)
			in.AddValue("seq", &f, false)
		}
		b = o.Append(b[:0], 2)
	}
	if n := testing.AllocsPerRun(10, fill); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
