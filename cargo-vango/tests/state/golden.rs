//! Reports, JSON and the committed files as they are: `snapshots/`.

use std::collections::BTreeSet;

use cargo_vango::state::{
    Acceptance, Committed, Plan, inspect, inspect_json, of_committed, of_program, render, report,
    report_json,
};
use vango_schema::{ContentBuf, FieldBuf, Fingerprint, Lifetime, RecordBuf, SchemaBuf, VariantBuf};

use crate::sample::{U32, U64, field, item, named, plan, was};

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn list(of: SchemaBuf) -> SchemaBuf {
    SchemaBuf::List(Box::new(of))
}

fn size(variants: &[&str]) -> SchemaBuf {
    let unit = |name: &&str| VariantBuf {
        name: (*name).to_owned(),
        aliases: vec![],
        content: ContentBuf::Unit,
    };
    let of = VariantBuf {
        name: "Of".to_owned(),
        aliases: vec!["Exactly".to_owned()],
        content: ContentBuf::Struct(vec![field("cm", U32)]),
    };
    named(
        "Size",
        ContentBuf::Enum(variants.iter().map(unit).chain([of]).collect()),
    )
}

fn line(more: Vec<FieldBuf>) -> SchemaBuf {
    let fields = vec![field("sku", SchemaBuf::Text), field("count", U32)];
    SchemaBuf::Named {
        name: "LineItem".to_owned(),
        id: Some("shop:LineItem:v1".to_owned()),
        content: ContentBuf::Struct(fields.into_iter().chain(more).collect()),
    }
}

fn of(lifetime: Lifetime, record: RecordBuf) -> RecordBuf {
    RecordBuf { lifetime, ..record }
}

fn first() -> Vec<RecordBuf> {
    vec![
        item("shop::CART", list(line(vec![]))),
        item("shop::SIZE", size(&["Small", "Large"])),
        of(Lifetime::Global, item("shop::STOCK", U32)),
        of(Lifetime::Key, item("shop::THEME", SchemaBuf::Text)),
        of(Lifetime::Browser, item("shop::VISITS", U64)),
        item("shop::LEFT", SchemaBuf::Bool),
        item("shop::RIGHT", SchemaBuf::Bool),
        of(
            Lifetime::Global,
            item("shop::PRICE", SchemaBuf::Float { bits: 32 }),
        ),
    ]
}

fn second() -> Vec<RecordBuf> {
    let note = FieldBuf {
        aliases: vec!["remark".to_owned()],
        has_default: true,
        ..field("note", SchemaBuf::Option(Box::new(SchemaBuf::Text)))
    };
    vec![
        was(
            "shop::CART",
            item("shop::cart::CART", list(line(vec![note]))),
        ),
        item("shop::SIZE", size(&["Small"])),
        of(Lifetime::Global, item("shop::STOCK", U64)),
        of(Lifetime::Key, item("shop::LOOK", SchemaBuf::Text)),
        of(Lifetime::Global, item("shop::VISITS", U64)),
        item("shop::UP", SchemaBuf::Bool),
        RecordBuf {
            migrates: vec![Fingerprint::of_buf(&SchemaBuf::Float { bits: 32 })],
            ..of(Lifetime::Global, item("shop::PRICE", U64))
        },
        was("shop::NOBODY", item("shop::NEW", size(&["Small"]))),
    ]
}

fn applied() -> Committed {
    let plan = Plan::new(None, &first(), &BTreeSet::new()).expect("it is planned");
    plan.applied(None).expect("the first is warm")
}

fn applied_twice() -> Committed {
    let acceptance = Acceptance {
        reason: "sizes are counted anew".to_owned(),
        at: Some("release 2".to_owned()),
    };
    let plan = plan(&applied(), &second()).expect("it is planned");
    plan.applied(Some(&acceptance)).expect("it is accepted")
}

#[test]
fn the_first_plan() {
    let plan = Plan::new(None, &first(), &BTreeSet::new()).expect("it is planned");
    snapshot("plan_first", &report(&plan));
}

#[test]
fn a_plan_with_everything_in_it() {
    let plan = plan(&applied(), &second()).expect("it is planned");
    snapshot("plan_cold", &report(&plan));
    snapshot("plan_cold_json", &report_json(&plan));
}

#[test]
fn a_plan_that_changes_nothing() {
    let plan = plan(&applied_twice(), &second()).expect("it is planned");
    snapshot("plan_settled", &report(&plan));
}

#[test]
fn the_committed_files() {
    for (name, text) in render(&applied_twice()) {
        snapshot(name, &text);
    }
}

/// What `include!` accepts: one expression, whatever stands in a path.
#[test]
fn the_bindings_are_an_expression() {
    let odd = [item("a::A\"\\\n{}", U32), item("a::B", U64)];
    let odd = Plan::new(None, &odd, &BTreeSet::new()).expect("it is planned");
    let [.., (_, text)] = render(odd.expected());
    let syn::Expr::Call(call) = syn::parse_str(&text).expect("it is an expression") else {
        panic!("no call: {text}");
    };
    let syn::Expr::Reference(syn::ExprReference { expr, .. }) = &call.args[0] else {
        panic!("no reference: {text}");
    };
    let syn::Expr::Array(bindings) = &**expr else {
        panic!("no list: {text}");
    };
    assert_eq!(bindings.elems.len(), 2);
}

#[test]
fn what_is_shown_of_items() {
    let shown: Vec<_> = of_program(&second())
        .into_iter()
        .chain(of_committed(&applied()))
        .collect();
    snapshot("inspect", &inspect(&shown));
    snapshot("inspect_json", &inspect_json(&of_program(&second())));
}
