//! Keys without `Hash`: a float in a tuple, in an option, in a struct, a map.
use std::collections::HashMap;

use vango::prelude::*;

#[derive(PartialEq)]
struct Point {
    x: f64,
}

fn rows(r: &Render, points: &[Point]) -> View {
    view! { r,
        for point in points, key = (1, point.x) { "a" }
        for point in points, key = Some(point.x) { "b" }
        for point in points, key = point { {point.x} }
        for point in points, key = HashMap::from([(1, point.x as u8)]) { "c" }
    }
}

fn main() {}
