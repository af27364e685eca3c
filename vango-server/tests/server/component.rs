//! The app under test. Written as `#[component]` and `view!` would expand, because the runtime doesn't know its macros.

use vango_runtime::Error;
use vango_runtime::reactive::{Checked, Prop, PropWriter, Setup, Signal, Tx, prop};
use vango_runtime::view::{
    CompleteProps, Component, ComponentDef, InputEvent, NoRequiredProps, SlotKind, Template,
    events, open, ready, render,
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
    type Props = ();
    type Handles = ();

    fn setup(cx: &mut Setup<'_, Checked>, (): ()) -> (Component, ()) {
        let count: Signal<i64> = cx.signal(0);
        let component = render(move |r| {
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
        });
        (component, ())
    }

    fn update((): (), (): &(), _: &mut PropWriter<'_>) {}
}

impl NoRequiredProps for Counter {
    fn default_props() {}
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
    type Props = ();
    type Handles = ();

    fn setup(cx: &mut Setup<'_, Checked>, (): ()) -> (Component, ()) {
        let (shown, count) = (cx.signal(true), cx.signal(0_i64));
        let component = render(move |r| {
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
        });
        (component, ())
    }

    fn update((): (), (): &(), _: &mut PropWriter<'_>) {}
}

impl NoRequiredProps for Vanishing {
    fn default_props() {}
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
    type Props = ();
    type Handles = ();

    fn setup(cx: &mut Setup<'_, Checked>, (): ()) -> (Component, ()) {
        let text = cx.signal(String::new());
        let component = render(move |r| {
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
        });
        (component, ())
    }

    fn update((): (), (): &(), _: &mut PropWriter<'_>) {}
}

impl NoRequiredProps for Wide {
    fn default_props() {}
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
    type Props = ();
    type Handles = ();

    fn setup(cx: &mut Setup<'_, Checked>, (): ()) -> (Component, ()) {
        let held: Signal<Vec<Box<[u8]>>> = cx.signal(Vec::new());
        let component = render(move |r| {
            let mut b = open(&*r, &GROWER);
            b.on0(events::click, move |tx: &mut Tx<'_>| {
                held.get_mut(tx).push(vec![1; GROWTH_BYTES].into());
            });
            b.on0(events::click, move |tx: &mut Tx<'_>| {
                *held.get_mut(tx) = Vec::new();
            });
            b.close()
        });
        (component, ())
    }

    fn update((): (), (): &(), _: &mut PropWriter<'_>) {}
}

impl NoRequiredProps for Grower {
    fn default_props() {}
}

/// Shows its prop.
pub(crate) struct Label;

impl ComponentDef for Label {
    const NAME: &'static str = "Label";
    type Props = String;
    type Handles = Prop<String>;

    fn setup(cx: &mut Setup<'_, Checked>, text: String) -> (Component, Prop<String>) {
        let text = prop(cx, text);
        let component = render(move |r| {
            let mut b = open(&*r, &LABEL);
            b.expr(text.get(r));
            b.close()
        });
        (component, text)
    }

    fn update(text: String, handle: &Prop<String>, cx: &mut PropWriter<'_>) {
        cx.set(*handle, text);
    }
}

struct LabelProps(String);

impl CompleteProps for LabelProps {
    type Component = Label;

    fn into_props(self) -> String {
        self.0
    }
}

/// Panics in setup.
struct Broken;

impl ComponentDef for Broken {
    const NAME: &'static str = "Broken";
    type Props = ();
    type Handles = ();

    fn setup(_: &mut Setup<'_, Checked>, (): ()) -> (Component, ()) {
        panic!("the setup of the test app panics")
    }

    fn update((): (), (): &(), _: &mut PropWriter<'_>) {}
}

impl NoRequiredProps for Broken {
    fn default_props() {}
}

pub(crate) fn app() -> App {
    App::new()
        .title("Test <app>")
        .stylesheet("app.css", CSS)
        .page("/", Counter)
        .page("/panics", Broken)
        .page_with("/greet/{name}", |params| {
            let name: String = params.parse("name")?;
            Ok(ready(LabelProps(format!("Hello, {name}"))))
        })
        .page_with("/number/{n}", |params| {
            let number: u32 = params.parse("n")?;
            if number == 404 {
                return Err(NotFound.into());
            }
            Ok(ready(LabelProps(format!("number {number}"))))
        })
        .page_with("/panics-before", |_| {
            panic!("a page function of the test app panics")
        })
        .page_with("/fails", |_| Err(Error::message("database password")))
}

/// A page that shows a text.
pub(crate) fn label(text: String) -> vango_runtime::view::Invocation {
    ready(LabelProps(text))
}
