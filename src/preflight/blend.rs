//! Blend modes (ISO 32000-1 §11.3.5), computed on inks.
//!
//! The modes are defined on light, of which ink is the complement. Those that are not separable
//! mix the plates with one another; they are not computed here.

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
    /// A mode that mixes the plates, or that nobody knows.
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
            Blend::Normal | Blend::Other => return ink,
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
        assert_eq!(Blend::named(b"Luminosity"), Blend::Other);
    }
}
