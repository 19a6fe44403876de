package model_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec/model"
	"pgregory.net/rapid"
)

// R33, and the property that the registry never delivers to a callback that has
// been deleted: the oracle is a map from id to whoever was added last.
func TestRegistryProperty(t *testing.T) {
	ids := []model.ID{{Idx: 1, Val: 1}, {Idx: 2, Val: 1}, {Idx: 2, Val: 2}, {Idx: 40, Val: 0}}
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		k := start(t, rapid.SampledFrom([]string{"2.6.14", "2.6.38", "3.14", "6.6"}).Draw(t, "release"))
		k.Delete(procID)
		s := k.Open(root(1), 0)
		here := map[model.ID]int{} // id to the number of its callback
		called := 0                // number of the callback that ran
		hits, gone, twice := 0, 0, 0
		for n := range rapid.IntRange(4, 16).Draw(t, "steps") {
			id := rapid.SampledFrom(ids).Draw(t, "id")
			_, known := here[id]
			switch rapid.IntRange(0, 3).Draw(t, "do") {
			case 0:
				_, err := k.Add(id, "x", func(*model.Message) { called = n + 1 })
				if (err == model.EINVAL) != known || err != 0 && err != model.EINVAL {
					t.Fatalf("Add of %v gives %v, known before: %v", id, err, known)
				}
				if known {
					twice++
				} else {
					here[id] = n + 1
				}
			case 1:
				k.Delete(id)
				delete(here, id)
			default:
				called = 0
				out := s.Send(0, 0, request(t, k.Order, id, 1, 2, nil))
				if called != here[id] || (out.Drop == model.DropID) == known {
					t.Fatalf("message for %v reached callback %d, want %d; %v", id, called, here[id], out.Drop)
				}
				if known {
					hits++
				} else {
					gone++
				}
			}
		}
		if got := strings.Count(k.Registered(), "\n"); got != 1+len(here)+strings.Count(k.Registered(), "connector ") {
			t.Fatalf("%d callbacks, listed:\n%s", len(here), k.Registered())
		}
		seen.Add("delivered", hits > 0)
		seen.Add("not registered", gone > 0)
		seen.Add("refused", twice > 0)
	})
	seen.Check(t, 100, "delivered", "not registered", "refused")
}

// A callback learns what was sent and, since 2.6.32, by whom.
func TestRegistryMessage(t *testing.T) {
	for release, told := range map[string]bool{"2.6.31": false, "2.6.32": true, "6.12": true} {
		k := start(t, release)
		var got model.Message
		k.Add(model.ID{Idx: 5, Val: 6}, "x", func(m *model.Message) { got = *m })
		s := k.Open(model.Creds{PID: 77, UID: 1000}, 0)
		b := request(t, k.Order, model.ID{Idx: 5, Val: 6}, 7, 8, []byte("abc"))
		k.Order.PutUint16(b[34:], 0xbeef)
		s.Send(0, 0, b)
		if got.Seq != 7 || got.Ack != 8 || got.Flags != 0xbeef || got.Len != 3 || string(got.Data) != "abc" {
			t.Errorf("%s: %+v", release, got)
		}
		if told && (got.Sender != s || got.Sender.UID != 1000 || got.Sender.Port != 77) || !told && got.Sender != nil {
			t.Errorf("%s: sender %+v", release, got.Sender)
		}
	}
}

// The file of Linux 6.18, /proc/net/connector.
func TestRegistered(t *testing.T) {
	if got := start(t, "6.18").Registered(); got != "Name            ID\ncn_proc         1:1\n" {
		t.Errorf("%q", got)
	}
	if got := start(t, "2.6.32").Registered(); got != "Name            ID\nconnector       4294967295:4294967295\ncn_proc         1:1\n" {
		t.Errorf("%q", got)
	}
	if got := start(t, "2.6.14").Registered(); strings.Contains(got, "cn_proc") {
		t.Errorf("%q", got)
	}
}
