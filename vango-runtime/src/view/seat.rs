//! Seats: how a component that waits for its place knows it again.
//!
//! While a page is frozen, and when everything is sent anew, components live on and their blocks do not. What is rendered
//! next may have other rows than what was rendered before, so a component is known by where it stood: the
//! slot of its template and the keys of the rows around, within one view. Where two have the same seat (one helper view
//! placed twice, say) the order in the document decides.

use super::template::Template;

/// The keys of the rows around a place, within one view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path(u64);

/// Where a component stands in the view around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seat(u64);

impl Path {
    /// The path in the row with this key.
    pub(crate) fn row(self, key: u64) -> Self {
        Self(mix(self.0, key))
    }

    /// The seat in a slot of a block of this template.
    pub(crate) fn seat(self, template: &Template, slot: usize) -> Seat {
        Seat(mix(mix(self.0, template.hash), slot as u64))
    }
}

/// Multiply and rotate: each bit of a word reaches the high half, order matters. No protection is needed: a collision
/// makes the order in the document decide.
pub(crate) fn mix(state: u64, word: u64) -> u64 {
    (state.rotate_left(23) ^ word ^ 0x51).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::template::SlotKind;

    #[test]
    fn rows_templates_and_slots_make_a_seat() {
        static A: Template =
            Template::new(1, &["", "", ""], "", &[SlotKind::Child, SlotKind::Child]);
        static B: Template = Template::new(2, &["", ""], "", &[SlotKind::Child]);
        let top = Path::default();
        let seats = [
            top.seat(&A, 0),
            top.seat(&A, 1),
            top.seat(&B, 0),
            top.row(0).seat(&A, 0),
            top.row(1).seat(&A, 0),
            top.row(1).row(2).seat(&A, 0),
            top.row(2).row(1).seat(&A, 0),
        ];
        for (i, a) in seats.iter().enumerate() {
            for (j, b) in seats.iter().enumerate() {
                assert_eq!(a == b, i == j, "{i} {j}");
            }
        }
    }
}
