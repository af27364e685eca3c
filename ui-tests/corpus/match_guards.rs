//! `match` in markup and beside it: guards, bindings with `@`, slices, ranges, nested patterns, references.
use vango::prelude::*;

#[derive(Clone, PartialEq)]
enum Shape {
    Circle { radius: f64 },
    Rect { width: f64, height: f64 },
    Path(Vec<(i32, i32)>),
}

#[component]
pub fn Shapes(cx: &mut Setup) -> Component {
    let shape = cx.signal(Shape::Circle { radius: 1.0 });
    let level = cx.signal(0_u8);
    render(move |r| {
        view! { r,
            match shape.get(r) {
                Shape::Circle { radius } if *radius <= 0.0 => { "a point" }
                Shape::Circle { radius: size @ 0.0..=1.0 } => { "a small circle, "{size} }
                Shape::Circle { .. } => { "a circle" }
                Shape::Rect { width, height } if (width - height).abs() < 0.01 => { "a square of "{width} }
                &Shape::Rect { width, height } => { {width}" × "{height} }
                Shape::Path(points) => {
                    match points.as_slice() {
                        [] => {}
                        [(x, y)] => { {x}", "{y} }
                        [first, .., last] if first == last => { "closed" }
                        [_, rest @ ..] => { {rest.len()}" more" }
                    }
                }
            }
            <output>
                match (*level.get(r), shape.get(r)) {
                    (0, _) => { "off" }
                    (n @ (1 | 2), Shape::Path(_)) => { "path "{n} }
                    (n, _) if n % 2 == 0 => { "even" }
                    _ => { "odd" }
                }
            </output>
            <button on:click=move |tx| {
                match shape.get_mut(tx) {
                    Shape::Circle { radius } => *radius += 1.0,
                    Shape::Rect { width, .. } if *width > 9.0 => return,
                    Shape::Rect { width, height } => std::mem::swap(width, height),
                    Shape::Path(points) => points.clear(),
                }
                level.update(tx, |level| *level = level.wrapping_add(1));
            }>"next"</button>
        }
    })
}
