//! Regions of a page as page readers see them: a table is one, whatever cells it has.

use super::super::model::{ReadPage, Reading, TextRole};
use crate::geom::{PageSpace, Rect};

/// A region: a block, or the cells of a table in one leg.
pub(super) struct Region {
    /// The article, by index.
    pub article: Option<usize>,
    /// Its blocks, by index on the page.
    pub blocks: Vec<usize>,
    /// Row, column and whether it is a head, of each of its blocks that is a cell of the copy.
    pub cells: Vec<Option<(usize, usize, bool)>>,
    pub is_table: bool,
}

impl Region {
    /// The smallest rectangle around it.
    pub fn rect(&self, page: &ReadPage) -> Option<Rect<PageSpace>> {
        let rects = self.blocks.iter().map(|block| page.blocks[*block].rect);
        rects.reduce(|a, b| a.union(&b))
    }

    /// The role of its first block.
    pub fn role(&self, page: &ReadPage) -> TextRole {
        let first = self.blocks.first();
        first.map_or(TextRole::Paragraph, |block| page.blocks[*block].role)
    }
}

/// Article, leg and table of a cell; the table of a head that is repeated is that of its neighbours.
type TableAt = (usize, usize, Option<usize>);

/// Returns the regions of a page in reading order.
pub(super) fn regions(reading: &Reading, page: usize) -> Vec<Region> {
    let blocks = &reading.pages[page].blocks;
    let table = |nth: usize| -> Option<TableAt> {
        let block = &blocks[nth];
        let (article, par) = block.of?;
        let cell = reading.articles[article].pars[par].cell;
        match (block.role, cell) {
            (TextRole::Cell, Some(cell)) => Some((article, block.leg, Some(cell.table))),
            (TextRole::RepeatedHead, _) => Some((article, block.leg, None)),
            _ => None,
        }
    };
    let mut regions: Vec<(Region, Option<TableAt>)> = Vec::new();
    for (nth, block) in blocks.iter().enumerate() {
        let cell = block.of.and_then(|(article, par)| {
            let cell = reading.articles[article].pars[par].cell?;
            Some((cell.row, cell.column, cell.head))
        });
        let mine = table(nth);
        if let (Some((region, theirs)), Some(mine)) = (regions.last_mut(), mine)
            && let Some(their) = theirs
            && (their.0, their.1) == (mine.0, mine.1)
            && (their.2.is_none() || mine.2.is_none() || their.2 == mine.2)
        {
            region.blocks.push(nth);
            region.cells.push(cell);
            their.2 = mine.2.or(their.2);
            continue;
        }
        regions.push((
            Region {
                article: block.of.map(|(article, _)| article),
                blocks: vec![nth],
                cells: vec![cell],
                is_table: mine.is_some(),
            },
            mine,
        ));
    }
    regions.into_iter().map(|(region, _)| region).collect()
}
