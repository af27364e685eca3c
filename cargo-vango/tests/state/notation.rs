//! Schemas through the committed files and back, and files that are not what was written.

use std::path::Path;

use cargo_vango::state::{Committed, ErrorKind, Item, parse, render};
use proptest::prelude::*;
use vango_schema::limits::{MAX_DEPTH, MAX_MEMBERS};
use vango_schema::{ContentBuf, Fingerprint, Lifetime, SchemaBuf, VariantBuf};

use crate::sample::{U32, field, named, schema};

/// Items of these schemas, with as many ids.
fn state(living: Vec<SchemaBuf>, retired: Vec<SchemaBuf>) -> Committed {
    let items = |prefix: &str, schemas: Vec<SchemaBuf>| {
        let items = schemas.into_iter().enumerate();
        let item = |(at, schema): (usize, SchemaBuf)| Item {
            id: format!("{prefix}{at}"),
            path: format!("app::{prefix}{at}"),
            lifetime: [
                Lifetime::Session,
                Lifetime::Browser,
                Lifetime::Global,
                Lifetime::Key,
            ][at % 4],
            was: (at % 2 == 1).then(|| "before::\"A\"".to_owned()),
            earlier: if at == 2 {
                vec![U32, schema.clone()]
            } else {
                vec![]
            },
            schema,
        };
        items.map(item).collect()
    };
    Committed {
        items: items("a", living),
        retired: items("r", retired),
        deploys: Vec::new(),
    }
}

fn read_back(state: &Committed) -> Committed {
    let [manifest, schema, _] = render(state);
    parse(&manifest.1, &schema.1, Path::new("dir"))
        .unwrap_or_else(|error| panic!("{error}\n{}", schema.1))
}

/// What is said of a file of schemas with one item `a`, whose type is `expression`, and this table.
fn refused(expression: &str, types: &str) -> String {
    let schema = format!(
        "{{\"version\": 1, \"items\": {{\"a\": {expression:?}}}, \"earlier\": {{}}, \"types\": {types}}}"
    );
    let [manifest, ..] = render(&state(vec![], vec![]));
    let error = parse(&manifest.1, &schema, Path::new("dir")).expect_err("it is refused");
    assert_eq!(error.kind(), ErrorKind::Committed);
    assert!(error.mend().is_some());
    let text = error.to_string();
    let place = text.strip_prefix("dir/vango_state_schema.json: ");
    place
        .unwrap_or_else(|| panic!("no file in {text}"))
        .to_owned()
}

/// The deepest schema that a program may hold, each level as `wrap` makes it.
fn deep(wrap: impl Fn(SchemaBuf) -> SchemaBuf) -> SchemaBuf {
    (1..MAX_DEPTH).fold(U32, |inner, _| wrap(inner))
}

proptest! {
    #[test]
    fn any_schema_survives(
        living in proptest::collection::vec(schema(), 0..4),
        retired in proptest::collection::vec(schema(), 0..3),
    ) {
        let state = state(living, retired);
        prop_assert_eq!(read_back(&state), state);
    }

    #[test]
    fn what_was_changed_is_read_or_refused(
        living in proptest::collection::vec(schema(), 1..3),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
    ) {
        let [manifest, schema, _] = render(&state(living, vec![U32]));
        let change = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            for (at, byte, how) in &changes {
                let at = at.index(bytes.len());
                // Signs of JSON and of the notation get further than any byte.
                let byte = b"{}[]\":,<>()#u1 \\"[usize::from(*byte) % 16];
                match how {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    2 if bytes.len() > 1 => drop(bytes.remove(at)),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            String::from_utf8_lossy(&bytes).into_owned()
        };
        for (manifest, schema) in [
            (change(&manifest.1), schema.1.clone()),
            (manifest.1.clone(), change(&schema.1)),
        ] {
            match parse(&manifest, &schema, Path::new("dir")) {
                Ok(read) => {
                    // What is read is within the limits: it can be written and read again.
                    prop_assert_eq!(read_back(&read), read);
                }
                Err(error) => prop_assert!(error.to_string().starts_with("dir/vango_state_")),
            }
        }
    }
}

#[test]
fn the_deepest_schemas_survive() {
    let option = deep(|inner| SchemaBuf::Option(Box::new(inner)));
    let fields = deep(|inner| named("Deep", ContentBuf::Struct(vec![field("inner", inner)])));
    let tuples = deep(|inner| SchemaBuf::Tuple(vec![inner]));
    let state = state(vec![option, fields, tuples], vec![]);
    assert_eq!(read_back(&state), state);
}

#[test]
fn types_of_one_name_are_told_apart_and_written_once() {
    let point = |bits| {
        named(
            "Point",
            ContentBuf::Tuple(vec![crate::sample::int(bits), U32]),
        )
    };
    let pair = SchemaBuf::Tuple(vec![point(8), point(16), point(8)]);
    let [_, schema, _] = render(&state(vec![pair.clone()], vec![point(16)]));
    assert!(
        schema.1.contains("\"a0\": \"(Point, Point#2, Point)\""),
        "{}",
        schema.1
    );
    assert!(schema.1.contains("\"r0\": \"Point#2\""), "{}", schema.1);
    assert_eq!(schema.1.matches("\"tuple\"").count(), 2);
}

#[test]
fn a_file_of_a_later_version_is_refused_for_that() {
    let [manifest, schema, _] = render(&state(vec![U32], vec![]));
    for name in ["manifest", "schema"] {
        let later = |text: &str, of| match of == name {
            true => text.replace("\"version\": 1", "\"version\": 2, \"more\": true"),
            false => text.to_owned(),
        };
        let (manifest, schema) = (later(&manifest.1, "manifest"), later(&schema.1, "schema"));
        let error =
            parse(&manifest, &schema, Path::new("dir")).expect_err("it is of a later version");
        assert_eq!(
            error.to_string(),
            format!("dir/vango_state_{name}.json has version 2 of the format, and this is for 1")
        );
        assert!(
            error
                .mend()
                .is_some_and(|hint| hint.contains("cargo-vango"))
        );
    }
}

#[test]
fn a_text_that_is_no_type_is_refused_with_its_place() {
    assert_eq!(
        refused("List<u23>", "{}"),
        "items, a: character 6, `u23>` in `List<u23>`: no type is called so, neither by the notation nor under `types`"
    );
    assert_eq!(
        refused("Option<u8", "{}"),
        "items, a: character 10, the end of `Option<u8`: `>` should stand here"
    );
    assert_eq!(
        refused("u8 u8", "{}"),
        "items, a: character 4, `u8` in `u8 u8`: nothing should follow the type"
    );
    assert_eq!(
        refused("Recursive<>", "{}"),
        "items, a: character 11, `>` in `Recursive<>`: a name should stand here"
    );
    assert_eq!(
        refused("A", r#"{"A": {"fields": [{"name": "b", "type": "(u8"}]}}"#),
        "items, a, types, A, field 0 (b): character 4, the end of `(u8`: `,` should stand here"
    );
    assert_eq!(
        refused("A", r#"{"A": {"tuple": [], "newtype": "u8"}}"#),
        "items, a, types, A: a type has at most one of `newtype`, `tuple`, `fields` and `variants`"
    );
}

#[test]
fn what_would_grow_without_end_is_refused() {
    let deep = refused("A", r#"{"A": {"newtype": "Option<A>"}}"#);
    assert!(
        deep.contains("types stand more than 64 deep in one another"),
        "{deep}"
    );
    let deeper = format!("{}u8{}", "List<".repeat(100_000), ">".repeat(100_000));
    assert!(refused(&deeper, "{}").contains("more than 64 deep"));
    // Each of fifty types holds the next one twice.
    let doubled: Vec<String> = (0..50)
        .map(|at| {
            format!(
                r#""T{at}": {{"tuple": ["T{next}", "T{next}"]}}"#,
                next = at + 1
            )
        })
        .chain([r#""T50": {}"#.to_owned()])
        .collect();
    let doubled = refused("T0", &format!("{{{}}}", doubled.join(",")));
    assert!(
        doubled.ends_with("the schema is larger than one may be"),
        "{doubled}"
    );
    let many = refused(
        &format!("({})", vec!["u8"; MAX_MEMBERS + 1].join(",")),
        "{}",
    );
    assert!(many.contains("more than 1024 members"), "{many}");
}

#[test]
fn files_that_do_not_belong_together_are_refused() {
    let both = state(vec![U32, SchemaBuf::Text], vec![]);
    let [manifest, schema, _] = render(&both);
    let one = render(&state(vec![U32], vec![]));
    let said = |manifest: &str, schema: &str| {
        let error =
            parse(manifest, schema, Path::new("dir")).expect_err("they do not belong together");
        error.to_string()
    };
    assert!(said(&one[0].1, &schema.1).contains("vango_state_manifest.json tells of no item `a1`"));
    assert!(said(&manifest.1, &one[1].1).contains("it has no item `a1`"));
    let other = schema.1.replace("\"u32\"", "\"u64\"");
    assert!(
        said(&manifest.1, &other).contains("the schema of `a0` is another than the fingerprint")
    );
    let twice = schema.1.replace("\"a1\"", "\"a0\"");
    assert!(
        said(&manifest.1, &twice).contains("`a0` stands here twice at line 5"),
        "{}",
        said(&manifest.1, &twice)
    );
    let same_path = manifest.1.replace("app::a1", "app::a0");
    assert!(said(&same_path, &schema.1).contains("two items have the path `app::a0`"));
    let conflict = format!("<<<<<<< ours\n{}", manifest.1);
    assert!(said(&conflict, &schema.1).contains("expected value at line 1 column 1"));
}

#[test]
fn a_variant_is_read_as_it_was() {
    let variant = |name: &str, content| VariantBuf {
        name: name.to_owned(),
        aliases: vec!["old".to_owned()],
        content,
    };
    let schema = named(
        "Size",
        ContentBuf::Enum(vec![
            variant("Small", ContentBuf::Unit),
            variant("Of", ContentBuf::Newtype(Box::new(U32))),
            variant(
                "Box",
                ContentBuf::Struct(vec![field("w", U32), field("h", U32)]),
            ),
            variant("Pair", ContentBuf::Tuple(vec![U32, U32])),
        ]),
    );
    let state = state(vec![schema.clone()], vec![]);
    let read = read_back(&state);
    assert_eq!(read.items[0].schema, schema);
    assert_eq!(read.items[0].fingerprint(), Fingerprint::of_buf(&schema));
}
