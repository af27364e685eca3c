#[derive(Serialize, Deserialize, Persist)]
#[persist(schema = "shop:LineItem:v1")]
#[serde(rename_all = "camelCase")]
struct LineItem<T> {
    sku_code: String,
    #[serde(default, alias = "amount")]
    r#count: u32,
    #[serde(skip)]
    is_open: bool,
    kinds: Vec<Option<Self>>,
    extra: BTreeMap<String, Box<LineItem<T>>>,
    value: T,
}
#[derive(Serialize, Deserialize, Persist)]
enum Size {
    Small,
    #[serde(rename = "of")]
    Of(u32),
    Between(u32, u32),
    Custom { width: f32 },
}
const _: () = {
    use ::vango::__private::v1::schema as __s;
    enum __Here {}
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __s::Describe for __Here {
        const SCHEMA: &'static __s::Schema = &__s::Schema::Recursive("LineItem");
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<T: __s::Describe> __s::Describe for LineItem<T> {
        const SCHEMA: &'static __s::Schema = &__s::Schema::Named {
            name: "LineItem",
            id: ::core::option::Option::Some("shop:LineItem:v1"),
            content: __s::Content::Struct(
                &[
                    __s::Field {
                        name: "skuCode",
                        aliases: &[],
                        has_default: false,
                        schema: <String as __s::Describe>::SCHEMA,
                    },
                    __s::Field {
                        name: "count",
                        aliases: &["amount"],
                        has_default: true,
                        schema: <u32 as __s::Describe>::SCHEMA,
                    },
                    __s::Field {
                        name: "kinds",
                        aliases: &[],
                        has_default: false,
                        schema: <Vec<Option<__Here>> as __s::Describe>::SCHEMA,
                    },
                    __s::Field {
                        name: "extra",
                        aliases: &[],
                        has_default: false,
                        schema: <BTreeMap<String, Box<__Here>> as __s::Describe>::SCHEMA,
                    },
                    __s::Field {
                        name: "value",
                        aliases: &[],
                        has_default: false,
                        schema: <T as __s::Describe>::SCHEMA,
                    },
                ],
            ),
        };
    }
};
const _: () = {
    use ::vango::__private::v1::schema as __s;
    enum __Here {}
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __s::Describe for __Here {
        const SCHEMA: &'static __s::Schema = &__s::Schema::Recursive("Size");
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __s::Describe for Size {
        const SCHEMA: &'static __s::Schema = &__s::Schema::Named {
            name: "Size",
            id: ::core::option::Option::None,
            content: __s::Content::Enum(
                &[
                    __s::Variant {
                        name: "Small",
                        aliases: &[],
                        content: __s::Content::Unit,
                    },
                    __s::Variant {
                        name: "of",
                        aliases: &[],
                        content: __s::Content::Newtype(<u32 as __s::Describe>::SCHEMA),
                    },
                    __s::Variant {
                        name: "Between",
                        aliases: &[],
                        content: __s::Content::Tuple(
                            &[
                                <u32 as __s::Describe>::SCHEMA,
                                <u32 as __s::Describe>::SCHEMA,
                            ],
                        ),
                    },
                    __s::Variant {
                        name: "Custom",
                        aliases: &[],
                        content: __s::Content::Struct(
                            &[
                                __s::Field {
                                    name: "width",
                                    aliases: &[],
                                    has_default: false,
                                    schema: <f32 as __s::Describe>::SCHEMA,
                                },
                            ],
                        ),
                    },
                ],
            ),
        };
    }
};
