// Messages of the Linux kernel connector: bytes to fields and back, in either byte order.
//
// The layout comes from cnwire_table.mjs, which is generated; this file is the same whatever the table has. Both together,
// with cnwire.d.mts for TypeScript, are all there is to copy.
import { PAYLOADS, SETS, STRUCTS } from "./cnwire_table.mjs";

export { PAYLOADS, SETS, USERS } from "./cnwire_table.mjs";

// What a DataView calls the numbers.
const KINDS = { u8: "Uint8", x8: "Uint8", u16: "Uint16", x16: "Uint16", u32: "Uint32", x32: "Uint32", s32: "Int32", u64: "BigUint64", x64: "BigUint64", s64: "BigInt64" };

const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const shortOf = (arm) => arm.slice(arm.lastIndexOf(".") + 1);

/**
 * Reads one struct. All bytes are in its fields: behind a struct "rest", of one that is not whole "cut". A message with a
 * failure has what is readable all the same.
 */
export function decode(name, bytes, order) {
  const layout = STRUCTS[name];
  const message = { struct: name, order, fields: {} };
  if (bytes.length < layout.need) {
    message.failure = { class: "short", at: name, offset: 0, need: layout.need, have: bytes.length };
    return message;
  }
  const { fields } = message;
  const little = order === "little" && !layout.big;
  let end = read(fields, "", layout, bytes, 0, little);
  if (layout.selector) {
    const start = layout.fields[layout.fields.length - 1].offset;
    const name = layout.arms.get(fields[layout.selector]);
    if (name === undefined) {
      end = raw(fields, "event_data", bytes, start, bytes.length);
    } else {
      const arm = STRUCTS[name];
      const have = bytes.length - start;
      if (have < arm.need) {
        message.failure = { class: "short", at: name, offset: start, need: arm.need, have };
      }
      end = read(fields, shortOf(name) + ".", arm, bytes, start, little);
    }
  }
  if (name === "cn_msg") { // R7
    const have = bytes.length - end;
    if (fields.len > have) {
      const { offset } = layout.fields.find((f) => f.name === "len");
      message.failure = { class: "overrun", at: "cn_msg.len", offset, need: fields.len, have };
    }
    end = raw(fields, "data", bytes, end, end + fields.len);
  }
  raw(fields, "rest", bytes, end, bytes.length);
  return message;
}

/** Returns the bytes of a message: what decode was given, if its fields are unchanged. */
export function encode({ struct, order, fields }) {
  const layout = STRUCTS[struct];
  const types = new Map(layout.fields.map((f) => [f.name, f]));
  for (const name of layout.arms?.values() ?? []) {
    STRUCTS[name].fields.forEach((f) => types.set(shortOf(name) + "." + f.name, f));
  }
  const parts = Object.entries(fields).map(([name, value]) => {
    const kind = KINDS[types.get(name)?.type];
    if (!kind) {
      return value;
    }
    const bytes = new Uint8Array(types.get(name).size);
    viewOf(bytes)["set" + kind](0, value, order === "little" && !layout.big);
    return bytes;
  });
  const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  parts.reduce((at, part) => (out.set(part, at), at + part.length), 0);
  return out;
}

/** Returns the row of the grammar for the data of a decoded cn_msg; undefined: nobody knows what it is. */
export function payload({ fields, order }, layout = "ns") {
  return PAYLOADS.find((row) => {
    if (row.idx !== fields["id.idx"] || row.val !== fields["id.val"] || row.inside || (row.layout && row.layout !== layout)) {
      return false;
    }
    const found = decode(row.struct, fields.data ?? new Uint8Array(), order).fields;
    return row.when.every((condition) => holds(row, condition, fields.len, found));
  });
}

/** Returns the name of a number. */
export function nameOf(set, number) {
  return Object.keys(SETS[set]).find((name) => SETS[set][name] === number);
}

// read reads the fields that are whole, up to a union, and returns where that ends; what is left of a broken one is "cut".
function read(fields, prefix, layout, bytes, start, little) {
  let end = start;
  for (const f of layout.fields) {
    if (f.type === "union") {
      break;
    }
    const at = start + f.offset;
    if (at + f.size > bytes.length) {
      return raw(fields, "cut", bytes, end, bytes.length);
    }
    end = at + f.size;
    fields[prefix + f.name] = KINDS[f.type] ? viewOf(bytes)["get" + KINDS[f.type]](at, little) : bytes.subarray(at, end);
  }
  return end;
}

function raw(fields, name, bytes, start, end) {
  if (start < Math.min(end, bytes.length)) {
    fields[name] = bytes.subarray(start, end);
  }
  return Math.min(end, bytes.length);
}

function holds(row, { field, compare, number }, len, found) {
  if (compare === "all") {
    let need = STRUCTS[row.struct].size;
    for (const inner of PAYLOADS.filter((p) => p.idx === row.idx && p.val === row.val && p.inside === row.struct)) {
      inner.repeat.forEach((count) => (need += found[count] * STRUCTS[inner.struct].size));
    }
    return len === need; // a count that is not there makes it NaN
  }
  const value = field === "len" ? len : found[field];
  return compare === ">=" ? value >= number : value === number;
}
