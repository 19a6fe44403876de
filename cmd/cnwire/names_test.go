package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// nightly is what a recorder wrote: who ran, and a shell that starts a script.
const nightly = `
	listen | cnwire:1 task pid=1 ppid=0 comm=systemd exe=/usr/lib/systemd/systemd arg=/sbin/init arg=splash | cnwire:1 task pid=2 ppid=0 comm=kthreadd | cnwire:1 task pid=812 ppid=1 comm=sshd exe=/usr/sbin/sshd arg="sshd: ann [priv]" cgroup=/ssh.service
	fork 812 4021 | cnwire:1 task pid=4021 race=gone
	exec 4021 | cnwire:1 task pid=4021 ppid=812 comm=bash exe=/usr/bin/bash cwd=/home/ann arg=-bash
	fork 4021 4030 | cnwire:1 task pid=4030 race=gone
	exec 4030 | cnwire:1 task pid=4030 comm=nightly.sh exe=/usr/bin/bash cwd=/srv cgroup=/secret.slice arg=/bin/bash arg=./nightly.sh
	fork 4030 4031 | cnwire:1 task pid=4031 race=gone
	exec 4031 | cnwire:1 task pid=4031 comm=sleep exe=/usr/bin/sleep arg=sleep arg=1
	fork 4030 4032 | cnwire:1 task pid=4032 race=gone
	exit 4031 4031 0
	exit 4030 4030 256`

// written writes the packets of a script as a pcapng.
func written(t *testing.T, script string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range frames.Packets(t, script) {
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "host.pcapng")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// shown runs cnwire and returns what it prints.
func shown(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("cnwire", args...)
	cmd.Env = append(os.Environ(), "TZ=UTC")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil || strings.Contains(said.String(), "panic") {
		t.Fatalf("%q: %v: %s", args, err, said.String())
	}
	return string(out)
}

// The tree that README.md shows is that of a recording.
func TestReadmeTree(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := "\n    " + strings.ReplaceAll(strings.TrimSpace(shown(t, "ps", "--tree", written(t, nightly))), "\n", "\n    ") + "\n\n"
	if !strings.Contains(string(text), want) {
		t.Errorf("README.md has not\n%s", want)
	}
}

// What comments tell is in every output that has it, and filters find it: by the rules
// of record/COMMENTS.md.
func TestNames(t *testing.T) {
	name := written(t, nightly)
	out := filepath.Join(t.TempDir(), "out.pcapng")
	fields := func(args ...string) []string {
		return append([]string{"read", name, "-T", "fields", "-E", "separator=;"}, args...)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{fields("-e", "cn_proc.cmdline", "-e", "cn_proc.cgroup", "-e", "cn_proc.parent.pid", "-e", "cn_proc.parent.exe"), `;;;
sshd: ann [priv];/ssh.service;812;/usr/sbin/sshd
-bash;/ssh.service;812;/usr/sbin/sshd
-bash;/ssh.service;4021;/usr/bin/bash
/bin/bash ./nightly.sh;/secret.slice;4021;/usr/bin/bash
/bin/bash ./nightly.sh;/secret.slice;4030;/usr/bin/bash
sleep 1;/secret.slice;4030;/usr/bin/bash
/bin/bash ./nightly.sh;/secret.slice;4030;/usr/bin/bash
sleep 1;/secret.slice;4030;/usr/bin/bash
/bin/bash ./nightly.sh;/secret.slice;4021;/usr/bin/bash
`},
		{fields("-e", "frame.number", "-Y", `cn_proc.exit && cn_proc.parent.cmdline == "/bin/bash ./nightly.sh"`), "9\n"},
		{fields("-e", "frame.number", "-Y", `cn_proc.name == "nightly.sh"`), "5\n10\n"},
		{fields("-e", "frame.number", "-Y", `cn_proc.exe[-4:] == "bash" && !cn_proc.exec`), "4\n6\n8\n10\n"},
		{fields("-e", "frame.number", "-Y", `max(cn_proc.parent.pid) == 812 || cn_proc.cwd in {"/home/ann"}`), "2\n3\n4\n"},
		{fields("-e", "frame.number", "-2", "--no-copies", "-Y", `cn_proc.container`), ""},
		{[]string{"read", name, "-T", "csv", "-e", "frame.number", "-e", "cn_proc.cmdline", "-c", "3"}, "frame.number,cn_proc.cmdline\n1,\n2,sshd: ann [priv]\n3,'-bash\n"},
		{[]string{"read", name, "-T", "json", "-e", "cn_proc.parent.comm", "-c", "2", "-Y", "cn_proc"}, `"cn_proc.parent.comm": [
          "sshd"
        ]`},
		{[]string{"read", name, "-V", "-Y", "frame.number == 5"}, `
                    [What is known of the process]
                        [cn_proc.name: nightly.sh]
                        [cn_proc.exe: /usr/bin/bash]
                        [cn_proc.cmdline: /bin/bash ./nightly.sh]
                        [cn_proc.cwd: /srv]
                        [cn_proc.cgroup: /secret.slice]
                        [cn_proc.parent.pid: 4021]
                        [cn_proc.parent.comm: bash]
                        [cn_proc.parent.exe: /usr/bin/bash]
                        [cn_proc.parent.cmdline: -bash]
                        [cn_proc.parent.cwd: /home/ann]
                        [cn_proc.parent.cgroup: /ssh.service]
`},
		{[]string{"read", name, "-T", "json", "-Y", "frame.number == 4"}, `
            "cn_proc.subject": {
              "cn_proc.exe": "/usr/bin/bash",
              "cn_proc.cmdline": "-bash",
              "cn_proc.cwd": "/home/ann",
              "cn_proc.cgroup": "/ssh.service",
              "cn_proc.parent.pid": "4021",
              "cn_proc.parent.comm": "bash",
              "cn_proc.parent.exe": "/usr/bin/bash",
              "cn_proc.parent.cmdline": "-bash",
              "cn_proc.parent.cwd": "/home/ann",
              "cn_proc.parent.cgroup": "/ssh.service"
            }
`},
		{[]string{"read", name, "-T", "ek", "-Y", "frame.number == 7"}, `"cn_proc_cn_proc_name":"sleep","cn_proc_cn_proc_exe":"/usr/bin/sleep","cn_proc_cn_proc_cmdline":"sleep 1",`},
		{[]string{"read", name, "-T", "jsonl", "-Y", "frame.number == 7"}, `,"process":{"comm":"sleep","exe":"/usr/bin/sleep","cmdline":"sleep 1","cwd":"/srv","cgroup":"/secret.slice",` +
			`"parent":{"pid":4030,"comm":"nightly.sh","exe":"/usr/bin/bash","cmdline":"/bin/bash ./nightly.sh","cwd":"/srv","cgroup":"/secret.slice"}}`},
		{[]string{"ps", name, "-T", "fields", "-e", "pid", "-e", "exe", "-e", "cmdline", "-e", "cwd", "-e", "cgroup", "-e", "partial"}, `4021	/usr/bin/bash	-bash	/home/ann	/ssh.service	end
4030	/usr/bin/bash	/bin/bash ./nightly.sh	/srv	/secret.slice	
4031	/usr/bin/sleep	sleep 1	/srv	/secret.slice	
4032	/usr/bin/bash	/bin/bash ./nightly.sh	/srv	/secret.slice	end
`},
		{[]string{"ps", name}, "Comm        Not seen  Command\n"},
		{[]string{"ps", name}, "nightly.sh            /bin/bash ./nightly.sh\n"},
		{[]string{"ps", name, "-T", "jsonl"}, `"partial":[],"exe":"/usr/bin/sleep","cmdline":"sleep 1","cwd":"/srv","cgroup":"/secret.slice","parent":{"comm":"nightly.sh","exe":"/usr/bin/bash","cmdline":"/bin/bash ./nightly.sh","cwd":"/srv","cgroup":"/secret.slice"}}`},
		{[]string{"follow", "nightly.sh", name}, ` 5  0.001000  4030     1  4030  exec   /bin/bash ./nightly.sh
`},
		{[]string{"follow", "sshd", name, "-T", "fields", "-e", "event", "-e", "exe"}, "fork\t/usr/sbin/sshd\n"},
		{[]string{"stats", "--by", "process", "-T", "fields", "-e", "tgid", "-e", "comm", "--sort", "tgid", name}, "812\tsshd\n4021\tbash\n4030\tnightly.sh\n4031\tsleep\n"},
		{[]string{"export", name, "-F", "csv", "-w", "-"}, `,nightly.sh,/usr/bin/bash,/bin/bash ./nightly.sh,/srv,/secret.slice,,4021,bash,/usr/bin/bash,-bash,/home/ann,/ssh.service,,`},
		{[]string{"export", name, "-F", "csv", "-w", "-", "-Y", `cn_proc.exe == "/usr/bin/sleep"`}, `,sleep,/usr/bin/sleep,sleep 1,`},
		// What is not chosen is known all the same.
		{[]string{"convert", "--frames", "9", "-Y", `cn_proc.exe == "/usr/bin/sleep"`, name, out}, ""},
		{[]string{"read", out, "-T", "fields", "-e", "frame.comment", "-e", "cn_proc.exit.process_pid"}, "\t4031\n"},
		{[]string{"info", "-Y", `cn_proc.parent.comm == "sshd"`, out, name}, "Event          PROC_EVENT_FORK: 1\nEvent          PROC_EVENT_EXEC: 1\n"},
		{[]string{"diff", "-Y", `cn_proc.parent.exe == "/usr/bin/bash"`, name, name}, ""},
		{[]string{"demo", "-T", "fields", "-e", "frame.number", "-e", "cn_proc.parent.pid", "-e", "cn_proc.exe", "-Y", "cn_proc.parent.pid", "-c", "6"}, "3\t1\t\n4\t1\t\n"},
	} {
		if got := shown(t, c.args...); !strings.Contains(got, c.want) || strings.HasPrefix(c.want, "9") && got != c.want {
			t.Errorf("%q\ngot\n%s\nwant\n%s", c.args, got, c.want)
		}
	}
	for _, format := range []string{"jsonl", "json", "ek"} {
		if out := shown(t, "demo", "-T", format); strings.Contains(out, "subject") || strings.Contains(out, `"process":`) || strings.Contains(out, "parent.pid") || strings.Contains(out, "proc_parent_pid") {
			t.Errorf("%s has a process of which no comment tells", format)
		}
	}
}

// No word of a comment is in anything that is made of an anonymous copy.
func TestAnonymousNames(t *testing.T) {
	name := written(t, nightly)
	words := []string{"systemd", "splash", "kthreadd", "sshd", "ann", "ssh.service", "bash", "nightly", "srv", "secret", "sleep", "usr", "cnwire:1"}
	if all := shown(t, "read", "-V", name); !strings.Contains(all, "nightly") || !strings.Contains(all, "secret") {
		t.Fatalf("nothing to hide in\n%s", all)
	}
	for _, format := range []string{"pcapng", "pcap"} {
		hidden := filepath.Join(t.TempDir(), "hidden."+format)
		shown(t, "convert", "--anonymize", "--key", "k", name, hidden)
		texts := map[string]string{}
		b, err := os.ReadFile(hidden)
		if err != nil {
			t.Fatal(err)
		}
		texts["the file"] = string(b)
		for _, args := range [][]string{{"read", "-V"}, {"read", "-T", "jsonl"}, {"read", "-T", "json"}, {"read", "-T", "ek"}, {"read", "-T", "pdml"}, {"ps", "-T", "jsonl"}, {"ps", "--tree"}, {"export", "-F", "csv", "-w", "-"}, {"info"}, {"stats", "--by", "comm"}} {
			texts[strings.Join(args, " ")] = shown(t, append(args, hidden)...)
		}
		for of, text := range texts {
			for _, w := range words {
				if strings.Contains(text, w) {
					t.Errorf("%s: %s has %q", format, of, w)
				}
			}
		}
	}
}
