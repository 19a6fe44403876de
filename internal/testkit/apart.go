package testkit

import "reflect"

// Apart fails unless fields of a struct, which follow each other, have 64 bytes that nobody uses before
// and behind them: a line of the cache. A goroutine changes them with each frame while others look at what
// is around; without that each waits for the other's processor, and `stats` takes a sixth longer.
func Apart(t TB, of reflect.Type, fields ...string) {
	t.Helper()
	const line = 64
	first := 0
	for first < of.NumField() && of.Field(first).Name != fields[0] {
		first++
	}
	last := first + len(fields)
	if first == 0 || last >= of.NumField() {
		t.Fatalf("%v: nothing is before %s or behind it", of, fields[0])
	}
	for i, name := range fields {
		if got := of.Field(first + i).Name; got != name {
			t.Errorf("%v: %s is where %s should be", of, got, name)
		}
	}
	for _, f := range []reflect.StructField{of.Field(first - 1), of.Field(last)} {
		if f.Name != "_" || f.Type.Size() < line {
			t.Errorf("%v: %s of %d bytes is beside %v", of, f.Name, f.Type.Size(), fields)
		}
	}
}
