//! Allocations of one page by each subject, one line each: name, count, bytes in all.
//!
//! A binary of its own: the allocator that counts is linked here and not into the one that times.

#![forbid(unsafe_code)]

use allocation_counter::measure;
use bench_ssr::{Page, subjects};

fn main() {
    for page in Page::ALL {
        for mut subject in subjects(page) {
            // What is made once and kept is not a page's.
            for _ in 0..2 {
                (subject.run)();
            }
            let counted = measure(|| drop((subject.run)()));
            println!(
                "{}/{} {} {}",
                page.name(),
                subject.name,
                counted.count_total,
                counted.bytes_total
            );
        }
    }
}
