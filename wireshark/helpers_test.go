package wireshark_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/wireshark"
)

type record = octets.Record

func must[T any](v T, err error) func(testkit.TB) T { return testkit.Must(v, err) }

// shark is a tshark with the plugin, in a folder of its own.
type shark struct {
	path, dir string
	doubles   bool   // it writes each backslash of a text twice: 4.2 and later
	said      string // on standard error, when it ran last
}

// lua44 names the environment variable with the path of a second tshark, of version
// 4.4, that the comparisons are made with too: internal/needs/tshark44.sh fetches one.
const lua44 = "CNWIRE_TSHARK44"

var version = regexp.MustCompile(`TShark \(Wireshark\) (\d+)\.(\d+)`)

// sharks returns the tsharks that there are. With as plugin another text than the
// embedded one may be tried.
func sharks(t *testing.T) (list []*shark) {
	t.Helper()
	paths := []string{needs.Tool(t, "tshark", "the plugin is not tried in it.")}
	if second := os.Getenv(lua44); second != "" {
		paths = append(paths, second)
	} else if os.Getenv(needs.Require) == "1" {
		t.Fatal(lua44 + " names no tshark 4.4, which internal/needs/tshark44.sh makes ready: the plugin is tried in one version alone. (" + needs.Require + "=1)")
	}
	for _, path := range paths {
		about, _ := exec.Command(path, "--version").Output()
		m := version.FindSubmatch(about)
		if m == nil || string(m[1]) < "4" || !bytes.Contains(about, []byte("with Lua")) {
			needs.Missing(t, path+" is not tshark 4.0 or later with Lua: the plugin is not tried in it.")
		}
		s := &shark{path: path, dir: t.TempDir(), doubles: string(m[2]) >= "2"}
		s.write(t, "cnwire.lua", wireshark.Plugin)
		list = append(list, s)
	}
	return list
}

// write puts a file into its folder, which anybody may read: tshark may run as
// another user.
func (s *shark) write(t testing.TB, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), b, 0o644); err != nil {
		t.Fatal(err)
	}
	for dir := s.dir; dir != os.TempDir() && len(dir) > 1; dir = filepath.Dir(dir) {
		os.Chmod(dir, 0o755)
	}
}

// command is a run of tshark in its folder. As root, whom 4.4 loads no scripts for,
// it runs as nobody.
func (s *shark) command(args ...string) *exec.Cmd {
	cmd := exec.Command(s.path, args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C.UTF-8", "HOME="+s.dir, "XDG_CONFIG_HOME="+s.dir)
	if os.Getuid() == 0 {
		asNobody(cmd)
	}
	return cmd
}

// run returns what tshark prints of a capture. What Lua complains of on standard
// error ends the test.
func (s *shark) run(t testing.TB, capture []byte, args ...string) string {
	t.Helper()
	s.write(t, "capture", capture)
	cmd := s.command(append([]string{"-X", "lua_script:cnwire.lua", "-r", "capture"}, args...)...)
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	err := cmd.Run()
	s.said = complaints.String()
	if text := s.said; err != nil || strings.Contains(text, "Lua") {
		t.Fatalf("%v: %v\n%s", cmd, err, text)
	}
	return out.String()
}

// theFields are the plugin's fields: all of ours that are the connector's.
func theFields() (names []string) {
	for _, fd := range analysis.Fields() {
		if isOurs(fd.Name) {
			names = append(names, fd.Name)
		}
	}
	return names
}

// isOurs tells the connector's fields from those of other protocols, one of which is
// called cnip.
func isOurs(name string) bool {
	return strings.HasPrefix(name, "cn.") || strings.HasPrefix(name, "cn_")
}

// luaError is a column that a frame has in which something went wrong in Lua.
const luaError = "_ws.lua.error"

// columns returns tshark's cells of fields, a line a frame, and fails on any
// frame on which the plugin met an error.
func (s *shark) columns(t testing.TB, capture []byte, fields []string, args ...string) []string {
	t.Helper()
	args = append(args, "-T", "fields", "-e", luaError)
	for _, name := range fields {
		args = append(args, "-e", name)
	}
	lines := strings.Split(strings.TrimSuffix(s.run(t, capture, args...), "\n"), "\n")
	for i, line := range lines {
		wrong, rest, ok := strings.Cut(line, "\t")
		if !ok || wrong != "" {
			t.Fatalf("frame %d: %s", i+1, wrong)
		}
		lines[i] = rest
	}
	return lines
}

// nameOfFile is what we call a capture. It is the name of a host that says nothing of
// itself, which a plugin does not know: the one difference of all cells.
const nameOfFile = "the capture's file"

// each calls do with every frame of a capture, as `read -e` has them: of hosts (R31),
// and with what is known of processes.
func each(t testing.TB, capture []byte, do func(*analysis.Frame), settings ...func(*source.Options)) {
	t.Helper()
	var o source.Options
	for _, set := range settings {
		set(&o)
	}
	about := known.State{Early: true, Context: true}
	in := source.Input{Name: nameOfFile, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(capture)), nil }}
	for f, err := range source.New(o, in).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		about.Add(f.Frame)
		do(f.Frame)
	}
}

// ours returns our cells of fields, a line a frame.
func ours(t testing.TB, capture []byte, fields []string, settings ...func(*source.Options)) []string {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	p := must(output.New(w, output.Options{Format: "fields", Fields: fields}))(t)
	each(t, capture, func(f *analysis.Frame) {
		if err := p.Frame(f); err != nil {
			t.Fatal(err)
		}
	}, settings...)
	w.Flush()
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], nameOfFile, "")
	}
	return lines
}

// same compares cells, and shows the first that differs. It returns how many cells
// have a value.
func (s *shark) same(t testing.TB, what string, fields, theirs, ours []string) (values int) {
	t.Helper()
	if len(theirs) != len(ours) {
		t.Errorf("%s: tshark prints %d lines, we print %d", what, len(theirs), len(ours))
		return 0
	}
	for i := range ours {
		a, b := strings.Split(theirs[i], "\t"), strings.Split(ours[i], "\t")
		for k, name := range fields {
			got, want := a[k], b[k]
			switch {
			case s.doubles && comments[name]: // but for those of tabs and line ends
				got = strings.ReplaceAll(got, `\\`, `\`)
			case s.doubles:
				want = escapes.ReplaceAllStringFunc(want, double)
			}
			if got != want {
				t.Errorf("%s, frame %d: %s is %q, we have %q", what, i+1, name, a[k], want)
				return values
			}
			if b[k] != "" {
				values++
			}
		}
	}
	return values
}

// escapes are those of a text. The backslash of one that stands for a byte is
// written twice by 4.2 and later; of two, one is theirs already.
var escapes = regexp.MustCompile(`\\\\|\\x[0-9a-f]{2}`)

func double(escape string) string {
	if escape == `\\` {
		return escape
	}
	return `\` + escape
}

// comments are the fields whose texts stand in comments, or in descriptions of
// interfaces: we escape only what would leave the line.
var comments = map[string]bool{"cn.host": true, "cn.sender.comm": true}

func init() {
	for _, fd := range analysis.Fields() {
		if fd.OfSubject() && !strings.HasSuffix(fd.Name, "name") && !strings.HasSuffix(fd.Name, "comm") {
			comments[fd.Name] = true
		}
	}
}

// pcapOf makes a capture of another link type.
func pcapOf(link uint32, records ...record) []byte {
	b := octets.Pcap(binary.LittleEndian, false, records...)
	binary.LittleEndian.PutUint32(b[20:], link)
	return b
}

// install puts a file where scripts are loaded from by themselves, and returns its path.
func (s *shark) install(t testing.TB, name string, b []byte) string {
	t.Helper()
	plugins := filepath.Join("wireshark", "plugins")
	if err := os.MkdirAll(filepath.Join(s.dir, plugins), 0o755); err != nil {
		t.Fatal(err)
	}
	s.write(t, filepath.Join(plugins, name), b)
	return filepath.Join(s.dir, plugins, name)
}

// fieldTypes returns the fields that tshark lists, with the plugin installed as a
// user does it, and their types.
func (s *shark) fieldTypes(t testing.TB) map[string]string {
	t.Helper()
	types := map[string]string{}
	defer os.Remove(s.install(t, "cnwire.lua", wireshark.Plugin)) // else it would be loaded twice
	out := must(s.command("-G", "fields").Output())(t)
	for line := range strings.Lines(string(out)) {
		if c := strings.Split(line, "\t"); c[0] == "F" {
			types[c[2]] = c[3]
		}
	}
	return types
}

func typeOf(t testing.TB, name string) string {
	t.Helper()
	return must(analysis.Lookup(name))(t).Type()
}

// layouts are the forms of events by the words of the preference.
var layouts = map[string]codec.ProcLayout{"timespec32": codec.ProcLayoutTimespec32, "timespec64": codec.ProcLayoutTimespec64}
