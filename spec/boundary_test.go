package spec_test

import (
	"encoding/binary"
	"io/fs"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cnwire/cnwire/spec"
)

// refused checks that a table is refused with a word, or accepted where there is none.
func refused(t *testing.T, what, structs, fields, values, says string) {
	t.Helper()
	if _, err := load(structs, fields, values); (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
		t.Errorf("%s: %v, want %q", what, err, says)
	}
}

// TestLoadAtTheBoundaries: numbers as large as they may be, and one more.
func TestLoadAtTheBoundaries(t *testing.T) {
	one := func(s, old, new string) string { return strings.Replace(s, old, new, 1) }
	large := goodStructs + "large,struct large,65535,host,x,h,2.6.14,\n"
	bytes := goodFields + "large,b,b,0,65535,bytes,,,erase,,\n"
	refused(t, "65535 bytes", large, bytes, goodValues, "")
	refused(t, "a struct of 65536", one(large, "65535", "65536"), bytes, goodValues, "no number of 16 bits")
	refused(t, "a field of 65536", large, one(bytes, "65535", "65536"), goodValues, "no number of 16 bits")
	refused(t, "32768 bytes", one(large, "65535", "32768"), one(bytes, "65535", "32768"), goodValues, "")
	refused(t, "a field of no bytes", goodStructs, one(goodFields, "msg,pad,,6,2,pad", "msg,none,,6,0,bytes,,,erase,,\nmsg,pad,,6,2,pad"), goodValues, "size 0 does not suit")
	refused(t, "a leading zero", one(goodStructs, ",8,host", ",08,host"), goodFields, goodValues, "starts with a zero")
	refused(t, "a field as old as its struct", goodStructs, one(goodFields, "msg,what,what,4,2,x16,kind,,keep,,", "msg,what,what,4,2,x16,kind,,keep,3.0,"), goodValues, "")
	refused(t, "the largest value", goodStructs, goodFields, goodValues+"other,ALL,0xffffffffffffffff,,,\n", "")
}

// TestVersionAtTheBoundary: a part has 16 bits.
func TestVersionAtTheBoundary(t *testing.T) {
	if v, err := spec.ParseVersion("6.65535"); err != nil || v[1] != 65535 {
		t.Errorf("%v, %v", v, err)
	}
	if v, err := spec.ParseVersion("6.65536"); err == nil {
		t.Errorf("%v and no error", v)
	}
	if _, err := spec.ParseSince("3.0..three"); err == nil || !strings.Contains(err.Error(), `"three" is not a number`) {
		t.Errorf("error %v does not name the word", err)
	}
}

// TestEventNamesWhatIsWrong: the first error is the one that is returned.
func TestEventNamesWhatIsWrong(t *testing.T) {
	_, err := spec.Default().Event(binary.LittleEndian, map[string]uint64{"watt": 1}, nil)
	if err == nil || !strings.Contains(err.Error(), "watt") {
		t.Errorf("error %v", err)
	}
}

func TestUnknownNumberIsZero(t *testing.T) {
	if n, ok := spec.Default().Number("nlmsg_type", "NLMSG_NEVER"); n != 0 || ok {
		t.Error(n, ok)
	}
}

// TestTypeInt: the bits of a signed number, as a Claim has them.
func TestTypeInt(t *testing.T) {
	for _, c := range []struct {
		typ  spec.Type
		bits uint64
		want int64
	}{
		{spec.S32, 0x7fffffff, math.MaxInt32},
		{spec.S32, 0x80000000, math.MinInt32},
		{spec.S32, 0xffffffff, -1},
		{spec.S64, math.MaxUint64, -1},
		{spec.S64, 0xffffffff, math.MaxUint32},
	} {
		if got := c.typ.Int(c.bits); got != c.want {
			t.Errorf("%s %#x is %d, want %d", c.typ, c.bits, got, c.want)
		}
	}
}

// TestLoadClosesItsFiles, sound or not.
func TestLoadClosesItsFiles(t *testing.T) {
	for _, fields := range []string{goodFields, "no table\n"} {
		files := openFiles{FS: fstest.MapFS{
			"structs.csv": {Data: []byte(goodStructs)},
			"fields.csv":  {Data: []byte(fields)},
			"values.csv":  {Data: []byte(goodValues)},
		}}
		spec.Load(&files)
		if files.open != 0 {
			t.Errorf("%d files are open", files.open)
		}
	}
}

// openFiles counts the files that are open.
type openFiles struct {
	fs.FS
	open int
}

func (f *openFiles) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	if err == nil {
		f.open++
	}
	return closing{file, f}, err
}

type closing struct {
	fs.File
	of *openFiles
}

func (c closing) Close() error {
	c.of.open--
	return c.File.Close()
}
