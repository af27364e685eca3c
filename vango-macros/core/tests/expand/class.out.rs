fn classes(r: &Render, hot: bool, sum: &str) -> View {
    {
        use ::vango::__private::v1 as __v;
        const __T0: __v::Template = __v::Template::marked(
            12630303188790352428u64,
            &[
                "<p class=\"card wide",
                "",
                "\" id=\"a\"",
                ">x</p><p class=\"",
                "\"></p><p",
                "></p>",
            ],
            &[(2, 3), (35, 1), (51, 1)],
            &[
                __v::Kind::Class("hot"),
                __v::Kind::Class("text-2xl"),
                __v::Kind::Attr("title"),
                __v::Kind::Class("only"),
                __v::Kind::Attr("class"),
            ],
        );
        let mut __b = __v::open(&*r, &__T0);
        __b.class(hot);
        __b.class(!hot);
        __b.text(sum);
        __b.class(hot);
        __b.text(sum);
        __b.close()
    }
}
