//! Warm or cold, item by item.

use cargo_vango::state::limits::MAX_EARLIER;
use cargo_vango::state::{Acceptance, Committed, ErrorKind, Values, Verdict};
use vango_schema::{ContentBuf, FieldBuf, Fingerprint, Lifetime, RecordBuf, SchemaBuf};

use crate::sample::{U32, U64, applied, field, item, named, plan};

/// What becomes of the values of an item that was `old` and is `new`, and why they are lost.
fn judge(old: RecordBuf, new: RecordBuf) -> (Values, Verdict, Vec<String>) {
    let before = applied(&[&[old]]);
    let planned = plan(&before, &[new]).expect("it is planned");
    assert_eq!(planned.entries.len(), 1);
    (
        planned.entries[0].values,
        planned.verdict(),
        planned.entries[0].lost_because.clone(),
    )
}

fn id(id: &str) -> SchemaBuf {
    SchemaBuf::Named {
        name: "Prefs".to_owned(),
        id: Some(id.to_owned()),
        content: ContentBuf::Struct(vec![field("dark", SchemaBuf::Bool)]),
    }
}

#[test]
fn the_first_deploy_is_warm() {
    let planned = plan(&Committed::default(), &[item("a::A", U32)]).expect("it is planned");
    assert_eq!(
        (planned.entries[0].values, planned.verdict()),
        (Values::None, Verdict::Warm)
    );
}

#[test]
fn a_type_that_reads_the_old_one_is_warm() {
    let (values, verdict, reasons) = judge(item("a::A", U32), item("a::A", U64));
    assert_eq!(
        (values, verdict, reasons),
        (Values::Read, Verdict::Warm, vec![])
    );
    // Another name for the same is no change.
    let wrapped = named("Count", ContentBuf::Newtype(Box::new(U32)));
    assert_eq!(
        judge(item("a::A", U32), item("a::A", wrapped)).0,
        Values::Kept
    );
}

#[test]
fn a_type_that_cannot_is_cold_unless_a_function_can() {
    let narrow = item("a::A", U32);
    let (values, verdict, reasons) = judge(item("a::A", U64), narrow.clone());
    assert_eq!((values, verdict), (Values::Lost, Verdict::Cold));
    assert_eq!(reasons, ["u64 is u32 now: a value may not fit any more"]);
    let migrates = |from: &SchemaBuf| RecordBuf {
        migrates: vec![Fingerprint(1), Fingerprint::of_buf(from)],
        ..narrow.clone()
    };
    let (values, verdict, _) = judge(item("a::A", U64), migrates(&U64));
    assert_eq!((values, verdict), (Values::Migrated, Verdict::Warm));
    assert_eq!(
        judge(item("a::A", U64), migrates(&SchemaBuf::Text)).0,
        Values::Lost
    );
}

#[test]
fn another_schema_id_is_cold() {
    let (values, verdict, reasons) = judge(item("a::A", id("v1")), item("a::A", id("v2")));
    assert_eq!((values, verdict), (Values::Lost, Verdict::Cold));
    assert!(
        reasons[0].starts_with("the schema `v1` is `v2` now"),
        "{reasons:?}"
    );
}

#[test]
fn another_lifetime_is_cold_even_with_a_function() {
    let global = RecordBuf {
        lifetime: Lifetime::Global,
        migrates: vec![Fingerprint::of_buf(&U32)],
        ..item("a::A", U32)
    };
    let (values, verdict, reasons) = judge(item("a::A", U32), global);
    assert_eq!((values, verdict), (Values::Lost, Verdict::Cold));
    assert_eq!(
        reasons,
        ["it was shared and is global now: values of the one are not looked for by the other"]
    );
}

#[test]
fn a_cold_plan_is_applied_for_a_reason_that_is_recorded() {
    let before = applied(&[&[item("a::A", U32), item("a::B", U64)]]);
    let planned = plan(&before, &[item("a::B", U32)]).expect("it is planned");
    assert_eq!(planned.verdict(), Verdict::Cold);
    let acceptance = |reason: &str| Acceptance {
        reason: reason.to_owned(),
        at: None,
    };
    for refused in [None, Some(acceptance("  "))] {
        let error = planned
            .applied(refused.as_ref())
            .expect_err("nobody accepts it");
        assert_eq!(error.kind(), ErrorKind::Cold);
        assert_eq!(
            error.to_string(),
            "the plan is cold: stored values of `a::A`, `a::B` would be lost"
        );
    }
    let after = planned
        .applied(Some(&acceptance("a new shop")))
        .expect("it is accepted");
    assert_eq!(after.deploys.len(), 1);
    assert_eq!(after.deploys[0].reason, "a new shop");
    let lost: Vec<_> = after.deploys[0]
        .lost
        .iter()
        .map(|loss| (loss.id.as_str(), loss.why.as_str()))
        .collect();
    assert_eq!(
        lost,
        [
            (
                "a::A",
                "the item is gone: nothing reads its values, which expire in the store"
            ),
            ("a::B", "u64 is u32 now: a value may not fit any more"),
        ]
    );
    // The record stays, and a warm plan adds none.
    let next = plan(&after, &[item("a::B", U64)]).expect("it is planned");
    assert_eq!(
        next.applied(Some(&acceptance("why not")))
            .expect("it is warm")
            .deploys,
        after.deploys
    );
}

#[test]
fn values_of_versions_before_the_last_are_not_forgotten() {
    let called = |name: &str, aliases: &[&str]| {
        let field = FieldBuf {
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            ..field(name, U32)
        };
        item("a::A", named("Cart", ContentBuf::Struct(vec![field])))
    };
    let first = called("count", &[]);
    let from = Fingerprint::of_buf(&first.schema);
    let before = applied(&[&[first], &[called("amount", &["count"])]]);
    let earlier = before.items[0].earlier.iter().map(Fingerprint::of_buf);
    assert_eq!(earlier.collect::<Vec<_>>(), [from]);
    // Nothing else is stored by the new version, but what the first one stored is found by the alias alone.
    let without = [called("amount", &[])];
    let planned = plan(&before, &without).expect("it is planned");
    assert_eq!(
        (planned.entries[0].values, planned.verdict()),
        (Values::Lost, Verdict::Cold)
    );
    let reasons = planned.entries[0].lost_because.clone();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert!(
        reasons[0].starts_with("of values that an earlier version stored and none has written since: count: the field is gone"),
        "{reasons:?}"
    );
    // Accepted, it is forgotten; with a function for it, it is not lost.
    assert!(planned.expected().items[0].earlier.is_empty());
    let migrating = RecordBuf {
        migrates: vec![from],
        ..without[0].clone()
    };
    assert_eq!(
        plan(&before, &[migrating])
            .expect("it is planned")
            .verdict(),
        Verdict::Warm
    );
    // Back to the first type: it is no earlier one then.
    let back = [called("count", &["amount"])];
    let planned = plan(&before, &back).expect("it is planned");
    assert_eq!(planned.verdict(), Verdict::Warm);
    assert_eq!(
        planned.expected().items[0].earlier,
        [called("amount", &["count"]).schema]
    );
}

#[test]
fn so_many_earlier_types_are_remembered() {
    let grown = |count: usize| {
        let optional = |at| field(&format!("f{at}"), SchemaBuf::Option(Box::new(U32)));
        vec![item(
            "a::A",
            named(
                "Cart",
                ContentBuf::Struct((0..count).map(optional).collect()),
            ),
        )]
    };
    let versions: Vec<Vec<RecordBuf>> = (0..=MAX_EARLIER + 2).map(grown).collect();
    let versions: Vec<&[RecordBuf]> = versions.iter().map(Vec::as_slice).collect();
    let earlier = applied(&versions).items.remove(0).earlier;
    assert_eq!(earlier.len(), MAX_EARLIER);
    assert_eq!(earlier.last(), Some(&grown(MAX_EARLIER + 1)[0].schema));
}

#[test]
fn what_is_lost_of_several_versions_for_one_reason_is_said_once() {
    let line = |fields| item("a::A", named("Line", ContentBuf::Struct(fields)));
    let noted = |note: FieldBuf| vec![field("price", U32), note];
    let note = |name| FieldBuf {
        has_default: true,
        ..field(name, SchemaBuf::Text)
    };
    let versions = [
        line(vec![field("price", U32)]),
        line(noted(note("note"))),
        line(noted(note("remark"))),
    ];
    let versions: Vec<_> = versions.iter().map(std::slice::from_ref).collect();
    let before = applied(&versions);
    let money = [line(vec![field("price", SchemaBuf::Bool)])];
    let planned = plan(&before, &money).expect("it is planned");
    let reasons = &planned.entries[0].lost_because;
    let of_price = reasons
        .iter()
        .filter(|reason| reason.contains("price: u32 is bool"));
    assert_eq!(of_price.count(), 1, "{reasons:#?}");
}
