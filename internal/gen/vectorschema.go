package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// vectorsSchema describes vectors.json by the Go types that it is read into:
// their json tags, and the tags doc, enum, pattern, min, max and const. Fields with
// the tag keys have those of vectors.Meaning.
func vectorsSchema(*spec.Table, []byte) ([]byte, error) {
	root, err := typeSchema(reflect.TypeFor[vectors.Set]())
	if err != nil {
		return nil, err
	}
	root.Title = "Test vectors of the Linux kernel connector"
	return root.document("testdata/corpus/vectors/vectors.schema.json", "testdata/corpus/vectors/*.go")
}

// typeSchema describes what a Go type has in JSON.
func typeSchema(t reflect.Type) (schema, error) {
	if t == reflect.TypeFor[vectors.Fields]() {
		return schema{Type: "object", Additional: schema{AnyOf: []schema{{Type: "integer"}, {Type: "string"}, {Type: "boolean"}}}}, nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeSchema(t.Elem())
	case reflect.Slice:
		items, err := typeSchema(t.Elem())
		return schema{Type: "array", Items: &items}, err
	case reflect.Map:
		values, err := typeSchema(t.Elem())
		return schema{Type: "object", Additional: values}, err
	case reflect.String:
		return schema{Type: "string"}, nil
	case reflect.Bool:
		return schema{Type: "boolean"}, nil
	case reflect.Int, reflect.Int64:
		return schema{Type: "integer"}, nil
	case reflect.Uint32:
		return schema{Type: "integer", Minimum: "0", Maximum: "4294967295"}, nil
	case reflect.Struct:
		return structTypeSchema(t)
	}
	return schema{}, fmt.Errorf("no schema for %v", t)
}

// structTypeSchema describes an object; a member without omitempty is required.
func structTypeSchema(t reflect.Type) (schema, error) {
	o := object("", "")
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("schema") == "-" { // only answers have it
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		of := f.Type
		if f.Tag.Get("keys") == "meaning" {
			of = reflect.TypeFor[vectors.Meaning]()
		}
		s, err := typeSchema(of)
		if err != nil {
			return o, fmt.Errorf("%v.%s: %w", t, f.Name, err)
		}
		if name == "" || f.Tag.Get("doc") == "" {
			return o, fmt.Errorf("%v.%s lacks a tag json or doc", t, f.Name)
		}
		s.Description = f.Tag.Get("doc")
		s.Minimum = json.Number(f.Tag.Get("min")) + s.Minimum
		s.Maximum = json.Number(f.Tag.Get("max")) + s.Maximum
		value := &s
		if s.Items != nil { // of a list, the rest is about what is in it
			value = s.Items
		}
		value.Pattern = f.Tag.Get("pattern")
		if words := f.Tag.Get("enum"); words != "" {
			value.Enum, value.Type = strings.Split(words, ","), ""
		}
		if f.Tag.Get("const") == "true" {
			value.Const, value.Type = true, ""
		}
		o.Properties = append(o.Properties, property{name, s})
		if options == "" {
			o.Required = append(o.Required, name)
		}
	}
	return o, nil
}
