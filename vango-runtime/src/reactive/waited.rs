//! What stands for an `.await` that a macro has reported: a value of the type that would have been waited for, so that what is done
//! with it is no second mistake. Never runs, since a program with the mistake does not compile.

use std::future::IntoFuture;

/// Whatever can be waited for.
pub trait Waited: IntoFuture + Sized {
    /// In the place of `.await`.
    fn __waited(self) -> Self::Output {
        unreachable!("the macro has reported that nothing waits here")
    }
}

impl<F: IntoFuture> Waited for F {}
