package manual

// Example is a command line that does something useful.
type Example struct {
	Does string // what, in a few words
	Line string // as a shell takes it, in several lines where it is long
}

// examples has three for each command. Tests run them all, in this order, in a folder
// with captures by the names that stand here.
var examples = map[string][]Example{
	"read": {
		{Does: "what failed, and how", Line: "cnwire read host.pcapng -Y 'cn_proc.exit.exit_code > 0'"},
		{Does: "for jq and the like, one object a message", Line: "cnwire read host.pcapng -T jsonl -c 3"},
		{Does: "some fields, as tshark prints them", Line: "cnwire read host.pcapng -T fields -e frame.number,cn_proc.event,cn_proc.name"},
	},
	"demo": {
		{Does: "six frames of a real kernel", Line: "cnwire demo -c 6"},
		{Does: "every byte of the first", Line: "cnwire demo -c 1 -V -x"},
		{Does: "those about one process", Line: "cnwire demo -Y 'cn_proc.pid == 98' --no-copies"},
	},
	"explain": {
		{Does: "a datagram of a bug report", Line: "cnwire explain 28000000 03000000 00000000 00000000 01000000 \\\n  01000000 07000000 64000000 04000000 01000000"},
		{Does: "what another program prints", Line: "cnwire send --dry-run --listen -x | cnwire explain -"},
		{Does: "a text with hex dumps, for programs", Line: "cnwire explain -T jsonl - <dump.txt"},
	},
	"record": {
		{Does: "what can be recorded here, and what keeps the rest", Line: "cnwire record -D"},
		{Does: "a second into a file", Line: "cnwire record -w second.pcapng -a duration:1"},
		{Does: "who starts whom, and how long it lives", Line: "cnwire record --report -a duration:1"},
	},
	"send": {
		{Does: "is this kernel's cn_proc alive, and how fast?", Line: "cnwire send --listen"},
		{Does: "the bytes of a request, which is not sent", Line: "cnwire send --dry-run --listen --mask exec,exit"},
		{Does: "what a frame of a capture would send", Line: "cnwire send --dry-run -r demo.pcap --frame 1 -V"},
	},
	"info": {
		{Does: "what is in a capture", Line: "cnwire info host.pcapng"},
		{Does: "of several, one after the other", Line: "cnwire info host.pcapng demo.pcap"},
		{Does: "of what a filter chooses", Line: "cnwire info demo.pcap -Y cn_proc.exit"},
	},
	"convert": {
		{Does: "another format", Line: "cnwire convert demo.pcap demo.pcapng"},
		{Does: "a capture that can be shared", Line: "cnwire convert --anonymize host.pcapng shared.pcapng"},
		{Does: "a capture of a text", Line: "cnwire convert dump.txt dump.pcap"},
	},
	"merge": {
		{Does: "two captures in the order of time", Line: "cnwire merge -w both.pcapng demo.pcap socket.pcap"},
		{Does: "the ends with a code, of each of them", Line: "cnwire merge -w f.pcapng demo.pcap socket.pcap -Y 'cn_proc.exit.status > 0'"},
		{Does: "and read what comes of it", Line: "cnwire merge -w - demo.pcap socket.pcap | cnwire stats -"},
	},
	"diff": {
		{Does: "two captures of the same", Line: "cnwire diff demo.pcap demo.pcap && echo the same"},
		{Does: "are the bytes the same, whenever they came?", Line: "cnwire diff --ignore frame demo.pcap demo.pcap && echo the same bytes"},
		{Does: "the ends of processes alone", Line: "cnwire diff -Y cn_proc.exit demo.pcap demo.pcap && echo the same ends"},
	},
	"pairs": {
		{Does: "requests and their answers", Line: "cnwire pairs demo.pcap"},
		{Does: "the slowest answers first", Line: "cnwire pairs --sort=-latency -e request_frame -e latency nlmon.pcap"},
		{Does: "answers without requests too", Line: "cnwire pairs --unsolicited socket.pcap"},
	},
	"listeners": {
		{Does: "who asked for process events, since when, and until when", Line: "cnwire listeners nlmon.pcap"},
		{Does: "what the kernel counted behind each one's last request", Line: "cnwire listeners -T fields -e port,count_min,count_max demo.pcap"},
		{Does: "for a program", Line: "cnwire listeners -T jsonl demo.pcap"},
	},
	"ps": {
		{Does: "who started whom", Line: "cnwire ps --tree host.pcapng"},
		{Does: "what failed, by when it ended", Line: "cnwire ps --failed --sort end socket.pcap"},
		{Does: "what lived longest, for a program", Line: "cnwire ps --sort=-duration -T jsonl nlmon.pcap"},
	},
	"follow": {
		{Does: "the life of a process", Line: "cnwire follow 142 demo.pcap"},
		{Does: "and of all that it started", Line: "cnwire follow --descendants 142 demo.pcap"},
		{Does: "by its name", Line: "cnwire follow nightly.sh host.pcapng"},
	},
	"report": {
		{Does: "a page to look at, and to hand on", Line: "cnwire report host.pcapng -o report.html"},
		{Does: "of what a filter chooses", Line: "cnwire report demo.pcap -Y 'cn_proc.descendant_of == 142' -o 142.html"},
		{Does: "without the frames: smaller, and with no more than it says", Line: "cnwire report --embed-limit 0 host.pcapng -o summary.html"},
	},
	"timeline": {
		{Does: "a trace for ui.perfetto.dev", Line: "cnwire timeline nlmon.pcap -o trace.pftrace"},
		{Does: "the same for older viewers", Line: "cnwire timeline nlmon.pcap -o trace.json"},
		{Does: "what failed alone, and whom it descends from", Line: "cnwire timeline demo.pcap -Y 'cn_proc.exit.exit_code > 0' -o failed.pftrace"},
	},
	"export": {
		{Does: "a table for DuckDB, Spark or pandas", Line: "cnwire export nlmon.pcap -w events.parquet"},
		{Does: "a row a process, in a folder with a day a part", Line: "cnwire export --table processes nlmon.pcap --partition date -F parquet -w ps"},
		{Does: "some columns, with the age of each process, and whom it descends from", Line: "cnwire export nlmon.pcap --context -e time,event,age_ns,ancestors -w of.csv"},
	},
	"vectors run": {
		{Does: "a decoder is asked every vector", Line: "cnwire vectors run -- ./decoder"},
		{Does: "in one byte order", Line: "cnwire vectors run --order big -- ./decoder"},
		{Does: "those of one struct", Line: "cnwire vectors run --struct cn_msg -- ./decoder"},
	},
	"vectors list": {
		{Does: "all of them", Line: "cnwire vectors list"},
		{Does: "what a rule of SPEC.md is examined by", Line: "cnwire vectors list --rule R8"},
		{Does: "those that a kernel sent", Line: "cnwire vectors list --source captured"},
	},
	"vectors show": {
		{Does: "bytes, and the answer that is right", Line: "cnwire vectors show --name '^message/cb_id/distinct'"},
		{Does: "those of one struct, in one byte order", Line: "cnwire vectors show --struct cn_msg --order little"},
		{Does: "the streams for a program, a line of JSON each", Line: "cnwire vectors show --kind stream -T jsonl"},
	},
	"check": {
		{Does: "is anything odd, wrong or lost?", Line: "cnwire check demo.pcap"},
		{Does: "for CI: warnings fail too", Line: "cnwire check --fail-on warn socket.pcap"},
		{Does: "how many notes of which kind", Line: "cnwire check --all -T fields -e rule nlmon.pcap | sort | uniq -c"},
	},
	"stats": {
		{Does: "an overview", Line: "cnwire stats nlmon.pcap"},
		{Does: "who is busiest", Line: "cnwire stats --by process,comm nlmon.pcap"},
		{Does: "events a second, for a plot", Line: "cnwire stats --by time --interval 1s -T csv nlmon.pcap"},
	},
	"wireshark install": {
		{Does: "for you", Line: "cnwire wireshark install"},
		{Does: "for the second of two Wiresharks", Line: `cnwire wireshark install --tshark "$(command -v tshark)"`},
		{Does: "and see", Line: "cnwire wireshark install && tshark -r demo.pcap -c 6"},
	},
	"wireshark uninstall": {
		{Does: "what you installed", Line: "cnwire wireshark uninstall"},
		{Does: "from the second of two Wiresharks", Line: `cnwire wireshark uninstall --tshark "$(command -v tshark)"`},
		{Does: "and see that it is gone", Line: "cnwire wireshark uninstall; cnwire wireshark status"},
	},
	"wireshark path": {
		{Does: "where it stands for you", Line: "cnwire wireshark path"},
		{Does: "where it would stand for everybody", Line: "cnwire wireshark path --global"},
		{Does: "the plugin alone", Line: "cnwire wireshark path | grep lua"},
	},
	"wireshark status": {
		{Does: "what is there", Line: "cnwire wireshark status"},
		{Does: "for everybody", Line: "cnwire wireshark status --global"},
		{Does: "of the second of two Wiresharks", Line: `cnwire wireshark status --tshark "$(command -v tshark)"`},
	},
	"fields": {
		{Does: "all of them", Line: "cnwire fields"},
		{Does: "what has to do with signals", Line: "cnwire fields signal"},
		{Does: "the names alone, of what is known of parents", Line: "cnwire fields --names '^cn_proc\\.parent'"},
	},
	"ids": {
		{Does: "all of them", Line: "cnwire ids"},
		{Does: "what the kernel does with the acks of 1-wire, and where", Line: "cnwire ids w1 -T fields -e ack,source"},
		{Does: "for a program", Line: "cnwire ids -T jsonl"},
	},
	"help": {
		{Does: "the commands", Line: "cnwire help"},
		{Does: "one of them", Line: "cnwire help ps"},
		{Does: "how filters are written", Line: "cnwire help filters"},
	},
	"completion": {
		{Does: "for this bash", Line: "cnwire completion bash >cnwire.bash && . ./cnwire.bash"},
		{Does: "for every zsh of yours, where fpath has the folder", Line: "mkdir -p functions && cnwire completion zsh >functions/_cnwire"},
		{Does: "for every fish of yours", Line: "mkdir -p ~/.config/fish/completions && \\\n  cnwire completion fish >~/.config/fish/completions/cnwire.fish"},
	},
}
