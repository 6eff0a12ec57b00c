//! PostScript calculator functions (ISO 32000-1 §7.10.5): no loops, so every run is as long as the
//! program at most.

use super::budget::Budget;

/// Maximum number of operators of a program.
const LONGEST: usize = 4_000;
/// Maximum depth of braces.
const DEEPEST: usize = 32;
/// Maximum number of values on the stack.
const MOST: usize = 100;

/// A program.
#[derive(Debug)]
pub(crate) struct Calculator(Vec<Step>);

#[derive(Debug)]
enum Step {
    Push(f64),
    Do(Word),
    If(Vec<Step>),
    Either(Vec<Step>, Vec<Step>),
}

macro_rules! words {
    ($($variant:ident $name:literal)*) => {
        #[derive(Clone, Copy, Debug, PartialEq)]
        enum Word { $($variant,)* }

        impl Word {
            fn named(name: &str) -> Option<Word> {
                match name { $($name => Some(Word::$variant),)* _ => None }
            }
        }
    };
}

words! {
    Abs "abs" Add "add" Atan "atan" Ceiling "ceiling" Cos "cos" Cvi "cvi" Cvr "cvr" Div "div"
    Exp "exp" Floor "floor" Idiv "idiv" Ln "ln" Log "log" Mod "mod" Mul "mul" Neg "neg"
    Round "round" Sin "sin" Sqrt "sqrt" Sub "sub" Truncate "truncate"
    And "and" Bitshift "bitshift" Eq "eq" False "false" Ge "ge" Gt "gt" Le "le" Lt "lt" Ne "ne"
    Not "not" Or "or" True "true" Xor "xor"
    Copy "copy" Dup "dup" Exch "exch" Index "index" Pop "pop" Roll "roll"
}

impl Calculator {
    /// Reads a program; `None` if it is none.
    pub fn read(text: &[u8], budget: &Budget) -> Option<Calculator> {
        let text = String::from_utf8_lossy(text);
        let spaced = text.replace('{', " { ").replace('}', " } ");
        if !budget.work(spaced.len().saturating_mul(4)) {
            return None;
        }
        let mut tokens = spaced
            .lines()
            .flat_map(|line| line.split('%').next().unwrap_or("").split_whitespace());
        if tokens.next() != Some("{") {
            return None;
        }
        let mut count = 0;
        steps(&mut tokens, &mut count, 0).map(Calculator)
    }

    /// Runs it; returns the topmost values of the stack.
    pub fn run(&self, inputs: &[f64], outputs: usize) -> Vec<f64> {
        let mut stack = inputs.to_vec();
        run(&self.0, &mut stack);
        let from = stack.len().saturating_sub(outputs);
        let mut found = stack.split_off(from);
        found.resize(outputs, 0.0);
        found
    }
}

fn steps<'t>(
    tokens: &mut impl Iterator<Item = &'t str>,
    count: &mut usize,
    depth: usize,
) -> Option<Vec<Step>> {
    let mut found = Vec::new();
    let mut blocks: Vec<Vec<Step>> = Vec::new();
    loop {
        let token = tokens.next()?;
        *count += 1;
        if *count > LONGEST || depth > DEEPEST {
            return None;
        }
        match token {
            "{" => blocks.push(steps(tokens, count, depth + 1)?),
            "}" => return blocks.is_empty().then_some(found),
            "if" => found.push(Step::If(blocks.pop()?)),
            "ifelse" => {
                let otherwise = blocks.pop()?;
                found.push(Step::Either(blocks.pop()?, otherwise));
            }
            word => match Word::named(word) {
                Some(word) => found.push(Step::Do(word)),
                None => {
                    let number: f64 = word.parse().ok()?;
                    found.push(Step::Push(number.is_finite().then_some(number)?));
                }
            },
        }
    }
}

fn run(steps: &[Step], stack: &mut Vec<f64>) {
    for step in steps {
        match step {
            Step::Push(number) => stack.push(*number),
            Step::Do(word) => one(*word, stack),
            Step::If(block) => {
                if stack.pop().unwrap_or(0.0) != 0.0 {
                    run(block, stack);
                }
            }
            Step::Either(then, otherwise) => {
                let truth = stack.pop().unwrap_or(0.0) != 0.0;
                run(if truth { then } else { otherwise }, stack);
            }
        }
        stack.truncate(MOST);
    }
}

fn one(word: Word, stack: &mut Vec<f64>) {
    let mut pop = || stack.pop().unwrap_or(0.0);
    // What the library of mathematics gives may differ in its last bit.
    let near = |number: f64| (number * 1e9).round() / 1e9;
    let truth = |flag: bool| f64::from(u8::from(flag));
    let result = match word {
        Word::Abs => pop().abs(),
        Word::Ceiling => pop().ceil(),
        Word::Floor => pop().floor(),
        Word::Round => (pop() + 0.5).floor(),
        Word::Truncate | Word::Cvi => pop().trunc(),
        Word::Cvr => pop(),
        Word::Neg => -pop(),
        Word::Sqrt => pop().max(0.0).sqrt(),
        Word::Sin => near(pop().to_radians().sin()),
        Word::Cos => near(pop().to_radians().cos()),
        Word::Ln => near(pop().max(f64::MIN_POSITIVE).ln()),
        Word::Log => near(pop().max(f64::MIN_POSITIVE).log10()),
        Word::Not => {
            let value = pop();
            // A truth value is turned round, a whole number bit by bit.
            if value == 0.0 || value == 1.0 {
                1.0 - value
            } else {
                !(value as i64) as f64
            }
        }
        Word::True => 1.0,
        Word::False => 0.0,
        Word::Pop => {
            pop();
            return;
        }
        Word::Dup => {
            let value = pop();
            stack.push(value);
            value
        }
        Word::Exch => {
            let (last, before) = (pop(), pop());
            stack.push(last);
            before
        }
        Word::Copy => {
            let count = pop().max(0.0) as usize;
            let from = stack.len().saturating_sub(count.min(MOST));
            stack.extend_from_within(from..);
            return;
        }
        Word::Index => {
            let back = pop().max(0.0) as usize;
            let at = stack.len().checked_sub(back.saturating_add(1));
            at.map_or(0.0, |at| stack[at])
        }
        Word::Roll => {
            let (by, count) = (pop(), pop().max(0.0) as usize);
            let count = count.min(stack.len());
            if count > 0 {
                let from = stack.len() - count;
                let by = (by as i64).rem_euclid(count as i64) as usize;
                stack[from..].rotate_right(by);
            }
            return;
        }
        _ => {
            let (b, a) = (pop(), pop());
            let whole = |number: f64| number as i64;
            match word {
                Word::Add => a + b,
                Word::Sub => a - b,
                Word::Mul => a * b,
                Word::Div if b != 0.0 => a / b,
                Word::Idiv => whole(a).checked_div(whole(b)).unwrap_or(0) as f64,
                Word::Mod => whole(a).checked_rem(whole(b)).unwrap_or(0) as f64,
                Word::Exp => near(a.powf(b)),
                Word::Atan => {
                    let turn = near(a.atan2(b).to_degrees());
                    if turn < 0.0 { turn + 360.0 } else { turn }
                }
                Word::Eq => truth(a == b),
                Word::Ne => truth(a != b),
                Word::Gt => truth(a > b),
                Word::Ge => truth(a >= b),
                Word::Lt => truth(a < b),
                Word::Le => truth(a <= b),
                Word::And => (whole(a) & whole(b)) as f64,
                Word::Or => (whole(a) | whole(b)) as f64,
                Word::Xor => (whole(a) ^ whole(b)) as f64,
                Word::Bitshift => {
                    let by = whole(b).clamp(-63, 63);
                    let value = whole(a);
                    let shifted = if by < 0 { value >> -by } else { value << by };
                    shifted as f64
                }
                _ => 0.0,
            }
        }
    };
    stack.push(if result.is_finite() { result } else { 0.0 });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(program: &str, inputs: &[f64], outputs: usize) -> Option<Vec<f64>> {
        Some(Calculator::read(program.as_bytes(), &Budget::new())?.run(inputs, outputs))
    }

    #[test]
    fn programs_calculate() {
        assert_eq!(run("{ 2 mul 1 add }", &[3.0], 1), Some(vec![7.0]));
        assert_eq!(run("{ dup 0 exch }", &[0.5], 3), Some(vec![0.5, 0.0, 0.5]));
        assert_eq!(
            run("{dup 0.5 gt {pop 1} {pop 0} ifelse}", &[0.7], 1),
            Some(vec![1.0])
        );
        assert_eq!(
            run("{ 3 1 roll }", &[1.0, 2.0, 3.0], 3),
            Some(vec![3.0, 1.0, 2.0])
        );
        assert_eq!(run("{ 1 index }", &[4.0, 5.0], 1), Some(vec![4.0]));
        assert_eq!(run("{ 90 sin exch pop }", &[4.0], 1), Some(vec![1.0]));
        assert_eq!(run("{ 0 div }", &[4.0], 1), Some(vec![0.0]));
    }

    #[test]
    fn what_is_no_program_is_none() {
        for text in ["", "1 add", "{ 1 add", "{ quit }", "{ {1} }", "{ if }"] {
            assert!(run(text, &[1.0], 1).is_none(), "{text}");
        }
        assert!(run(&"{".repeat(100_000), &[1.0], 1).is_none());
        assert!(run(&format!("{{ {} }}", "dup ".repeat(3_000)), &[1.0], 1).is_some());
        assert!(run(&format!("{{ {} }}", "dup ".repeat(9_000)), &[1.0], 1).is_none());
    }
}
