package fuzz_test

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/abi"
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
		ours, failure := decode(o)(b)
		theirs, refused, err := c.decode(o, b)
		if errors.Is(err, errUnknown) && laterThanHeaders(ours) {
			continue
		}
		if err != nil && !errors.Is(err, errUnknown) {
			t.Fatalf("%x: the C decoder: %v", b, err)
		}
		if refused != (failure != nil) {
			t.Fatalf("%x, %v: codec says %v; the C decoder refuses it: %t%s", b, o, failure, refused, missing(err))
		}
		if ours = inHeaders(ours); !refused && !reflect.DeepEqual(ours, theirs) {
			t.Fatalf("%x, %v:\ncodec %v\n   C  %v%s", b, o, ours, theirs, missing(err))
		}
	}
}

// missing is the end of a sentence about a difference.
func missing(err error) string {
	if err == nil {
		return ""
	}
	return "\n" + err.Error()
}

// errUnknown says that there is an event in the datagram for which the C decoder
// has no case.
var errUnknown = errors.New("fuzz/testdata/oracle.c has no case for an event")

// laterThanHeaders reports whether there is an event among the fields that came
// with a kernel later than the newest headers that were asked (spec/abi): no case
// for it would compile.
func laterThanHeaders(fields []fuzz.Field) bool {
	for _, f := range fields {
		if f.Struct == "proc_event" && f.Name == "what" && slices.Contains(laterEvents(), f.Value) {
			return true
		}
	}
	return false
}

var laterEvents = sync.OnceValue(func() (list []uint64) {
	var newest spec.Version
	names, _ := fs.Glob(abi.Files, "linux-*.txt")
	for _, name := range names {
		v, err := spec.ParseVersion(strings.TrimSuffix(strings.TrimPrefix(name, "linux-"), ".txt"))
		if err == nil && v.Compare(newest) > 0 {
			newest = v
		}
	}
	for _, v := range spec.Default().Set("proc_event_what") {
		if since, err := spec.ParseSince(v.Since); err == nil && since.Present.Compare(newest) > 0 {
			list = append(list, v.Value)
		}
	}
	return list
})

// decode asks the C decoder. An event that it does not know is errUnknown, beside
// all the rest.
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
	var unknown error
	for c.out.Scan() {
		switch line := c.out.Text(); line {
		case "ok":
			return fields, false, unknown
		case "bad":
			return nil, true, unknown
		case "unknown event":
			unknown = errUnknown
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
// their size, and leaves out those of structs that headers lost with 2.6.33, and of
// other users than the process events, of whom that one knows nothing.
func inHeaders(fields []fuzz.Field) (list []fuzz.Field) {
	for _, f := range fields {
		switch f.Struct {
		case "cn_ctl_msg", "cn_notify_req", "dm_ulog_request", "uvesafb_task",
			"w1_netlink_msg", "w1_netlink_msg_slave", "w1_netlink_msg_master", "w1_netlink_cmd", "w1_reg_num", "w1_masters":
			continue
		}
		if unsent[f.Struct] != nil {
			continue
		}
		if f.Bytes == nil {
			f.Value = f.Value << (64 - 8*f.Size) >> (64 - 8*f.Size)
		}
		list = append(list, f)
	}
	return list
}
