//! What stands in the data of a cn_msg, by the rows of PAYLOADS.

use super::{by_name, decode_part, CnMsg, Order, Value, Visitor, Wire, PAYLOADS};

pub enum Compare {
    Is,
    AtLeast,
    /// len is what the struct and all that it counts need
    All,
}

pub struct Condition {
    /// of the payload's struct, or "len", that of the cn_msg
    pub field: &'static str,
    pub compare: Compare,
    pub number: u64,
}

pub struct Payload {
    pub idx: u32,
    pub val: u32,
    /// the struct
    pub name: &'static str,
    /// what it stands in or behind; "": it starts the data of a cn_msg
    pub inside: &'static str,
    pub when: &'static [Condition],
    /// only in this form of the user's messages; "": in any
    pub layout: &'static str,
    /// fields of inside that count it together; "*": up to the end
    pub repeat: &'static [&'static str],
    /// the field that says how many bytes behind the struct are its own
    pub behind: &'static str,
    pub kind: &'static str,
}

/// Returns the row for the data of a cn_msg; None: nobody knows what it is. The layout is "ns", or what kernels before 2.6.18 had.
pub fn payload(cn: &CnMsg, data: &[u8], order: Order, layout: &str) -> Option<&'static Payload> {
    PAYLOADS.iter().find(|row| {
        (row.idx, row.val) == (cn.id_idx, cn.id_val)
            && row.inside.is_empty()
            && (row.layout.is_empty() || row.layout == layout)
            && row.when.iter().all(|c| row.holds(c, u64::from(cn.len), data, order))
    })
}

impl Payload {
    fn holds(&self, c: &Condition, len: u64, data: &[u8], order: Order) -> bool {
        let value = if c.field == "len" { Some(len) } else { number(self.name, c.field, data, order) };
        match c.compare {
            Compare::Is => value == Some(c.number),
            Compare::AtLeast => value >= Some(c.number),
            Compare::All => self.need(data, order) == Some(len),
        }
    }

    /// Returns how many bytes the struct and all that it counts need; None if a count is not there.
    fn need(&self, data: &[u8], order: Order) -> Option<u64> {
        let mut need = size(self.name);
        for row in PAYLOADS.iter().filter(|p| (p.idx, p.val, p.inside) == (self.idx, self.val, self.name)) {
            for count in row.repeat {
                need += number(self.name, count, data, order)? * size(row.name);
            }
        }
        Some(need)
    }
}

struct Size(u64);

impl Visitor for Size {
    fn visit<T: Wire>(&mut self) {
        self.0 = T::SIZE as u64;
    }
}

fn size(name: &str) -> u64 {
    let mut size = Size(0);
    by_name(name, &mut size);
    size.0
}

struct Number<'a> {
    field: &'a str,
    data: &'a [u8],
    order: Order,
    found: Option<u64>,
}

impl Visitor for Number<'_> {
    fn visit<T: Wire>(&mut self) {
        let part = decode_part::<T>(self.data, self.order);
        part.value.each(&mut |name, end, value| match value {
            Value::Unsigned(n) if name == self.field && end <= part.whole => self.found = Some(n),
            _ => {}
        });
    }
}

fn number(name: &str, field: &str, data: &[u8], order: Order) -> Option<u64> {
    let mut number = Number { field, data, order, found: None };
    by_name(name, &mut number);
    number.found
}
