package fuzz_test

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/needs"
)

// FuzzOracle: a decoder in C, which has places and sizes from the installed
// kernel headers, finds the same values as codec and refuses what codec does.
func FuzzOracle(f *testing.F) {
	c, err := startOracle()
	if err != nil {
		needs.Missing(f, "the C decoder cannot be built, so codec is not compared with it: "+err.Error())
	}
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { c.compare(t, b) })
}

// oracle is the C program, which runs as long as this one does.
type oracle struct {
	mu  sync.Mutex
	in  io.Writer
	out *bufio.Scanner
}

// startOracle builds and starts it once.
var startOracle = sync.OnceValues(func() (*oracle, error) {
	cc, err := exec.LookPath("cc")
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // a program that runs does not need its file
	name := filepath.Join(dir, "oracle")
	if out, err := exec.Command(cc, "-O1", "-o", name, filepath.Join("testdata", "oracle.c")).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	cmd := exec.Command(name)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &oracle{in: in, out: bufio.NewScanner(out)}, cmd.Start()
})

func (c *oracle) compare(t fuzz.T, b []byte) {
	t.Helper()
	for _, o := range orders {
		theirs, refused, err := c.decode(o, b)
		if err != nil {
			t.Fatalf("%x: the C decoder: %v", b, err)
		}
		ours, failure := decode(o)(b)
		if refused != (failure != nil) {
			t.Fatalf("%x, %v: codec says %v; the C decoder refuses it: %t", b, o, failure, refused)
		}
		if ours = inHeaders(ours); !refused && !reflect.DeepEqual(ours, theirs) {
			t.Fatalf("%x, %v:\ncodec %v\n   C  %v", b, o, ours, theirs)
		}
	}
}

// decode asks the C decoder.
func (c *oracle) decode(o codec.Order, b []byte) (fields []fuzz.Field, refused bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	other := byte(0)
	if binary.NativeEndian.Uint16([]byte{0, 1}) != byteOrder(o).Uint16([]byte{0, 1}) {
		other = 1
	}
	if _, err := c.in.Write(append(append(binary.NativeEndian.AppendUint32(nil, uint32(len(b))), other), b...)); err != nil {
		return nil, false, err
	}
	for c.out.Scan() {
		switch line := c.out.Text(); line {
		case "ok":
			return fields, false, nil
		case "bad":
			return nil, true, nil
		default:
			f, err := parseField(line)
			if err != nil {
				return nil, false, err
			}
			fields = append(fields, f)
		}
	}
	return nil, false, errors.Join(errors.New("it ended"), c.out.Err())
}

// parseField reads a line of the C decoder's.
func parseField(line string) (f fuzz.Field, err error) {
	if strings.HasPrefix(line, "proc_event.comm comm ") {
		var digits string
		if _, err = fmt.Sscanf(line, "%s %s %d %d %s", &f.Struct, &f.Name, &f.Offset, &f.Size, &digits); err != nil {
			return f, err
		}
		f.Bytes, err = hex.DecodeString(digits)
		return f, err
	}
	_, err = fmt.Sscanf(line, "%s %s %d %d %x", &f.Struct, &f.Name, &f.Offset, &f.Size, &f.Value)
	return f, err
}

// inHeaders brings fields into the form of the C decoder's, with the bits of
// their size, and leaves out those of structs that headers lost with 2.6.33.
func inHeaders(fields []fuzz.Field) (list []fuzz.Field) {
	for _, f := range fields {
		if f.Struct == "cn_ctl_msg" || f.Struct == "cn_notify_req" {
			continue
		}
		if f.Bytes == nil {
			f.Value = f.Value << (64 - 8*f.Size) >> (64 - 8*f.Size)
		}
		list = append(list, f)
	}
	return list
}
