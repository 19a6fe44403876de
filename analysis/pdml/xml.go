package pdml

import (
	"encoding/hex"
	"strconv"
	"unicode/utf8"

	"github.com/cnwire/cnwire/analysis"
)

// appendXML appends a text so that it may stand in an attribute or an element. It
// is rewritten to characters that lines have (Escape), since XML has no way to write
// a control character; U+FFFE and U+FFFF, which it forbids too, become bytes.
func appendXML(dst []byte, text []byte) []byte {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 0x20 && c < 0x7f && plain[c] {
			continue // nearly always
		}
		return appendRewritten(append(dst, text[:i]...), text[i:])
	}
	return append(dst, text...)
}

// plain are the characters of ASCII that mean nothing to XML.
var plain = func() (is [0x7f]bool) {
	for c := range is {
		is[c] = c >= 0x20 && c != '&' && c != '<' && c != '>' && c != '"' && c != '\''
	}
	return is
}()

func appendRewritten(dst, text []byte) []byte {
	text = analysis.Escape(append([]byte(nil), text...), 0)
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch r {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '"':
			dst = append(dst, "&quot;"...)
		case '\'':
			dst = append(dst, "&#x27;"...)
		case 0xfffe, 0xffff:
			for _, c := range text[:n] {
				dst = hex.AppendEncode(append(dst, `\x`...), []byte{c})
			}
		default:
			dst = append(dst, text[:n]...)
		}
		text = text[n:]
	}
	return dst
}

// appendAttribute appends ` name="text"`; name is ours.
func appendAttribute(dst []byte, name string, text []byte) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = appendXML(append(dst, `="`...), text)
	return append(dst, '"')
}

// appendPlace appends where something stands: its size in bytes and its offset in
// the frame.
func appendPlace(dst []byte, size, pos int) []byte {
	dst = append(dst, ` size="`...)
	dst = strconv.AppendInt(dst, int64(size), 10)
	dst = append(dst, `" pos="`...)
	dst = strconv.AppendInt(dst, int64(pos), 10)
	return append(dst, '"')
}

// appendHex appends ` value="0b00"`.
func appendHex(dst, bytes []byte) []byte {
	dst = append(dst, ` value="`...)
	return append(hex.AppendEncode(dst, bytes), '"')
}

// indentation is more than the grammar nests.
const indentation = "                                                                "

// appendIndent appends the blanks before an element that is depth deep in its packet.
func appendIndent(dst []byte, depth int) []byte {
	return append(dst, indentation[:min(2*depth, len(indentation))]...)
}
