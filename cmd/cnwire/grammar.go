package main

import (
	"reflect"
	"strings"
)

// grammar returns what kong reads a command line by, a pointer to a struct with its
// tags: commands, or where the line begins with one of them, that one alone. kong
// reads the tags of all that it is given, which takes longer at each start than a
// small capture does. Help and completion tell of the others.
func grammar(args []string) any {
	if len(args) == 0 || args[0] == "help" || args[0] == "completion" {
		return new(commands)
	}
	var fields []reflect.StructField
	for _, f := range reflect.VisibleFields(reflect.TypeFor[commands]()) {
		if _, command := f.Tag.Lookup("cmd"); !command || strings.ToLower(f.Name) == args[0] {
			fields = append(fields, reflect.StructField{Name: f.Name, Type: f.Type, Tag: f.Tag})
		}
	}
	if len(fields) == 1 { // --version
		return new(commands)
	}
	return reflect.New(reflect.StructOf(fields)).Interface()
}
