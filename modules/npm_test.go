package modules_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
)

// packages returns the folder of a package of npm/package.json, and node. make modules-test fetches them and says where they are.
func packages(t *testing.T, name string) (folder, node string) {
	t.Helper()
	top := os.Getenv("CNWIRE_NODE_MODULES")
	if top == "" {
		t.Skip("make modules-test runs this: " + name + " is a package of npm.")
	}
	folder = filepath.Join(top, name)
	if _, err := os.Stat(folder); err != nil {
		t.Fatal(err)
	}
	return folder, needs.Tool(t, "node", name+" is not run")
}

// TestTypes: TypeScript knows what the module takes and returns, and refuses what it does not.
func TestTypes(t *testing.T) {
	typescript, node := packages(t, "typescript")
	const right = `import { decode, encode, nameOf, payload, SETS } from "./cnwire.mjs";
const m = decode("proc_event", new Uint8Array(40), "big");
const ns: bigint | undefined = m.fields.timestamp_ns;
const code: number | undefined = m.fields["exit.exit_code"];
const comm: Uint8Array | undefined = m.fields["comm.comm"];
const exit: 0x80000000 = SETS.proc_event_what.PROC_EVENT_EXIT;
const name: string | undefined = nameOf("errno", 1);
const back: Uint8Array = encode(m);
const row = payload(decode("cn_msg", back, m.order));
const kind: "request" | "answer" | "event" | "" | undefined = row?.kind;
const need: number | undefined = m.failure?.need;
`
	wrong := []string{
		`const a = decode("proc_events", new Uint8Array(40), "big");`,
		`const b = decode("cn_msg", new Uint8Array(40), "host");`,
		`const c: number = decode("cn_msg", new Uint8Array(40), "big").fields.watt;`,
		`const d: number | undefined = m.fields.timestamp_ns;`,
		`const e = nameOf("errnos", 1);`,
	}
	text := right + strings.Join(wrong, "\n")
	name := write(t, t.TempDir(), "example.mts", strings.ReplaceAll(text, `"./`, `"`+filepath.ToSlash(absolute(t, "javascript"))+"/"))
	out, err := exec.Command(node, filepath.Join(typescript, "bin/tsc"), "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--lib", "es2022", "--module", "nodenext", name).CombinedOutput()
	if err == nil || strings.Count(string(out), "error TS") != len(wrong) {
		t.Errorf("want one error for each of %d wrong lines: %v\n%s", len(wrong), err, out)
	}
	for i := range wrong {
		if want := fmt.Sprintf("example.mts(%d,", strings.Count(right, "\n")+i+1); !strings.Contains(string(out), want) {
			t.Errorf("no error at %s\n%s", want, out)
		}
	}
}
