fn elements(r: &Render, url: &str, on: bool) -> View {
    {
        use ::vango::__private::v1 as __v;
        const __T0: __v::Template = __v::Template::marked(
            16723053080566223651u64,
            &[
                "<main id=\"top\" data-level=\"3\" hidden=\"\"><h1>Ham &amp; eggs</h1><img",
                " alt=\"\"><input type=\"checkbox\" aria-label=\"On\"",
                " tabindex=\"-1\"><my-clock zone=\"utc\"></my-clock><pre>\n\n two</pre>",
                "<!---->!</main>end<!---->",
            ],
            &[(67, 1), (81, 1)],
            &[__v::Kind::Attr("src"), __v::Kind::Attr("checked"), __v::Kind::Dyn],
        );
        let mut __b = __v::open(&*r, &__T0);
        __b.url(url);
        __b.attr(on);
        __b.expr(url);
        __b.close()
    }
}
