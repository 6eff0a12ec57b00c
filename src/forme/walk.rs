//! The ways through the items of a forme: into its groups and out again, by
//! what stands in them, and from one set of items to another.

use super::item::{Group, Item, Mark, Origin};
use crate::geom::{Len, Point, Rect};

/// One step on the way through items, in reading order.
#[derive(Clone, Copy, Debug)]
pub enum Visit<'a> {
    /// A group begins.
    Enter(&'a Group),
    /// Something that is no group.
    Item(&'a Item),
    /// A group ends.
    Leave(&'a Group),
}

/// Every item in reading order, and where groups begin and end.
pub fn walk(items: &[Item]) -> impl Iterator<Item = Visit<'_>> {
    let mut open = vec![(items.iter(), None)];
    std::iter::from_fn(move || {
        let (rest, group) = open.last_mut()?;
        match rest.next() {
            Some(Item::Group(inner)) => {
                open.push((inner.items.iter(), Some(inner)));
                Some(Visit::Enter(inner))
            }
            Some(item) => Some(Visit::Item(item)),
            None => {
                let left = group.map(Visit::Leave);
                open.pop();
                left
            }
        }
    })
}

/// An item that is no group, and the groups it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'a> {
    /// The item.
    pub item: &'a Item,
    /// The innermost group round it.
    pub group: Option<&'a Group>,
    /// The outermost.
    pub outermost: Option<&'a Group>,
    /// Where the innermost group that says so comes from.
    pub around: Origin,
}

/// Everything that is no group, in reading order.
pub fn leaves(items: &[Item]) -> impl Iterator<Item = Leaf<'_>> {
    let mut open: Vec<(&Group, Origin)> = Vec::new();
    walk(items).filter_map(move |visit| {
        let around = open.last().map_or(Origin::default(), |(_, origin)| *origin);
        match visit {
            Visit::Enter(group) => open.push((group, group.origin.or(around))),
            Visit::Leave(_) => drop(open.pop()),
            Visit::Item(item) => {
                return Some(Leaf {
                    item,
                    group: open.last().map(|(group, _)| *group),
                    outermost: open.first().map(|(group, _)| *group),
                    around,
                });
            }
        }
        None
    })
}

/// The items that `one` makes of these, those of groups first and then the
/// groups that hold them; what it makes nothing of is left out.
pub fn rebuilt(items: &[Item], one: &impl Fn(Item) -> Option<Item>) -> Vec<Item> {
    let made = items.iter().filter_map(|item| match item {
        Item::Group(group) => one(Item::Group(Group {
            items: rebuilt(&group.items, one),
            name: group.name.clone(),
            ..*group
        })),
        item => one(item.clone()),
    });
    made.collect()
}

impl Item {
    /// The same to the right of where it stood. What a group holds stays.
    #[must_use]
    pub fn moved(mut self, by: Len) -> Item {
        let point = |at: &mut Point<_>| at.x += by;
        let rect = |rect: &mut Rect<_>| (rect.left, rect.right) = (rect.left + by, rect.right + by);
        match &mut self {
            Item::GlyphRun(run) => point(&mut run.start),
            Item::Rule(rule) => {
                point(&mut rule.from);
                point(&mut rule.to);
            }
            Item::Path(path) => {
                for step in &mut path.steps {
                    *step = step.placed(|at| Point::new(at.x + by, at.y));
                }
            }
            Item::Fill(fill) => rect(&mut fill.rect),
            Item::Picture(picture) => {
                rect(&mut picture.frame);
                rect(&mut picture.image);
                picture.clip = picture.clip.take().map(|clip| clip.moved(by, Len::ZERO));
            }
            Item::Page(page) => {
                rect(&mut page.frame);
                rect(&mut page.image);
                page.clip = page.clip.take().map(|clip| clip.moved(by, Len::ZERO));
            }
            Item::Mark(Mark::Dest { at, .. }) => point(at),
            Item::Mark(
                Mark::Link { rect: at, .. }
                | Mark::Fault { rect: at, .. }
                | Mark::Drawing { rect: at, .. },
            ) => rect(at),
            Item::Group(_) | Item::Mark(Mark::Text(_) | Mark::Ruby(_)) => {}
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forme::{Fill, Origin, Role};
    use crate::ink::Ink;

    fn fill(x: i64) -> Item {
        Item::Fill(Fill {
            origin: Origin::default(),
            rect: Rect::at(Len::pt(x), Len::ZERO, Len::PT, Len::PT),
            ink: Ink::BLACK,
        })
    }

    fn group(name: &str, items: Vec<Item>) -> Item {
        Item::Group(Group {
            origin: Origin::default(),
            role: Role::Story,
            name: name.to_owned(),
            items,
        })
    }

    fn way(items: &[Item]) -> String {
        let step = |visit| match visit {
            Visit::Enter(group) => format!("{}(", group.name),
            Visit::Leave(group) => format!("{})", group.name),
            Visit::Item(Item::Fill(fill)) => format!("{} ", fill.rect.left.to_pt()),
            Visit::Item(other) => panic!("{other:?}"),
        };
        walk(items).map(step).collect()
    }

    #[test]
    fn items_are_walked_in_reading_order() {
        let inner = group("b", vec![fill(2), group("c", Vec::new())]);
        let items = vec![fill(1), group("a", vec![inner, fill(3)]), fill(4)];
        assert_eq!(way(&items), "1 a(b(2 c(c)b)3 a)4 ");
        let name =
            |group: Option<&Group>| group.map_or("-", |group| group.name.as_str()).to_owned();
        let round: Vec<String> = leaves(&items)
            .map(|leaf| name(leaf.outermost) + &name(leaf.group))
            .collect();
        assert_eq!(round, ["--", "ab", "aa", "--"]);
        let right = rebuilt(&items, &|item| Some(item.moved(Len::pt(10))));
        assert_eq!(way(&right), "11 a(b(12 c(c)b)13 a)14 ");
        let full = rebuilt(&items, &|item| match &item {
            Item::Group(group) if group.items.is_empty() => None,
            Item::Fill(fill) if fill.rect.left == Len::pt(2) => None,
            _ => Some(item),
        });
        assert_eq!(way(&full), "1 a(3 a)4 ", "a group is asked after its items");
    }

    #[test]
    fn a_very_deep_group_is_walked_without_the_stack() {
        let mut deep = fill(0);
        for _ in 0..100 {
            deep = group("g", vec![deep]);
        }
        assert_eq!(leaves(&[deep]).count(), 1);
    }
}
