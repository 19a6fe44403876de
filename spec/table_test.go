package spec_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cnwire/cnwire/spec"
)

// A small table that Load accepts; each case below breaks it in one place.
const (
	goodStructs = `struct,c,size,order,prefix,header,since,doc
id,struct id,4,host,x,h,2.6.14,
msg,struct msg,8,host,x,h,3.0,
`
	goodFields = `struct,field,c,offset,size,type,values,filter,anonymize,since,doc
id,idx,idx,0,4,u32,,,keep,,
msg,id,id,0,4,struct:id,,,,,
msg,what,what,4,2,x16,kind,,keep,,
msg,pad,,6,2,pad,,,erase,,
`
	goodValues = `set,name,value,arm,since,doc
kind,ONE,1,id,,
kind,TWO,0x2,,,
kind,DEUX,2,,,Same as TWO.
flag_bits,HIGH,0x8000,,,
`
)

func load(structs, fields, values string) (*spec.Table, error) {
	return spec.Load(fstest.MapFS{
		"structs.csv": {Data: []byte(structs)},
		"fields.csv":  {Data: []byte(fields)},
		"values.csv":  {Data: []byte(values)},
	})
}

func TestLoad(t *testing.T) {
	table, err := load(goodStructs, goodFields, goodValues)
	if err != nil {
		t.Fatal(err)
	}
	msg, ok := table.Struct("msg")
	if !ok || len(msg.Fields) != 3 || msg.Fields[0].Name != "id.idx" || msg.Fields[0].Struct != "msg" {
		t.Errorf("the nested struct is not flattened: %+v", msg)
	}
	if name, _ := table.Name("kind", 2); name != "TWO" {
		t.Errorf("2 is called %q, want the first name TWO", name)
	}
	if n, _ := table.Number("kind", "DEUX"); n != 2 {
		t.Errorf("DEUX is %d, want 2", n)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, place, says string }{
		{"unknown column", "since,doc\nid,s", "since,docs\nid,s", "structs.csv:1", "columns"},
		{"missing cell", "msg,struct msg,8,host,x,h,3.0,\n", "msg,struct msg,8,host,x,h,3.0\n", "structs.csv:3", "fields"},
		{"open quote", "msg,struct msg", "msg,\"struct msg", "structs.csv:", "\""},
		{"struct twice", "msg,struct msg", "id,struct msg", "structs.csv:3", "twice"},
		{"struct without name", "msg,struct msg", ",struct msg", "structs.csv:3", "without a name"},
		{"struct without size", "msg,struct msg,8", "msg,struct msg,0", "structs.csv:3", "no size"},
		{"order", "8,host", "8,little", "structs.csv:3", "little"},
		{"octal size", "struct msg,8", "struct msg,010", "structs.csv:3", "starts with a zero"},
		{"sum", "struct msg,8", "struct msg,12", "structs.csv:3", "sum to 8"},
		{"version", "h,3.0", "h,3.x", "structs.csv:3", "not a number"},
		{"field of no struct", "msg,what", "mgs,what", "fields.csv:4", "unknown struct"},
		{"field without name", "msg,what,", "msg,,", "fields.csv:4", "without a name"},
		{"field twice", "msg,pad", "msg,what", "fields.csv:5", "first in line 4"},
		{"unknown type", "x16", "x17", "fields.csv:4", "unknown type"},
		{"size against type", "what,4,2,x16", "what,4,4,x16", "fields.csv:4", "does not suit"},
		{"negative offset", "what,4,2", "what,-4,2", "fields.csv:4", "no number"},
		{"overlap", "what,4,2", "what,3,2", "fields.csv:4", "overlaps"},
		{"gap", "msg,pad,,6,2", "msg,pad,,7,1", "fields.csv:5", "gap"},
		{"unknown set", "kind,,", "kinds,,", "fields.csv:4", "unknown value set"},
		{"set of a pad", "pad,,6,2,pad,", "pad,,6,2,pad,kind", "fields.csv:5", "cannot have values"},
		{"filter of a pad", "msg,pad,,6,2,pad,,", "msg,pad,,6,2,pad,,x.pad", "fields.csv:5", "no filter asks"},
		{"bits shown decimal", "x16,kind", "u16,flag_bits", "fields.csv:4", "hexadecimal"},
		{"value too wide", "TWO,0x2,", "TWO,0x10000,", "fields.csv:4", "does not fit"},
		{"field older than its struct", "x16,kind,,keep,,", "x16,kind,,keep,2.6.39,", "fields.csv:4", "its struct since 3.0"},
		{"nested struct unknown", "struct:id", "struct:ids", "fields.csv:3", "not declared before"},
		{"nested struct itself", "struct:id", "struct:msg", "fields.csv:3", "not declared before"},
		{"nested size", "msg,id,id,0,4", "msg,id,id,0,6", "fields.csv:3", "does not suit"},
		{"nested order", "struct id,4,host", "struct id,4,big", "fields.csv:3", "does not suit"},
		{"nested before its fields", "id,idx,idx,0,4,u32,,,keep,,\nmsg,id,id,0,4,struct:id,,,,,\n",
			"msg,id,id,0,4,struct:id,,,,,\nid,idx,idx,0,4,u32,,,keep,,\n", "fields.csv:2", "no fields before"},
		{"no judgement", "pad,,,erase", "pad,,,", "fields.csv:5", "anonymize"},
		{"judgement unknown", "kind,,keep", "kind,,hide", "fields.csv:4", "anonymize"},
		{"judgement of a nested struct", "struct:id,,,,", "struct:id,,,keep,", "fields.csv:3", "anonymize"},
		{"union without a selector", "pad,,6,2,pad,,,erase", "arm,arm,6,2,union,flag_bits,,", "fields.csv:5", "selects the arm"},
		{"value twice", "kind,TWO", "kind,ONE", "values.csv:3", "twice"},
		{"number twice", "Same as TWO.", "", "values.csv:4", "the number of TWO"},
		{"value without set", "kind,TWO", ",TWO", "values.csv:3", "without a set"},
		{"value no number", "0x2", "0xg", "values.csv:3", "no number"},
		{"two bits", "0x8000", "0xc000", "values.csv:5", "single bits"},
		{"unknown arm", "ONE,1,id", "ONE,1,di", "values.csv:2", "unknown arm"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := []string{goodStructs, goodFields, goodValues}
			if n := strings.Count(strings.Join(files, ""), c.old); n != 1 {
				t.Fatalf("the case changes %d places", n)
			}
			for i := range files {
				files[i] = strings.Replace(files[i], c.old, c.new, 1)
			}
			_, err := load(files[0], files[1], files[2])
			if err == nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), c.place) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %q, want %q at %s", err, c.says, c.place)
			}
		})
	}
}

func TestLoadNeedsAllFiles(t *testing.T) {
	for _, missing := range []string{"structs.csv", "fields.csv", "values.csv"} {
		fsys := fstest.MapFS{
			"structs.csv": {Data: []byte(goodStructs)},
			"fields.csv":  {Data: []byte(goodFields)},
			"values.csv":  {Data: []byte(goodValues)},
		}
		delete(fsys, missing)
		if _, err := spec.Load(fsys); err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("without %s: %v", missing, err)
		}
		fsys[missing] = &fstest.MapFile{}
		if _, err := spec.Load(fsys); err == nil || !strings.Contains(err.Error(), missing+":1") {
			t.Errorf("with an empty %s: %v", missing, err)
		}
	}
}
