//! Answers the test vectors with cnwire.rs: a question a line, an answer a line.
//!
//!     rustc --edition 2021 -O -o answer modules/rust/answer.rs && cnwire vectors run --kind message -- ./answer

#[allow(dead_code)] // it needs less than there is
mod cnwire;

use cnwire::{by_name, decode, decode_part, encode, payload, CnMsg, Failure, Order, Selected, Value, Visitor, Wire};
use std::io::{BufRead, Write};

/// One struct on its way into an answer: what the fields say, and the bytes that come out when they are written again.
struct Answer<'a> {
    bytes: &'a [u8],
    order: Order,
    prefix: String, // of the names of an arm's fields
    end: usize,
    fields: Vec<String>,
    again: Vec<u8>,
    failure: Option<Failure>,
}

impl Answer<'_> {
    fn raw(&mut self, name: &str, end: usize) {
        let end = end.min(self.bytes.len());
        if self.end < end {
            let raw = &self.bytes[self.end..end];
            self.fields.push(format!("\"{}\":\"{}\"", name, hex(raw)));
            self.again.extend(raw);
            self.end = end;
        }
    }

    fn fail(&mut self, failure: Failure) {
        self.failure.get_or_insert(failure); // the first one is told
    }
}

impl Visitor for Answer<'_> {
    fn visit<T: Wire>(&mut self) {
        let (start, bytes) = (self.end, &self.bytes[self.end..]);
        if let Err(f) = decode::<T>(bytes, self.order) {
            self.fail(Failure { offset: start, ..f });
            if start == 0 {
                return; // nothing of it is there to show
            }
        }
        let part = decode_part::<T>(bytes, self.order);
        part.value.each(&mut |name, end, value| {
            if end <= part.whole {
                self.fields.push(format!("\"{}{}\":{}", self.prefix, name, json(&value)));
            }
        });
        self.again.extend(&encode(&part.value, self.order)[..part.whole]);
        self.end += part.whole;
        match part.value.selected() {
            Selected::NoUnion if part.whole < T::SIZE => self.raw("cut", usize::MAX),
            Selected::NoUnion => {}
            Selected::Unknown => self.raw("event_data", usize::MAX),
            Selected::Arm(name) => {
                self.prefix = format!("{}.", &name[name.rfind('.').map_or(0, |i| i + 1)..]);
                by_name(name, self);
            }
        }
    }
}

fn answer(name: &str, bytes: &[u8], order: Order) -> String {
    let mut a = Answer { bytes, order, prefix: String::new(), end: 0, fields: vec![], again: vec![], failure: None };
    by_name(name, &mut a);
    let mut more = String::new();
    if name == CnMsg::NAME && a.failure.is_none() {
        let cn = decode_part::<CnMsg>(bytes, order);
        match cnwire::data(&cn) {
            Err(f) => a.fail(f),
            Ok((data, _)) => {
                let row = payload(&cn.value, data, order, "ns").map_or("", |p| p.name);
                more = format!(",\"payload\":\"{}\"", row);
            }
        }
        a.raw("data", a.end + usize::from(cn.value.len));
    }
    if !a.fields.is_empty() {
        a.raw("rest", usize::MAX);
        more += &format!(",\"fields\":{{{}}},\"hex\":\"{}\"", a.fields.join(","), hex(&a.again));
    }
    match a.failure {
        None => format!("{{\"ok\":true{}}}", more),
        Some(f) => format!(
            "{{\"class\":\"{}\",\"at\":\"{}\",\"offset\":{},\"need\":{},\"have\":{}{}}}",
            f.class, f.at, f.offset, f.need, f.have, more
        ),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{:02x}", b)).collect()
}

fn json(value: &Value) -> String {
    match value {
        Value::Unsigned(n) => n.to_string(),
        Value::Signed(n) => n.to_string(),
        Value::Bytes(b) => format!("\"{}\"", hex(b)),
    }
}

/// Returns a member of a question. None of those that are asked for has escapes.
fn text<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let key = format!("\"{}\":\"", name);
    let start = line.find(&key)? + key.len();
    line[start..].split('"').next()
}

fn ask(line: &str) -> Option<String> {
    let digits = text(line, "hex")?;
    let bytes: Option<Vec<u8>> = (0..digits.len() / 2).map(|i| u8::from_str_radix(digits.get(2 * i..2 * i + 2)?, 16).ok()).collect();
    let order = if text(line, "order")? == "big" { Order::Big } else { Order::Little };
    Some(answer(text(line, "struct")?, &bytes?, order))
}

fn main() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        println!("{}", ask(&line?).unwrap_or_else(|| "{}".to_string()));
        std::io::stdout().flush()?;
    }
    Ok(())
}
