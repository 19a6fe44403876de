package hexdump

import (
	"fmt"
	"strings"
	"testing"
)

// What strace prints, line by line: the packets in hexadecimal, each with its
// length behind a slash where that is more, and the repeats.
func TestStraceLines(t *testing.T) {
	const (
		header     = "[{nlmsg_len=%d, nlmsg_type=%s, nlmsg_flags=%s, nlmsg_seq=7, nlmsg_pid=1}, %s]"
		listen     = `"\1\0\0\0\1\0\0\0\7\0\0\0d\0\0\0\4\0\0\0\1\0\0\0"`
		big        = `"\0\0\0\1\0\0\0\1\0\0\0\7\0\0\0d\0\4\0\0\0\0\0\1"`
		body       = "010000000100000007000000640000000400000001000000"
		notifier   = `"\377\377\377\377\377\377\377\377\0\0\0\7\0\0\0d\0\4\0\0\0\0\0\1`
		notifierBE = "ffffffffffffffff00000007000000640004000000000001"
		bodyBE     = "000000010000000100000007000000640004000000000001"
	)
	le := "28000000" + "0300" + "0000" + "07000000" + "01000000" + body
	for _, c := range []struct {
		name, text, want string
		repeats          int
	}{
		{"a header and a payload", fmt.Sprintf("sendto(3, "+header+", 40, 0, NULL, 0) = 40\n", 40, "NLMSG_DONE", "0", listen), le, 0},
		{"big-endian, by cn_msg.len", fmt.Sprintf("sendto(3, "+header+", 40, 0, NULL, 0) = 40\n", 40, "NLMSG_DONE", "0", big), "00000028" + "0003" + "0000" + "00000007" + "00000001" + bodyBE, 0},
		{"padding that is counted", fmt.Sprintf("sendto(3, "+header+", 40, 0, NULL, 0) = 40\n", 43, "NLMSG_DONE", "0", strings.TrimSuffix(big, `"`)+`\0\0\0"`), "0000002b" + "0003" + "0000" + "00000007" + "00000001" + bodyBE + "000000", 0},
		{"big-endian, by cn_msg.len alone", fmt.Sprintf("sendto(3, "+header+", 40, 0, NULL, 0) = 40\n", 40, "NLMSG_DONE", "0", notifier+`"`), "00000028" + "0003" + "0000" + "00000007" + "00000001" + notifierBE, 0},
		{"and with padding", fmt.Sprintf("sendto(3, "+header+", 40, 0, NULL, 0) = 40\n", 43, "NLMSG_DONE", "0", notifier+`\0\0\0"`), "0000002b" + "0003" + "0000" + "00000007" + "00000001" + notifierBE + "000000", 0},
		{"big-endian and cut, by the id", "recvfrom(3, " + fmt.Sprintf(header, 40, "NLMSG_DONE", "0", `"\0\0\0\1\0\0\0\1\0\0\0\7\0\0\0d\0\4"...`) + ", 4096, 0, NULL, NULL) = 40\n", "00000028" + "0003" + "0000" + "00000007" + "00000001" + bodyBE[:36] + "/40", 0},
		{"names, sums and comments", fmt.Sprintf("sendto(3, "+header+", 40, 0, NULL, 0) = 40\n", 40, "0x10 /* NLMSG_??? */", "NLM_F_REQUEST|NLM_F_ACK|0x8000", listen), "28000000" + "1000" + "0580" + "07000000" + "01000000" + body, 0},
		{"a header alone", "sendto(3, {nlmsg_len=16, nlmsg_type=NLMSG_NOOP, nlmsg_flags=0, nlmsg_seq=0, nlmsg_pid=-1}, 16, 0, NULL, 0) = 16\n", "10000000" + "0100" + "0000" + "00000000" + "ffffffff", 0},
		{"two messages", "sendto(3, [" + fmt.Sprintf(header, 17, "NLMSG_DONE", "0", `"\1"`) + ", " + fmt.Sprintf(header, 40, "NLMSG_DONE", "0", listen) + "], 60, 0, NULL, 0) = 60\n",
			"11000000" + "0300" + "0000" + "07000000" + "01000000" + "01000000" + le, 0},
		{"two messages, the first without payload", "sendto(3, [{nlmsg_len=16, nlmsg_type=NLMSG_NOOP, nlmsg_flags=0, nlmsg_seq=0, nlmsg_pid=0}, " + fmt.Sprintf(header, 40, "NLMSG_DONE", "0", listen) + "], 56, 0, NULL, 0) = 56\n",
			"10000000010000000000000000000000" + le, 0},
		{"cut, and the result says how long", "recvfrom(3, \"(\\0\\0\"..., 4096, 0, NULL, NULL) = 40\n", "280000/40", 0},
		{"cut, and nlmsg_len says how long", "sendto(3, " + fmt.Sprintf(header, 40, "NLMSG_DONE", "0", `"\1\0"...`) + ", 40, 0 <unfinished ...>\n", "28000000" + "0300" + "0000" + "07000000" + "01000000" + "0100/40", 0},
		{"a vector", `sendmsg(3, {msg_name={sa_family=AF_UNIX, sun_path="\1\2"}, msg_namelen=12, msg_iov=[{iov_base="\1\2", iov_len=2}, {iov_base="\3", iov_len=1}], msg_iovlen=2, msg_control=[{cmsg_len=17, cmsg_data="\5"}], msg_controllen=0, msg_flags=0}, 0) = 3` + "\n", "010203", 0},
		{"a vector with its end in the bytes", `sendmsg(3, {msg_iov=[{iov_base="], msg_iovlen=", iov_len=14}, {iov_base="\3", iov_len=1}], msg_iovlen=2, msg_flags=0}, 0) = 15` + "\n", fmt.Sprintf("%x03", "], msg_iovlen="), 0},
		{"several at once", `recvmmsg(3, [{msg_hdr={msg_name=NULL, msg_iov=[{iov_base="\1\2", iov_len=64}], msg_iovlen=1, msg_flags=0}, msg_len=2}, {msg_hdr={msg_name=NULL, msg_iov=[{iov_base="\3\4"..., iov_len=64}], msg_iovlen=1, msg_flags=0}, msg_len=9}], 2, 0, NULL) = 2` + "\n", "0102 0304/9", 0},
		{"before strace 5.12", "sendto(3, {" + strings.ReplaceAll(fmt.Sprintf(header, 40, "NLMSG_DONE", "0", listen)[1:], "nlmsg_", "")[:len(fmt.Sprintf(header, 40, "NLMSG_DONE", "0", listen))-6*5-1-1] + "}, 40, 0, NULL, 0) = 40\n", le, 0},
		{"before strace 5.12, several", `sendto(3, [{len=16, type=NLMSG_NOOP, flags=0, seq=0, pid=0}, {{len=17, type=NLMSG_DONE, flags=0, seq=7, pid=1}, "\1"}], 36, 0, NULL, 0) = 36` + "\n",
			"10000000010000000000000000000000" + "11000000" + "0300" + "0000" + "07000000" + "01000000" + "01", 0},
		{"cut by the buffer, which the kernel says", `recvfrom(3, "\1\2", 2, MSG_TRUNC, NULL, NULL) = 40` + "\n", "0102", 0},
		{"resumed, with a pid and a time", `[pid  7] 12:00:00.123 <... recvfrom resumed>"\1\2", 4096, 0, NULL, NULL) = 2` + "\n", "0102", 0},
		{"a vector resumed", `7 <... recvmsg resumed>{msg_iov=[{iov_base="\1\2", iov_len=64}], msg_iovlen=1, msg_flags=0}, 0) = 2` + "\n", "0102", 0},
		{"peeked at, then read", "recvfrom(3, \"\\1\\2\", 4096, MSG_PEEK, NULL, NULL) = 2\nrecvfrom(3, \"\\1\\2\", 4096, 0, NULL, NULL) = 2\n", "0102", 1},
		{"read, known to be netlink", `read(3<NETLINK:[CONNECTOR:7]>, "\1\2", 4096) = 2` + "\n", "0102", 0},
		{"read of anything", `read(3</etc/passwd>, "\1\2", 4096) = 2` + "\n", "", 0},
		{"the dump of something else", "recvfrom(3, \"\\1\\2\", 4096, 0, NULL, NULL) = 2\n | 00000  03 04                                             ..               |\n", "0102 0304", 0},
		{"the dump of the call", "recvfrom(3, \"\\1\\2\"..., 4096, 0, NULL, NULL) = 3\n | 00000  01 02 03                                          ...              |\n", "010203", 0},
	} {
		r := NewReader(strings.NewReader(c.text))
		list, faults := readAll(r)
		var got []string
		for _, d := range list {
			one := fmt.Sprintf("%x", d.Data)
			if d.Len != len(d.Data) {
				one += fmt.Sprintf("/%d", d.Len)
			}
			got = append(got, one)
		}
		if len(faults) > 0 || strings.Join(got, " ") != c.want || r.Repeats() != c.repeats {
			t.Errorf("%s:\n%q, %d repeats, %v\nwant\n%q, %d", c.name, got, r.Repeats(), faults, c.want, c.repeats)
		}
	}
}
