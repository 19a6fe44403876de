// Answers the test vectors with cnwire.mjs: a question a line, an answer a line.
//
//     cnwire vectors run --kind message -- node modules/javascript/answer.mjs
import { createInterface } from "node:readline";
import { decode, encode, payload } from "./cnwire.mjs";

const hex = (bytes) => Buffer.from(bytes).toString("hex");

// A number of 64 bits goes as a text of its digits: JSON would round it.
const plain = (value) => (value instanceof Uint8Array ? hex(value) : typeof value === "bigint" ? String(value) : value);

function answer(question) {
  const message = decode(question.struct, new Uint8Array(Buffer.from(question.hex, "hex")), question.order);
  const { failure } = message;
  const fields = Object.fromEntries(Object.entries(message.fields).map(([name, value]) => [name, plain(value)]));
  if (failure) {
    return Object.keys(fields).length > 0 ? { ...failure, fields, hex: hex(encode(message)) } : failure;
  }
  const inner = message.struct === "cn_msg" ? payload(message)?.struct ?? "" : undefined;
  return { ok: true, fields, hex: hex(encode(message)), payload: inner };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answer(JSON.parse(line))));
}
