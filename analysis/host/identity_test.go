package host_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/pcap"
)

// TestIdentities: which interfaces are of one host, by record/COMMENTS.md.
func TestIdentities(t *testing.T) {
	const id, boot = "0123456789abcdef0123456789abcdef", "89abcdef-0123-4567-89ab-cdef01234567"
	full := "cnwire:1 host name=web id=" + id + " boot=" + boot
	for _, c := range []struct {
		a, b string
		one  bool
	}{
		{full, full, true},
		{full, "cnwire:1 host boot=" + strings.ReplaceAll(boot, "-", "") + " id=" + id, true}, // dashes, order, the name
		{full, strings.ToUpper(id + boot), false},
		{full, "cnwire:1 host name=web id=" + strings.ToUpper(id) + " boot=" + strings.ToUpper(boot), true},
		{full, "people's\n" + full + " source=socket\nmore", true},
		{full, "cnwire:1 host name=web id=" + id + " boot=0123", false}, // another boot
		{full, "cnwire:1 host name=web id=0123 boot=" + boot, false},    // another machine
		{full, "cnwire:1 host name=web boot=" + boot, false},
		{"cnwire:1 host name=web boot=1", "cnwire:1 host name=web boot=1", true},
		{"cnwire:1 host name=web boot=1", "cnwire:1 host name=web boot=2", false},
		{"cnwire:1 host name=web", "cnwire:1 host name=web", true},
		{"cnwire:1 host name=web", "cnwire:1 host name=db", false},
		// What says nothing of whose it is, and so two files are two hosts.
		{"cnwire:1 host", "cnwire:1 host", false},
		{"cnwire:1 host boot=" + boot, "cnwire:1 host boot=" + boot, false},
		{"cnwire:2 host name=web", "cnwire:2 host name=web", false},
		{"cnwire:1 task name=web", "cnwire:1 task name=web", false},
		{"cnwire:1 host name=we b", "cnwire:1 host name=we b", false},
		{" " + full, " " + full, false},
		{"", "", false},
	} {
		var hosts host.Hosts
		a := hosts.Of(host.File{Number: 0, Name: "a"}, &pcap.Interface{Comments: []string{c.a}})
		b := hosts.Of(host.File{Number: 1, Name: "b"}, &pcap.Interface{Comments: []string{"", c.b}})
		if (a == b) != c.one || hosts.Several() == c.one {
			t.Errorf("%q and %q: one host %v, want %v", c.a, c.b, a == b, c.one)
		}
	}
}

// TestPolicies: what a host is where the capture does not say, and that what it
// says is believed but for None.
func TestPolicies(t *testing.T) {
	web := []string{"cnwire:1 host name=web id=1 boot=2"}
	of := []struct {
		file int
		i    *pcap.Interface
	}{
		{0, &pcap.Interface{Section: 1, ID: 0, Name: "eth0"}},
		{0, &pcap.Interface{Section: 1, ID: 1}},
		{0, &pcap.Interface{Section: 2, ID: 0, Name: "eth0"}},
		{0, &pcap.Interface{Section: 2, ID: 1, Comments: web}},
		{1, &pcap.Interface{Section: 1, ID: 0, Name: "eth0"}},
		{1, &pcap.Interface{Section: 1, ID: 1, Comments: web}},
		{2, &pcap.Interface{}},
	}
	names := []string{"day/one.pcapng", "two.pcapng", "-"}
	for _, c := range []struct {
		word    string
		numbers []int
		names   []string
	}{
		{"file", []int{0, 0, 0, 1, 2, 1, 3}, []string{"one.pcapng", "web", "two.pcapng", "stdin"}},
		{"interface", []int{0, 1, 2, 3, 4, 3, 5}, []string{"eth0", "interface 1", "one.pcapng eth0", "web", "two.pcapng eth0", "interface 0"}},
		{"none", []int{0, 0, 0, 0, 0, 0, 0}, []string{"one.pcapng"}},
	} {
		var hosts host.Hosts
		if err := hosts.Policy.Set(c.word); err != nil || hosts.Policy.String() != c.word {
			t.Fatalf("%s: %v", c.word, err)
		}
		for range 2 { // it stays so
			var numbers []int
			for _, x := range of {
				numbers = append(numbers, hosts.Of(host.File{Number: x.file, Name: names[x.file]}, x.i).Number)
			}
			if !slices.Equal(numbers, c.numbers) || !slices.Equal(hosts.Names(), c.names) {
				t.Errorf("%s: %v %q, want %v %q", c.word, numbers, hosts.Names(), c.numbers, c.names)
			}
		}
	}
	if err := new(host.Policy).Set("section"); err == nil || !strings.Contains(err.Error(), "file, interface, none") {
		t.Errorf("%v", err)
	}
}

// TestNames: no two hosts have one name.
func TestNames(t *testing.T) {
	var hosts host.Hosts
	said := func(line string) *pcap.Interface { return &pcap.Interface{Comments: []string{"cnwire:1 host " + line}} }
	for n, x := range []struct {
		file string
		i    *pcap.Interface
		want string
	}{
		{"a/x.pcap", &pcap.Interface{}, "x.pcap"},
		{"b/x.pcap", &pcap.Interface{}, "b/x.pcap"},
		{"b/x.pcap", &pcap.Interface{}, "b/x.pcap #2"},
		{"c", said("name=x.pcap"), "x.pcap #2"},
		{"c", said("name=web id=1 boot=11111111-2222"), "web"},
		{"c", said("name=web id=1 boot=33333333-2222"), "web boot 33333333"},
		{"c", said("name=web id=2 boot=33333333-4444"), "web boot 33333333 #2"},
		{"c", said("id=3 boot=4"), "3"},
		{"c", said("name=" + strings.Repeat("é", 200) + " id=5"), strings.Repeat("é", 127)},
		{"c", said("name=" + strings.Repeat("é", 201) + " id=6"), strings.Repeat("é", 127) + " #2"},
	} {
		if h := hosts.Of(host.File{Number: n, Name: x.file}, x.i); h.Name != x.want || h.String() != x.want {
			t.Errorf("%s: %q, want %q", x.file, h.Name, x.want)
		}
	}
}

// TestNamed: an interface says whose it is, and what it says already stays.
func TestNamed(t *testing.T) {
	var hosts host.Hosts
	file := &pcap.Interface{Name: "eth0", Comments: []string{"people's"}}
	h := hosts.Of(host.File{Name: "a b.pcap"}, file)
	named := host.Named(file, h)
	if want := []string{`cnwire:1 host name="a b.pcap"`, "people's"}; !slices.Equal(named.Comments, want) || named.Name != "eth0" || len(file.Comments) != 1 {
		t.Errorf("%q, want %q; before %q", named.Comments, want, file.Comments)
	}
	if again := host.Named(named, h); again != named {
		t.Errorf("it is said twice: %q", again.Comments)
	}
	if nobody := host.Named(file, nil); nobody != file {
		t.Errorf("%q", nobody.Comments)
	}
}

// TestManyHosts: there is an end to hosts, and it is said.
func TestManyHosts(t *testing.T) {
	hosts := host.Hosts{Policy: host.ByInterface}
	for n := range host.MaxHosts + 100 {
		h := hosts.Of(host.File{}, &pcap.Interface{ID: n})
		if h.Number != min(n, host.MaxHosts) {
			t.Fatalf("interface %d is of host %d", n, h.Number)
		}
	}
	if r := hosts.Remarks(); len(r) != 1 || !strings.Contains(r[0], "4096 hosts") {
		t.Errorf("%q", r)
	}
}
