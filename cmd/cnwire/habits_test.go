package main

import (
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/internal/habits"
)

// What habits names as a command of ours is one, with flags that it has.
func TestHabits(t *testing.T) {
	parser, err := kong.New(new(commands), settings()...)
	if err != nil {
		t.Fatal(err)
	}
	list := habits.Ours()
	if len(list) < 40 {
		t.Errorf("%d commands", len(list))
	}
	for _, line := range list {
		words := strings.Fields(line)
		node := findNode(parser.Model.Node, words[0])
		if len(words) > 1 && !strings.HasPrefix(words[1], "-") && node != nil {
			node, words = findNode(node, words[1]), words[1:]
		}
		if node == nil {
			t.Errorf("there is no cnwire %s", line)
			continue
		}
		for _, word := range words[1:] {
			if strings.HasPrefix(word, "-") && !hasFlag(node, word) {
				t.Errorf("cnwire %s: there is no %s", line, word)
			}
		}
	}
}

func findNode(in *kong.Node, name string) *kong.Node {
	for _, child := range in.Children {
		if child.Name == name {
			return child
		}
	}
	return nil
}

func hasFlag(of *kong.Node, word string) bool {
	for _, f := range of.Flags {
		if word == "--"+f.Name || word == "-"+string(f.Short) {
			return true
		}
	}
	return false
}
