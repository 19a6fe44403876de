//! Messages of the Linux kernel connector: bytes to structs and back, in either byte order.
//!
//! The structs come from cnwire_table.rs, which is generated; the other files are the same whatever the table has. The three are
//! all there is to copy: `mod cnwire;` in your crate. It needs Rust 1.63.

#[path = "cnwire_table.rs"]
mod table;

#[path = "cnwire_payload.rs"]
mod grammar;

pub use grammar::*;
pub use table::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Little,
    Big,
}

/// Why bytes are not sound, as SPEC.md classes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub class: &'static str,
    /// struct, or struct.field
    pub at: &'static str,
    /// from the start of the bytes
    pub offset: usize,
    pub need: usize,
    pub have: usize,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}: {} at byte {} needs {} bytes and has {}", self.class, self.at, self.offset, self.need, self.have)
    }
}

impl std::error::Error for Failure {}

/// A field of any struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Unsigned(u64),
    Signed(i64),
    Bytes(Vec<u8>),
}

/// What a struct says of its union.
pub enum Selected {
    NoUnion,
    Unknown,
    Arm(&'static str),
}

/// A struct of the table.
pub trait Wire: Sized {
    const NAME: &'static str;
    const SIZE: usize;
    /// Bytes that have to be there: fewer where it was smaller once, or ends in a union.
    const NEED: usize;
    /// Big-endian on every machine.
    const BIG: bool;

    fn read(r: &mut Reader) -> Self;
    fn write(&self, w: &mut Writer);
    /// Calls see with each field: name, where it ends in the struct, value.
    fn each(&self, see: &mut dyn FnMut(&'static str, usize, Value));
    fn selected(&self) -> Selected {
        Selected::NoUnion
    }
}

/// For code that learns the name of a struct when it runs; see by_name.
pub trait Visitor {
    fn visit<T: Wire>(&mut self);
}

/// A struct, and how much of the bytes was its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoded<'a, T> {
    pub value: T,
    /// Where the fields end that are there, a union not counted. Those behind it are 0.
    pub whole: usize,
    /// What is behind them: of an event the union, of a cn_msg its data, else what is not of the struct.
    pub rest: &'a [u8],
}

/// Reads a struct.
pub fn decode<T: Wire>(bytes: &[u8], order: Order) -> Result<Decoded<'_, T>, Failure> {
    match bytes.len() {
        have if have < T::NEED => Err(Failure { class: "short", at: T::NAME, offset: 0, need: T::NEED, have }),
        _ => Ok(decode_part(bytes, order)),
    }
}

/// Reads what is there of a struct.
pub fn decode_part<T: Wire>(bytes: &[u8], order: Order) -> Decoded<'_, T> {
    let mut r = Reader { bytes, whole: 0, ended: false, order: if T::BIG { Order::Big } else { order } };
    let value = T::read(&mut r);
    Decoded { value, whole: r.whole, rest: &bytes[r.whole..] }
}

/// Returns the bytes of a struct, with those of its union. Those that decode was given begin with the first `whole` of them.
pub fn encode<T: Wire>(value: &T, order: Order) -> Vec<u8> {
    let mut w = Writer { bytes: Vec::with_capacity(T::SIZE), order: if T::BIG { Order::Big } else { order } };
    value.write(&mut w);
    w.bytes
}

/// Splits what is behind a cn_msg into its data and the rest. R7
pub fn data<'a>(cn: &Decoded<'a, CnMsg>) -> Result<(&'a [u8], &'a [u8]), Failure> {
    let (need, have) = (cn.value.len as usize, cn.rest.len());
    if need > have {
        let mut offset = 0;
        cn.value.each(&mut |name, end, _| {
            if name == "len" {
                offset = end - std::mem::size_of_val(&cn.value.len);
            }
        });
        return Err(Failure { class: "overrun", at: "cn_msg.len", offset, need, have });
    }
    Ok(cn.rest.split_at(need))
}

/// Returns the name of a number.
pub fn name_of(set: &str, number: u64) -> Option<&'static str> {
    VALUES.iter().find(|v| v.0 == set && v.1 == number).map(|v| v.2)
}

/// A number of the wire, or an array of bytes.
pub trait Item: Copy {
    const ZERO: Self;
    fn get(bytes: &[u8], order: Order) -> Self;
    fn put(self, out: &mut Vec<u8>, order: Order);
}

macro_rules! number {
    ($($t:ty, $kind:ident, $wide:ty);*) => {$(
        impl Item for $t {
            const ZERO: Self = 0;
            fn get(bytes: &[u8], order: Order) -> Self {
                let array = bytes.try_into().expect("the reader counts");
                match order {
                    Order::Little => <$t>::from_le_bytes(array),
                    Order::Big => <$t>::from_be_bytes(array),
                }
            }
            fn put(self, out: &mut Vec<u8>, order: Order) {
                out.extend(match order {
                    Order::Little => self.to_le_bytes(),
                    Order::Big => self.to_be_bytes(),
                });
            }
        }
        impl From<$t> for Value {
            fn from(n: $t) -> Value {
                Value::$kind(<$wide>::from(n))
            }
        }
    )*};
}

number!(u8, Unsigned, u64; u16, Unsigned, u64; u32, Unsigned, u64; u64, Unsigned, u64; i32, Signed, i64; i64, Signed, i64);

impl<const N: usize> Item for [u8; N] {
    const ZERO: Self = [0; N];
    fn get(bytes: &[u8], _: Order) -> Self {
        bytes.try_into().expect("the reader counts")
    }
    fn put(self, out: &mut Vec<u8>, _: Order) {
        out.extend(self);
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Value {
        Value::Bytes(bytes.to_vec())
    }
}

/// Reads fields one behind the other.
pub struct Reader<'a> {
    bytes: &'a [u8],
    whole: usize,
    ended: bool,
    order: Order,
}

impl Reader<'_> {
    pub fn get<T: Item>(&mut self) -> T {
        let end = self.whole + std::mem::size_of::<T>();
        if self.ended || end > self.bytes.len() {
            self.ended = true;
            return T::ZERO;
        }
        let item = T::get(&self.bytes[self.whole..end], self.order);
        self.whole = end;
        item
    }

    /// Takes what is there of a union, without counting it.
    pub fn fill<const N: usize>(&mut self) -> [u8; N] {
        let mut union = [0; N];
        let n = N.min(self.bytes.len() - self.whole);
        union[..n].copy_from_slice(&self.bytes[self.whole..self.whole + n]);
        union
    }
}

pub struct Writer {
    bytes: Vec<u8>,
    order: Order,
}

impl Writer {
    pub fn put<T: Item>(&mut self, item: T) {
        item.put(&mut self.bytes, self.order);
    }
}
