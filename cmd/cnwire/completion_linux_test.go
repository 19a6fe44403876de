package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/needs"
)

// completions are command lines, up to where a user presses the tabulator, and some of
// the words that are offered there, or with a ! are not. Blanks are in quotes.
var completions = []struct{ line, offers string }{
	{"cnwire sta", "stats !status !demo.pcap"},
	{"cnwire wireshark ins", "install"},
	{"cnwire help fil", "filters"},
	{"cnwire completion z", "zsh"},
	{"cnwire ps --lon", "--longer-than"},
	{"cnwire read -T js", "json jsonl !text"},
	{"cnwire ps -T p", "!pdml !psml !demo.pcap"},
	{"cnwire read demo.pcap -T fields -e cn_proc.exit.sta", "cn_proc.exit.status"},
	{"cnwire ps -e longes", "!cn_proc.what"},
	{"cnwire ps -e exit.s", "exit.signal exit.signal_name"},
	{"cnwire follow --sort si", "since since_ns"},
	{"cnwire pairs --sort=-lat", "--sort=-latency"},
	{"cnwire stats --by cpu,lat", "cpu,latency"},
	{"cnwire stats --by spark", "sparkline"},
	{"cnwire check --fail-on w", "warn"},
	{"cnwire convert -F nsec", "nsecpcap"},
	{"cnwire export -F p", "parquet !pcapng"},
	{"cnwire export --table p", "pairs processes !events"},
	{"cnwire -Y cn_proc.exit.sig", "cn_proc.exit.signal"},
	{"cnwire read -Y 'cn_proc.pid == 3 && cn_proc.parent.ex", "'cn_proc.pid == 3 && cn_proc.parent.exe"},
	{"cnwire record --events fork,ex", "fork,exec fork,exit"},
	{"cnwire read -r de", "demo.pcap"},
	{"cnwire info ho", "host.pcapng"},
}

// offered compares what a shell offered, a word a line.
func offered(t *testing.T, line, offers, got string) {
	t.Helper()
	words := strings.Split(offers, " ")
	if strings.Contains(offers, "'") { // one word with blanks
		words = []string{strings.TrimPrefix(offers, "'")}
	}
	has := "\n" + got
	for _, word := range words {
		word, not := strings.CutPrefix(word, "!")
		if strings.Contains(has, "\n"+word+"\n") == not {
			t.Errorf("%s: %s is offered: %v\n%s", line, word, !not, got)
		}
	}
}

// Each shell, with its own completion, offers the same.
func TestCompletion(t *testing.T) {
	var lines []string
	for _, c := range completions {
		lines = append(lines, c.line)
	}
	for shell, script := range map[string]string{"bash": askBash, "zsh": askZsh, "fish": askFish} {
		t.Run(shell, func(t *testing.T) {
			path := needs.Tool(t, shell, "completion in it is not tried.")
			t.Parallel()
			dir := folder(t)
			for name, text := range map[string]string{"completion": shown(t, "completion", shell), ".zshrc": zshrc} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute) // one that waits for a user
			defer cancel()
			cmd := exec.CommandContext(ctx, path, append([]string{"-c", script}, lines...)...)
			if shell == "bash" { // whose first argument is its name
				cmd.Args = append([]string{path, "-c", script, shell}, lines...)
			}
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "HOME="+dir, "ZDOTDIR="+dir, "XDG_CONFIG_HOME="+dir, "TERM=dumb")
			out, err := cmd.CombinedOutput()
			answers := strings.Split(string(out), "=====\n")
			if err != nil || len(answers) != len(completions)+1 {
				t.Fatalf("%v, %d answers:\n%s", err, len(answers)-1, out)
			}
			for i, c := range completions {
				offered(t, c.line, c.offers, answers[i])
			}
		})
	}
}

// askBash calls the function as readline does, with what readline makes of the line,
// and where it offers nothing, names of files, as complete -o default does.
const askBash = `
	. ./completion
	complete -p cnwire >/dev/null || exit 1
	compopt() { [ "$*" != "+o default" ] || files=no; }
	for line in "$@"; do
		COMP_WORDS=() COMPREPLY=() files=yes front=
		case $line in
		*\'*) COMP_WORDS=(${line%%\'*} "'${line#*\'}") ;;
		*) COMP_WORDS=(${line//=/ = }) ;;
		esac
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_cnwire
		if [ ${#COMPREPLY[@]} = 0 ] && [ $files = yes ]; then
			compgen -f -- "${COMP_WORDS[COMP_CWORD]}"
		fi
		[ "${COMP_WORDS[COMP_CWORD - 1]}" != = ] || front=${COMP_WORDS[COMP_CWORD - 2]}= # which stays
		for word in "${COMPREPLY[@]}"; do
			echo "$front$word"
		done
		echo =====
	done`

// askFish asks fish itself.
const askFish = `
	source completion
	for line in $argv
		complete -C $line | string replace -r '\t.*' ''
		echo =====
	end`

// askZsh has an interactive zsh complete the lines in its editor.
const askZsh = `
	zmodload zsh/zpty || exit 1
	print -rl -- "$0" "$@" >lines
	zpty typed zsh -d -i
	zpty -r typed seen '*READY*' || exit 1
	zpty -n -w typed $'\t'
	while zpty -r typed seen; do :; done
	cat offers`

// zshrc is what that zsh reads: compadd notes what fits of what it is told to add, and
// the tabulator completes every line.
const zshrc = `
	autoload -Uz compinit && compinit -u -D
	unsetopt autolist automenu # a long list asks whether it is wanted
	. ./completion
	compadd() {
		builtin compadd -O fitting "$@"
		print -rl -- "$fitting[@]" >>offers
		builtin compadd "$@"
	}
	all() {
		for line in "${(@f)$(<lines)}"; do
			BUFFER=$line CURSOR=$#line
			zle complete-word
			print '=====' >>offers
		done
		exit
	}
	zle -N all
	bindkey '^I' all
	PS1=READY
`
