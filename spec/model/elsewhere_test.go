package model_test

import (
	"strings"
	"testing"
)

// TestCorpusElsewhere asks what other generations would have done with the
// requests of the corpus, and names every difference: the request's seq, and what
// of its answer is another. R35, R42 to R45.
func TestCorpusElsewhere(t *testing.T) {
	wanted := map[[2]string]string{ // scenario and release
		{"amd64-6.1.192-nlmon", "6.5"}: "",
		{"amd64-6.1.192-nlmon", "4.7"}: "",
		// The request's seq comes back, and no CPU.
		{"amd64-6.1.192-nlmon", "4.6"}: "7:seq,cpu 4294967295:seq,cpu 5:seq,cpu 9:seq,cpu 13:seq,cpu",
		{"amd64-6.1.192-nlmon", "3.9"}: "7:seq,cpu 4294967295:seq,cpu 5:seq,cpu 9:seq,cpu 13:seq,cpu",
		// Nobody's right is asked for: the stranger's LISTEN (5) counts, and so the
		// IGNORE of the first listener who leaves (22) still has somebody to be told.
		{"amd64-6.1.192-nlmon", "3.8"}: "7:seq,cpu 4294967295:seq,cpu 5:seq,cpu,err 9:seq,cpu 13:seq,cpu 22:answered",
		// The same, requests of 8 bytes count (11, 21), and who has sent IGNORE or a
		// mask is not told of anything (13 has one copy less, 23 and 24 have none).
		{"amd64-6.1.192-nlmon", "6.6"}: "5:err 11:answered 13:got 21:answered 22:answered",
		{"s390x-6.1.176-nlmon", "6.6"}: "5:err 11:answered 13:got 21:answered 22:answered",

		// A stranger is in the group and hears the answer to his LISTEN, not to his IGNORE.
		{"amd64-6.1.192/unprivileged", "6.6"}: "211:err,got 212:err",
		{"amd64-6.1.192/unprivileged", "3.8"}: "209:seq,cpu 211:seq,cpu,err 212:seq,cpu,err",
		// From another pid namespace, before anybody looked at those.
		{"amd64-6.1.192/pidns", "6.6"}: "",
		{"amd64-6.1.192/pidns", "3.7"}: "129:seq,cpu",
		{"amd64-6.1.192/pidns", "3.6"}: "129:seq,cpu 131:answered 130:answered",
		// nlmsg_len 35 (3846) and 39 (3847) are above the old bound; a cn_msg.len beyond
		// the message (3849, 3850) was the callback's business.
		{"amd64-6.1.192/datagrams", "6.6"}:  "",
		{"amd64-6.1.192/datagrams", "3.19"}: "241:seq,cpu 3840:seq,cpu 3841:seq,cpu 3842:seq,cpu 3852:seq,cpu",
		{"amd64-6.1.192/datagrams", "3.18"}: "241:seq,cpu 3840:seq,cpu 3841:seq,cpu 3842:seq,cpu 3847:answered 3849:drop 3850:drop 3852:seq,cpu",
		{"amd64-6.1.192/datagrams", "3.11"}: "241:seq,cpu 3840:seq,cpu 3841:seq,cpu 3842:seq,cpu 3846:answered 3847:answered 3849:drop 3850:drop 3852:seq,cpu",
	}
	for _, s := range scenarios(t) {
		own := s.replay(t, s.release, 0).outcomes
		for at, want := range wanted {
			if at[0] != s.name {
				continue
			}
			delete(wanted, at)
			var got []string
			for i, o := range s.replay(t, at[1], 0).outcomes {
				if d := o.differs(&own[i]); d != "" {
					got = append(got, d)
				}
			}
			if g := strings.Join(got, " "); g != want {
				t.Errorf("%s on %s: %q, want %q", s.name, at[1], g, want)
			}
		}
	}
	for at := range wanted {
		t.Errorf("there is no %s", at[0])
	}
}
