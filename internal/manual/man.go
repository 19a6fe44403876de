package manual

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// Page is a man page.
type Page struct {
	Name string // of its file: man1/cnwire-ps.1
	Text []byte // in mdoc(7)
}

// Pages returns the man pages: one for the program, one for each command, one for
// each topic. day stands at their foot.
func Pages(app *kong.Application, day time.Time) (list []Page, err error) {
	p := &page{day: day}
	p.begin("cnwire", "1", app.Help)
	p.line("Sh", "SYNOPSIS")
	p.line("Nm", "cnwire", "Ar", "command", "Op Ar flags")
	p.line("Nm", "cnwire", "Op Ar flags", "Ar")
	p.line("Sh", "DESCRIPTION")
	p.text("Without a command it reads captures, as cnwire read does.")
	p.text("The commands are")
	p.line("Bl", "-tag", "-width", "Ds")
	for _, c := range Commands(app) {
		p.line("It", "Xr", c.file(), "1")
		p.text(c.node.Help)
	}
	p.line("El")
	p.exit()
	var files []string
	for _, c := range Commands(app) {
		files = append(files, c.file())
	}
	p.see(files...)
	list = append(list, p.end())
	for _, c := range Commands(app) {
		list = append(list, p.command(c))
	}
	for _, name := range Topics() {
		text, err := Topic(name)
		if err != nil {
			return nil, err
		}
		list = append(list, p.topic(name, string(text)))
	}
	return list, nil
}

func (c *Command) file() string { return "cnwire-" + strings.ReplaceAll(c.Name, " ", "-") }

// page writes one page after the other.
type page struct {
	bytes.Buffer
	day  time.Time
	name string
	told bool // there is text below the last heading
}

func (p *page) begin(name, section, about string) {
	p.Reset()
	p.name = name + "." + section
	p.line("Dd", p.day.UTC().Format("January 2, 2006"))
	p.line("Dt", strings.ToUpper(name), section)
	p.line("Os")
	p.line("Sh", "NAME")
	p.line("Nm", name)
	p.line("Nd", escape(strings.ToLower(about[:1])+strings.TrimSuffix(about[1:], ".")))
}

func (p *page) end() Page {
	return Page{"man" + p.name[len(p.name)-1:] + "/" + p.name, bytes.Clone(p.Bytes())}
}

// line writes a macro with its arguments, which are escaped where they are not ours.
func (p *page) line(macro string, args ...string) {
	fmt.Fprintf(p, ".%s\n", strings.Join(append([]string{macro}, args...), " "))
	p.told = macro != "Sh" && p.told
}

// text writes a paragraph, a sentence a line, as mdoc has it, and long ones in several.
func (p *page) text(s string) {
	if p.told {
		p.WriteString(".Pp\n")
	}
	p.told = true
	length := 0
	for word := range strings.FieldsSeq(s) {
		text := escape(word)
		if length > 0 && length+1+len(text) > 80 {
			p.WriteByte('\n')
			length = 0
		}
		if length > 0 {
			p.WriteByte(' ')
			length++
		} else if strings.HasPrefix(text, ".") {
			p.WriteString(`\&`)
		}
		p.WriteString(text)
		if length += len(text); strings.ContainsAny(word[len(word)-1:], ".?!") {
			p.WriteByte('\n')
			length = 0
		}
	}
	if length > 0 {
		p.WriteByte('\n')
	}
}

// literal writes lines as they stand.
func (p *page) literal(lines []string) {
	p.line("Bd", "-literal", "-offset", "indent", "-compact")
	for _, line := range lines {
		if line = escape(line); strings.HasPrefix(line, ".") {
			line = `\&` + line
		}
		fmt.Fprintln(p, line)
	}
	p.line("Ed")
}

// escape makes a text that roff shows as it is.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\e`, "`", `\(ga`, "~", `\(ti`, "^", `\(ha`, "'", `\(aq`, "-", `\-`, "…", "...").Replace(s)
}

// quote makes one argument of a macro of a text.
func quote(s string) string { return `"` + strings.ReplaceAll(escape(s), `"`, `\(dq`) + `"` }

func (p *page) command(c *Command) Page {
	p.begin(c.file(), "1", c.node.Help)
	p.line("Sh", "SYNOPSIS")
	p.line("Nm", "cnwire", quote(c.Name))
	p.line("Op", "Ar", "flags")
	for _, arg := range c.node.Positional {
		args := []string{"Ar", quote(arg.Name)}
		if arg.IsCumulative() {
			args = append(args, "...")
		}
		if arg.Tag.Optional {
			args = append([]string{"Op"}, args...)
		}
		p.line(args[0], args[1:]...)
	}
	p.line("Sh", "DESCRIPTION")
	p.text(c.node.Help)
	if len(c.node.Positional) > 0 {
		p.line("Bl", "-tag", "-width", "Ds")
		for _, arg := range c.node.Positional {
			p.line("It", "Ar", quote(arg.Name))
			p.text(arg.Help)
		}
		p.line("El")
	}
	p.text("The flags are")
	p.line("Bl", "-tag", "-width", "Ds")
	for _, f := range c.Flags() {
		p.flag(f)
	}
	p.line("El")
	for _, t := range c.Tables() {
		p.line("Ss", quote(t.Title))
		if p.told = false; t.Doc != "" {
			p.text(t.Doc)
		}
		p.line("Bl", "-tag", "-width", "Ds", "-compact")
		for _, column := range t.Schema.Columns {
			p.line("It", "Cm", quote(column.Name))
			p.text(column.Doc)
		}
		p.line("El")
	}
	p.exit()
	p.line("Sh", "EXAMPLES")
	for _, e := range c.Examples() {
		p.text(strings.ToUpper(e.Does[:1]) + e.Does[1:] + ":")
		p.literal(strings.Split(e.Line, "\n"))
	}
	p.see()
	return p.end()
}

func (p *page) flag(f *kong.Flag) {
	args := []string{"Fl", quote("-" + f.Name)}
	if f.Short != 0 {
		args = append([]string{"Fl", string(f.Short) + " ,"}, args...)
	}
	if hasValue(f) {
		args = append(args, "Ar", quote(f.FormatPlaceHolder()))
	}
	p.line("It", args...)
	p.told = false
	p.text(f.Help)
}

// topic makes a page of a text.
func (p *page) topic(name, text string) Page {
	p.begin("cnwire-"+name, "7", name+" of cnwire")
	_, text, _ = strings.Cut(text, "\n")
	p.line("Sh", "DESCRIPTION")
	for part := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		if lines := strings.Split(part, "\n"); strings.HasPrefix(lines[0], "    ") {
			p.literal(lines)
			p.told = true
		} else {
			p.text(strings.Join(lines, " "))
		}
	}
	p.see()
	return p.end()
}

func (p *page) exit() {
	p.line("Sh", "EXIT STATUS")
	p.text("0 if all went well, 1 where something is wrong with a file, 2 for a wrong command line, 130 after an interrupt.")
	p.text("What else a command means by it stands in cnwire-exit-status(7).")
}

// see lists other pages of ours, by section and name.
func (p *page) see(commands ...string) {
	list := []string{"cnwire 1"}
	for _, name := range commands {
		list = append(list, name+" 1")
	}
	for _, name := range Topics() {
		list = append(list, "cnwire-"+name+" 7")
	}
	self := strings.Replace(p.name, ".", " ", 1)
	list = slices.DeleteFunc(list, func(page string) bool { return page == self })
	slices.SortFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(a[len(a)-1], b[len(b)-1]), strings.Compare(a, b))
	})
	p.line("Sh", "SEE ALSO")
	for i, page := range list {
		if i < len(list)-1 {
			page += " ,"
		}
		p.line("Xr", page)
	}
}
