//! The steps of the demo, and what has to be seen after each.
//!
//! Invariant: what a tab has to show after a deploy follows from what it showed before and what the plan says of each item; only
//! the verdicts themselves, warm for B and cold for C, stand here.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::build::{Programs, Version};
use super::release::{Release, Verdict};
use super::report::Report;
use super::stage::{Place, Shop, View, Visitor};
use crate::workspace::Workspace;

const ANNOUNCEMENT: &str = "Free delivery today";

/// What is committed beside the ids that a cold deploy gives up.
const REASON: &str = "prices have a currency, and nobody converts carts";

/// Why a tab is loaded anew by a cold deploy (docs/protocol.md).
const STATE_RESET: &str = "StateReset";

/// Goes through all of it.
pub(super) fn tell(
    workspace: &Workspace,
    programs: &Programs,
    scratch: &Path,
    report: &mut Report,
) -> Result<()> {
    let release = Release::new(workspace, programs, scratch)?;
    let place = Place::new(scratch)?;
    let mut stage = Stage {
        programs,
        place: &place,
        shop: Some(Shop::start(programs, Version::A, &place)?),
        visitor: Visitor::open(programs, &place)?,
        report,
    };
    let in_a = stage.shopping(&release)?;
    let mut in_b = stage.deploy(&release, Version::B, Verdict::Warm, &in_a)?;
    in_b = stage.more_tea(in_b)?;
    let in_c = stage.deploy(&release, Version::C, Verdict::Cold, &in_b)?;
    let in_c = stage.start_again(in_c)?;
    let refreshed = in_c.refreshed.clone();
    stage.put("Rollback to B", Version::B, &View { refreshed, ..in_b })?;
    stage.put("C once more", Version::C, &in_c)?;
    stage.stop()
}

/// What runs, and what is noted of it.
struct Stage<'a> {
    programs: &'a Programs,
    place: &'a Place,
    shop: Option<Shop>,
    visitor: Visitor,
    report: &'a mut Report,
}

impl Stage<'_> {
    fn shopping(&mut self, release: &Release<'_>) -> Result<View> {
        let address = self.place.address;
        self.report.step(format!(
            "A runs at {address} with a fresh store; a customer comes"
        ));
        release.check(Version::A)?;
        for step in [
            "click add-tea",
            "click add-tea",
            "click add-pot",
            "click theme-dark",
            "go /cart",
        ] {
            self.visitor.does(step)?;
        }
        let shown = self.visitor.does(&format!("announce {ANNOUNCEMENT}"))?;
        let expected = View {
            cart: cart(&[("pot", 1), ("tea", 2)]),
            theme: Some("dark".to_owned()),
            banner: ANNOUNCEMENT.to_owned(),
            refreshed: Vec::new(),
        };
        self.compare(&shown, &expected);
        Ok(shown)
    }

    /// Plans and applies a version, and puts it in the place of the one that runs.
    fn deploy(
        &mut self,
        release: &Release<'_>,
        version: Version,
        verdict: Verdict,
        before: &View,
    ) -> Result<View> {
        let letter = version.letter();
        let word = verdict.word();
        self.report
            .step(format!("Deploy of {letter}, which has to be {word}"));
        let plan = release.plan(version)?;
        let expected = promised(&plan.json, before)?;
        self.report.plan(&plan.text, plan.json);
        self.report
            .check("the plan is", &plan.verdict.word(), &word);
        if verdict == Verdict::Cold {
            let applied = release.apply(version, &[])?;
            self.report
                .check("applied without accepting the loss", &applied, &false);
        }
        let accept: &[&str] = match verdict {
            Verdict::Warm => &[],
            Verdict::Cold => &["--accept-cold", REASON],
        };
        let applied = release.apply(version, accept)?;
        self.report.check("applied", &applied, &true);
        let is_built_with = release.has_bindings_of(version)?;
        self.report
            .check("built with these bindings", &is_built_with, &true);
        self.replace(version)?;
        let shown = self.visitor.does("reconnect")?;
        self.compare(&shown, &expected);
        Ok(shown)
    }

    fn more_tea(&mut self, before: View) -> Result<View> {
        let shown = self.visitor.does("click more-tea")?;
        let mut expected = before;
        *expected.cart.entry("tea".to_owned()).or_default() += 1;
        self.report
            .check("cart after one more tea", &shown.cart, &expected.cart);
        Ok(shown)
    }

    /// In C the cart is filled again; that is stored beside what B has stored.
    fn start_again(&mut self, before: View) -> Result<View> {
        for step in ["go /", "click add-honey"] {
            self.visitor.does(step)?;
        }
        let shown = self.visitor.does("go /cart")?;
        let expected = View {
            cart: cart(&[("honey", 1)]),
            ..before
        };
        self.report
            .check("cart after honey is added", &shown.cart, &expected.cart);
        self.report
            .check("loaded anew, still", &shown.refreshed, &expected.refreshed);
        Ok(shown)
    }

    /// A version that was there before takes over, with its own files: what it had stored is there.
    fn put(&mut self, title: &str, version: Version, expected: &View) -> Result<()> {
        self.report.step(title.to_owned());
        self.replace(version)?;
        let shown = self.visitor.does("reconnect")?;
        self.compare(&shown, expected);
        Ok(())
    }

    fn replace(&mut self, version: Version) -> Result<()> {
        self.stop()?;
        self.shop = Some(Shop::start(self.programs, version, self.place)?);
        Ok(())
    }

    fn stop(&mut self) -> Result<()> {
        self.shop.take().map_or(Ok(()), Shop::stop)
    }

    fn compare(&mut self, shown: &View, expected: &View) {
        self.report.check("cart", &shown.cart, &expected.cart);
        self.report.check("theme", &shown.theme, &expected.theme);
        self.report
            .check("announcement", &shown.banner, &expected.banner);
        self.report
            .check("loaded anew", &shown.refreshed, &expected.refreshed);
    }
}

/// What a tab has to show after a deploy, by what `plan` says of the items.
fn promised(plan: &Value, before: &View) -> Result<View> {
    let items = plan["items"].as_array().context("a plan has `items`")?;
    let mut expected = before.clone();
    let mut lost = 0;
    for item in items.iter().filter(|item| item["values"] == "lost") {
        lost += 1;
        // Under these ids the items of A were stored first.
        match item["id"].as_str().unwrap_or_default() {
            "shop::cart::CART" => expected.cart.clear(),
            "shop::theme::THEME" => expected.theme = None,
            "shop::admin::BANNER" => expected.banner.clear(),
            id => bail!(
                "the plan speaks of `{id}`, which the demo does not know: add it to xtask/src/demo/story.rs"
            ),
        }
    }
    if lost > 0 {
        expected.refreshed.push(STATE_RESET.to_owned());
    }
    Ok(expected)
}

fn cart(lines: &[(&str, u64)]) -> BTreeMap<String, u64> {
    let lines = lines.iter();
    lines
        .map(|(sku, count)| ((*sku).to_owned(), *count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    use serde_json::json;

    #[test]
    fn what_is_lost_begins_again_and_the_rest_stays() {
        let before = View {
            cart: cart(&[("tea", 2)]),
            theme: Some("dark".to_owned()),
            banner: "Hello".to_owned(),
            refreshed: Vec::new(),
        };
        let item = |id: &str, values: &str| json!({ "id": id, "values": values });
        let warm = json!({ "items": [item("shop::cart::CART", "read"), item("shop::theme::THEME", "kept")] });
        assert_eq!(promised(&warm, &before).unwrap(), before);
        let cold = json!({ "items": [item("shop::cart::CART", "lost"), item("shop::theme::THEME", "kept")] });
        let expected = View {
            cart: BTreeMap::new(),
            refreshed: vec!["StateReset".to_owned()],
            ..before.clone()
        };
        assert_eq!(promised(&cold, &before).unwrap(), expected);
        let strange = json!({ "items": [item("shop::OTHER", "lost")] });
        assert!(promised(&strange, &before).is_err());
    }
}
