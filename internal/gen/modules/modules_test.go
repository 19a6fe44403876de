package modules

import (
	"slices"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

func TestNames(t *testing.T) {
	for name, want := range map[string][2]string{
		"proc_event.exit":    {"proc_event_exit", "ProcEventExit"},
		"id.idx":             {"id_idx", "IdIdx"},
		"connector notifier": {"connector_notifier", "ConnectorNotifier"},
		"dm-log-userspace":   {"dm_log_userspace", "DmLogUserspace"},
	} {
		if got := [2]string{snake(name), camel(name)}; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := quote(`a "b" \`); got != `"a \"b\" \\"` {
		t.Error(got)
	}
}

// What is not ASCII would need the escapes of each language: nobody has written them.
func TestQuoteRefuses(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a line break is quoted")
		}
	}()
	quote("a\nb")
}

// A struct comes behind those that it holds.
func TestInOrder(t *testing.T) {
	table := spec.Default()
	list := inOrder(table)
	if len(list) != len(table.Structs()) {
		t.Fatalf("%d of %d structs", len(list), len(table.Structs()))
	}
	at := func(name string) int {
		return slices.IndexFunc(list, func(s spec.Struct) bool { return s.Name == name })
	}
	if event := at("proc_event"); event < at("proc_event.exit") || event < at("proc_event.comm") {
		t.Error("proc_event stands before its arms")
	}
}
