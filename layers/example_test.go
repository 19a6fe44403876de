package layers_test

import (
	"fmt"
	"io"
	"log"
	"os"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/layers"
	"github.com/cnwire/cnwire/pcap"
	"github.com/google/gopacket"
)

const capture = "../testdata/corpus/captures/demo-amd64-6.1.192-nlmon.pcap"

func Example() {
	file, err := os.Open(capture)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	r, err := pcap.NewReader(file)
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()

	for packet, err := range layers.NewSource(r).All(gopacket.Default) {
		if err != nil {
			log.Fatal(err) // the capture is cut or damaged
		}
		for _, layer := range packet.Layers() {
			event, ok := layer.(*layers.ProcEvent)
			if !ok {
				continue
			}
			switch e := event.Event.(type) {
			case *codec.Exec:
				fmt.Println(e.Process.TGID, "runs another program")
			case *codec.Comm:
				fmt.Printf("%d is called %q\n", e.Process.TGID, e.Comm.Name())
			case *codec.Exit:
				if e.Signal() != 0 {
					fmt.Println(e.Process.TGID, "ended by signal", e.Signal())
				}
			}
		}
	}
	// Output:
	// 98 runs another program
	// 117 is called "a-very-long-com"
	// 137 ended by signal 9
}

// A program that reads its packets with gopacket.NewPacketSource goes on to do
// so.
func ExampleSource() {
	file, err := os.Open(capture)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	r, err := pcap.NewReader(file)
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()

	src := layers.NewSource(r)
	source := gopacket.NewPacketSource(src, src.LinkType())
	source.NoCopy = true // src has made a copy already
	count := map[codec.EventType]int{}
	for packet := range source.Packets() {
		if event, ok := packet.Layer(layers.LayerTypeProcEvent).(*layers.ProcEvent); ok {
			count[event.What]++
		}
	}
	if src.Err() != nil { // Packets does not tell
		log.Fatal(src.Err())
	}
	fmt.Println(count[codec.EventFork], "forks,", count[codec.EventExit], "exits")
	// Output:
	// 10 forks, 9 exits
}

// The fast way: nothing is allocated, and what is decoded stays until the next
// frame.
func ExampleNew() {
	file, err := os.Open(capture)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	r, err := pcap.NewReader(file)
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()

	src := layers.NewSource(r)
	set := layers.New()
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, set)
	var decoded []gopacket.LayerType
	for {
		frame, info, err := src.ZeroCopyReadPacketData()
		if err == io.EOF {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		set.SetLength(info.Length)
		if err := parser.DecodeLayers(frame, &decoded); err != nil {
			fmt.Println(err)
			continue
		}
		for _, t := range decoded {
			if t == layers.LayerTypeControl {
				fmt.Printf("port %d: %v\n", set.Netlink.PID, set.Control.Op)
			}
		}
	}
	// Output:
	// port 1: LISTEN
	// port 169: LISTEN
	// port 1: IGNORE
}

// Each stops at every message of a frame, where a parser leaves the last one.
func ExampleSet_Each() {
	set := layers.New()
	for t, err := range set.Each(twoMessages, len(twoMessages)) {
		if err != nil {
			fmt.Println(err)
			break
		}
		if t == layers.LayerTypeControl {
			fmt.Println(set.Connector.Seq, set.Control.Op)
		}
	}
	// Output:
	// 13 IGNORE
	// 14 LISTEN
}

// FixLengths computes the lengths of each message, and the padding between.
func ExampleSerialize() {
	const o = codec.LittleEndian
	proc := codec.CbID{Idx: codec.CnIdxProc, Val: codec.CnValProc}
	buf := gopacket.NewSerializeBuffer()
	err := layers.Serialize(buf, gopacket.SerializeOptions{FixLengths: true},
		&layers.Cooked{PacketType: codec.PacketOutgoing, HaType: codec.ArphrdNetlink, Protocol: layers.FamilyConnector},
		&layers.Netlink{Order: o, Type: codec.NlMsgDone, Seq: 13},
		&layers.Connector{Order: o, ID: proc, Seq: 13},
		&layers.Control{Order: o, Op: codec.McastIgnore},
		&layers.Netlink{Order: o, Type: codec.NlMsgDone, Seq: 14},
		&layers.Connector{Order: o, ID: proc, Seq: 14},
		&layers.Control{Order: o, Op: codec.McastListen},
	)
	if err != nil {
		log.Fatal(err)
	}
	packet := gopacket.NewPacket(buf.Bytes(), layers.LinkTypeNetlink, gopacket.Default)
	for _, layer := range packet.Layers() {
		fmt.Println(layer.LayerType(), len(layer.LayerContents()))
	}
	// Output:
	// NetlinkCooked 16
	// Netlink 16
	// Connector 20
	// ProcControl 4
	// Netlink 16
	// Connector 20
	// ProcControl 4
}

// twoMessages is a frame of Linux 6.1 with two netlink messages.
var twoMessages = []byte("" +
	"\x00\x04\x03\x38\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0b" +
	"\x28\x00\x00\x00\x03\x00\x00\x00\x0d\x00\x00\x00\x01\x00\x00\x00" +
	"\x01\x00\x00\x00\x01\x00\x00\x00\x0d\x00\x00\x00\xcc\x00\x00\x00\x04\x00\x00\x00" +
	"\x02\x00\x00\x00" +
	"\x28\x00\x00\x00\x03\x00\x00\x00\x0e\x00\x00\x00\x01\x00\x00\x00" +
	"\x01\x00\x00\x00\x01\x00\x00\x00\x0e\x00\x00\x00\xcd\x00\x00\x00\x04\x00\x00\x00" +
	"\x01\x00\x00\x00")

// A program that reads many events asks for all that they have at once, and for the layers of what is
// no whole event.
func ExampleWhole() {
	file, err := os.Open(capture)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	r, err := pcap.NewReader(file)
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()

	whole, set := layers.NewWhole(), layers.New()
	events := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, whole)
	others := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, set)
	var decoded []gopacket.LayerType
	count := map[codec.EventType]int{}
	var p pcap.Packet
	for err = r.Next(&p); err == nil; err = r.Next(&p) {
		whole.SetLength(int(p.Len))
		switch err := events.DecodeLayers(p.Data, &decoded); err {
		case nil:
			count[whole.Datagram.Event.What]++
		case layers.ErrNotWhole:
			set.SetLength(int(p.Len))
			if err := others.DecodeLayers(p.Data, &decoded); err != nil {
				log.Print(err)
			}
			fmt.Println(decoded)
		}
	}
	if err != io.EOF {
		log.Fatal(err)
	}
	fmt.Println(count[codec.EventFork], "forks")
	// Output:
	// [NetlinkCooked Netlink Connector ProcControl]
	// [NetlinkCooked Netlink Connector ProcControl]
	// [NetlinkCooked Netlink Connector ProcControl]
	// 10 forks
}
