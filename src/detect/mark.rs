//! One mark for what several cues found: “not later than three months before” is one deadline.

use super::Mark;
use std::collections::HashMap;

/// Joins marks of one name that overlap and do not differ in their figures. They come and go in the order of the text.
pub(super) fn merged(marks: Vec<Mark>) -> Vec<Mark> {
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    // For each name the mark that reaches furthest: what overlaps an earlier one nearly always overlaps that.
    let mut last: HashMap<smol_str::SmolStr, usize> = HashMap::new();
    for mark in marks {
        let before = last.get(&mark.name).copied();
        if let Some(earlier) = before.and_then(|at| kept.get_mut(at)).filter(|earlier| is_same(earlier, &mark)) {
            join(earlier, mark);
            continue;
        }
        let reaches = |at: usize| kept.get(at).is_some_and(|earlier| earlier.hit.extent.end > mark.hit.extent.end);
        if !before.is_some_and(reaches) {
            last.insert(mark.name.clone(), kept.len());
        }
        kept.push(mark);
    }
    kept
}

fn is_same(earlier: &Mark, later: &Mark) -> bool {
    let overlap = later.hit.extent.start < earlier.hit.extent.end && earlier.hit.extent.start < later.hit.extent.end;
    let agree = match (&earlier.value, &later.value) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    overlap && agree && earlier.hit.context == later.hit.context && earlier.hit.meant == later.hit.meant
}

fn join(earlier: &mut Mark, later: Mark) {
    earlier.hit.extent.end = earlier.hit.extent.end.max(later.hit.extent.end);
    earlier.hit.strength = earlier.hit.strength.max(later.hit.strength);
    earlier.value = earlier.value.take().or(later.value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Context, Hit, Strength};
    use crate::source::{Sources, Span};
    use crate::text::document::Extent;
    use crate::value::Quantity;

    fn mark(name: &str, range: std::ops::Range<usize>, value: Option<f64>) -> Mark {
        let file = Sources::new().add("rules", "cue");
        let hit = Hit {
            extent: Extent::new(range.start, range.end),
            provision: None,
            cue: Span::new(file, 0..3),
            owner: "times".into(),
            strength: Strength::Fair,
            context: Context::Plain,
            meant: true,
        };
        Mark { name: name.into(), value: value.map(Quantity::Number), hit }
    }

    fn shown(marks: Vec<Mark>) -> Vec<(String, std::ops::Range<usize>)> {
        merged(marks).into_iter().map(|mark| (mark.name.to_string(), mark.hit.extent.range())).collect()
    }

    #[test]
    fn overlapping_marks_with_one_figure_are_one() {
        let one = merged(vec![mark("deadline", 0..10, None), mark("deadline", 5..20, Some(3.0))]);
        assert_eq!((one.len(), one[0].hit.extent.range(), one[0].value.clone()), (1, 0..20, Some(Quantity::Number(3.0))));
    }

    #[test]
    fn others_stay_apart() {
        let figures = vec![mark("fine", 0..10, Some(1.0)), mark("fine", 0..20, Some(2.0))];
        assert_eq!(shown(figures), [("fine".into(), 0..10), ("fine".into(), 0..20)]);
        let names = vec![mark("fine", 0..10, None), mark("deadline", 0..10, None)];
        assert_eq!(shown(names).len(), 2);
        assert_eq!(shown(vec![mark("fine", 0..10, None), mark("fine", 10..20, None)]).len(), 2);
    }
}
