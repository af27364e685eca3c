//! The whole document around all pages of an app, made once from a component.
//!
//! The component renders as a page does, with a mark where the page will stand, and is cut there. It is no part of any
//! session: nothing in it is live, its handlers are never called and its resources never loaded.

use std::sync::Arc;

use super::facts::Adoption;
use super::mount::{FIRST_BLOCK, set_up_root};
use super::page::{Whole, render_whole};
use super::{Root, SessionError, SessionSettings};
use crate::diff::{Templates, Tree};
use crate::reactive::{Checked, Setup};
use crate::view::sink::Sink;
use crate::view::{
    Component, ComponentDef, Invocation, LayoutProps, Mount, NoRequiredProps, Template, open,
    render,
};

/// A document without its page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentShell {
    /// Up to the place of the page.
    pub before: String,
    /// From there on.
    pub after: String,
}

const MARK: &str = "<!--vango-page-->";

static PLACE: Template = Template::new(0x7661_6e67_6f00_0004, &[MARK], MARK, &[]);

/// Stands where the page will.
struct Place;

impl ComponentDef for Place {
    const NAME: &'static str = "Page";
    type Props = Self;
}

impl Mount for Place {
    fn setup(&mut self, _: &mut Setup<'_, Checked>) -> Component {
        render(|r| open(r, &PLACE).close())
    }
}

impl NoRequiredProps for Place {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

/// Renders the document component `L` once.
///
/// # Errors
/// When it panics, begins with no `<!doctype html>`, doesn't place its children, or shows raw HTML that has a
/// [fault](crate::view::TrustedHtml::fault).
pub fn document<L: ComponentDef<Props: LayoutProps<L>>>() -> Result<DocumentShell, SessionError> {
    let refuse = |problem: &str| SessionError {
        message: format!("the document <{}> {problem}", L::NAME),
    };
    let settings = SessionSettings::default();
    let mut tree = Tree::new(settings.into(), FIRST_BLOCK, Templates::default());
    let root: Root = Arc::new(|| Invocation::layered::<L>(Arc::new(Invocation::of::<Place>)));
    set_up_root(&mut tree, &root)?;
    let sink = Sink::for_pages();
    let page = render_whole(&mut tree, &sink, Whole::Document, Adoption::Never)?;
    if let Some(fault) = sink.page().refused_html {
        return Err(refuse(&format!(
            "shows raw HTML that is not in order: {fault}"
        )));
    }
    let is_document = page
        .html
        .get(..DOCTYPE.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(DOCTYPE));
    if !is_document {
        return Err(refuse("must begin with `<!doctype html>`"));
    }
    match page.html.split_once(MARK) {
        Some((before, after)) => Ok(DocumentShell {
            before: before.to_owned(),
            after: after.to_owned(),
        }),
        None => Err(refuse("must place `{children}`: the page stands there")),
    }
}

const DOCTYPE: &str = "<!doctype html";
