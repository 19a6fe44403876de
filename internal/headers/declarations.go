package main

import "strconv"

// structure is a struct or union with a tag, and the paths of its members, those of
// inner ones without a tag too: "r.ruid". An inner one that is declared with a tag is in
// the list itself, and none of its members here.
type structure struct {
	tag     string
	members []string
}

// enumerator is a named number of an enum; known is false where the header
// calculates it.
type enumerator struct {
	name  string
	value uint64
	known bool
}

// declarations are what a header declares.
type declarations struct {
	structs     []structure
	enumerators []enumerator
}

// parser reads the words of a header. It knows as much of C as UAPI headers use for
// what they declare, and passes over the rest.
type parser struct {
	words []string
	declarations
}

func declare(words []string) declarations {
	p := &parser{words: words}
	for len(p.words) > 0 {
		switch w := p.next(); w {
		case "struct", "union", "enum":
			p.body(w)
		case "{": // of a function, or what a macro has opened
			p.block()
		}
	}
	return p.declarations
}

func (p *parser) next() (w string) {
	if len(p.words) > 0 {
		w, p.words = p.words[0], p.words[1:]
	}
	return w
}

func (p *parser) peek() string {
	if len(p.words) == 0 {
		return ""
	}
	return p.words[0]
}

// block passes over what stands between braces, of which the first is read.
func (p *parser) block() {
	for depth := 1; depth > 0 && len(p.words) > 0; {
		switch p.next() {
		case "{":
			depth++
		case "}":
			depth--
		}
	}
}

// attribute passes over __attribute__((…)), of which the name is read.
func (p *parser) attribute() {
	depth := 0
	for len(p.words) > 0 {
		switch p.next() {
		case "(":
			depth++
		case ")":
			depth--
		}
		if depth == 0 {
			return
		}
	}
}

// body reads what follows the word struct, union or enum: a tag, or a body, or both.
// It returns the members of a body.
func (p *parser) body(kind string) (tag string, members []string, has bool) {
	for p.peek() == "__attribute__" {
		p.next()
		p.attribute()
	}
	if isName(p.peek()) {
		tag = p.next()
	}
	if p.peek() != "{" {
		return tag, nil, false
	}
	p.next()
	if kind == "enum" {
		p.enum()
		return tag, nil, true
	}
	at := len(p.structs)
	if tag != "" {
		p.structs = append(p.structs, structure{tag: tag}) // before those in it
	}
	for len(p.words) > 0 && p.peek() != "}" {
		members = append(members, p.member()...)
	}
	p.next()
	if tag != "" {
		p.structs[at].members = members
	}
	return tag, members, true
}

// member reads one declaration of a struct up to its semicolon: "__u32 a, b[4];".
func (p *parser) member() (paths []string) {
	var inner []string // of a body without a tag
	var name string
	anonymous, tagged := false, false
	declarator := func() {
		switch {
		case tagged:
		case name == "" && anonymous: // its members are those of the struct around it
			paths = append(paths, inner...)
		case name == "":
		case anonymous:
			for _, m := range inner {
				paths = append(paths, name+"."+m)
			}
		default:
			paths = append(paths, name)
		}
		name = ""
	}
	for len(p.words) > 0 {
		switch w := p.next(); {
		case w == ";":
			declarator()
			return paths
		case w == ",":
			declarator()
		case w == "__attribute__":
			p.attribute()
		case w == "struct" || w == "union" || w == "enum":
			tag, members, has := p.body(w)
			anonymous = has && tag == "" && w != "enum"
			tagged = has && tag != "" && w != "enum"
			inner = members
		case w == "[":
			if p.peek() == "]" { // no bytes of the struct's own
				name = ""
			}
			for len(p.words) > 0 && p.next() != "]" {
			}
		case w == ":": // bits: the name stands before
			p.next()
		case isName(w):
			name = w // the last one is the name, those before are the type
		}
	}
	return paths
}

// enum reads enumerators up to the closing brace. One without a number is one more
// than the one before it.
func (p *parser) enum() {
	next, known := uint64(0), true
	for len(p.words) > 0 {
		name := p.next()
		if name == "}" {
			return
		}
		var value []string
		if p.peek() == "=" {
			p.next()
			for w := p.peek(); w != "," && w != "}" && w != ""; w = p.peek() {
				value = append(value, p.next())
			}
			next, known = 0, false
			if len(value) == 1 {
				n, err := strconv.ParseUint(value[0], 0, 64)
				next, known = n, err == nil
			}
		}
		if isName(name) {
			p.enumerators = append(p.enumerators, enumerator{name, next, known})
		}
		next++
		if p.peek() == "," {
			p.next()
		}
	}
}

func isName(w string) bool {
	return w != "" && (w[0] == '_' || w[0] >= 'a' && w[0] <= 'z' || w[0] >= 'A' && w[0] <= 'Z')
}
