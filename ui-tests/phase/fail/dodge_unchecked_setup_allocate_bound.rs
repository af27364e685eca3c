//! A helper that is generic over the phase, with the bound that allocation asks for: nobody can name it.
use vango::prelude::*;
use vango::reactive::Allocate;

fn use_counts<Phase>(cx: &mut Setup<'_, Phase>, many: bool) -> Option<Signal<i32>>
where
    for<'s> Setup<'s, Phase>: Allocate,
{
    many.then(|| cx.signal(0))
}

fn main() {}
