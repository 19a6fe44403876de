package layers

import (
	"errors"
	"slices"

	"github.com/google/gopacket"
)

// Serialize is gopacket.SerializeLayers with one difference: it knows where the
// messages of a frame end, so FixLengths works on each of them. The layers are
// in the order of the frame, the cooked header first.
func Serialize(b gopacket.SerializeBuffer, opts gopacket.SerializeOptions, ls ...gopacket.SerializableLayer) error {
	if !opts.FixLengths {
		return gopacket.SerializeLayers(b, opts, ls...)
	}
	if err := b.Clear(); err != nil {
		return err
	}
	var message, cn window // where what is behind the current one starts
	message.SerializeBuffer, cn.SerializeBuffer = b, b
	for _, l := range slices.Backward(ls) {
		t, to := l.LayerType(), b
		switch t {
		case LayerTypeNetlink:
			to = &message
		case LayerTypeConnector:
			to = &cn
		}
		if err := l.SerializeTo(to, opts); err != nil {
			return err
		}
		b.PushLayer(t)
		if t == LayerTypeNetlink {
			message.close()
		}
		if t == LayerTypeNetlink || t == LayerTypeConnector {
			cn.close()
		}
	}
	return nil
}

// window is the part of a buffer that belongs to one message: what is there
// before the messages that follow it.
type window struct {
	gopacket.SerializeBuffer
	bytes, layers int // of what is behind
}

// close makes all that is there part of what is behind.
func (w *window) close() {
	w.bytes = len(w.SerializeBuffer.Bytes())
	w.layers = len(w.SerializeBuffer.Layers())
}

func (w *window) Bytes() []byte {
	b := w.SerializeBuffer.Bytes()
	return b[:len(b)-w.bytes]
}

func (w *window) Layers() []gopacket.LayerType { return w.SerializeBuffer.Layers()[w.layers:] }

var errSeveral = errors.New("layers: FixLengths in a frame of several messages needs layers.Serialize")

// holds reports whether a layer of type t is in b.
func holds(b gopacket.SerializeBuffer, t gopacket.LayerType) bool {
	return slices.Contains(b.Layers(), t)
}

// insert puts p into b, at bytes from its start or at its end if that is less.
// A SerializeBuffer cannot: so it makes room at the start and moves what comes
// before p there.
func insert(b gopacket.SerializeBuffer, at int64, p []byte) error {
	if len(p) == 0 {
		return nil
	}
	at = max(0, min(at, int64(len(b.Bytes()))))
	if _, err := b.PrependBytes(len(p)); err != nil {
		return err
	}
	all := b.Bytes()
	copy(all, all[len(p):len(p)+int(at)])
	copy(all[at:], p)
	return nil
}

// room makes room for n bytes before what is in b, to be appended to.
func room(b gopacket.SerializeBuffer, n int) ([]byte, error) {
	p, err := b.PrependBytes(n)
	if err != nil {
		return nil, err
	}
	return p[:0:n], nil
}
