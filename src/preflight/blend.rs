//! Blend modes (ISO 32000-1 §11.3.5), computed on inks.
//!
//! The modes are defined on light, of which ink is the complement. Those that are not separable
//! mix cyan, magenta and yellow; black is that of one of both (§11.3.5.3).

/// A blend mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Blend {
    /// What is painted covers what is below.
    #[default]
    Normal,
    /// Darkens by what is below.
    Multiply,
    /// Lightens by what is below.
    Screen,
    /// Multiplies shadows below, screens lights.
    Overlay,
    /// The darker of both.
    Darken,
    /// The lighter of both.
    Lighten,
    /// Brightens what is below.
    ColorDodge,
    /// Darkens what is below.
    ColorBurn,
    /// Multiplies by shadows, screens by lights.
    HardLight,
    /// A softer [`Blend::HardLight`].
    SoftLight,
    /// The difference of both.
    Difference,
    /// A softer [`Blend::Difference`].
    Exclusion,
    /// The hue of what is painted.
    Hue,
    /// The saturation of what is painted.
    Saturation,
    /// Hue and saturation of what is painted.
    Colour,
    /// The luminosity of what is painted.
    Luminosity,
    /// A mode that nobody knows.
    Other,
}

impl Blend {
    /// Returns the mode of this name.
    pub fn named(name: &[u8]) -> Blend {
        match name {
            b"Normal" | b"Compatible" => Blend::Normal,
            b"Multiply" => Blend::Multiply,
            b"Screen" => Blend::Screen,
            b"Overlay" => Blend::Overlay,
            b"Darken" => Blend::Darken,
            b"Lighten" => Blend::Lighten,
            b"ColorDodge" => Blend::ColorDodge,
            b"ColorBurn" => Blend::ColorBurn,
            b"HardLight" => Blend::HardLight,
            b"SoftLight" => Blend::SoftLight,
            b"Difference" => Blend::Difference,
            b"Exclusion" => Blend::Exclusion,
            b"Hue" => Blend::Hue,
            b"Saturation" => Blend::Saturation,
            b"Color" => Blend::Colour,
            b"Luminosity" => Blend::Luminosity,
            _ => Blend::Other,
        }
    }

    /// Returns whether no ink laid on no ink may be ink.
    pub fn inks_paper(self) -> bool {
        matches!(self, Blend::Difference)
    }

    /// Returns the ink of one plate where `ink` is laid over `below`.
    pub fn over(self, below: f32, ink: f32) -> f32 {
        let (b, s) = (1.0 - below, 1.0 - ink);
        let screen = |b: f32, s: f32| b + s - b * s;
        let hard = |b: f32, s: f32| {
            if s <= 0.5 {
                b * s * 2.0
            } else {
                screen(b, s * 2.0 - 1.0)
            }
        };
        let light = match self {
            Blend::Normal
            | Blend::Hue
            | Blend::Saturation
            | Blend::Colour
            | Blend::Luminosity
            | Blend::Other => return ink,
            Blend::Multiply => return below + ink - below * ink,
            Blend::Screen => screen(b, s),
            Blend::Overlay => hard(s, b),
            Blend::Darken => b.min(s),
            Blend::Lighten => b.max(s),
            Blend::ColorDodge if b == 0.0 => 0.0,
            Blend::ColorDodge if s >= 1.0 => 1.0,
            Blend::ColorDodge => (b / (1.0 - s)).min(1.0),
            Blend::ColorBurn if b >= 1.0 => 1.0,
            Blend::ColorBurn if s <= 0.0 => 0.0,
            Blend::ColorBurn => 1.0 - ((1.0 - b) / s).min(1.0),
            Blend::HardLight => hard(b, s),
            Blend::SoftLight if s <= 0.5 => b - (1.0 - s * 2.0) * b * (1.0 - b),
            Blend::SoftLight => {
                let root = if b <= 0.25 {
                    ((16.0 * b - 12.0) * b + 4.0) * b
                } else {
                    b.sqrt()
                };
                b + (s * 2.0 - 1.0) * (root - b)
            }
            Blend::Difference => (b - s).abs(),
            Blend::Exclusion => b + s - b * s * 2.0,
        };
        1.0 - light.clamp(0.0, 1.0)
    }
}

impl Blend {
    /// Returns whether the inks of one place are mixed with one another.
    pub fn mixes(self) -> bool {
        matches!(
            self,
            Blend::Hue | Blend::Saturation | Blend::Colour | Blend::Luminosity
        )
    }

    /// Returns the four process inks where `inks` are laid over `below` by a mode that mixes them.
    pub fn mixed(self, below: [f32; 4], inks: [f32; 4]) -> [f32; 4] {
        let light = |inks: [f32; 4]| [1.0 - inks[0], 1.0 - inks[1], 1.0 - inks[2]];
        let (b, s) = (light(below), light(inks));
        let (rgb, black) = match self {
            Blend::Hue => (
                with_luminosity(saturated(s, spread(b)), luminosity(b)),
                below[3],
            ),
            Blend::Saturation => (
                with_luminosity(saturated(b, spread(s)), luminosity(b)),
                below[3],
            ),
            Blend::Colour => (with_luminosity(s, luminosity(b)), below[3]),
            _ => (with_luminosity(b, luminosity(s)), inks[3]),
        };
        let [c, m, y] = rgb.map(|light| 1.0 - light.clamp(0.0, 1.0));
        [c, m, y, black]
    }
}

fn luminosity([r, g, b]: [f32; 3]) -> f32 {
    0.3 * r + 0.59 * g + 0.11 * b
}

fn spread(rgb: [f32; 3]) -> f32 {
    rgb.iter().copied().fold(0.0, f32::max) - rgb.iter().copied().fold(1.0, f32::min)
}

/// Gives a colour another luminosity, and brings it back into the range of light.
fn with_luminosity(rgb: [f32; 3], wanted: f32) -> [f32; 3] {
    let by = wanted - luminosity(rgb);
    let rgb = rgb.map(|part| part + by);
    let light = luminosity(rgb);
    let (least, most) = (
        rgb.iter().copied().fold(f32::MAX, f32::min),
        rgb.iter().copied().fold(f32::MIN, f32::max),
    );
    let rgb = match least < 0.0 && light > least {
        true => rgb.map(|part| light + (part - light) * light / (light - least)),
        false => rgb,
    };
    match most > 1.0 && most > light {
        true => rgb.map(|part| light + (part - light) * (1.0 - light) / (most - light)),
        false => rgb,
    }
}

/// Gives a colour another saturation; a grey has none.
fn saturated(rgb: [f32; 3], wanted: f32) -> [f32; 3] {
    let (least, own) = (rgb.iter().copied().fold(1.0, f32::min), spread(rgb));
    match own > 0.0 {
        true => rgb.map(|part| (part - least) * wanted / own),
        false => [0.0; 3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_keep_their_rules() {
        let near = |a: f32, b: f32| (a - b).abs() < 1e-5;
        for below in [0.0, 0.3, 1.0] {
            assert!(near(Blend::Multiply.over(below, 0.0), below));
            assert!(near(Blend::Screen.over(below, 1.0), below));
            assert!(near(Blend::Normal.over(below, 0.4), 0.4));
            assert!(near(Blend::Darken.over(below, 0.0), below));
            assert!(near(Blend::Lighten.over(below, 1.0), below));
            assert!(near(Blend::HardLight.over(below, 0.5), below));
        }
        assert!(near(Blend::Multiply.over(0.5, 0.5), 0.75));
        assert!(near(Blend::Screen.over(0.5, 0.5), 0.25));
        assert_eq!(Blend::named(b"Luminous"), Blend::Other);
    }

    /// What the mode takes from each of both is found in what comes out.
    #[test]
    fn modes_that_mix_keep_what_they_say() {
        let (below, inks) = ([0.2, 0.6, 0.9, 0.1], [0.7, 0.3, 0.1, 0.4]);
        let light = |inks: [f32; 4]| luminosity([1.0 - inks[0], 1.0 - inks[1], 1.0 - inks[2]]);
        let near = |a: f32, b: f32| (a - b).abs() < 1e-4;
        for (mode, like, black) in [
            (Blend::Hue, below, 0.1),
            (Blend::Saturation, below, 0.1),
            (Blend::Colour, below, 0.1),
            (Blend::Luminosity, inks, 0.4),
        ] {
            let found = mode.mixed(below, inks);
            assert!(near(light(found), light(like)), "{mode:?} {found:?}");
            assert!(near(found[3], black));
        }
        assert_eq!(Blend::named(b"Luminosity"), Blend::Luminosity);
    }
}
