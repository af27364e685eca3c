//! The nearest valid name to a mistyped one, by edit distance (insert, delete, replace, swap of neighbours).

/// The candidate that is nearest to `name`, unless even that one is too far off to be what was meant.
/// Among equals the first one wins.
pub(crate) fn nearest<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let name = name.to_ascii_lowercase();
    let bound = (name.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= bound)
        .map(|candidate| (distance(&name, candidate), candidate))
        .filter(|(distance, _)| *distance <= bound)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Optimal string alignment distance.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let width = b.len() + 1;
    let mut cost = vec![0; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let at = |i: usize, j: usize| i * width + j;
            cost[at(i, j)] = if i == 0 || j == 0 {
                i + j
            } else {
                let replace = cost[at(i - 1, j - 1)] + usize::from(a[i - 1] != b[j - 1]);
                let mut best = replace
                    .min(cost[at(i - 1, j)] + 1)
                    .min(cost[at(i, j - 1)] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(cost[at(i - 2, j - 2)] + 1);
                }
                best
            };
        }
    }
    cost[a.len() * width + b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_find_their_name_and_strangers_do_not() {
        let names = ["class", "click", "disabled", "href"];
        assert_eq!(nearest("clas", names), Some("class"));
        assert_eq!(nearest("lcick", names), Some("click"));
        assert_eq!(nearest("DISABLE", names), Some("disabled"));
        assert_eq!(nearest("zzz", names), None);
    }
}
