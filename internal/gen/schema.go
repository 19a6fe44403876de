package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// schema is a JSON Schema, as far as it is needed.
type schema struct {
	Draft       string      `json:"$schema,omitempty"`
	ID          string      `json:"$id,omitempty"`
	Comment     string      `json:"$comment,omitempty"`
	Title       string      `json:"title,omitempty"`
	Description string      `json:"description,omitempty"`
	Type        string      `json:"type,omitempty"`
	Enum        []string    `json:"enum,omitempty"`
	Const       any         `json:"const,omitempty"`
	AnyOf       []schema    `json:"anyOf,omitempty"`
	Minimum     json.Number `json:"minimum,omitempty"`
	Maximum     json.Number `json:"maximum,omitempty"`
	Pattern     string      `json:"pattern,omitempty"`
	Format      string      `json:"format,omitempty"`
	MaxLength   int         `json:"maxLength,omitempty"`
	Properties  properties  `json:"properties,omitempty"`
	Required    []string    `json:"required,omitempty"`
	Items       *schema     `json:"items,omitempty"`
	Additional  any         `json:"additionalProperties,omitempty"` // false, or the schema of all other members
}

// encode is json.Marshal without its care for HTML: directions have a < or >.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// jsonlSchema describes the lines of -T jsonl.
func jsonlSchema(t *spec.Table, _ []byte) ([]byte, error) {
	root := object("A connector message", "One line of `cnwire read -T jsonl`: one struct cn_msg of a captured frame, with the "+
		"nlmsghdr it came in. Numbers are the wire's. A field whose bytes were not all captured is missing.",
		property{"frame", schema{Description: "Number of the frame, from 1, over all files that were read.", Type: "integer", Minimum: "1"}},
		property{"msg", schema{Description: "Number of the message in its frame, from 0.", Type: "integer", Minimum: "0"}},
		property{"time", schema{Description: "When the frame was captured: RFC 3339, UTC, with as many decimals as it takes. Missing where the capture does not say.", Type: "string", Format: "date-time", Pattern: "Z$"}},
		property{"host", schema{Description: "Whose message it is: the host that the capture names, else the file, or what --host-by says. There where there are several hosts.", Type: "string"}},
		property{"direction", schema{Description: "Who sent the frame: user space to the kernel, the kernel, or unknown.", Enum: []string{">kernel", "<kernel", "?"}}},
		property{"order", schema{Description: "Byte order of the datagram.", Enum: []string{"little", "big"}}},
		property{"kind", schema{Description: "What the message is. Known of id 1:1, and of payloads of other users that tell it (spec/users.md).", Enum: []string{"request", "answer", "event", "unknown"}}},
		property{"event", eventWords(t)},
		property{"reply_to", schema{Description: "Number of the frame with the request that the message answers. Missing where it answers none that was read.", Type: "integer", Minimum: "1"}},
		property{"copy_of", schema{Description: "Number of the first frame with the same message, for another listener. Missing where the message is no copy.", Type: "integer", Minimum: "1"}},
		property{"nlmsghdr", structSchema(t, "nlmsghdr")},
		property{"cn_msg", structSchema(t, "cn_msg")},
	)
	for _, p := range t.Payloads() {
		key := p.Struct.C[strings.LastIndexByte(p.Struct.C, ' ')+1:]
		if p.In == "" {
			root.Properties.merge(property{key, inRow(&p, payloadSchema(t, &p))})
		}
	}
	root.Properties = append(root.Properties,
		property{"process", subjectSchema()},
		property{"sender", senderSchema()},
		property{"group", number32("The group that the message was sent to, by a comment of the frame (record/COMMENTS.md); of a request, beside the kernel.", false)},
		property{"delivery", deliverySchema()},
		property{"data", hexString("Payload of an unknown id, or of an unknown length under id 1:1.")},
		property{"text", schema{Description: "No member: what data says of a user whose messages are text, up to the first NUL (spec/users.md).", Type: "string"}},
		property{"rest", hexString("Bytes behind the frame's last cn_msg that are too few for another.")},
		property{"truncated", schema{Description: "The frame was cut when it was captured.", Const: true}},
		property{"malformed", schema{Description: "The first thing that is wrong with the lengths in the frame: struct.field, byte of the frame, bytes needed, bytes there, class.", Type: "string"}},
	)
	root.Required = []string{"frame", "msg", "direction", "order", "kind", "nlmsghdr", "cn_msg"}
	return root.document("analysis/output/jsonl.schema.json", "spec/*.csv")
}

// payloadSchema describes a struct that starts a message's data, with what stands
// in it.
func payloadSchema(t *spec.Table, p *spec.Payload) schema {
	if _, _, ok := p.Struct.Union(); ok {
		return eventSchema(t)
	}
	m := structSchema(t, p.Struct.Name)
	for _, in := range t.Payloads() {
		if in.User != p.User || in.In != p.Struct.Name {
			continue
		}
		m.Properties.merge(property{in.Struct.C[strings.LastIndexByte(in.Struct.C, ' ')+1:], inRow(&in, payloadSchema(t, &in))})
	}
	if p.Behind != "" {
		m.Properties = append(m.Properties, property{"data", hexString("What stands behind it, as far as no struct claims it.")})
	}
	return m
}

// inRow describes a payload that may stand several times in a row: an array.
func inRow(p *spec.Payload, one schema) schema {
	if !p.Repeated() {
		return one
	}
	return schema{Description: p.Doc, Type: "array", Items: &one}
}

// document writes a schema that is a file of its own, generated from source.
func (s schema) document(file, source string) ([]byte, error) {
	s.Draft = "https://json-schema.org/draft/2020-12/schema"
	s.ID = "https://github.com/cnwire/cnwire/" + file
	s.Comment = "Code generated by internal/gen from " + source + "; DO NOT EDIT."
	b, err := encode(s)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = json.Indent(&out, b, "", "  ")
	out.WriteByte('\n')
	return out.Bytes(), err
}

// object describes an object that has no other members.
func object(title, description string, members ...property) schema {
	return schema{Title: title, Description: description, Type: "object", Properties: members, Additional: new(bool)}
}

func hexString(description string) schema {
	return schema{Description: description + " In hexadecimal.", Type: "string", Pattern: "^([0-9a-f]{2})+$"}
}

// structSchema describes a struct of the table.
func structSchema(t *spec.Table, name string) schema {
	s, _ := t.Struct(name)
	return object(s.C, s.Doc, members(s)...)
}

// members describes the fields of a struct, by their C names.
func members(s *spec.Struct) (list []property) {
	for _, f := range s.Fields {
		if f.Type == spec.Union || f.Type == spec.Pad {
			continue
		}
		m := schema{Description: f.Doc}
		switch {
		case f.Type == spec.Text:
			m.Description += " Up to the first NUL. Of its bytes, those that are no valid or no printable UTF-8, and the comma, are \\xNN, and a backslash is \\\\."
			m.Type, m.MaxLength = "string", 4*f.Size
		case f.Type.Signed():
			m.Type = "integer"
			m.Minimum = json.Number(fmt.Sprint(int64(-1) << (8*f.Size - 1)))
			m.Maximum = json.Number(fmt.Sprint(uint64(1)<<(8*f.Size-1) - 1))
		default:
			m.Type, m.Minimum = "integer", "0"
			m.Maximum = json.Number(fmt.Sprint(^uint64(0) >> (64 - 8*f.Size)))
		}
		list = append(list, property{f.Name[strings.LastIndexByte(f.Name, '.')+1:], m})
	}
	return list
}

// eventSchema describes proc_event in all its layouts, with its arms.
func eventSchema(t *spec.Table) schema {
	event := structSchema(t, "proc_event")
	for _, name := range []string{"proc_event_timespec32", "proc_event_timespec64"} {
		s, _ := t.Struct(name)
		for _, m := range members(s) {
			if i := event.Properties.index(m.name); i < 0 {
				m.Description += " In place of timestamp_ns in kernels 2.6.15 to 2.6.17, on request."
				event.Properties = append(event.Properties, m)
			} else {
				event.Properties[i].widen(m.schema)
			}
		}
	}
	for _, v := range t.Set("proc_event_what") {
		if v.Arm != "" {
			arm := structSchema(t, v.Arm)
			if v.Arm == "proc_event.exit" {
				arm.Properties = append(arm.Properties, waitSchema()...)
			}
			event.Properties = append(event.Properties, property{armWord(v), arm})
		}
	}
	event.Properties = append(event.Properties,
		property{"event_data", hexString("The union of an unknown event.")},
		property{"rest", hexString("What is behind the arm in the union; zeros since Linux 3.12.")})
	return event
}

// armWord is how lines call an event: the name of its arm.
func armWord(v spec.Value) string { return strings.TrimPrefix(v.Arm, "proc_event.") }

// eventWords describes the key event.
func eventWords(t *spec.Table) schema {
	var words []string
	for _, v := range t.Set("proc_event_what") {
		if v.Arm != "" {
			words = append(words, armWord(v))
		}
	}
	return schema{
		Description: "Which event, if the message is one; \"ack\" is an answer. One without a name is \"event\" and its number.",
		AnyOf:       []schema{{Enum: words}, {Type: "string", Pattern: "^event 0x[0-9a-f]{8}$"}},
	}
}
