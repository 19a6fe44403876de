package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/statistics"
)

// forms are command lines, a command behind the other with all its flags. CAP is
// a capture, OTHER one of the same shape, TEXT a hex dump; OUT is written. FORMAT
// stands for each format that the command has, TABLE for each table. A width is one at
// which the columns stand where they do whatever n is: with one place less for a longer
// number they stand one below the other, and each row has a line more.
const forms = `
read CAP
read -V CAP
read -x CAP
read -T FORMAT CAP
read -T fields -e frame.number -e cn.seq -e cn_proc.pid -e frame.comment -e cn.reply_to -e data.data -e cn.copy_of -E header=y CAP
read -T csv --raw-csv -e frame.number -e cn_proc.pid -e frame.protocols CAP
read -T json -e cn.seq -e frame.comment CAP
read -T ek -e cn.seq -e frame.comment CAP
read -T pdml -e cn.seq -e frame.comment CAP
read -T psml -t ad -n CAP
read -T pdml --host-by interface CAP OTHER
read --width 50 -2 --no-copies -n -l -t ad --color always -c 99999999 --byte-order little --layout ns -r CAP
read --layout timespec64 --byte-order big -V CAP
read -Y cn_proc.pid#2==3||frame.comment~"x"||cn.seq==cn.ack CAP
read -T fields -e cn_proc.cmdline -e cn_proc.parent.exe -e cn_proc.name CAP
read -T fields -e cn_proc.event,cn_proc.ancestors,cn_proc.age -Y cn_proc.life CAP
read -Y cn_proc.exe~"x"||cn_proc.parent.cmdline=="y" --host-by interface CAP OTHER
read -w OUT.pcap CAP
read -w OUT.pcapng -F pcapng CAP
read --host-by interface CAP OTHER
demo
info -T json -c 99999999 -r CAP
info -Y cn --byte-order auto --layout ns CAP
info --host-by interface CAP
info --width 120 CAP
convert CAP OUT
convert -r CAP -w OUT.pcap
convert -F nsecpcap CAP OUT
convert -c 99999999 --from capture --swap-byte-order CAP OUT
convert --anonymize --key k --byte-order auto --layout ns CAP OUT.pcapng
convert --only-connector --frames 1,3,5-99999999 --after +0 --before +99999999 -Y cn --snaplen 90 CAP OUT
convert --from text TEXT OUT
convert --host-by interface -Y cn.host CAP OUT
merge -w OUT.pcapng CAP OTHER
merge -w OUT -F pcap --partial -Y cn CAP OTHER
merge --host-by interface -c 99999999 -w OUT.pcapng -r CAP OTHER
diff -T csv --raw-csv --sort field -e frame,a -r CAP -r OTHER
diff -T fields -e a -E header=y CAP OTHER
diff --width 50 CAP OTHER
diff --only cn,cn_proc,frame.time --ignore cn.ack CAP OTHER
diff -c 99999999 -Y cn --byte-order auto --layout ns CAP OTHER
diff --host-by interface CAP OTHER
send --dry-run --force -r CAP --frame 90 --byte-order auto -T FORMAT
send --dry-run --force -r CAP --frame 90 -V
send --dry-run --force -r CAP --frame 90 -T csv --raw-csv -t ad -n -l --color never
send --dry-run --listen --mask exec --seq 1 --ack 1 --flags 0 --nlmsg-type 3 --nlmsg-flags 0 --nlmsg-seq 1 --nlmsg-pid 1 --keep --timeout 1s -c 1 -q
send --dry-run -r CAP --frame 99999999
send --dry-run --id 3:1 --data 01
send --ignore -w OUT -P -x --width 50
send --dry-run --force -r CAP --frame 90 -T fields -e cn.seq -E header=y
pairs -T FORMAT -r CAP
pairs -w OUT.pcap -F nsecpcap CAP
pairs --unsolicited --sort latency -e latency -e id -E quote=d -T fields CAP
pairs -Y cn -c 99999999 --byte-order auto --layout ns --raw-csv -T csv CAP
pairs --width 60 --host-by interface CAP OTHER
listeners CAP
listeners -T FORMAT -r CAP
listeners -w OUT.pcap -F nsecpcap CAP
listeners -Y cn -c 99999999 --byte-order auto --layout ns --raw-csv -T csv CAP
listeners --width 60 --host-by interface CAP OTHER
listeners --sort port -e port -e count -E quote=d -T fields CAP
ps -T FORMAT -r CAP
ps --tree CAP
ps --tree -T dot --host-by interface CAP OTHER
ps --tree -T mermaid CAP
ps --gantt -p 1,2,3 --exec name,init CAP
ps -w OUT.pcapng -F pcapng CAP
ps -T fields -e exe -e cmdline -e cgroup -E header=y CAP
ps --width 50 --tree --orphans --failed --longer-than 1ns CAP
ps --at +1 --sort comm -e comm -e pid -E header=y -T fields CAP
ps -Y cn_proc.pid==3 -c 99999999 --byte-order auto --layout ns --raw-csv -T csv CAP
ps --width 50 --host-by interface CAP OTHER
ps --host-by file --tree CAP OTHER
follow 1 -T FORMAT -r CAP
follow 1 -w OUT -F pcap CAP
follow 1 --width 50 --life 1 --descendants CAP
follow name --sort tid -e tid -e event -E header=y -T fields CAP
follow 1 -Y cn -c 99999999 --byte-order auto --layout ns --raw-csv -T csv CAP
follow 1 --host-by interface CAP OTHER
report -o OUT CAP
report --partial --filtered --embed-limit 0 -c 99999999 --byte-order auto --layout ns -o - -r CAP
report --unfiltered -Y cn_proc.exit --host-by interface -o OUT CAP OTHER
timeline -o OUT CAP
timeline -F json -o OUT CAP
timeline -F perfetto --interval 1ms --unfiltered -Y cn_proc.exit -o OUT -r CAP
timeline -F json --partial --filtered -c 99999999 --byte-order auto --layout ns -o - CAP
timeline --host-by interface -o OUT CAP OTHER
export -F csv -w OUT CAP
export -F parquet -w OUT CAP
export -F csv --context --partial --capture x --partition date -w FOLDER -r CAP
export -F csv --partition hour -Y cn -c 99999999 --byte-order auto --layout ns -w FOLDER CAP
export --host-by interface -F csv -w OUT CAP OTHER
export -e frame,process_pid -e comm -F csv -w OUT CAP
export --table processes -F parquet -w OUT CAP
export --table losses --unfiltered -F csv -w OUT CAP
export --table pairs -F csv --partition date -w FOLDER CAP
export --table notes --filtered -F csv --host-by interface -w OUT CAP OTHER
export --schema
check CAP
check -w OUT -F pcap CAP
check --width 40 --all --fail-on never --color always CAP
check --unfiltered --all -T FORMAT -r CAP
check --filtered --sort frame -e frame -e text -E header=y -T fields CAP
check -Y cn -c 99999999 --byte-order auto --layout ns --raw-csv -T csv CAP
check --host-by interface CAP OTHER
stats CAP
stats --by TABLE CAP
stats --by TABLE -T csv CAP
stats --by kind -T FORMAT -r CAP
stats --hierarchy --filtered CAP
stats --interval 1us --by time --unfiltered CAP
stats --sort events -e comm -e events -E header=y -T fields --by process CAP
stats -Y cn -c 99999999 --byte-order auto --layout ns --raw-csv -T csv --by id CAP
stats --width 50 --host-by interface --by cpu,loss,process,comm,latency,interface CAP OTHER
<TEXT explain -T text -
<TEXT explain -T jsonl --byte-order auto --layout ns -
`

// noInput are the commands that read nothing which could grow, but record, whose input
// is the kernel: its memory is bounded by its queue.
var noInput = []string{"fields", "ids", "help", "completion", "record", "vectors run", "vectors list", "vectors show",
	"wireshark install", "wireshark uninstall", "wireshark path", "wireshark status"}

// allForms returns the command lines with every format and table.
func allForms() (list []string) {
	var tables []string
	for _, t := range statistics.Tables() {
		tables = append(tables, t.Name)
	}
	for line := range strings.Lines(strings.TrimSpace(forms)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.Contains(line, "FORMAT"):
			for _, format := range output.Formats() {
				ofFrames := strings.HasPrefix(line, "read ") || strings.HasPrefix(line, "send ")
				if format != "fields" && (ofFrames || format != "pdml" && format != "psml") { // fields need a column: there is a line for it
					list = append(list, strings.Replace(line, "FORMAT", format, 1))
				}
			}
		case strings.Contains(line, "TABLE"):
			for _, table := range tables {
				list = append(list, strings.Replace(line, "TABLE", table, 1))
			}
		default:
			list = append(list, line)
		}
	}
	return list
}

// TestLinearHasAllForms: every command, and every flag of each, stands in forms, so
// that none is forgotten which comes.
func TestLinearHasAllForms(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Vars{"version": "", "fieldoptions": "", "statstables": "", "graphs": ""}, kong.NamedMapper("each", kong.MapperFunc(decodeEach)), kong.NamedMapper("names", kong.MapperFunc(decodeNames)))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, command := range parser.Model.Leaves(true) {
		name := strings.TrimPrefix(command.FullPath(), "cnwire ")
		name = strings.TrimSpace(strings.TrimPrefix(name, parser.Model.Name))
		if slices.Contains(noInput, name) {
			continue
		}
		seen++
		var words []string
		for _, form := range allForms() {
			fields := strings.Fields(strings.TrimPrefix(form, "<TEXT "))
			if fields[0] == name {
				words = append(words, fields...)
			}
		}
		if words == nil {
			t.Errorf("no form has the command %s", name)
		}
		for _, flag := range command.Flags {
			if name != "demo" && !slices.Contains(words, "--"+flag.Name) && !slices.Contains(words, "-"+string(flag.Short)) {
				t.Errorf("no form of %s has --%s", name, flag.Name)
			}
		}
	}
	if seen < 10 {
		t.Errorf("%d commands", seen)
	}
}
