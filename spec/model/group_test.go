package model_test

import (
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec/model"
	"pgregory.net/rapid"
)

// R34, as 6.18 has it: groups 1 to 32, of which nobody joins the even ones.
func TestGroupsMeasured(t *testing.T) {
	k := start(t, "6.18")
	for _, c := range []struct {
		who  model.Creds
		even model.Errno
	}{{root(1), 0}, {model.Creds{PID: 2, UID: 65534}, model.EPERM}} {
		s := k.Open(c.who, 0)
		for group := uint32(1); group <= 32; group++ {
			want := model.Errno(0)
			if group%2 == 0 {
				want = c.even
			}
			if err := s.Join(group); err != want || s.In(group) != (want == 0) {
				t.Errorf("group %d: %v, want %v", group, err, want)
			}
		}
		for _, group := range []uint32{0, 33, 34, 64, 1<<32 - 1} {
			if err := s.Join(group); err != model.EINVAL || s.In(group) {
				t.Errorf("group %d: %v", group, err)
			}
		}
	}
	s := k.Open(model.Creds{PID: 3}, 0)
	if err := s.Bind(0, 1|1<<1); err != model.EPERM || s.Groups() != 0 || s.Port != 0 {
		t.Errorf("a mask with an even group: %v, groups %b, port %d", err, s.Groups(), s.Port)
	}
}

// R40: a mask is not a number. Programs that bind with their idx as nl_groups
// are in the right group for idx 1 and 2 alone.
func TestBindTakesAMask(t *testing.T) {
	for idx, groups := range map[uint32][]uint32{1: {1}, 2: {2}, 3: {1, 2}, 7: {1, 2, 3}, 9: {1, 4}} {
		s := start(t, "4.4").Open(root(1), 0)
		s.Bind(0, idx)
		for group := uint32(1); group <= 32; group++ {
			want := false
			for _, g := range groups {
				want = want || g == group
			}
			if s.In(group) != want {
				t.Errorf("bound with %d: in group %d is %v", idx, group, s.In(group))
			}
		}
	}
	s := start(t, "4.4").Open(root(1), 0)
	s.Bind(0, 7)
	if err := s.Bind(s.Port, 8); err != 0 || s.Groups() != 8 {
		t.Errorf("%v, groups %b: the second bind replaces the first", err, s.Groups())
	}
	if err := s.Bind(0, 1); err != model.EINVAL || s.Groups() != 8 {
		t.Errorf("%v, groups %b: bound again without its port", err, s.Groups())
	}
}

// Ports: the process id, unless another socket has it.
func TestPorts(t *testing.T) {
	k := start(t, "6.18")
	var all []*model.Socket
	for range 3 {
		s := k.Open(root(9), 0)
		s.Bind(0, 0)
		for _, other := range all {
			if s.Port == other.Port {
				t.Errorf("two sockets have port %d", s.Port)
			}
		}
		all = append(all, s)
	}
	if all[0].Port != 9 || all[1].Port < 1<<31 || all[2].Port < 1<<31 {
		t.Errorf("ports %d, %d, %d", all[0].Port, all[1].Port, all[2].Port)
	}
	if err := k.Open(root(8), 0).Bind(9, 0); err != model.EADDRINUSE {
		t.Errorf("a port that is taken: %v", err)
	}
	elsewhere := k.Open(model.Creds{NetNS: "x"}, 0)
	if err := elsewhere.Bind(9, 0); err != 0 {
		t.Errorf("the port of another network: %v", err)
	}
}

// R34 and R40 at random: who is in which group is what a set of pairs says, and
// what the kernel sends reaches exactly those of its network who are in the
// group and bound.
func TestGroupProperty(t *testing.T) {
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		release := rapid.SampledFrom([]string{"2.6.32", "6.5", "6.6"}).Draw(t, "release")
		k := start(t, release)
		in := map[[2]uint32]bool{} // socket and group
		var all []*model.Socket
		for i := range uint32(4) {
			all = append(all, k.Open(model.Creds{PID: i + 1, NetAdmin: i != 3, NetNS: map[uint32]string{2: "x"}[i]}, 0))
		}
		happened := map[string]bool{}
		for range rapid.IntRange(3, 12).Draw(t, "steps") {
			i := rapid.Uint32Range(0, 3).Draw(t, "socket")
			s, admin, open := all[i], i != 3, i != 3 || release == "6.6"
			group := rapid.SampledFrom([]uint32{0, 1, 1, 2, 3, 32, 33}).Draw(t, "group")
			mask := rapid.SampledFrom([]uint32{0, 1, 1, 2, 3, 5, 1 << 31}).Draw(t, "mask")
			var err, want model.Errno
			do := rapid.SampledFrom([]string{"bind", "join", "leave"}).Draw(t, "do")
			switch do {
			case "bind":
				err = s.Bind(s.Port, mask)
				if mask != 0 && !open || !admin && mask&0xaaaaaaaa != 0 {
					want = model.EPERM
				}
				for g := uint32(1); g <= 32 && want == 0; g++ {
					in[[2]uint32{i, g}] = mask>>(g-1)&1 == 1
				}
			default:
				join := do == "join"
				if join {
					err = s.Join(group)
				} else {
					err = s.Leave(group)
				}
				switch {
				case !open:
					want = model.EPERM
				case group == 0 || group == 33:
					want = model.EINVAL
				case join && !admin && group%2 == 0:
					want = model.EPERM
				default:
					in[[2]uint32{i, group}] = join
				}
			}
			if err != want {
				t.Fatalf("%s, %s of socket %d, group %d, mask %b: %v, want %v", release, do, i, group, mask, err, want)
			}
			happened[want.String()] = true
		}
		for _, group := range []uint32{1, 2, 3, 32, 33} {
			want, heard := "", false
			for i, s := range all {
				member := in[[2]uint32{uint32(i), group}]
				heard = heard || member
				if member && i != 2 && s.Port != 0 {
					want += string(rune('a' + i))
				}
			}
			got, err := k.Transmit([]model.Part{{ID: model.ID{Idx: 9, Val: 9}}}, 0, group)
			if (err == 0) != (want != "") || want != "" && names(got[0].Got, all...) != want {
				t.Fatalf("group %d reaches %v, %v; want %q", group, got, err, want)
			}
			happened["reached"] = happened["reached"] || want != ""
			happened["members, but not reached"] = happened["members, but not reached"] || heard && want == ""
		}
		for name, yes := range happened {
			seen.Add(name, yes)
		}
	})
	seen.Check(t, 100, "0", "EPERM", "EINVAL", "reached", "members, but not reached")
}
