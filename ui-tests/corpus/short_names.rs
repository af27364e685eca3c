//! Locals named `r`, `cx`, `tx`, `lock`, `read`, `now`, `spawn`, `sleep`: a name alone breaks no rule.
use vango::prelude::*;

struct Door {
    is_locked: bool,
}

impl Door {
    fn lock(&self) -> &'static str {
        if self.is_locked { "locked" } else { "open" }
    }
    fn read(&self, now: u32) -> u32 {
        now + u32::from(self.is_locked)
    }
}

fn sleep(hours: u32) -> String {
    format!("{hours} h")
}

fn now(minutes: u32) -> u32 {
    minutes / 60
}

#[component]
pub fn Night(context: &mut Setup, spawn: Prop<u32>) -> Component {
    let cx = context.signal(400_u32);
    let lock = context.signal(Door { is_locked: true });
    let tx = context.memo(move |render| now(*cx.get(render)));
    render(move |read| {
        let r = tx.get(read);
        let (x, y, z) = (1, 2, lock.get(read).read(*r));
        view! { read,
            <p>{sleep(*r)}" "{lock.get(read).lock()}" "{spawn}</p>
            <svg viewBox="0 0 9 9"><circle r=5 cx=x cy={y + z}/></svg>
            <button on:click=move |write| {
                let now = now(*cx.get(write));
                let tx = lock.get_mut(write);
                tx.is_locked = now > 6;
                cx.set(write, now * 60);
            }>"turn"</button>
        }
    })
}
