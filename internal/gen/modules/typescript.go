package modules

import "github.com/cnwire/cnwire/spec"

// typescript writes the types of modules/javascript/cnwire.mjs.
func typescript(t *spec.Table) []byte {
	w := &writer{}
	w.line("// %s", banner)
	w.line("%s", tsHead)
	for _, s := range t.Structs() {
		w.line("")
		w.line("/** %s */", s.Doc)
		w.line("export interface %s {", camel(s.Name))
		for _, f := range s.Fields {
			if f.Type != spec.Union {
				w.tsField("", f, "")
				continue
			}
			for _, a := range arms(t, &f) {
				for _, g := range a.Struct.Fields {
					w.tsField(a.Short+".", g, "?")
				}
			}
			w.line("  /** The union of an unknown event. */")
			w.line("  event_data?: Uint8Array;")
		}
		w.line("}")
	}
	w.line("")
	w.line("/** The fields of each struct. */")
	w.line("export interface Structs {")
	for _, s := range t.Structs() {
		w.line("  %s: %s;", quote(s.Name), camel(s.Name))
	}
	w.line("}")
	w.line("")
	w.line("export declare const SETS: {")
	for _, set := range t.Sets() {
		w.line("  readonly %s: {", set)
		for _, v := range t.Set(set) {
			w.line("    /** %s */", v.Doc)
			w.line("    readonly %s: %#x;", v.Name, v.Value)
		}
		w.line("  };")
	}
	w.line("};")
	return w.b
}

// tsField writes a member: numbers of 64 bits are bigint, as a number has only 53.
func (w *writer) tsField(prefix string, f spec.Field, optional string) {
	typ := "Uint8Array"
	switch {
	case f.Type.Size() == 8:
		typ = "bigint"
	case f.Type.Number():
		typ = "number"
	}
	w.line("  /** %s */", f.Doc)
	w.line("  %s%s: %s;", quote(prefix+f.Name), optional, typ)
}

const tsHead = `
export type Order = "little" | "big";

/** Why bytes are not sound, as SPEC.md classes it. */
export interface Failure {
  class: "short" | "overrun";
  /** struct or struct.field */
  at: string;
  /** from the start of the bytes */
  offset: number;
  need: number;
  have: number;
}

/** Bytes that no field claims; absent where there are none. */
export interface Raw {
  /** what a cn_msg carries */
  data?: Uint8Array;
  /** a part of a field, where the bytes end in one */
  cut?: Uint8Array;
  /** behind the struct */
  rest?: Uint8Array;
}

export interface Message<N extends keyof Structs = keyof Structs> {
  struct: N;
  order: Order;
  /** All that is readable; whole if there is no failure, but for the fields that an arm got later. */
  fields: Partial<Structs[N]> & Raw;
  failure?: Failure;
}

export interface Condition {
  /** of the payload's struct, or "len", that of the cn_msg */
  field: string;
  /** all: len is what the struct and all that it counts need */
  compare: "=" | ">=" | "all";
  number: number;
}

/** What stands where in whose messages. */
export interface Payload {
  idx: number;
  val: number;
  struct: keyof Structs;
  /** what it stands in or behind; "": it starts the data of a cn_msg */
  inside: keyof Structs | "";
  when: Condition[];
  layout: string;
  /** fields of inside that count it together; ["*"]: up to the end */
  repeat: string[];
  behind: string;
  kind: "request" | "answer" | "event" | "";
}

/** Reads one struct. */
export declare function decode<N extends keyof Structs>(name: N, bytes: Uint8Array, order: Order): Message<N>;

/** Returns the bytes of a message: what decode was given, if its fields are unchanged. */
export declare function encode(message: Message): Uint8Array;

/** Returns the row of the grammar for the data of a decoded cn_msg; undefined: nobody knows what it is. */
export declare function payload(cnMsg: Message<"cn_msg">, layout?: string): Payload | undefined;

/** Returns the name of a number. */
export declare function nameOf(set: keyof typeof SETS, number: number): string | undefined;

export declare const PAYLOADS: readonly Payload[];
export declare const USERS: readonly { name: string; idx: number; val: number }[];`
