//! The app under test. Written as `#[component]` and `view!` would expand, because the runtime doesn't know its macros.

use vango_runtime::Error;
use vango_runtime::reactive::{Checked, PropWriter, Setup, Signal, Tx, keep, keeps};
use vango_runtime::view::{
    CompleteProps, Component, ComponentDef, InputEvent, Invocation, Mount, NoRequiredProps,
    SlotKind, Template, events, open, ready, render,
};
use vango_server::{App, NotFound};

pub(crate) const CSS: &str = "body { margin: 0 }";

/// Block and slot of the button that counts.
pub(crate) const BUTTON: (u32, u32) = (1, 0);
/// That of the button whose handler panics.
pub(crate) const PANICS: (u32, u32) = (1, 1);
/// That of the button whose handler answers with an error.
pub(crate) const FAILS: (u32, u32) = (1, 2);

const CLICK: SlotKind<'static> = SlotKind::On {
    event: "click",
    payload: false,
};

static COUNTER: Template = Template::new(
    1,
    &[
        "",
        "",
        "",
        "<button>+</button><button>!</button><button>?</button><output>",
        "</output>",
    ],
    "<button v=\"1\">+</button><button v=\"1\">!</button><button v=\"1\">?</button><output><!--v--></output>",
    &[CLICK, CLICK, CLICK, SlotKind::Dyn],
);

static LABEL: Template = Template::new(2, &["<p>", "</p>"], "<p><!--v--></p>", &[SlotKind::Dyn]);

pub(crate) struct Counter;

impl ComponentDef for Counter {
    const NAME: &'static str = "Counter";
    type Props = Self;
}

impl Mount for Counter {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let count: Signal<i64> = cx.signal(0);
        render(move |r| {
            let mut b = open(&*r, &COUNTER);
            b.on0(events::click, move |tx: &mut Tx<'_>| {
                *count.get_mut(tx) += 1;
            });
            b.on0(events::click, |_: &mut Tx<'_>| {
                panic!("a handler of the test app panics")
            });
            b.try0(events::click, |_: &mut Tx<'_>| {
                Err(Error::message("a handler of the test app fails"))
            });
            b.expr(count.get(r));
            b.close()
        })
    }
}

impl NoRequiredProps for Counter {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

/// The button of [`Vanishing`] that shows and hides the other.
pub(crate) const TOGGLES: (u32, u32) = (1, 0);
/// Its text field.
pub(crate) const FIELD: (u32, u32) = (1, 1);
/// What is no handler: the place of the other button.
pub(crate) const PLACE: (u32, u32) = (1, 2);
/// The other button as it stands on the page. When it is shown again it has another block.
pub(crate) const VANISHES: (u32, u32) = (2, 0);

const INPUT: SlotKind<'static> = SlotKind::On {
    event: "input",
    payload: true,
};

static VANISHING: Template = Template::new(
    4,
    &["", "", "<button>toggle</button><input><div>", "</div>"],
    "<button v=\"1\">toggle</button><input v=\"1\"><div><!--v--></div>",
    &[CLICK, INPUT, SlotKind::Branch],
);

static INNER: Template = Template::new(
    5,
    &["", "<button>+</button><output>", "</output>"],
    "<button v=\"1\">+</button><output><!--v--></output>",
    &[CLICK, SlotKind::Dyn],
);

/// A button that comes and goes.
pub(crate) struct Vanishing;

impl ComponentDef for Vanishing {
    const NAME: &'static str = "Vanishing";
    type Props = Self;
}

impl Mount for Vanishing {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let (shown, count) = (cx.signal(true), cx.signal(0_i64));
        render(move |r| {
            let mut b = open(&*r, &VANISHING);
            b.on0(events::click, move |tx: &mut Tx<'_>| {
                *shown.get_mut(tx) ^= true;
            });
            b.on1(events::input, move |tx: &mut Tx<'_>, event: &InputEvent| {
                *count.get_mut(tx) += event.value.len() as i64;
            });
            if *shown.get(r) {
                let mut b = b.branch(&INNER);
                b.on0(events::click, move |tx: &mut Tx<'_>| {
                    *count.get_mut(tx) += 1;
                });
                b.expr(count.get(r));
                b.end();
            } else {
                b.empty();
            }
            b.close()
        })
    }
}

impl NoRequiredProps for Vanishing {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

/// Bytes of the text that [`Wide`] shows.
pub(crate) const WIDE_BYTES: usize = 400_000;

static WIDE: Template = Template::new(
    6,
    &["", "<button>other</button><output>", "</output>"],
    "<button v=\"1\">other</button><output><!--v--></output>",
    &[CLICK, SlotKind::Dyn],
);

/// Answers a click with much text, each time another. Its button is [`BUTTON`].
pub(crate) struct Wide;

impl ComponentDef for Wide {
    const NAME: &'static str = "Wide";
    type Props = Self;
}

impl Mount for Wide {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let text = cx.signal(String::new());
        render(move |r| {
            let mut b = open(&*r, &WIDE);
            b.on0(events::click, move |tx: &mut Tx<'_>| {
                let next = if text.get(tx).starts_with('a') {
                    "b"
                } else {
                    "a"
                };
                *text.get_mut(tx) = next.repeat(WIDE_BYTES);
            });
            b.expr(text.get(r));
            b.close()
        })
    }
}

impl NoRequiredProps for Wide {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

/// Bytes that [`Grower`] grows by with each click on [`GROWS`].
pub(crate) const GROWTH_BYTES: usize = 1024 * 1024;
/// The button that makes the session larger.
pub(crate) const GROWS: (u32, u32) = (1, 0);
/// The one that gives all of it back.
pub(crate) const SHRINKS: (u32, u32) = (1, 1);

static GROWER: Template = Template::new(
    3,
    &["", "", "<button>more</button><button>less</button>"],
    "<button v=\"1\">more</button><button v=\"1\">less</button>",
    &[CLICK, CLICK],
);

/// Holds as much memory as its visitor wants.
pub(crate) struct Grower;

impl ComponentDef for Grower {
    const NAME: &'static str = "Grower";
    type Props = Self;
}

impl Mount for Grower {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let held: Signal<Vec<Box<[u8]>>> = cx.signal(Vec::new());
        render(move |r| {
            let mut b = open(&*r, &GROWER);
            b.on0(events::click, move |tx: &mut Tx<'_>| {
                held.get_mut(tx).push(vec![1; GROWTH_BYTES].into());
            });
            b.on0(events::click, move |tx: &mut Tx<'_>| {
                *held.get_mut(tx) = Vec::new();
            });
            b.close()
        })
    }
}

impl NoRequiredProps for Grower {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

/// Shows its prop.
pub(crate) struct Label;

impl ComponentDef for Label {
    const NAME: &'static str = "Label";
    type Props = LabelProps;
}

pub(crate) struct LabelProps(Option<String>);

impl Mount for LabelProps {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let text = keep(cx, &mut self.0, keeps());
        render(move |r| {
            let mut b = open(&*r, &LABEL);
            b.expr(text.get(r));
            b.close()
        })
    }

    fn update(&mut self, cx: &mut PropWriter<'_>) {
        cx.renew(&mut self.0, keeps());
    }
}

impl CompleteProps for LabelProps {
    fn into_invocation(self) -> Invocation {
        Invocation::with::<Label>(self)
    }
}

/// Panics in setup.
struct Broken;

impl ComponentDef for Broken {
    const NAME: &'static str = "Broken";
    type Props = Self;
}

impl Mount for Broken {
    fn setup(&mut self, _: &mut Setup<'_, Checked>) -> Component {
        panic!("the setup of the test app panics")
    }
}

impl NoRequiredProps for Broken {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

pub(crate) fn app() -> App {
    App::new()
        .title("Test <app>")
        .stylesheet("app.css", CSS)
        .page("/", Counter)
        .page("/panics", Broken)
        .page_with("/greet/{name}", |params| {
            let name: String = params.parse("name")?;
            Ok(ready(LabelProps(Some(format!("Hello, {name}")))))
        })
        .page_with("/number/{n}", |params| {
            let number: u32 = params.parse("n")?;
            if number == 404 {
                return Err(NotFound.into());
            }
            Ok(ready(LabelProps(Some(format!("number {number}")))))
        })
        .page_with("/panics-before", |_| {
            panic!("a page function of the test app panics")
        })
        .page_with("/fails", |_| Err(Error::message("database password")))
}

/// A page that shows a text.
pub(crate) fn label(text: String) -> Invocation {
    ready(LabelProps(Some(text)))
}
