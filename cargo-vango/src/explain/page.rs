//! The pages. `cargo-vango/pages` is a link to `docs/errors`, so that they are in the package.

use vango_macros_core::catalogue::Code;

macro_rules! pages {
    ($($code:literal,)+) => {
        /// The code of each page, without its letters, and its text.
        pub(super) const PAGES: &[(&str, &str)] = &[
            $(($code, include_str!(concat!("../../pages/VG", $code, ".md"))),)+
        ];
    };
}

pages! {
    "0101", "0102", "0103", "0104", "0105", "0106", "0107", "0108", "0109", "0110", "0111", "0112",
    "0113", "0114", "0115", "0201", "0202", "0203", "0204", "0205", "0206", "0207", "0208", "0209",
    "0210", "0211", "0212", "0213", "0214", "0215", "0216", "0217", "0218", "0219", "0301", "0302",
    "0303", "0304", "0306", "0307", "0308", "0309", "0310", "0311", "0312", "0313", "0314", "0315",
    "0316", "0317", "0318", "0319", "0320", "0321", "0322", "0323", "0324", "0325", "0326", "0327",
    "0328", "0329", "0330", "0331", "0332", "0333", "0334", "0335", "0401", "0402", "0403", "0404",
    "0405", "0406", "0407", "0408", "0409", "0410", "0501", "0502", "0503", "0504", "0505", "0506", "0507",
    "0508", "0509", "0601", "0602", "0603", "0604", "0605", "0606", "0607", "0608", "0609", "0610",
    "0611", "0612", "0701", "0702", "0703", "0704", "0705", "0706", "0707", "0708", "0709", "0710",
    "0711", "0712", "0713", "0714", "0715", "0801", "0802", "0803", "0804", "0901", "1001", "1002",
    "1003", "1004", "1005", "1006", "1101", "1102", "1103", "1201", "1202", "1203", "1204", "1205",
    "1206", "1207",
}

/// The page of a rule. Each has one: a test compares the table with the catalogue.
pub(super) fn page(code: Code) -> &'static str {
    let digits = format!("{:04}", code.number());
    PAGES
        .iter()
        .find(|(number, _)| *number == digits)
        .map_or("", |(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_page() {
        let codes = Code::ALL.iter().map(|code| format!("{:04}", code.number()));
        assert!(codes.eq(PAGES.iter().map(|(code, _)| (*code).to_owned())));
        for code in Code::ALL {
            assert!(page(*code).starts_with(&format!("# {code}: ")));
        }
    }
}
