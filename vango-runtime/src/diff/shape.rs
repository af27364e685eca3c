//! A hash of what stands in the slots of a page: which views, how many rows, texts or nothing.
//!
//! A page is bytes, the render after it slots, and the two never meet. Each side folds the same facts in the same order
//! into one word, so that a render that is not pure is found although it has the same number of blocks. It is
//! no protection against anybody, and it knows neither texts nor attributes.

/// What was folded in so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ShapeHash {
    state: u64,
    /// Texts since the last fact: most slots hold one.
    texts: u64,
}

const EMPTY: u64 = 1;
const HTML: u64 = 2;
const BRANCH: u64 = 3;
const ROWS: u64 = 4;
const TEXTS: u64 = 5;

impl ShapeHash {
    #[inline]
    pub(crate) fn texts(&mut self, count: u32) {
        self.texts += u64::from(count);
    }

    pub(crate) fn empty(&mut self) {
        self.fold(EMPTY, 0);
    }

    pub(crate) fn html(&mut self) {
        self.fold(HTML, 0);
    }

    pub(crate) fn branch(&mut self, template: u32) {
        self.fold(BRANCH, template.into());
    }

    pub(crate) fn rows(&mut self, count: u32, template: u32) {
        self.fold(ROWS, u64::from(count) << 32 | u64::from(template));
    }

    pub(crate) fn finish(mut self) -> u64 {
        self.fold(EMPTY, 0);
        self.state
    }

    fn fold(&mut self, kind: u64, value: u64) {
        if self.texts > 0 {
            let texts = std::mem::take(&mut self.texts);
            self.mix(TEXTS << 56 ^ texts);
        }
        self.mix(kind << 56 ^ value);
    }

    /// Multiply and rotate: each bit of a fact reaches the high half, order matters.
    fn mix(&mut self, fact: u64) {
        self.state = (self.state.rotate_left(23) ^ fact).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::ShapeHash;

    #[test]
    fn facts_and_their_order_count() {
        let hash = |facts: &[fn(&mut ShapeHash)]| {
            let mut hash = ShapeHash::default();
            facts.iter().for_each(|fact| fact(&mut hash));
            hash.finish()
        };
        let shapes: [&[fn(&mut ShapeHash)]; 8] = [
            &[],
            &[ShapeHash::empty],
            &[ShapeHash::html],
            &[|hash| hash.texts(1)],
            &[|hash| hash.texts(2)],
            &[|hash| hash.branch(1), |hash| hash.branch(2)],
            &[|hash| hash.branch(2), |hash| hash.branch(1)],
            &[|hash| hash.rows(1, 2)],
        ];
        for (i, a) in shapes.iter().enumerate() {
            for (j, b) in shapes.iter().enumerate() {
                assert_eq!(hash(a) == hash(b), i == j, "{i} {j}");
            }
        }
        assert_eq!(
            hash(&[|hash| hash.texts(1), |hash| hash.texts(1)]),
            hash(&[|hash| hash.texts(2)]),
            "texts are counted"
        );
    }
}
