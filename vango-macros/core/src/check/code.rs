//! The stable codes of the macros' diagnostics. A code never changes its meaning and is never used again for another;
//! `docs/errors/` has a page for each.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal;)+) => {
        /// What a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {$($(#[$doc])* $name,)+}

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// Its number: 101 for `VG0101`.
            pub fn number(self) -> u16 {
                match self {$(Code::$name => $number,)+}
            }
        }
    };
}

codes! {
    // 01: components and setup
    /// `#[component]` does not stand on a function, or the function cannot be read.
    ComponentNotFunction = 101;
    /// State is allocated in a branch, a loop or a nested block.
    ConditionalAllocation = 102;
    /// The setup context is stored, renamed or passed on as a part of something else.
    ContextAsValue = 103;
    /// The setup context is used in a closure: render, a handler, a memo, an effect.
    ContextInClosure = 104;
    /// `return` or `?` before the last allocation.
    EarlyExit = 105;
    /// The first parameter is not `cx: &mut Setup`.
    ComponentContext = 106;
    /// `async`, `unsafe`, `const`, lifetimes and the like on a component.
    ComponentSignature = 107;
    /// A component that does not return `Component`.
    ComponentReturn = 108;
    /// A parameter that is not `name: Prop<T>`, a `Slot`, a `SlotFn<A>` or a `Callback<A>`.
    PropParameter = 109;
    /// `#[prop(…)]` that cannot be read.
    PropAttribute = 110;
    /// A component whose name is not in `CamelCase`.
    ComponentName = 111;
    /// A prop name that is taken by markup.
    PropName = 112;
    /// More props than a component may have.
    TooManyProps = 113;
    /// A prop of a type that cannot be kept: a borrow, or `impl Trait`.
    PropType = 114;
    /// `#[setup]` that does not stand on a function with `cx: &mut Setup`.
    SetupFunction = 115;

    // 02: the syntax of `view!`
    /// `view!` without its render context.
    MissingContext = 201;
    /// Something in markup that is not markup; text without quotes.
    BareText = 202;
    /// An element without its closing tag.
    UnclosedElement = 203;
    /// A closing tag of another name.
    MismatchedClosingTag = 204;
    /// A closing tag that closes nothing.
    StrayClosingTag = 205;
    /// Content or a closing tag for a void element.
    VoidContent = 206;
    /// A tag that is not finished.
    MalformedTag = 207;
    /// `name=` without a value.
    MissingValue = 208;
    /// An attribute value that has to be in braces or parentheses.
    LooseValue = 209;
    /// `if`, `match`, `for`, `each` that is not finished.
    MalformedControl = 210;
    /// A `match` arm that is not `pattern => { markup }`.
    MalformedArm = 211;
    /// A `let` that is not finished, or `let … else`.
    MalformedLet = 212;
    /// A number or another literal where text is meant.
    LiteralAsText = 213;
    /// Too many levels of elements and control flow.
    TooDeep = 214;
    /// `else` without `if`.
    StrayElse = 215;
    /// `{}` without an expression.
    EmptyExpression = 216;
    /// `return`, `break`, `continue` or `?` that would leave the markup half-way.
    ControlLeavesMarkup = 217;
    /// A comment that is not finished, or holds something that is not text in quotes.
    MalformedComment = 218;
    /// `&nbsp;` and the like: text in `view!` is not HTML.
    EntityInText = 219;

    // 03: elements, attributes, events
    /// An element that HTML does not have.
    UnknownElement = 301;
    /// An attribute that HTML does not have, or not on this element.
    UnknownAttribute = 302;
    /// An event that does not exist.
    UnknownEvent = 303;
    /// The same attribute twice.
    DuplicateAttribute = 304;
    /// A text value on a boolean attribute, whose presence alone counts.
    TextOnBoolean = 306;
    /// `true` or `false` on an attribute that is not a boolean one.
    BooleanOnText = 307;
    /// `onclick="…"`.
    InlineHandler = 308;
    /// A URL of a scheme that runs script.
    UnsafeUrl = 309;
    /// `class={…}` together with `class:name=…`.
    MixedClass = 310;
    /// A handler that does not take `|tx|` or `|tx, ev|`.
    HandlerParameters = 311;
    /// A handler that cannot be called: `async`, or not a function.
    HandlerValue = 312;
    /// Content of `<script>` and `<style>`.
    RawTextContent = 313;
    /// Dynamic content of `<textarea>` and `<title>`.
    EscapableContent = 314;
    /// An element where the browser's HTML parser would move it elsewhere.
    Nesting = 315;
    /// `<html>`, `<head>`, `<body>`: the document is the server's.
    DocumentElement = 316;
    /// An attribute whose value is markup.
    MarkupAttribute = 317;
    /// A handler reads with the render context, which is gone when it runs.
    RenderInHandler = 318;
    /// `style={…}` together with `style:property=…`.
    MixedStyle = 319;
    /// `bind:` on an element or for a property that has none.
    BindTarget = 320;
    /// `bind:value` beside `value=…`, or two of them.
    BindConflict = 321;
    /// A modifier of an event that does not exist.
    UnknownModifier = 322;
    /// Modifiers that contradict one another, or one twice.
    ModifierConflict = 323;
    /// A modifier's argument that is missing, of a wrong kind or out of bounds.
    ModifierArgument = 324;
    /// A modifier on an event that it does not fit.
    ModifierEvent = 325;
    /// A name behind `style:` that is no CSS property, or a value that is not one declaration's.
    StyleProperty = 326;
    /// A doctype that is not first, or a document that is not one `<html>` with `<head>` and `<body>`.
    DocumentShape = 327;

    // 04: lists
    /// `for` without `key`.
    MissingKey = 401;
    /// A position as key.
    IndexKey = 402;
    /// A floating-point number as key.
    FloatKey = 403;
    /// A key that is another one each time.
    RandomKey = 404;
    /// A row without markup.
    EmptyRow = 405;
    /// `each` with a key, or without a context that it can name again.
    EachHeader = 406;

    // 05: components in markup
    /// The same prop twice.
    DuplicateProp = 501;
    /// Something that is not a prop on a component.
    NotAProp = 502;
    /// `<:name>` that does not stand directly in a component, or has attributes.
    SlotPlace = 503;

    // 06: persisted state
    /// A type that cannot be persisted: a union, a type with a lifetime.
    PersistType = 601;
    /// An attribute of serde's, or of `#[persist]`, that a persisted type cannot have.
    PersistAttribute = 602;
    /// A schema id that is empty, too long, or has other letters than it may.
    PersistSchemaId = 603;
    /// `#[shared]`, `#[session_key]` or `#[global]` on something that is not a `static` with a type and an initial value.
    PersistStatic = 604;
    /// An argument of theirs that does not exist, stands there twice or cannot be read.
    PersistArgument = 605;
    /// An initial value that depends on the build or on the place where it is written, or is `vec![…]`.
    PersistInitial = 606;
    /// A session key whose type is not an `Option`.
    SessionKeyType = 607;
    /// Two of them on one `static`.
    PersistTwice = 608;

    // 09: what does not exist yet
    /// A part of the language that a later version brings.
    NotYet = 901;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VG{:04}", self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ascend_and_so_are_unique() {
        assert!(Code::ALL.is_sorted_by(|a, b| a.number() < b.number()));
        assert_eq!(Code::ConditionalAllocation.to_string(), "VG0102");
    }
}
