package fuzz

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// cookedSize is the size of the header that link type 253 puts in front.
const cookedSize = 16

// captured returns the datagrams of all captures of the corpus that were
// captured whole, one of each kind.
func captured() (list []Case) {
	seen := map[string]bool{}
	err := fs.WalkDir(corpus.FS(), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".pcap") {
			return err
		}
		b, err := fs.ReadFile(corpus.FS(), name)
		if err != nil {
			return err
		}
		r, err := pcap.NewReader(bytes.NewReader(b))
		for number := 1; err == nil; number++ {
			var p pcap.Packet
			if err = r.Next(&p); err != nil {
				break
			}
			if p.Interface.LinkType != pcap.LinkTypeNetlink || len(p.Data) < cookedSize || int(p.Len) != len(p.Data) {
				continue
			}
			if family := binary.BigEndian.Uint16(p.Data[cookedSize-2:]); family != connector {
				continue
			}
			datagram := p.Data[cookedSize:]
			if kind := Kind(datagram); !seen[kind] {
				seen[kind] = true
				list = append(list, Case{fmt.Sprintf("%s, frame %d", path.Base(name), number), bytes.Clone(datagram)})
			}
		}
		if err != io.EOF {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	})
	if err != nil {
		panic(err) // the embedded captures are what the corpus' tests have read
	}
	return list
}
