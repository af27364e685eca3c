//! SVG: a chart from data, locals named like its attributes (`cx`, `r`, `x`, `width`), nested helpers, text, paths.
use vango::prelude::*;

struct Point {
    x: f64,
    y: f64,
}

fn path(points: &[Point]) -> String {
    points.iter().enumerate().fold(String::new(), |path, (at, point)| {
        format!("{path}{}{:.1} {:.1}", if at == 0 { 'M' } else { 'L' }, point.x, point.y)
    })
}

fn dot(r: &Render, point: &Point, radius: f64) -> View {
    let Point { x, y } = point;
    view! { r, <circle cx={x} cy={y} r={radius}><title>{format!("{x}, {y}")}</title></circle> }
}

#[component]
pub fn Chart(cx: &mut Setup, values: Prop<Vec<f64>>, #[prop(default = 100.0)] width: Prop<f64>) -> Component {
    let hovered = cx.signal(None::<usize>);
    let points = move |read: &Render| -> Vec<Point> {
        let step = *width.get(read) / values.get(read).len().max(1) as f64;
        values.get(read).iter().enumerate().map(|(at, value)| Point { x: at as f64 * step, y: 50.0 - value }).collect()
    };
    render(move |r| {
        let points = points(r);
        let d = path(&points);
        let (cx, cy) = (width.get(r) / 2.0, 25.0);
        view! { r,
            <svg viewBox={format!("0 0 {} 50", width.get(r))} width=width role="img" aria-label="Values">
                <rect x=0 y=0 width={width.get(r)} height=50 fill="none"/>
                <ellipse cx={cx} cy={cy} rx=2 ry=1/>
                <path d={&d} class:hot=(hovered.get(r).is_some())/>
                <g transform={format!("translate({cx} {cy})")}><text x=1 y={cy}>{points.len()}</text></g>
                for (at, point) in points.iter().enumerate(), key = (at, point.x.to_bits()) {
                    <g on:pointerenter=move |tx| { hovered.set(tx, Some(at)); } on:pointerleave=move |tx| { hovered.set(tx, None); }>
                        {dot(r, point, if *hovered.get(r) == Some(at) { 3.0 } else { 1.5 })}
                    </g>
                }
            </svg>
        }
    })
}
