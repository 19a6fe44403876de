package manual

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/internal/habits"
	"github.com/cnwire/cnwire/internal/suggest"
)

//go:embed topics
var topics embed.FS

// Topics returns the names of the topics that cnwire help has beside the commands.
func Topics() []string { return []string{"formats", "filters", "fields", "exit-status"} }

// Topic returns the text of a topic: paragraphs below a heading, with lines in four
// blanks that are tables or commands.
func Topic(name string) ([]byte, error) { return topics.ReadFile("topics/" + name + ".txt") }

// Lines returns the commands in the text of a topic, as a shell takes them.
func Lines(text string) (list []string) {
	for line := range strings.Lines(text) {
		if command, ok := strings.CutPrefix(line, "    cnwire "); ok {
			list = append(list, "cnwire "+strings.TrimSpace(command))
		}
	}
	return list
}

// Unknown is the error of a word that is no topic and none of the commands.
func Unknown(word string, commands []string) error {
	all := slices.Compact(slices.Sorted(slices.Values(slices.Concat(commands, Topics()))))
	if near := suggest.Nearest(word, all); len(near) > 0 {
		return fmt.Errorf("unknown command %s; did you mean %s?", word, strings.Join(near, " or "))
	}
	if ours := habits.Called(word); ours != "" {
		return fmt.Errorf("unknown command %s; cnwire %s does that", word, ours)
	}
	return fmt.Errorf("unknown command %s: one of %s", word, strings.Join(all, ", "))
}
