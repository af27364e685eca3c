use vango::prelude::*;

macro_rules! quoted {
    ($r:ident, [$($inner:tt)*]) => { view! { $r, $($inner)* } };
    ($r:ident, [$($inner:tt)*] > $($more:tt)*) => {
        quoted!($r, [<blockquote><div><blockquote><div> $($inner)* </div></blockquote></div></blockquote>] $($more)*)
    };
}

fn thread(r: &Render) -> View {
    quoted!(r, [<p>"I agree."</p>] > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > >)
}

fn main() {}
