package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/cnwire/cnwire/internal/testkit"
	comments "github.com/cnwire/cnwire/pcap/comment"
)

// hostile are texts with every character that no output may show, the ends of
// each run of them, bytes that are no UTF-8, and what a spreadsheet calculates.
func hostile() []string {
	texts := []string{"=1+1", "+cmd", "-2+3", "@SUM(1)", "\t=1", "\r=1", `a,b"c'd<b>&\`, "\xff\xfe\x80\xc0\xaf", "\xed\xa0\x80", "\x9b31m", "\x1b]0;title\x07", "a\nb\rc\td"}
	for _, table := range []*unicode.RangeTable{unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp} {
		for r := rune(1); r <= unicode.MaxRune; r++ {
			if unicode.Is(table, r) {
				texts = append(texts, string(r))
			}
		}
	}
	return texts
}

// block makes a block of pcapng.
func block(code uint32, body []byte) []byte {
	le := binary.LittleEndian
	b := le.AppendUint32(le.AppendUint32(nil, code), uint32(len(body)+12))
	return le.AppendUint32(append(b, body...), uint32(len(body)+12))
}

// option makes an option of a block.
func option(code uint16, value string) []byte {
	le := binary.LittleEndian
	b := append(le.AppendUint16(le.AppendUint16(nil, code), uint16(len(value))), value...)
	return append(b, make([]byte, -len(b)&3)...)
}

// hostileCapture is a capture whose names and comments are hostile: a process for
// each text, which is its comm, the comment of its frame, and what a line there says of it, and all of them
// together in the comments and names of what is around.
func hostileCapture(texts []string) []byte {
	le := binary.LittleEndian
	all := strings.Join(texts, " ")
	section := slices.Concat([]byte{0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0}, bytes.Repeat([]byte{0xff}, 8), option(1, all), option(2, all), option(3, all), option(4, all), make([]byte, 4))
	face := slices.Concat([]byte{253, 0, 0, 0, 0, 0, 0, 0}, option(1, all), option(2, all), option(3, all), option(11, "\x00"+all), option(12, all), make([]byte, 4))
	b := slices.Concat(block(0x0a0d0d0a, section), block(1, face))
	frame := func(n int, comment string, what uint32, arm ...byte) {
		event := make([]byte, 40)
		le.PutUint32(event, what)
		le.PutUint64(event[8:], uint64(n)*1000)
		copy(event[16:], arm)
		message := slices.Concat([]byte{1, 0, 0, 0, 1, 0, 0, 0}, le.AppendUint32(nil, uint32(n)), make([]byte, 4), []byte{40, 0, 0, 0}, event)
		data := slices.Concat([]byte{0, 4, 3, 0x38}, make([]byte, 10), []byte{0, 11}, le.AppendUint32(nil, 76), []byte{3, 0, 0, 0}, make([]byte, 8), message)
		body := slices.Concat(make([]byte, 8), le.AppendUint32(nil, uint32(n)), le.AppendUint32(nil, uint32(len(data))), le.AppendUint32(nil, uint32(len(data))), data)
		task := comments.Line{Kind: "task"}
		for _, key := range []string{"exe", "cwd", "cgroup", "container", "arg"} {
			task.Add(key, comment)
		}
		task.Add("pid", strconv.Itoa(100+n/2))
		b = append(b, block(6, slices.Concat(body, option(1, comment), option(1, "comm="+comment), option(1, task.String()), make([]byte, 4)))...)
	}
	for i, text := range texts {
		pid := le.AppendUint32(nil, uint32(100+i))
		frame(2*i, text, 1, slices.Concat(make([]byte, 8), pid, pid)...)
		frame(2*i+1, text, 0x200, slices.Concat(pid, pid, []byte(text))...)
	}
	frame(2*len(texts), all, 0x77)
	return b
}

// TestNoOutputShowsControls: whatever a capture, its comments and its name say,
// every output is text on lines of its own that no terminal obeys, JSON can be
// read back, and a cell of csv is no formula.
func TestNoOutputShowsControls(t *testing.T) {
	if !strings.HasPrefix(unicode.Version, "15.") {
		t.Skipf("this Go has Unicode %s", unicode.Version)
	}
	texts := hostile()
	folder := t.TempDir()
	const name = "\x1b[31m\x07\n\r\t\u009b\u061c\u202e\u2028\u00ad\ufeff\U000e0001\xff=.pcapng"
	capture := hostileCapture(texts)
	for file, b := range map[string][]byte{name: capture, "cut" + name: capture[:len(capture)-9], "less" + name: hostileCapture(texts[1:]), "text" + name: []byte(name)} {
		if err := os.WriteFile(filepath.Join(folder, file), b, 0o600); err != nil {
			t.Skipf("this system has no such file names: %v", err)
		}
	}
	fields := []string{"read", "-T", "fields", "-E", "separator=|"}
	list, err := exec.Command("cnwire", "fields", "--names").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range strings.Fields(string(list)) {
		fields = append(fields, "-e", field)
	}
	commands := [][]string{
		append(fields, name), append(slices.Replace(slices.Clone(fields), 1, 5, "-T", "csv"), name),
		{"read", "-V", name}, {"read", "-x", name}, {"info", name}, {"info", "cut" + name}, {"diff", name, "less" + name}, {"diff", "less" + name, name},
		{"read", "missing" + name}, {"read", "text" + name}, {"ps", "--tree", name}, {"follow", name, name}, {"follow", "=1+1", name}, {"follow", "--descendants", "0", name},
		{"export", "-F", "csv", "-w", "-", name}, {"export", "-F", "csv", "-w", "-", "--capture", "x", name}, {"read", "-Y", name, name}, {"ps", "--sort", name, name}, {"ps", "-T", name, name},
		{"read", "-e", name, "-T", "fields", name}, {"merge", "-w", "out.pcap", name, "cut" + name}, {"convert", name, "out2.pcap"}, {"convert", "text" + name, "out3.pcap"},
		{"stats", "--by", "time", "-e", "time", name}, {"stats", "--by", "interface,comm,process,kind,id,cpu,latency,loss,hierarchy,overview,time", name},
	}
	for _, format := range []string{"text", "csv", "json", "ek", "jsonl"} {
		for _, command := range [][]string{{"read"}, {"pairs", "--unsolicited"}, {"ps"}, {"check", "--all"}, {"follow", "101"}, {"stats", "--by", "comm"}, {"stats", "--by", "interface"}, {"stats", "--by", "process"}} {
			commands = append(commands, slices.Concat(command, []string{"-T", format, name}), slices.Concat(command, []string{"-T", format, "cut" + name}))
		}
	}
	for _, format := range []string{"pdml", "psml"} {
		commands = append(commands, []string{"read", "-T", format, name}, []string{"read", "-T", format, "cut" + name}, []string{"read", "-T", format, "-Y", "cn_proc", name, name})
	}
	share := 3
	if testkit.RaceEnabled { // which takes most of its time to start a program
		share = 8
	}
	for i, args := range commands {
		if !testkit.Share(i, share) && i > 8 {
			continue
		}
		cmd := exec.Command("cnwire", args...)
		cmd.Dir = folder
		var out, said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &said
		var exit *exec.ExitError
		if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		if bytes.Contains(said.Bytes(), []byte("panic")) || out.Len()+said.Len() == 0 {
			t.Errorf("%q: says %q", args, said.String())
		}
		for what, b := range map[string][]byte{"prints": out.Bytes(), "says": said.Bytes()} {
			if fault := shows(b); fault != "" {
				t.Errorf("%q %s %s", args, what, fault)
			}
		}
		switch format := args[slices.Index(args, "-T")+1]; {
		case format == "pdml" || format == "psml":
			d := xml.NewDecoder(&out)
			var err error
			for err == nil {
				_, err = d.Token()
			}
			if err != io.EOF || d.InputOffset() < 1000 {
				t.Errorf("%q: %v", args, err)
			}
			if cut := strings.HasPrefix(args[len(args)-1], "cut"); cut != (exit != nil) {
				t.Errorf("%q: %v", args, exit)
			}
		case format == "json" || format == "ek" || format == "jsonl":
			d := json.NewDecoder(&out)
			for d.More() {
				var v any
				if err := d.Decode(&v); err != nil {
					t.Errorf("%q: %v", args, err)
					break
				}
			}
		case format == "csv" && args[0] != "export":
			for line := range strings.Lines(out.String()) {
				if i := strings.IndexAny(line, `=+@`); i >= 0 && (i == 0 || line[i-1] == ',' && !strings.Contains(line[:i], `"`)) {
					t.Errorf("%q: a formula in %s", args, line)
				}
			}
		}
	}
}

// shows says what of an output is no text on a line.
func shows(b []byte) string {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 || r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return fmt.Sprintf("%q in %q", b[i:i+n], b[max(0, i-60):min(len(b), i+20)])
		}
		i += n
	}
	return ""
}
