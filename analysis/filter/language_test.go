package filter_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	testoctets "github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
)

// TestLanguage asks of the demo what tshark does not know: the numbers of the
// frames that `cnwire demo` shows to be the answer.
func TestLanguage(t *testing.T) {
	inZone(t, "UTC")
	choose(t, read(t, captured(t, "demo-amd64-6.1.192-nlmon.pcap")), `
		cn_proc.what == exec                              | 5
		cn_proc.what == PROC_EVENT_EXEC                   | 5
		cn_proc.what == "Proc_Event_Exec"                 | 5
		cn_proc.what in {uid, gid .. SID}                 | 8 11 27
		cn_proc.what & {exec + uid}                       | 5 27
		cn_proc.exec || cn_proc.comm                      | 5 14
		cn_proc.exit.signal == SIGKILL                    | 19
		cn_proc.exit.signal == kill                       | 19
		cn_proc.exit.status > 0                           | 17
		cn_proc.exit.core == true                         |
		cn_proc.exit.exit_signal != SIGCHLD               |
		cn_proc.ack.err == EPERM                          | 29
		cn_proc.ack.err in {eperm, EINVAL}                | 29
		cn_proc.ack && cn_proc.ack.err == 0               | 2
		cn_proc.mcast_op == LISTEN                        | 1 28
		cn_proc.mcast_op == PROC_CN_MCAST_IGNORE          | 31
		cn.idx == CN_IDX_PROC and cn.seq == 7             | 1
		cn_proc.pid == 98                                 | 3 4 5 6
		all cn_proc.pid == 98                             | 5
		any cn_proc.pid == 98 && all cn_proc.tgid != 1    | 5
		cn_proc.pid == 98 && cn_proc.pid == 97            | 3 4 6
		count(cn_proc.pid) == 2 && cn_proc.pid in {137}   | 18 19
		cn_proc.fork.child_pid - cn_proc.fork.parent_pid == 1 | 3 4
		max(cn_proc.pid) == 111                           | 10 11 12
		cn_proc.comm.comm == "a-very-long-com"            | 14
		cn_proc.comm.comm contains "LONG"                 |
		cn_proc.comm.comm matches "^A-.*LONG"             | 14
		cn_proc.comm.comm[1:] matches ".*"                | 14
		cn_proc.comm.comm[15:] matches ".*"               |
		cn_proc.comm.comm[15:] contains ""                |
		upper(cn_proc.comm.comm)[:3] == "A-V"             | 14
		len(cn_proc.comm.comm) == 15                      | 14
		cn_proc.comm[8:4] == "a-ve"                       | 14
		cn_proc.comm[8:] contains "very"                  | 14
		cn contains "very"                                | 14
		data.data                                         |
		cn[0:4] == 01:00:00:00 && cn[8] == 07             | 1
		len(cn) < 60                                      | 1 28 31
		len(cn_proc) == 4                                 | 1 28 31
		cn_proc#1 && !cn_proc#2 && cn_proc.sid            | 11
		netlink.hdr_pid == cn_proc.pid                    | 23
		cn_proc.pid > netlink.hdr_pid && cn_proc.exec     | 5
		frame.time >= "2026-11-21T23:12:04.389" && frame.time < 2026-11-21T23:12:05 | 27 28 29 30
		frame.time_epoch >= 2026-11-21T23:12:10Z          | 31
		frame.time_relative >= 3.4                        | 31
		cn_proc.timestamp_ns == 7382050990                | 2
		cn_proc.timestamp_ns - 7382050990 == 0            | 2
		_ws.malformed || _ws.short || data || sll         |
		cn_proc.exit.exit_code == 9 xor cn_proc           | unexpected
	`)
}

// TestLanguageOfMany asks of frames with several messages.
func TestLanguageOfMany(t *testing.T) {
	choose(t, read(t, odd(t)), `
		cn_proc                          | 1 2 5 9
		cn#2                             | 2
		cn_proc#2 == 00                  |
		cn_proc.what#2 == exit           | 2
		cn_proc.what#1 == exit           |
		cn_proc.what#[1-2] == exit       | 2
		cn_proc.pid#1 == 7               | 2
		cn_proc.pid#2 == 7               |
		cn_proc.exit.exit_signal#2 == CHLD | 2
		cn_proc.pid in {5 .. 6}          | 2
		cn_proc.pid == -1                | 5
		cn_proc.pid < 0                  | 5
		cn_proc.tgid == -2147483648      | 5
		cn_proc.tgid + 0 > -3            | 1 2 9
		-cn_proc.pid == 1                | 5
		abs(cn_proc.pid) == 1            | 1 5
		cn_proc.comm.comm == "ba\xffsh"  | 5
		cn_proc.comm.comm contains ff    |
		cn_proc.comm.comm[2] == ff       | 5
		cn_proc.comm.comm matches "A.S"  | 5
		cn_proc.comm.comm matches r"\xff" | 5
		data.data == "hello world!"      | 4
		data.data#2 == "Hell"            | 4
		cn_proc.timestamp_ns == 0x10000000000 | 1 2 9
		cn_proc.timestamp_ns == 9223372036854775808 | 5
		cn_proc.timestamp_ns * 2 > 0x10000000000 | 1 2 9
		{cn_proc.timestamp_ns - 0x10000000001} * -9223372036854775807 > 0 | 1 2 9
		{cn_proc.timestamp_ns - 0x10000000001} * -9223372036854775808 < 0 |
		{cn_proc.timestamp_ns - 0x10000000001} * -9223372036854775808 > 0 |
		cn_proc.timestamp_ns > cn_proc.pid | 1 2 9
		cn_proc.pid < cn_proc.timestamp_ns | 1 2 5 9
		all len(cn) == 60                | 1 2 5 9
		all len(cn_proc) == 40           | 1 2 5 9
		len(cn_proc.exit) == 24          | 2
		`+strings.Repeat("netlink.hdr_seq + ", 12)+`1 > 0   | 1 2 3 4 6 8 9
		`+strings.Repeat("netlink.hdr_seq + ", 40)+`1 > 0   | 1 6 8 9
		netlink.family == "kernel connector" && !cn | 7 8
	`)
}

// choose holds lines of a filter and the frames that it chooses, or a word of
// what is wrong with it.
func choose(t *testing.T, frames []*analysis.Frame, table string) {
	t.Helper()
	for line := range strings.Lines(strings.TrimSpace(table)) {
		at := strings.LastIndex(line, "|")
		text, want := strings.TrimSpace(line[:at]), strings.TrimSpace(line[at+1:])
		f, err := filter.Compile(text)
		if err != nil {
			if want == "" || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v", text, err)
			}
			continue
		}
		if got := strings.Trim(fmt.Sprint(chosen(f, frames)), "[]"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestEscapes: each escape of a string is its byte, as in C, and no other one's.
func TestEscapes(t *testing.T) {
	const bytes = "\a\b\t\n\v\f\r\"'\\A"
	var records []testoctets.Record
	for _, b := range []byte(bytes) {
		body := must(spec.Default().CnMsg(binary.LittleEndian, set{"id.idx": 77, "id.val": 88}, []byte{'x', b, 'y'}))(t)
		records = append(records, testoctets.Record{Data: testoctets.Cooked(11, message(t, 3, 0, 1, 0, body))})
	}
	all := read(t, testoctets.Pcap(binary.LittleEndian, false, records...))
	for escape, is := range map[string]byte{
		`\a`: 7, `\b`: 8, `\t`: 9, `\n`: 10, `\v`: 11, `\f`: 12, `\r`: 13, `\"`: '"', `\'`: '\'', `\\`: '\\',
		`\x41`: 'A', `\101`: 'A', `\7`: 7, `\x7`: 7, `\u0041`: 'A', `\U00000041`: 'A',
	} {
		want := answer{frames: []uint64{uint64(strings.IndexByte(bytes, is)) + 1}}
		if got := ours(`data contains "x`+escape+`y"`, all); !got.equal(want) {
			t.Errorf("%s: %+v, want %+v", escape, got, want)
		}
	}
}
