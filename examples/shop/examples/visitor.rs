//! A customer of the shop, for `cargo xtask demo-deploy`: one tab that stays open while the shop is replaced.
//!
//! `visitor ADDRESS` opens `/`, then does what each line of its input says, and answers each with what the tab shows, as one
//! line of JSON: `path`, `cart` (count by product; empty on pages that do not show it), `pieces`, `theme` (or `null`), `banner`, and
//! `refreshed`, the reasons for which the tab was loaded anew since it was opened.
//!
//! | line | does |
//! | --- | --- |
//! | `go PATH` | loads a page in the tab |
//! | `click ID` | clicks, and waits for the answer |
//! | `announce TEXT` | another browser writes the announcement at `/admin`; comes back when the tab shows it |
//! | `reconnect` | the server is gone: connects to the next one and does what it asks for |
//! | `look` | nothing |
//!
//! Invariant: an answer is there only when all is shown that the line led to. What goes wrong ends the program.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::net::SocketAddr;

use serde_json::{Value, json};
use vango_acceptance::Find;
use vango_acceptance::remote::{Leave, Tab};

type Problem = Box<dyn std::error::Error>;

fn main() -> Result<(), Problem> {
    let address = std::env::args().nth(1).ok_or("usage: visitor ADDRESS")?;
    let address: SocketAddr = address.parse()?;
    let mut visitor = Visitor {
        address,
        tab: Tab::open(address, "/"),
        path: "/".to_owned(),
    };
    println!("{}", visitor.view()?);
    for line in std::io::stdin().lock().lines() {
        visitor.obey(&line?)?;
        println!("{}", visitor.view()?);
    }
    Ok(())
}

struct Visitor {
    address: SocketAddr,
    tab: Tab,
    path: String,
}

impl Visitor {
    fn obey(&mut self, line: &str) -> Result<(), Problem> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "go" => {
                self.tab.go(rest, Leave::WithCookie);
                rest.clone_into(&mut self.path);
            }
            "click" => self.tab.click(rest),
            "announce" => self.announce(rest),
            "reconnect" => {
                self.tab.cut();
                self.tab.connect();
            }
            "look" => self.tab.look(),
            _ => {
                let place = file!();
                return Err(format!("the visitor knows no `{line}`: {place} has its words").into());
            }
        }
        Ok(())
    }

    fn announce(&mut self, text: &str) {
        let mut other = Tab::open(self.address, "/admin");
        other.submit("banner-text", text, "banner-form");
        self.tab.wait_until(|tab| tab.text("banner") == text);
    }

    fn view(&self) -> Result<Value, Problem> {
        let client = &self.tab.client;
        let mut cart = BTreeMap::new();
        for sku in ["tea", "cup", "pot", "kettle", "tin", "honey"] {
            let count = Find::id(&format!("count-{sku}"));
            if client.count(&count)? > 0 {
                cart.insert(sku, client.text(&count)?.parse::<u64>()?);
            }
        }
        let refreshed = self.tab.refreshed.iter();
        Ok(json!({
            "path": self.path,
            "cart": cart,
            "pieces": self.tab.number("cart-count"),
            "theme": client.attribute(&Find::id("shop"), "data-theme")?,
            "banner": self.tab.text("banner"),
            "refreshed": refreshed.map(|reason| format!("{reason:?}")).collect::<Vec<_>>(),
        }))
    }
}
