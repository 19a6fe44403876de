package manual

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// values has what a flag takes, by its long name, behind that of the command where
// commands differ: words; or @fields, @columns, @tables, @compared, @filter or @files; with a
// comma in front where several are joined by commas. Nothing is what nobody can list.
// Flags of numbers are not here, nor those whose words kong knows.
var values = map[string]string{
	"format":           "text fields json ek jsonl csv pdml psml",
	"diff format":      lists,
	"ps format":        lists + " dot mermaid",
	"follow format":    lists,
	"pairs format":     lists,
	"check format":     lists,
	"stats format":     lists,
	"explain format":   "text json ek jsonl",
	"ids format":       lists,
	"listeners format": lists,
	"convert format":   captures,
	"merge format":     captures,
	"export format":    "csv parquet",
	"table":            "@tables",
	"timeline format":  "perfetto json",
	"write-format":     captures,
	"time":             "a ad adoy d dd e r u ud udoy",
	"byte-order":       "auto little big",
	"layout":           "ns timespec32 timespec64",
	"host-by":          "file interface none",
	"from":             "auto capture text raw",
	"field":            ",@fields",
	"diff field":       ",@columns",
	"export field":     ",@columns",
	"ps field":         ",@columns",
	"follow field":     ",@columns",
	"pairs field":      ",@columns",
	"check field":      ",@columns",
	"ids field":        ",@columns",
	"listeners field":  ",@columns",
	"stats field":      ",@columns",
	"sort":             "@columns",
	"by":               ",@tables",
	"display-filter":   "@filter",
	"option":           "header=y header=n separator= aggregator= occurrence=f occurrence=l occurrence=a quote=d quote=s quote=n bom=y bom=n",
	"read-file":        "@files",
	"write":            "@files",
	"output":           "@files",
	"man":              "@files",
	"tshark":           "@files",
	"events":           ",all fork exec uid gid sid ptrace comm coredump exit nonzero_exit",
	"mask":             ",fork exec uid gid sid ptrace comm coredump exit nonzero_exit",
	"autostop":         "duration: filesize: packets: files:",
	"ring-buffer":      "duration: filesize: packets: files:",
	"kind":             ",message datagram stream exchange",
	"order":            ",little big unknown",
	"source":           ",captured third-party table",
	"only":             ",@compared",
	"ignore":           ",@compared",
	"tap":              "nlmon", // or nothing

	// Times, numbers with words around them, names that only the user knows.
	"at": "", "after": "", "before": "", "frames": "", "key": "", "capture": "", "buffer": "", "id": "", "user": "",
	"data": "", "seq": "", "ack": "", "flags": "", "nlmsg-type": "", "nlmsg-flags": "", "nlmsg-seq": "", "nlmsg-pid": "",
	"width": "", "pid": "", "exec": "", "name": "", "struct": "", "rule": "", "embed-limit": "", "flag": "",
}

const (
	lists    = "text fields json ek jsonl csv"
	captures = "pcap nsecpcap pcapng"
)

// takes returns what a flag takes, and whether the table, or kong, knows it.
func (c *Command) takes(f *kong.Flag) (string, bool) {
	if f.Tag.Enum != "" {
		return strings.Join(slices.DeleteFunc(strings.Split(f.Enum, ","), func(word string) bool { return word == "" }), " "), true
	}
	what, ok := values[c.Name+" "+f.Name]
	if !ok {
		what, ok = values[f.Name]
	}
	return what, ok || isNumber(f)
}

// Faults returns a sentence for each flag that the table does not know, each of its
// rows that is of no flag, and each word that the help of its flag does not name.
func Faults(app *kong.Application) (list []string) {
	unused := maps.Clone(values)
	for _, c := range Commands(app) {
		for _, f := range c.Flags() {
			if _, ok := values[c.Name+" "+f.Name]; ok {
				delete(unused, c.Name+" "+f.Name)
			} else {
				delete(unused, f.Name)
			}
			if !hasValue(f) {
				continue
			}
			what, known := c.takes(f)
			if !known {
				list = append(list, fmt.Sprintf("cnwire %s --%s: internal/manual/values.go has no row for what it takes", c.Name, f.Name))
			}
			for word := range strings.FieldsSeq(strings.TrimPrefix(what, ",")) {
				if i := strings.IndexAny(word, "=:"); i > 0 {
					word = word[:i+1]
				}
				if word[0] != '@' && !strings.Contains(f.Help+" "+f.Default, word) {
					list = append(list, fmt.Sprintf("cnwire %s --%s: its help does not name %s", c.Name, f.Name, word))
				}
			}
		}
	}
	for _, row := range slices.Sorted(maps.Keys(unused)) {
		list = append(list, "internal/manual/values.go: no flag is called "+row)
	}
	return list
}

// isNumber reports whether a flag takes a number, or a time in seconds.
func isNumber(f *kong.Flag) bool {
	v := reflect.New(f.Target.Type()).Elem()
	if v.Kind() == reflect.Pointer {
		v = reflect.New(v.Type().Elem()).Elem()
	}
	return v.CanInt() || v.CanUint()
}

// hasValue reports whether a flag takes a value at all.
func hasValue(f *kong.Flag) bool { return !f.IsBool() && f.Name != "help" && f.Name != "version" }
