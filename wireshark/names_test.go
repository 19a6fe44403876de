package wireshark_test

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// twoHosts is what `record` wrote on two hosts, each of them with a socket whose buffer
// was full once, without the LISTENs, which list all that ran there; `editcap -t` laid
// the second over the first, `mergecap` made them one file.
//
//go:embed testdata/two-hosts.pcapng
var twoHosts []byte

// play makes the packets of a script, see frames.Packets. Its hosts stand in
// descriptions too, as record writes them. Of some packets each line is a comment.
func play(t *testing.T, script string) []pcap.Packet {
	t.Helper()
	list := frames.Packets(t, script)
	for i := range list {
		if f := list[i].Interface; len(f.Comments) > 0 {
			f.Description = "connector socket of " + strings.TrimPrefix(f.Comments[0], "cnwire:1 host name=") + ", all events"
		}
		if p := &list[i]; i%2 == 0 && len(p.Comments) > 0 {
			p.Comments = strings.Split(p.Comments[0], "\n")
		}
	}
	return list
}

// pcapng is a file of packets.
func pcapng(t *testing.T, list []pcap.Packet) []byte {
	t.Helper()
	var out bytes.Buffer
	w := must(pcap.NewWriter(&out, pcap.WriterOptions{Format: "pcapng"}))(t)
	for i := range list {
		if err := w.WritePacket(&list[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// joined is one pcapng of many captures, each of them a host, so that nothing of one
// is taken for another's: one run of tshark shows all.
func joined(t *testing.T, captures map[string][]byte) []byte {
	t.Helper()
	var list []pcap.Packet
	for n, name := range slices.Sorted(maps.Keys(captures)) {
		r := must(pcap.NewReader(bytes.NewReader(captures[name])))(t)
		faces := map[*pcap.Interface]*pcap.Interface{}
		for {
			var p pcap.Packet
			if err := r.Next(&p); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if faces[p.Interface] == nil {
				face := *p.Interface
				face.Description, face.Comments = "connector socket of host"+strconv.Itoa(n)+", all events", []string{"cnwire:1 host name=host" + strconv.Itoa(n)}
				faces[p.Interface] = &face
			}
			p.Interface, p.Data = faces[p.Interface], bytes.Clone(p.Data)
			list = append(list, p)
		}
		r.Close()
	}
	return pcapng(t, list)
}

// What `record` wrote has the columns that we have: hosts, names, and all else.
func TestRecorded(t *testing.T) {
	t.Parallel()
	fields := theFields()
	for _, s := range sharks(t) {
		seen := map[string]bool{}
		theirs := s.columns(t, twoHosts, fields)
		s.same(t, "two hosts", fields, theirs, ours(t, twoHosts, fields))
		for _, line := range theirs {
			for i, cell := range strings.Split(line, "\t") {
				if cell != "" {
					seen[fields[i]+" "+cell] = true
				}
			}
		}
		for _, want := range []string{"cn.host web-1", "cn.host web-2", "cn_proc.exe /usr/bin/ls", "cn_proc.cmdline /bin/ls -l", "cn_proc.name sleep"} {
			if !seen[want] {
				t.Errorf("%s: no frame has %s", s.path, want)
			}
		}
	}
}

// hosts is a script with what hosts do not share: pids, numbers, open requests, lives.
const hosts = `
	host a
	listen | cnwire:1 task pid=1 ppid=0 comm=init exe=/init/a arg=/init
	fork 1 10 | cnwire:1 task pid=10 comm="a,b\\\x1b" exe="/bin/\x00\t\xff,é" arg="x y" arg="\"\\"
	again
	host b
	fork 1 10
	listen | cnwire:1 task pid=10 comm=late ppid=7
	exec 10 | comm=older
	host a
	exec 10 | a remark
	again 2 | cnwire:1 task pid=10 exe=/bin/copy
	exit 10 10 9
	again
	host c
	fork 1 10 | cnwire:1 task pid=10 race=gone | cnwire:1 sender port=9
	comm 10 11 thread`

// random writes a script of what a few pids do, in any order, with comments.
func random(r *rand.Rand, lines int) string {
	var b strings.Builder
	pid := func() int { return 1 + r.IntN(6) }
	tid := func() int { return 1 + r.IntN(9) }
	for range lines {
		p := pid()
		switch r.IntN(12) {
		case 0:
			fmt.Fprintf(&b, "host %c\n", 'a'+r.IntN(2))
			continue
		case 1, 2, 3:
			fmt.Fprintf(&b, "fork %d %d", r.IntN(7), p)
		case 4:
			fmt.Fprintf(&b, "thread %d %d %d", p, tid(), r.IntN(3))
		case 5, 6:
			fmt.Fprintf(&b, "exec %d", p)
		case 7:
			fmt.Fprintf(&b, "comm %d %d n%d", p, []int{p, tid()}[r.IntN(2)], r.IntN(5))
		case 8, 9, 10:
			fmt.Fprintf(&b, "exit %d %d %d", p, []int{p, tid()}[r.IntN(2)], r.IntN(2)<<8)
		case 11:
			fmt.Fprint(&b, "listen")
		}
		for range r.IntN(3) {
			if r.IntN(5) == 0 {
				fmt.Fprintf(&b, " | comm=old%d", r.IntN(3))
			}
			fmt.Fprintf(&b, " | cnwire:1 task pid=%d", []int{p, pid()}[r.IntN(2)])
			for _, word := range []string{"comm=c%d", "exe=/e%d", "cwd=/w%d", "arg=a arg=%d", "ppid=%d", "cut=arg arg=%d"} {
				if r.IntN(4) == 0 {
					fmt.Fprintf(&b, " "+word, r.IntN(7))
				}
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// again repeats some packets of a script, as a tap has them for another listener.
func again(r *rand.Rand, script string) string {
	var b strings.Builder
	n := 0
	for line := range strings.Lines(script) {
		b.WriteString(line)
		if strings.HasPrefix(line, "host") {
			continue
		}
		n++
		if r.IntN(6) == 0 {
			fmt.Fprintf(&b, "again %d\n", max(1, n-r.IntN(9)))
			n++
		}
	}
	return b.String()
}

// thinnedOut leaves each ninth packet out, cuts some, and has some come late.
func thinnedOut(r *rand.Rand, list []pcap.Packet) (left []pcap.Packet) {
	for _, p := range list {
		if r.IntN(20) == 0 {
			p.Data = p.Data[:r.IntN(len(p.Data))]
		}
		if r.IntN(9) > 0 {
			left = append(left, p)
		}
	}
	for i := 1; i < len(left); i++ {
		if r.IntN(9) == 0 {
			left[i-1], left[i] = left[i], left[i-1]
		}
	}
	return left
}

// What comments say of processes becomes the columns that we have, by all rules of
// record/COMMENTS.md, on any history of a few pids on two hosts.
func TestNames(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(14, 31))
	lines := 500
	if testkit.Deep {
		lines = 20_000
	}
	agree(t, map[string][]byte{
		"hosts":    pcapng(t, play(t, hosts)),
		"random":   pcapng(t, play(t, random(r, lines))),
		"repeated": pcapng(t, play(t, again(r, random(r, lines)))),
		"thinned":  pcapng(t, thinnedOut(r, play(t, random(r, lines)))),
	}, theFields(), 10_000, nil)
}
