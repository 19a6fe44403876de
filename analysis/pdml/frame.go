package pdml

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// frameNames are the fields of the protocol frame, in tshark's order.
var frameNames = []string{
	"frame.section_number", "frame.interface_name", "frame.encap_type", "frame.time", "frame.offset_shift", "frame.time_epoch",
	"frame.time_delta", "frame.time_delta_displayed", "frame.time_relative", "frame.number",
	"frame.len", "frame.cap_len", "frame.marked", "frame.ignored", "frame.protocols",
}

// appendGeneral appends what PDML's makers call geninfo: where a reader finds a
// packet's number, lengths and time without knowing its protocols.
func (p *Printer) appendGeneral(b []byte, f *analysis.Frame) []byte {
	size := len(f.Data)
	at := f.Time
	if !f.HasTime() {
		at = time.Unix(0, 0) // which tshark takes for none
	}
	number := func(b []byte, name, title string, n uint64) []byte {
		return fmt.Appendf(b, "    <field name=\"%s\" pos=\"0\" show=\"%d\" showname=\"%s\" value=\"%x\" size=\"%d\"/>\n", name, n, title, n, size)
	}
	b = fmt.Appendf(b, "  <proto name=\"geninfo\" pos=\"0\" showname=\"General information\" size=\"%d\">\n", size)
	b = number(b, "num", "Number", f.Number)
	b = number(b, "len", "Frame Length", uint64(f.Len))
	b = number(b, "caplen", "Captured Length", uint64(len(f.Data)))
	v := analysis.Value{Field: p.frame[3], Num: uint64(at.Unix()), Nsec: uint32(at.Nanosecond())}
	p.text = v.Append(p.text[:0])
	b = appendAttribute(append(b, `    <field name="timestamp" pos="0"`...), "show", p.text)
	v.Field = p.frame[5]
	p.text = v.Append(p.text[:0])
	b = appendAttribute(append(b, ` showname="Captured Time"`...), "value", p.text)
	return fmt.Appendf(b, " size=\"%d\"/>\n  </proto>\n", size)
}

// appendFrame appends the frame's comments and the protocol frame.
func (p *Printer) appendFrame(b []byte, f *analysis.Frame) []byte {
	if len(f.Comments) > 0 {
		b = append(b, "  <proto name=\"pkt_comment\" showname=\"Packet comments\" size=\"0\" pos=\"0\">\n"...)
		p.values = analysis.MustLookup("frame.comment").Values(f, p.values[:0])
		for i := range p.values {
			p.text = p.values[i].Append(p.text[:0])
			b = appendAttribute(append(b, `    <field name="frame.comment"`...), "showname", p.text)
			b = appendAttribute(append(b, ` size="0" pos="0"`...), "show", p.text)
			b = append(b, "/>\n"...)
		}
		b = append(b, "  </proto>\n"...)
	}
	b = fmt.Appendf(b, "  <proto name=\"frame\" showname=\"Frame %d: ", f.Number)
	b = append(appendBytes(b, uint64(f.Len), " on wire"), ", "...)
	b = appendBytes(b, uint64(len(f.Data)), " captured")
	b = p.appendInterface(b, f)
	b = append(appendPlace(append(b, '"'), len(f.Data), 0), ">\n"...)
	for _, fd := range p.frame {
		p.values = fd.Values(f, p.values[:0])
		for i := range p.values {
			b = p.appendOfFrame(b, f, &p.values[i])
		}
	}
	return append(b, "  </proto>\n"...)
}

// appendInterface appends which interface of a pcapng the frame came from.
func (p *Printer) appendInterface(b []byte, f *analysis.Frame) []byte {
	p.values = p.named.Values(f, p.values[:0])
	if len(p.values) == 0 {
		return b
	}
	p.text = p.values[0].Append(p.text[:0])
	b = appendXML(append(b, " on interface "...), p.text)
	return strconv.AppendInt(append(b, ", id "...), int64(f.Interface.ID), 10)
}

// appendOfFrame appends a field of the protocol frame, which stands in no byte.
func (p *Printer) appendOfFrame(b []byte, f *analysis.Frame, v *analysis.Value) []byte {
	switch v.Field.Name {
	case "frame.interface_name": // below its number, for which there is no field of ours
		p.text = v.Append(p.text[:0])
		b = append(b, `    <field name="frame.interface_id" showname="Interface id: `...)
		b = strconv.AppendInt(b, int64(f.Interface.ID), 10)
		b = append(appendXML(append(b, " ("...), p.text), `)" size="0" pos="0" show="`...)
		b = append(strconv.AppendInt(b, int64(f.Interface.ID), 10), "\">\n      "...)
		b = append(p.appendValue(b, v, f, 0, 0), "/>\n"...)
		if what, _, _ := strings.Cut(f.Interface.Description, "\x00"); what != "" {
			b = appendXML(append(b, `      <field name="frame.interface_description" showname="Interface description: `...), []byte(what))
			b = append(appendAttribute(append(b, `" size="0" pos="0"`...), "show", []byte(what)), "/>\n"...)
		}
		return append(b, "    </field>\n"...)
	case "frame.len", "frame.cap_len":
		l := p.labels[v.Field]
		b = append(append(append(b, "    "...), l.head...), l.title...)
		b = appendPlace(append(appendBytes(b, v.Num, ""), '"'), 0, 0)
		b = strconv.AppendUint(append(b, ` show="`...), v.Num, 10)
		return append(b, "\"/>\n"...)
	}
	return append(p.appendValue(append(b, "    "...), v, f, 0, 0), "/>\n"...)
}

// appendBytes appends "92 bytes (736 bits)".
func appendBytes(b []byte, n uint64, where string) []byte {
	unit := " bytes"
	if n == 1 {
		unit = " byte"
	}
	b = append(strconv.AppendUint(b, n, 10), unit...)
	b = append(append(b, where...), " ("...)
	return append(strconv.AppendUint(b, 8*n, 10), " bits)"...)
}
