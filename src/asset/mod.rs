//! Fonts, pictures and profiles.
//!
//! Input: bytes from the desk. Output: parsed once, handed out by id. Invariant: `ttf-parser` and
//! the picture decoders are known here only (and the outline walk in `export/png`); everybody else
//! uses [`FontId`] and [`PictureId`].

mod bundled;
mod bytes;
mod characters;
mod clipping;
mod cut;
mod decode;
mod drawing;
mod encode;
mod entropy;
mod face;
mod fit;
mod fonts;
mod format;
mod grey;
mod huffman;
mod icc;
mod instance;
mod interaction;
mod jpeg;
mod jpeg2000;
mod keep;
mod lut;
mod notes;
mod path;
mod picture;
mod pixels;
mod placed;
mod png;
mod psd;
mod reread;
mod reseparation;
mod separations;
mod soft;
mod stencil;
mod store;
mod tiff;
mod translate;
mod wide;
mod window;
mod xml;

pub use bytes::{Bytes, ContentHash, hex, sha256};
pub use characters::CharacterTable;
pub use clipping::WHOLE as WHOLE_PATH;
pub use cut::Crop;
pub use drawing::{Drawing, DrawingFault, DrawnPath, Rgb};
pub use encode::{keeps_limit, press_jpeg};
pub use face::{Face, FaceFit, Licence, Outlines, Pen};
pub use fit::Pair;
pub use fonts::{FontId, FontRemark, Fonts, LostFont};
pub use grey::{grey, rgb_png, seen};
pub use icc::{Intent, OutputProfile, SNAP_240, Separation, clamp_inks, grey_to_black};
pub use instance::{Axis, AxisValue, FaceChoice, FaceName, axes_in_words, faces_of, tag_text};
pub use jpeg::cmyk_jpeg;
pub(crate) use jpeg2000::{colours as jpeg2000_colours, samples as jpeg2000_samples};
pub use keep::KeepUse;
pub use notes::PictureMetadata;
pub use path::{Cap, Join, Pencil, Step, Stroke};
pub use picture::{Picture, PictureId, Pictures};
pub use pixels::{PictureFault, Pixels};
pub use placed::{ColourChange, Conversion, PageBox, PdfObject, PdfPage, PdfValue};
pub use separations::Separations;
pub use soft::SoftProof;
pub use stencil::{Stencil, stencil};
pub use store::{AssetStore, FontStore, PictureStore, PrintKey};
pub use translate::{ProfiledSpace, Translator, delta_e, separated};
