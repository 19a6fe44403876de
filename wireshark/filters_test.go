package wireshark_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// listeners is a script for tshark: a tap for each line of the file filters, which
// prints the frames that the filter chooses. The taps begin with the file, when the
// plugin's fields are known.
const listeners = `
local later = Proto("later", "Taps that begin with the file")
local begun = false
function later.init()
  if begun then
    return
  end
  begun = true
  local n = 0
  for line in io.open("filters"):lines() do
    n = n + 1
    local i, hits = n, {}
    local ok, tap = pcall(Listener.new, "frame", line)
    if ok then
      tap.packet = function(pinfo) hits[#hits + 1] = pinfo.number end
      tap.draw = function() print("hits", i, table.concat(hits, " ")) end
    else
      print("hits", i, "refused")
    end
  end
end
`

// someFilters writes filters on our fields, whose constants are values that the
// capture has, and numbers beside them.
func someFilters(t *testing.T, capture []byte, count int) (list []string) {
	t.Helper()
	r := rand.New(rand.NewPCG(14, 500))
	fields := slices.DeleteFunc(theFields(), func(name string) bool {
		return name == "cn.reply_time" || name == "cn.reply_in" || name == "cn_proc.event_data" || name == "cn.host" // the file's name is one to us
	})
	values := map[string][]string{}
	for _, line := range ours(t, capture, fields) {
		for i, cell := range strings.Split(line, "\t") {
			for value := range strings.SplitSeq(cell, ",") {
				if value != "" {
					values[fields[i]] = append(values[fields[i]], value)
				}
			}
		}
	}
	for _, name := range fields { // a text may have a comma
		if list := values[name]; typeOf(t, name) == "FT_STRING" {
			values[name] = slices.DeleteFunc(list, func(value string) bool { return strings.ContainsAny(value, `\"`) })
		}
	}
	pick := func(of []string) string { return of[r.IntN(len(of))] }
	present := slices.DeleteFunc(slices.Clone(fields), func(name string) bool { return len(values[name]) == 0 })
	test := func() string {
		name := pick([][]string{present, fields}[r.IntN(2)]) // a user's fields are in no capture of another's
		value := "1"
		if len(values[name]) > 0 {
			value = pick(values[name])
		}
		switch form := r.IntN(5); {
		case form == 0:
			return name
		case typeOf(t, name) == "FT_STRING":
			return fmt.Sprintf("%s %s \"%s\"", name, pick([]string{"==", "!=", "contains", "==="}), value)
		case form == 1:
			return fmt.Sprintf("%s in {%s, 3..5}", name, value)
		}
		return fmt.Sprintf("%s %s %s", name, pick([]string{"==", "!=", ">", "<=", "===", "!=="}), value)
	}
	for range count {
		f := test()
		for range r.IntN(3) {
			f = pick([]string{"", "!"}) + "(" + f + ") " + pick([]string{"&&", "||"}) + " " + test()
		}
		list = append(list, f)
	}
	return append(list, "cn", "cn_proc", "cn_proc.exit", "cn_proc.fork && !cn.copy_of", `cn_proc.what == "PROC_EVENT_EXEC"`,
		`cn_proc.comm.comm contains "long"`, `cn.reply_rule == "ack+1"`, "cn.reply_time > 0")
}

// choices are the numbers of the frames that each of the filters chooses here.
func choices(t *testing.T, capture []byte, filters []string) (hits []string, frames int) {
	t.Helper()
	compiled, all := make([]*filter.Filter, len(filters)), make([][]string, len(filters))
	for i, text := range filters {
		compiled[i] = must(filter.Compile(text))(t)
	}
	each(t, capture, func(f *analysis.Frame) {
		frames++
		for i := range compiled {
			if compiled[i].Match(f) {
				all[i] = append(all[i], fmt.Sprint(f.Number))
			}
		}
	})
	for _, list := range all {
		hits = append(hits, strings.Join(list, " "))
	}
	return hits, frames
}

// Filters on our fields choose the frames in tshark that they choose here.
func TestFilters(t *testing.T) {
	t.Parallel()
	captures := map[string][]byte{"two-hosts.pcapng": twoHosts}
	for i, name := range []string{"demo-amd64-6.1.192-nlmon.pcap", "amd64-6.18.44-socket.pcap"} {
		if !testkit.Share(i, 4) {
			continue
		}
		captures[name] = frames.Capture(t, name)
	}
	for name, capture := range captures {
		filters := someFilters(t, capture, 170) // of each of three
		want, frames := choices(t, capture, filters)
		for _, s := range sharks(t) {
			s.write(t, "filters", []byte(strings.Join(filters, "\n")+"\n"))
			s.write(t, "listeners.lua", []byte(listeners))
			asked, some := 0, 0
			for line := range strings.Lines(s.run(t, capture, "-q", "-X", "lua_script:listeners.lua")) {
				cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
				if cells[0] != "hits" {
					continue
				}
				i := must(strconv.Atoi(cells[1]))(t) - 1
				asked++
				if n := len(strings.Fields(want[i])); n > 0 && n < frames {
					some++
				}
				if cells[2] != want[i] {
					t.Errorf("%s, %s: %s: tshark chooses %s, we %s", s.path, name, filters[i], cells[2], want[i])
				}
			}
			if asked != len(filters) || some < asked/4 {
				t.Errorf("%s, %s: of %d filters %d were answered, and %d choose some frames", s.path, name, len(filters), asked, some)
			}
		}
	}
}
