use vango::prelude::*;

/// Visitors of the last 65 hours.
#[component]
fn Chart(
    _cx: &mut Setup,
    h00: Prop<u8>, h01: Prop<u8>, h02: Prop<u8>, h03: Prop<u8>, h04: Prop<u8>,
    h05: Prop<u8>, h06: Prop<u8>, h07: Prop<u8>, h08: Prop<u8>, h09: Prop<u8>,
    h10: Prop<u8>, h11: Prop<u8>, h12: Prop<u8>, h13: Prop<u8>, h14: Prop<u8>,
    h15: Prop<u8>, h16: Prop<u8>, h17: Prop<u8>, h18: Prop<u8>, h19: Prop<u8>,
    h20: Prop<u8>, h21: Prop<u8>, h22: Prop<u8>, h23: Prop<u8>, h24: Prop<u8>,
    h25: Prop<u8>, h26: Prop<u8>, h27: Prop<u8>, h28: Prop<u8>, h29: Prop<u8>,
    h30: Prop<u8>, h31: Prop<u8>, h32: Prop<u8>, h33: Prop<u8>, h34: Prop<u8>,
    h35: Prop<u8>, h36: Prop<u8>, h37: Prop<u8>, h38: Prop<u8>, h39: Prop<u8>,
    h40: Prop<u8>, h41: Prop<u8>, h42: Prop<u8>, h43: Prop<u8>, h44: Prop<u8>,
    h45: Prop<u8>, h46: Prop<u8>, h47: Prop<u8>, h48: Prop<u8>, h49: Prop<u8>,
    h50: Prop<u8>, h51: Prop<u8>, h52: Prop<u8>, h53: Prop<u8>, h54: Prop<u8>,
    h55: Prop<u8>, h56: Prop<u8>, h57: Prop<u8>, h58: Prop<u8>, h59: Prop<u8>,
    h60: Prop<u8>, h61: Prop<u8>, h62: Prop<u8>, h63: Prop<u8>, h64: Prop<u8>,
) -> Component {
    render(move |r| {
        let hours = [
            h00, h01, h02, h03, h04, h05, h06, h07, h08, h09, h10, h11, h12,
            h13, h14, h15, h16, h17, h18, h19, h20, h21, h22, h23, h24, h25,
            h26, h27, h28, h29, h30, h31, h32, h33, h34, h35, h36, h37, h38,
            h39, h40, h41, h42, h43, h44, h45, h46, h47, h48, h49, h50, h51,
            h52, h53, h54, h55, h56, h57, h58, h59, h60, h61, h62, h63, h64,
        ];
        view! { r, <p>{hours.iter().map(|hour| u32::from(*hour.get(r))).sum::<u32>()}" visitors"</p> }
    })
}

fn main() {}
