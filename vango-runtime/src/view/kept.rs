//! Persisted items as content: `{&CART}`.

use super::block::Block;
use super::content::Content;
use crate::persist::Persist;
use crate::reactive::{Global, SessionKey, Shared};

/// By reference, because it stands in a static: `{&CART}`.
#[diagnostic::do_not_recommend]
impl<T: Persist> Content for &'static Shared<T>
where
    for<'v> &'v T: Content,
{
    fn put(self, block: &mut Block<'_>) {
        let render = block.render();
        self.get(render).put(block);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Persist> Content for &'static SessionKey<T>
where
    for<'v> &'v T: Content,
{
    fn put(self, block: &mut Block<'_>) {
        let render = block.render();
        self.get(render).put(block);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Persist + Sync> Content for &'static Global<T>
where
    for<'v> &'v T: Content,
{
    fn put(self, block: &mut Block<'_>) {
        let render = block.render();
        self.get(render).put(block);
    }
}
