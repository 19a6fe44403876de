package model_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

// What each release does, written down release by release and not change by
// change: the last of a generation and the first of the next.
func TestProfileOf(t *testing.T) {
	type p = model.Profile
	for _, c := range []struct {
		release string
		want    p
	}{
		{"2.6.14", p{MinLen: 20, MaxLen: 1024, CountPad: true, Stale: true, Notifier: true}},
		{"2.6.15", p{MinLen: 20, MaxLen: 1024, CountPad: true, Stale: true, Notifier: true, Proc: true, Union: 16, Timespec: true}},
		{"2.6.17", p{MinLen: 20, MaxLen: 1024, CountPad: true, Stale: true, Notifier: true, Proc: true, Union: 16, Timespec: true, Unheard: true}},
		{"2.6.23", p{MinLen: 20, MaxLen: 1024, CountPad: true, Stale: true, Notifier: true, Proc: true, Union: 16, Unheard: true}},
		{"2.6.31", p{MinLen: 20, MaxLen: 16384, CountPad: true, Stale: true, Notifier: true, Proc: true, Union: 16, Unheard: true}},
		{"2.6.32", p{MinLen: 20, MaxLen: 16384, CountPad: true, Stale: true, Notifier: true, Proc: true, Union: 16, Unheard: true, Credential: true}},
		{"3.1", p{MinLen: 20, MaxLen: 16384, CountPad: true, Stale: true, Proc: true, Union: 16, Unheard: true, Credential: true}},
		{"3.2", p{MinLen: 20, MaxLen: 16384, CountPad: true, Stale: true, Proc: true, Union: 24, Unheard: true, Credential: true}},
		{"3.8", p{MinLen: 20, MaxLen: 16384, CountPad: true, Stale: true, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond}},
		{"3.9", p{MinLen: 20, MaxLen: 16384, CountPad: true, Stale: true, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true}},
		{"3.10.10", p{MinLen: 20, MaxLen: 16384, Stale: true, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true}},
		{"3.11", p{MinLen: 20, MaxLen: 16384, Stale: true, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true, Tap: true}},
		{"3.13", p{MinLen: 36, MaxLen: 16400, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true, Tap: true}},
		{"3.14", p{MinLen: 36, MaxLen: 16400, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true, Tap: true, TapRequests: true}},
		{"3.15", p{MinLen: 36, MaxLen: 16400, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true, Tap: true, TapRequests: true, Unicast: true}},
		{"3.18", p{MinLen: 36, MaxLen: 16400, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true, Tap: true, TapRequests: true, Unicast: true, Multiple: true}},
		{"4.6.2", p{MinLen: 36, MaxLen: 16400, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true, Tap: true, TapRequests: true, Unicast: true, Multiple: true, CheckLen: true}},
		{"5.15", p{MinLen: 36, MaxLen: 16400, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true, Tap: true, TapRequests: true, Unicast: true, Multiple: true, CheckLen: true, CountAck: true}},
		{"6.5", p{MinLen: 36, MaxLen: 16400, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckSecond, Admin: true, Tap: true, TapRequests: true, Unicast: true, Multiple: true, CheckLen: true, CountAck: true, RefuseEmpty: true}},
		{"7.1", p{MinLen: 36, MaxLen: 16400, Proc: true, Union: 24, Unheard: true, Credential: true, PortAdmin: true, Namespaces: model.CheckFirst, Tap: true, TapRequests: true, Unicast: true, Multiple: true, CheckLen: true, CountAck: true, RefuseEmpty: true, OddGroups: true, Filters: true}},
	} {
		v, err := spec.ParseVersion(c.release)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := model.ProfileOf(v)
		c.want.Since = got.Since
		if !ok || got != c.want {
			t.Errorf("%s\n got %+v\nwant %+v", c.release, got, c.want)
		}
	}
	if p, ok := model.ProfileOf(spec.Version{2, 6, 13}); ok {
		t.Errorf("2.6.13 has %+v", p)
	}
	if _, err := model.New(model.Config{Release: spec.Version{2, 6, 13}}); err == nil {
		t.Error("2.6.13 starts")
	}
}

// The generations ascend, and each differs from the one before.
func TestProfiles(t *testing.T) {
	all := model.Profiles()
	if len(all) < 20 {
		t.Errorf("%d generations", len(all))
	}
	if !slices.IsSortedFunc(all, func(a, b model.Profile) int { return a.Since.Compare(b.Since) }) {
		t.Error("not in order")
	}
	for i := 1; i < len(all); i++ {
		was := all[i-1]
		if was.Since = all[i].Since; was == all[i] {
			t.Errorf("%v does what the generation before it does", all[i].Since)
		}
	}
	// Every field is somebody's, or it would not be data but decoration.
	for f := range reflect.TypeFor[model.Profile]().NumField() {
		seen := map[any]bool{}
		for _, p := range append(all, model.Profile{}) {
			seen[reflect.ValueOf(p).Field(f).Interface()] = true
		}
		if len(seen) < 2 {
			t.Errorf("%s never changes", reflect.TypeFor[model.Profile]().Field(f).Name)
		}
	}
}
