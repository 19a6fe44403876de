package wireshark_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// cells makes the line that -T fields would have of the values of a frame.
func cells(fields []string, values map[string][]string) string {
	var line []string
	for _, name := range fields {
		line = append(line, strings.Join(values[name], ","))
	}
	return strings.Join(line, "\t")
}

// fromJSON returns a line a frame of what -T json says, whose objects may have a key
// several times.
func fromJSON(t *testing.T, text string, fields []string) (lines []string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	values := map[string][]string{}
	var open []json.Delim // what is open
	var keys []string     // and under which key
	key, isKey := "", false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return lines
		} else if err != nil {
			t.Fatal(err)
		}
		inObject := len(open) > 0 && open[len(open)-1] == '{'
		switch v := token.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				open, keys = append(open, v), append(keys, key)
			} else {
				open, keys, key = open[:len(open)-1], keys[:len(keys)-1], keys[len(keys)-1]
				if len(open) == 1 { // a frame
					lines = append(lines, cells(fields, values))
					clear(values)
				}
			}
			isKey = len(open) > 0 && open[len(open)-1] == '{'
			continue
		case string:
			if inObject && isKey {
				key, isKey = v, false
				continue
			}
			values[key] = append(values[key], v)
		}
		isKey = inObject
	}
}

// fromPDML returns a line a frame of what -T pdml shows.
func fromPDML(t *testing.T, text string, fields []string) (lines []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	values := map[string][]string{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return lines
		} else if err != nil {
			t.Fatal(err)
		}
		switch v := token.(type) {
		case xml.StartElement:
			var name, show string
			for _, a := range v.Attr {
				switch a.Name.Local {
				case "name":
					name = a.Value
				case "show":
					show = a.Value
				}
			}
			if v.Name.Local == "field" && isOurs(name) {
				values[name] = append(values[name], show)
			}
		case xml.EndElement:
			if v.Name.Local == "packet" {
				lines = append(lines, cells(fields, values))
				clear(values)
			}
		}
	}
}

// -T json and -T pdml hold each field, with the values that -T fields has; where in its
// life an event is if that is wished.
func TestDetails(t *testing.T) {
	t.Parallel()
	fields, capture := theFields(), joined(t, map[string][]byte{
		"demo": frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), "socket": frames.Capture(t, "amd64-6.18.44-socket.pcap"), "recorded": twoHosts,
	})
	want := ours(t, capture, fields)
	for _, s := range sharks(t) {
		s.doubles = false // that is -T fields alone
		if n := s.same(t, "json", fields, fromJSON(t, s.run(t, capture, "-T", "json", "-o", "cn.context:TRUE"), fields), want); n < 1000 {
			t.Errorf("%s: json has %d cells", s.path, n)
		}
		if n := s.same(t, "pdml", fields, fromPDML(t, s.run(t, capture, "-T", "pdml", "-o", "cn.context:TRUE"), fields), want); n < 1000 {
			t.Errorf("%s: pdml has %d cells", s.path, n)
		}
	}
}

// With the preference that names fields, these are as they are without it.
func TestOnly(t *testing.T) {
	t.Parallel()
	capture := joined(t, map[string][]byte{"demo": frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), "two hosts": twoHosts})
	for _, s := range sharks(t) {
		for _, list := range []string{
			"cn_proc.tgid cn_proc.exit.status cn_proc.timestamp_ns cn_proc.comm.comm cn_proc.mcast_op cn.seq", "cn.copy_of cn.reply_to cn.reply_rule",
			"cn_proc.parent.pid cn_proc.name cn_proc.cmdline cn.host",
		} {
			fields := strings.Fields(list)
			if s.same(t, list, fields, s.columns(t, capture, fields, "-o", "cn.only:"+list), ours(t, capture, fields)) == 0 {
				t.Errorf("%s: %s: no cell has a value", s.path, list)
			}
		}
	}
}
