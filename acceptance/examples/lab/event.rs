//! Each kind of event, and each modifier of one. What a handler has heard is added to a log on the page.

use vango::prelude::*;

/// Adds a line to the log. A type of its own, because it is `Copy` and every handler takes it along.
#[derive(Clone, Copy)]
struct Log(Signal<Vec<String>>);

impl Log {
    fn add(self, tx: &mut Tx, line: impl Into<String>) {
        self.0.get_mut(tx).push(line.into());
    }
}

/// The page.
#[component]
pub fn Events(
    cx: &mut Setup,
    /// Address of an image that is there.
    dot: Prop<String>,
) -> Component {
    let lines = cx.signal(Vec::<String>::new());
    let log = Log(lines);

    render(move |r| {
        view! { r,
            <output id="log">{lines.get(r).join(", ")}</output>
            <button id="clear" on:click=move |tx| { lines.set(tx, Vec::new()); }>"clear"</button>
            <button id="mark" on:click=move |tx| { log.add(tx, "mark"); }>"mark"</button>
            {modifiers(r, log)}
            {delays(r, log)}
            {gestures(r, log)}
            {quiet(r, log)}
            <Late dot={dot.get(r).clone()} on_line=move |tx, line| { log.add(tx, line); } />
        }
    })
}

/// One element for each modifier that says at once.
fn modifiers(r: &Render, log: Log) -> View {
    view! { r,
        <div id="outer" on:click=move |tx| { log.add(tx, "outer"); }>
            <a id="prevent" href="/typing" on:click.prevent=move |tx| { log.add(tx, "prevent"); }>"prevent"</a>
            <button id="stop" on:click.stop=move |tx| { log.add(tx, "stop"); }>"stop"</button>
            <button id="once" on:click.once=move |tx| { log.add(tx, "once"); }>"once"</button>
            <div id="self" on:click.self=move |tx| { log.add(tx, "self"); }>"self "<b id="inside">"inside"</b></div>
            <div id="capture" on:click.capture=move |tx| { log.add(tx, "capture"); }>
                <button id="captured" on:click=move |tx| { log.add(tx, "captured"); }>"captured"</button>
            </div>
            <div id="wall" on:click.capture.stop=move |tx| { log.add(tx, "wall"); }>
                <button id="behind" on:click=move |tx| { log.add(tx, "behind"); }>"behind"</button>
            </div>
        </div>
        <input id="key" on:keydown.key("Enter", "ArrowUp").prevent=move |tx, ev| { log.add(tx, format!("key {}", ev.key)); }>
        <div id="wheel-passive" class="scroll" on:wheel.passive=move |tx, ev| {
            log.add(tx, if ev.dy > 0 { "wheel down" } else { "wheel up" });
        }><div class="tall">"passive"</div></div>
        <div id="wheel-prevent" class="scroll" on:wheel.prevent=move |tx| { log.add(tx, "wheel prevented"); }>
            <div class="tall">"prevented"</div>
        </div>
    }
}

/// Events that are held back.
fn delays(r: &Render, log: Log) -> View {
    view! { r,
        <input id="debounce" on:input.debounce(300)=move |tx, ev| { log.add(tx, format!("debounced {}", ev.value)); }
            on:keydown.key("Enter")=move |tx| { log.add(tx, "enter"); }>
        <div id="throttle" on:mousemove.throttle(300)=move |tx, ev| { log.add(tx, format!("moved {}", ev.x)); }>"throttle"</div>
    }
}

/// What users do with mouse, keyboard, clipboard and fingers.
fn gestures(r: &Render, log: Log) -> View {
    view! { r,
        <button id="mouse"
            on:mousedown=move |tx, ev| { log.add(tx, format!("mousedown {}", ev.button)); }
            on:mouseup=move |tx| { log.add(tx, "mouseup"); }
            on:dblclick=move |tx, ev| { log.add(tx, format!("dblclick {} {}", ev.detail, ev.modifiers.shift())); }
            on:contextmenu.prevent=move |tx, ev| { log.add(tx, format!("contextmenu {}", ev.button)); }>"mouse"</button>
        <button id="pointer"
            on:pointerdown=move |tx, ev| { log.add(tx, format!("pointerdown {:?} {}", ev.kind, ev.is_primary)); }
            on:pointerup=move |tx, ev| { log.add(tx, format!("pointerup {}", ev.buttons)); }>"pointer"</button>
        <button id="touch" on:touchstart=move |tx, ev| { log.add(tx, format!("touchstart {}", ev.touches.len())); }
            on:touchend=move |tx, ev| { log.add(tx, format!("touchend {}", ev.touches.len())); }>"touch"</button>
        <input id="keyboard" on:keydown=move |tx, ev| {
            log.add(tx, format!("keydown {} {} {}", ev.key, ev.code, ev.modifiers.control()));
        } on:keyup=move |tx, ev| { log.add(tx, format!("keyup {}", ev.key)); }>
        <input id="clipboard" value="text to copy"
            on:copy=move |tx, ev| { log.add(tx, format!("copy {}", ev.text)); }
            on:paste=move |tx, ev| { log.add(tx, format!("paste {}", ev.text)); }
            on:beforeinput=move |tx, ev| { log.add(tx, format!("beforeinput {}", ev.data)); }
            on:select=move |tx| { log.add(tx, "select"); }>
        <div id="drag" draggable="true" on:dragstart=move |tx| { log.add(tx, "dragstart"); }
            on:dragend=move |tx| { log.add(tx, "dragend"); }>"drag"</div>
        <div id="drop" on:dragover.prevent.throttle(60000)=move |tx| { log.add(tx, "dragover"); }
            on:drop.prevent=move |tx| { log.add(tx, "drop"); }>"drop"</div>
        <form id="submit" on:submit=move |tx, ev| {
            let fields: Vec<_> = ev.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            log.add(tx, format!("submit {}", fields.join("&")));
        }><input name="a" aria-label="A" value="1"><input name="b" aria-label="B" value="é ü"><button name="c" value="sent">"send"</button></form>
    }
}

/// Events that do not bubble, each under an element that listens for the same and must not hear it.
fn quiet(r: &Render, log: Log) -> View {
    view! { r,
        <section id="quiet" on:focus=move |tx| { log.add(tx, "WRONG focus"); } on:blur=move |tx| { log.add(tx, "WRONG blur"); }
            on:scroll=move |tx| { log.add(tx, "WRONG scroll"); } on:toggle=move |tx| { log.add(tx, "WRONG toggle"); }
            on:invalid=move |tx| { log.add(tx, "WRONG invalid"); }>
            <p on:focusin=move |tx| { log.add(tx, "focusin"); }>
                <input id="focus" on:focus=move |tx| { log.add(tx, "focus"); } on:blur=move |tx| { log.add(tx, "blur"); }>
            </p>
            <div id="enter" on:mouseenter=move |tx| { log.add(tx, "enter"); } on:mouseleave=move |tx| { log.add(tx, "leave"); }>
                "enter "<b id="enter-child">"child"</b>
            </div>
            <div id="scroll" class="scroll" on:scroll.debounce(50)=move |tx, ev| { log.add(tx, format!("scroll {}", ev.top)); }>
                <div class="tall">"scroll"</div>
            </div>
            <details id="details" on:toggle=move |tx, ev| { log.add(tx, format!("toggle {}", ev.is_open)); }>
                <summary id="summary">"details"</summary>"more"
            </details>
            <form><input id="invalid" required on:invalid=move |tx| { log.add(tx, "invalid"); }><button id="check">"check"</button></form>
            <dialog id="dialog" on:close=move |tx| { log.add(tx, "close"); } on:cancel=move |tx| { log.add(tx, "cancel"); }>
                "dialog"
            </dialog>
            <audio id="audio" on:volumechange=move |tx, ev| { log.add(tx, format!("volume {} {}", ev.volume, ev.is_muted)); }></audio>
        </section>
        <x-rating id="rating" on:rated=move |tx, ev| { log.add(tx, format!("rated {}", ev.detail)); }
            on:x-quiet=move |tx, ev| { log.add(tx, format!("quiet {}", ev.detail)); }></x-rating>
    }
}

/// What comes later: listeners that no page had.
#[component]
fn Late(cx: &mut Setup, dot: Prop<String>, on_line: Callback<String>) -> Component {
    let shown = cx.signal(false);
    render(move |r| {
        view! { r,
            <button id="late" on:click=move |tx| { shown.set(tx, true); }>"late"</button>
            if *shown.get(r) {
                <img id="image" alt="" src={dot.get(r)} on:load=move |tx| { on_line.call(tx, "load".to_owned()); }>
                <img id="broken" alt="" src="/nowhere.png" on:error=move |tx| { on_line.call(tx, "error".to_owned()); }>
                <div id="fade" class="fade" on:animationend=move |tx, ev| {
                    on_line.call(tx, format!("animationend {}", ev.name));
                }>"fade"</div>
                <button id="aux" on:auxclick=move |tx, ev| {
                    on_line.call(tx, format!("auxclick {}", ev.button));
                }>"aux"</button>
            }
        }
    })
}
