// Answers the test vectors with what the Kaitai Struct compiler makes of cnwire.ksy: a question a line, an answer a line.
//
//     NODE_PATH=node_modules cnwire vectors run --kind message -- node modules/kaitai/answer.cjs [cnwire.ksy]
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const vm = require("vm");
const compiler = require("kaitai-struct-compiler");
const KaitaiStream = require("kaitai-struct/KaitaiStream");
const yaml = require("yaml");

// load compiles a specification. With debug on, a type is read when somebody asks, so that what was read before an error is there.
async function load(file) {
  const text = fs.readFileSync(file, "utf8");
  const spec = yaml.parse(text);
  const made = await compiler.compile("javascript", spec, null, true);
  const module = { exports: {} };
  const wrapper = vm.runInThisContext("(function (exports, require, module) {" + Object.values(made)[0] + "\n})");
  wrapper(module.exports, require, module);
  return { spec, Root: module.exports.Cnwire ?? module.exports };
}

const camel = (id) => id.replace(/_(.)/g, (_, c) => c.toUpperCase());
const pascal = (id) => camel("_" + id);

// plain turns a value into JSON, exactly: the runtime has no bigint, but the bytes of the field.
function plain(type, field, object) {
  const { start, end, ioOffset } = object._debug[camel(field.id)];
  const bytes = Buffer.from(object._io._buffer, object._io._byteOffset + start, end - start);
  if (field.type === "u8" || field.type === "s8") {
    const little = object._is_le;
    return String(field.type === "u8" ? (little ? bytes.readBigUInt64LE() : bytes.readBigUInt64BE()) : little ? bytes.readBigInt64LE() : bytes.readBigInt64BE());
  }
  const value = object[camel(field.id)];
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}

// collect adds the fields of an object that were read, and returns whether all were.
function collect(spec, id, object, prefix, fields) {
  let whole = true;
  for (const field of spec.types[id].seq) {
    const value = object[camel(field.id)];
    const union = field["-orig-id"] === "event_data";
    if (value === undefined) {
      whole = whole && field.id === "rest";
    } else if (union || field.id === "data") {
      const raw = object["_raw_" + camel(field.id)] ?? value;
      if (union && !(value instanceof Uint8Array)) {
        const arm = field.type.cases[Object.keys(field.type.cases).find((n) => Number(n) === object.what)];
        collect(spec, arm, value, arm.replace(/^.*_event_/, "") + ".", fields);
      } else if (raw.length > 0) {
        fields[field.id] = Buffer.from(raw).toString("hex");
      }
    } else if (field.id !== "rest") {
      fields[prefix + field["-orig-id"]] = plain(id, field, object);
    } else if (value.length > 0) {
      fields[whole ? "rest" : "cut"] = Buffer.from(value).toString("hex");
    }
  }
  return whole;
}

function answer({ spec, Root }, question) {
  const bytes = Buffer.from(question.hex, "hex");
  const id = question.struct.replace(/\W/g, "_");
  const io = new KaitaiStream(new Uint8Array(bytes).buffer);
  const little = question.order === "little";
  const object = new Root[pascal(id)](io, null, null, little);
  object._is_le = little;
  try {
    object._read();
  } catch (e) {
    if (!(e instanceof KaitaiStream.EOFError)) {
      throw e;
    }
    const at = object._debug?.eventData?.start;
    if (at !== undefined) {
      return { class: "short", offset: at };
    }
    if (id !== "cn_msg" || object.flags === undefined) {
      return { class: "short", offset: 0 };
    }
    if (object._raw_data === undefined) {
      return { class: "overrun", offset: object._debug.len.start };
    }
  }
  const fields = {};
  collect(spec, id, object, "", fields);
  if (!io.isEof()) {
    fields.rest = bytes.subarray(io.pos).toString("hex");
  }
  return { ok: true, fields };
}

async function main() {
  const loaded = await load(process.argv[2] ?? path.join(__dirname, "cnwire.ksy"));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(answer(loaded, JSON.parse(line))));
  }
}

module.exports = { load };
if (require.main === module) {
  main();
}
