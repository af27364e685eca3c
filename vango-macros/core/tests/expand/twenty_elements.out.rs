pub struct Profile;
impl Profile {
    #[inline(always)]
    fn __body(
        cx: &mut Setup<'_, ::vango::__private::v1::Checked>,
        step: Prop<i64>,
    ) -> Component {
        let count = cx.signal(0);
        let name = cx.signal(String::new());
        render(move |r| {
            if false {
                use ::vango::__private::v1 as __v;
                __v::assert_taken(&count);
                __v::assert_pure(&name);
                __v::assert_taken(&step);
            }
            {
                use ::vango::__private::v1 as __v;
                const __T0: __v::Template = __v::Template::marked(
                    11858006831382533417u64,
                    &[
                        "<article class=\"profile",
                        "\"><header><h1>",
                        "</h1><p>Member since <time>2024</time></p></header><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/about\">About</a></li><li><a href=\"/help\">Help</a></li></ul></nav><section><output",
                        ">",
                        "",
                        "",
                        "</output><button>+</button><button>-</button></section><footer><small>Steps of <b>",
                        "</b></small></footer></article>",
                    ],
                    &[(8, 1), (221, 1), (238, 1), (256, 1)],
                    &[
                        __v::Kind::Class("busy"),
                        __v::Kind::Dyn,
                        __v::Kind::Attr("title"),
                        __v::Kind::Dyn,
                        __v::Kind::on("click", false),
                        __v::Kind::on("click", false),
                        __v::Kind::Dyn,
                    ],
                );
                let mut __b = __v::open(&*r, &__T0);
                __b.class(*count.get(r) > 10);
                __b.expr(name);
                __b.text(name.get(r));
                __b.expr(count);
                __b.on0(
                    __v::events::click,
                    move |tx| {
                        _ = {
                            *count.get_mut(tx) += *step.get(tx);
                        };
                    },
                );
                __b.on0(
                    __v::events::click,
                    move |tx| {
                        _ = {
                            *count.get_mut(tx) -= *step.get(tx);
                        };
                    },
                );
                __b.expr(step);
                __b.close()
            }
        })
    }
}
#[allow(
    dead_code,
    nonstandard_style,
    missing_docs,
    private_interfaces,
    private_bounds,
    unreachable_pub,
    unreachable_code
)]
const _: () = {
    use ::vango::__private::v1 as __v;
    pub struct ValuesOfProfile {
        step: __v::Option<i64>,
    }
    pub struct PropsOfProfile(ValuesOfProfile, __v::Marks<()>);
    impl Profile {
        /// Its props; each method sets one.
        #[inline(always)]
        pub fn props() -> PropsOfProfile {
            PropsOfProfile(ValuesOfProfile { step: __v::None }, __v::PhantomData)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn step(&self, mut p: PropsOfProfile, value: i64) -> PropsOfProfile {
            p.0.step = __v::Some(value);
            p
        }
    }
    impl PropsOfProfile {
        pub fn step(self, value: i64) -> PropsOfProfile {
            let (c, p) = self.__of();
            c.step(p, value)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn __of(self) -> (Profile, Self) {
            (Profile, self)
        }
        #[doc(hidden)]
        pub fn all_given(mut self) -> __v::Invocation {
            if let __v::None = self.0.step {
                self.0.step = __v::Some(1);
            }
            __v::Invocation::new(
                &<Profile as __v::ComponentDef>::KIND,
                __v::Box::new(self.0),
            )
        }
    }
    impl __v::CompleteProps for PropsOfProfile {
        fn into_invocation(self) -> __v::Invocation {
            self.all_given()
        }
    }
    impl __v::NoRequiredProps for Profile {
        fn with_defaults() -> __v::Invocation {
            Self::props().all_given()
        }
    }
    impl __v::ComponentDef for Profile {
        const NAME: &'static str = "Profile";
        type Props = ValuesOfProfile;
    }
    impl __v::Mount for ValuesOfProfile {
        #[inline(always)]
        fn setup(&mut self, __cx: &mut __v::Setup<'_, __v::Checked>) -> __v::Component {
            let step = __v::keep(__cx, &mut self.step, __v::keeps::<i64>());
            <Profile>::__body(__cx, step)
        }
        #[inline(always)]
        fn update(&mut self, __cx: &mut __v::PropWriter<'_>) {
            __cx.renew(&mut self.step, __v::keeps::<i64>());
        }
    }
};
