//! The table of rules.

use super::{Area, Layer};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $layer:ident $(+ $other:ident)* $(($rustc:literal))?, $area:ident;)+) => {
        /// What a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {$($(#[doc = $doc])+ $name,)+}

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// Its number: 101 for `VG0101`.
            pub fn number(self) -> u16 {
                match self {$(Code::$name => $number,)+}
            }

            /// The rule's name: `UnknownElement`.
            pub(super) fn name(self) -> &'static str {
                match self {$(Code::$name => stringify!($name),)+}
            }

            /// What it is about, as prose with backticks.
            pub fn summary(self) -> &'static str {
                match self {$(Code::$name => concat!($($doc),+).trim_ascii_start(),)+}
            }

            /// What catches it; the first of them the example on its page.
            pub fn layers(self) -> &'static [Layer] {
                match self {$(Code::$name => &[Layer::$layer $(, Layer::$other)*],)+}
            }

            /// Where its tests stand.
            pub fn area(self) -> Area {
                match self {$(Code::$name => Area::$area,)+}
            }

            /// The compiler's own codes, when the error is worded by rustc and does not name this one.
            pub fn rustc(self) -> Option<&'static str> {
                match self {$(Code::$name => codes!(@rustc $($rustc)?),)+}
            }
        }
    };
    (@rustc) => { None };
    (@rustc $rustc:literal) => { Some($rustc) };
}

codes! {
    // 01: components and setup
    /// `#[component]` does not stand on a function, or the function cannot be read.
    ComponentNotFunction = 101, Macro, Component;
    /// State is allocated in a branch, a loop or a nested block.
    ConditionalAllocation = 102, Macro, Phase;
    /// The setup context is stored, renamed or passed on as a part of something else.
    ContextAsValue = 103, Macro, Phase;
    /// The setup context is used in a closure: render, a handler, a memo, an effect.
    ContextInClosure = 104, Macro, Phase;
    /// `return` or `?` before the last allocation.
    EarlyExit = 105, Macro, Phase;
    /// The first parameter is not `cx: &mut Setup`.
    ComponentContext = 106, Macro, Component;
    /// `async`, `unsafe`, `const`, lifetimes and the like on a component.
    ComponentSignature = 107, Macro, Component;
    /// A component that does not return `Component`.
    ComponentReturn = 108, Macro, Component;
    /// A parameter that is not `name: Prop<T>`, a `Slot`, a `SlotFn<A>` or a `Callback<A>`.
    PropParameter = 109, Macro, Component;
    /// `#[prop(…)]` that cannot be read.
    PropAttribute = 110, Macro, Component;
    /// A component whose name is not in `CamelCase`.
    ComponentName = 111, Macro, Component;
    /// A prop name that is taken by markup.
    PropName = 112, Macro, Component;
    /// More props than a component may have.
    TooManyProps = 113, Macro, Component;
    /// A prop of a type that cannot be kept: a borrow, or `impl Trait`.
    PropType = 114, Macro + Type, Component;
    /// `#[setup]` that does not stand on a function with `cx: &mut Setup`.
    SetupFunction = 115, Macro, Phase;

    // 02: the syntax of `view!`
    /// `view!` without its render context.
    MissingContext = 201, Macro, View;
    /// Something in markup that is not markup; text without quotes.
    BareText = 202, Macro, View;
    /// An element without its closing tag.
    UnclosedElement = 203, Macro, View;
    /// A closing tag of another name.
    MismatchedClosingTag = 204, Macro, View;
    /// A closing tag that closes nothing.
    StrayClosingTag = 205, Macro, View;
    /// Content or a closing tag for a void element.
    VoidContent = 206, Macro, View;
    /// A tag that is not finished.
    MalformedTag = 207, Macro, View;
    /// `name=` without a value.
    MissingValue = 208, Macro, View;
    /// An attribute value that has to be in braces or parentheses.
    LooseValue = 209, Macro, View;
    /// `if`, `match`, `for`, `each` that is not finished.
    MalformedControl = 210, Macro, View;
    /// A `match` arm that is not `pattern => { markup }`.
    MalformedArm = 211, Macro, View;
    /// A `let` that is not finished, or `let … else`.
    MalformedLet = 212, Macro, View;
    /// A number or another literal where text is meant.
    LiteralAsText = 213, Macro, View;
    /// Too many levels of elements and control flow.
    TooDeep = 214, Macro, View;
    /// `else` without `if`.
    StrayElse = 215, Macro, View;
    /// `{}` without an expression.
    EmptyExpression = 216, Macro, View;
    /// `return`, `break`, `continue` or `?` that would leave the markup half-way.
    ControlLeavesMarkup = 217, Macro, View;
    /// A comment that is not finished, or holds something that is not text in quotes.
    MalformedComment = 218, Macro, View;
    /// `&nbsp;` and the like: text in `view!` is not HTML.
    EntityInText = 219, Macro, View;

    // 03: elements, attributes, events
    /// An element that HTML does not have.
    UnknownElement = 301, Macro, View;
    /// An attribute that HTML does not have, or not on this element.
    UnknownAttribute = 302, Macro, View;
    /// An event that does not exist.
    UnknownEvent = 303, Macro + Type, View;
    /// The same attribute twice.
    DuplicateAttribute = 304, Macro, View;
    /// A text value on a boolean attribute, whose presence alone counts.
    TextOnBoolean = 306, Macro, View;
    /// `true` or `false` on an attribute that is not a boolean one.
    BooleanOnText = 307, Macro + Type, View;
    /// `onclick="…"`.
    InlineHandler = 308, Macro, View;
    /// A URL of a scheme that runs script.
    UnsafeUrl = 309, Macro, View;
    /// `class={…}` together with `class:name=…`.
    MixedClass = 310, Macro, View;
    /// A handler that does not take `|tx|` or `|tx, ev|`.
    HandlerParameters = 311, Macro, View;
    /// A handler that cannot be called: `async`, or not a function.
    HandlerValue = 312, Macro, View;
    /// Content of `<script>` and `<style>`.
    RawTextContent = 313, Macro, View;
    /// Dynamic content of `<textarea>` and `<title>`.
    EscapableContent = 314, Macro, View;
    /// An element where the browser's HTML parser would move it elsewhere.
    Nesting = 315, Macro, View;
    /// `<html>`, `<head>`, `<body>`: the document is the server's.
    DocumentElement = 316, Macro, View;
    /// An attribute whose value is markup.
    MarkupAttribute = 317, Macro, View;
    /// A handler reads with the render context, which is gone when it runs.
    RenderInHandler = 318, Macro, View;
    /// `style={…}` together with `style:property=…`.
    MixedStyle = 319, Macro, View;
    /// `bind:` on an element or for a property that has none.
    BindTarget = 320, Macro, View;
    /// `bind:value` beside `value=…`, or two of them.
    BindConflict = 321, Macro, View;
    /// A modifier of an event that does not exist.
    UnknownModifier = 322, Macro, View;
    /// Modifiers that contradict one another, or one twice.
    ModifierConflict = 323, Macro, View;
    /// A modifier's argument that is missing, of a wrong kind or out of bounds.
    ModifierArgument = 324, Macro, View;
    /// A modifier on an event that it does not fit.
    ModifierEvent = 325, Macro, View;
    /// A name behind `style:` that is no CSS property, or a value that is not one declaration's.
    StyleProperty = 326, Macro, View;
    /// A doctype that is not first, or a document that is not one `<html>` with `<head>` and `<body>`.
    DocumentShape = 327, Macro, View;
    /// The value of an attribute is neither text nor a `bool`.
    AttributeValue = 328, Type + Macro, View;
    /// Something behind `on:event=` that cannot handle this event.
    HandlerType = 329, Type, View;
    /// `{..value}` with a value that holds no attributes.
    SpreadType = 330, Type, View;
    /// `bind:` to something that cannot be written: a memo, a prop, a plain value.
    BindReadOnly = 331, Type, View;
    /// `bind:` to a signal of a type that the control cannot show and read back.
    BindType = 332, Type, View;
    /// `{…}` with a value that is neither text nor a view.
    ContentType = 333, Type + Macro, View;
    /// A `View` that is placed twice.
    ViewPlacedTwice = 334, Type("E0382"), View;
    /// `"Hello {name}"`: text is not a format string.
    BracesInText = 335, Macro, View;

    // 04: lists
    /// `for` without `key`.
    MissingKey = 401, Macro, View;
    /// A position as key.
    IndexKey = 402, Macro, View;
    /// A floating-point number as key.
    FloatKey = 403, Macro, View;
    /// A key that is another one each time.
    RandomKey = 404, Macro, View;
    /// A row without markup.
    EmptyRow = 405, Macro, View;
    /// `each` with a key, or without a context that it can name again.
    EachHeader = 406, Macro, View;
    /// Two rows with one literal key.
    DuplicateKey = 407, Macro, View;
    /// A key that is no key: a float, a `View`, a type without `Hash`.
    KeyType = 408, Type, View;
    /// A handler borrows the row that it stands in.
    BorrowedRow = 409, Type, View;
    /// `each` goes through something that is no `ListSignal`.
    EachType = 410, Type, View;

    // 05: components in markup
    /// The same prop twice.
    DuplicateProp = 501, Macro, Component;
    /// Something that is not a prop on a component.
    NotAProp = 502, Macro, Component;
    /// `<:name>` that does not stand directly in a component, or has attributes.
    SlotPlace = 503, Macro, Component;
    /// A required prop, slot or slot function that is not given.
    MissingProp = 504, Type, Component;
    /// A prop that the component does not have.
    UnknownProp = 505, Type("E0599"), Component;
    /// A prop's value of another type.
    PropValue = 506, Type("E0308"), Component;
    /// Children for a component that takes none.
    UnexpectedChildren = 507, Type, Component;
    /// A component that is not in scope.
    UnknownComponent = 508, Type("E0433"), Component;
    /// A component that is not public where it is used.
    PrivateComponent = 509, Type("E0603"), Component;

    // 06: persisted state
    /// A type that cannot be persisted: a union, a type with a lifetime.
    PersistType = 601, Macro, Persist;
    /// An attribute of serde's, or of `#[persist]`, that a persisted type cannot have.
    PersistAttribute = 602, Macro, Persist;
    /// A schema id that is empty, too long, or has other letters than it may.
    PersistSchemaId = 603, Macro, Persist;
    /// `#[shared]`, `#[session_key]` or `#[global]` on something that is not a `static` with a type and an initial value.
    PersistStatic = 604, Macro, Persist;
    /// An argument of theirs that does not exist, stands there twice or cannot be read.
    PersistArgument = 605, Macro, Persist;
    /// An initial value that depends on the build or on the place where it is written, or is `vec![…]`.
    PersistInitial = 606, Macro, Persist;
    /// A session key whose type is not an `Option`.
    SessionKeyType = 607, Macro, Persist;
    /// Two of them on one `static`.
    PersistTwice = 608, Macro, Persist;
    /// Two persisted items with one path in one program.
    PersistDuplicate = 609, DevRun, Persist;
    /// A type that cannot be stored: a handle, `Rc`, a function, a `HashMap`.
    NotPersist = 610, Type, Persist;
    /// An initial value of a type that does not stand for the item's.
    PersistInitialType = 611, Type, Persist;
    /// An initial value that is not a constant expression.
    PersistInitialNotConst = 612, Type("E0015"), Persist;

    // 07: phases
    /// State is written by something that is not a transaction: in render, in a memo, in setup.
    WriteOutsideTx = 701, Type, Phase;
    /// A function that takes `&mut Setup` and allocates has no `#[setup]`.
    UncheckedSetup = 702, Type, Phase;
    /// State is allocated in render, in a memo, in a handler or in an effect.
    AllocateOutsideSetup = 703, Type, Phase;
    /// Render or a memo captures something that can be changed behind the session's back.
    ImpureCapture = 704, Type, Phase;
    /// A value that is not `Copy` goes into several closures.
    NotCopy = 705, Type, Phase;
    /// `.await` or an `async` closure where nothing can wait.
    AwaitInPhase = 706, Macro, Phase;
    /// A call that blocks the session loop: `thread::sleep`, `std::fs`, `block_on`.
    BlockingCall = 707, Macro, Phase;
    /// A thread or task is started on the session loop.
    SpawnInPhase = 708, Macro, Phase;
    /// Render or a memo reads the clock, the environment or chance.
    ImpureCall = 709, Macro, Phase;
    /// Render or a memo opens a lock or changes an atomic.
    SharedMutability = 710, Macro, Phase;
    /// A service or a stored value is opened by something that is not a transaction.
    OpenOutsideTx = 711, Type, Phase;
    /// Two accesses overlap, and one of them writes.
    OverlappingAccess = 712, Type("E0499, E0502, E0506"), Phase;
    /// A handle, an `Rc`, a `Cell` or another value that is not `Send + Sync` is kept in state or handed on.
    StateNotSend = 713, Type, Phase;
    /// An effect's body that returns neither nothing nor a cleanup.
    CleanupValue = 714, Type, Phase;
    /// A handle is used as the value in it.
    UnreadHandle = 715, Type, Phase;

    // 08: off the loop
    /// A loader, an action or a stream takes a handle or something else along that stays on the session loop.
    StaysOnLoop = 801, Type, OffLoop;
    /// State is read with a context that has none: a loader's `Work`.
    ReadOffLoop = 802, Type, OffLoop;
    /// A loader or an action that fails with something that is no error.
    LoaderError = 803, Type("E0277, E0271"), OffLoop;
    /// An action without a policy.
    ActionPolicy = 804, Macro, OffLoop;

    // 09: what does not exist yet
    /// A part of the language that a later version brings.
    NotYet = 901, Macro, View;

    // 10: accessibility
    /// An image without a text that stands for it.
    MissingAlt = 1001, Macro, View;
    /// A control without a name.
    MissingName = 1002, Macro, View;
    /// A `tabindex` above zero.
    PositiveTabindex = 1003, Macro, View;
    /// A `role` that ARIA does not have.
    UnknownRole = 1004, Macro, View;
    /// A value that an `aria-…` attribute does not take.
    AriaValue = 1005, Macro, View;
    /// An opt-out of these rules without a reason, or without a rule that it opts out of.
    AccessibilityReason = 1006, Macro, View;

    // 11: routes and internals
    /// A component with required props is given as a page.
    PageProps = 1101, Type, Route;
    /// A component that takes no children, or other props, is given as a layout.
    LayoutProps = 1102, Type, Route;
    /// Code names a crate or a module that is Vango's own business.
    Internal = 1103, Macro, Route;

    // 12: development runs
    /// Two renders of one state differ.
    ImpureRender = 1201, DevRun, Phase;
    /// A turn takes long.
    SlowTurn = 1202, DevRun, Phase;
    /// Two rows of a list have one key.
    DuplicateKeys = 1203, DevRun, View;
    /// Markup of several views that a browser's parser would rearrange.
    MisplacedMarkup = 1204, DevRun, View;
    /// Effects that set each other off without an end.
    EndlessEffects = 1205, DevRun, Phase;
    /// A slot is placed twice in one render.
    SlotTwice = 1206, DevRun, Component;
    /// A service that the app does not have.
    MissingService = 1207, DevRun, Route;
}
