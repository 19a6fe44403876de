package processes

import (
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/analysis/who"
)

// What a process has alone comes back, whatever it is: of each field, and of each part of one.
func TestShelfOfOneField(t *testing.T) {
	var s shelf
	fields := 0
	check := func(p *Process, name string) {
		fields++
		want, got := *p, Process{}
		if err := s.take(s.put(nil, p), &got); err != nil || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(*p, want) {
			t.Errorf("%s: %v\n%+v, want\n%+v", name, err, got, want)
		}
	}
	var each func(p *Process, v reflect.Value, name string)
	each = func(p *Process, v reflect.Value, name string) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				each(p, v.Field(i), name+"."+v.Type().Field(i).Name)
			}
			return
		case reflect.Array:
			v = v.Index(0)
		}
		switch v.Kind() {
		case reflect.Pointer:
			v.Set(reflect.ValueOf(&who.Facts{who.Exe: "/bin/x"}))
		case reflect.String:
			v.SetString("x")
		case reflect.Bool:
			v.SetBool(true)
		case reflect.Int32, reflect.Int64:
			v.SetInt(-1)
		default:
			v.SetUint(1)
		}
		check(p, name)
		v.SetZero()
	}
	p := new(Process)
	each(p, reflect.ValueOf(p).Elem(), "Process")
	if fields < 40 {
		t.Errorf("%d fields", fields)
	}
	last := Process{First: Moment{Frame: 7, Time: 70, Stamp: 700, Timed: true}, Last: Moment{Frame: 9, Time: 90}}
	check(&last, "the last has no stamp, and the first has")
}
