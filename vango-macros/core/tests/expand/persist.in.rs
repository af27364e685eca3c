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
    Custom {
        width: f32,
    },
}
