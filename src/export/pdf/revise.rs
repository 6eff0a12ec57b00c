//! The identity of a file, and how a correction of it keeps it: one document, another version
//! (XMP Specification part 2, xmpMM; ISO 32000-1 14.4).
//!
//! What is revised is a file that [`export_all`](super::export_all) wrote: its packet stands
//! uncompressed at its end, behind all other objects, so nothing but the packet's own length and
//! the place of the cross references depend on it.

use sha2::{Digest, Sha256};

use crate::asset::hex;

/// The identity of a document, which all its versions share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The xmpMM:DocumentID.
    pub document: String,
    /// The first half of the trailer's ID, in hex.
    pub file: String,
}

const PACKET: &[u8] = b"<?xpacket begin=";
const PACKET_END: &[u8] = b"<?xpacket end=\"w\"?>";

/// Returns the identity of a file of ours.
pub fn identity(bytes: &[u8]) -> Option<Identity> {
    let packet = packet(bytes)?;
    let text = std::str::from_utf8(&bytes[packet]).ok()?;
    let (at, end) = id_at(bytes)?;
    Some(Identity {
        document: between(text, "xmpMM:DocumentID")?.to_owned(),
        file: String::from_utf8(bytes[at..end].to_vec()).ok()?,
    })
}

/// Returns a file as version `number` of a document: its VersionID, a date of change so many
/// minutes after the date of issue, the document's identity, and an ID of its own. `None` if the
/// file is not of ours.
pub fn revised(bytes: &[u8], number: usize, identity: &Identity) -> Option<Vec<u8>> {
    let place = packet(bytes)?;
    let text = std::str::from_utf8(&bytes[place.clone()]).ok()?;
    let issued = between(text, "xmp:ModifyDate")?;
    let minutes = number.saturating_sub(1).min(24 * 60 - 1);
    let clock = format!("{:02}:{:02}:00", minutes / 60, minutes % 60);
    let changed = format!("{}T{clock}Z", issued.get(..10)?);
    let revised = text
        .replace(
            &element("xmp:ModifyDate", issued),
            &element("xmp:ModifyDate", &changed),
        )
        .replace(
            &element("xmp:MetadataDate", between(text, "xmp:MetadataDate")?),
            &element("xmp:MetadataDate", &changed),
        )
        .replace(
            &element("xmpMM:DocumentID", between(text, "xmpMM:DocumentID")?),
            &element("xmpMM:DocumentID", &identity.document),
        )
        .replace(
            &element("xmpMM:VersionID", between(text, "xmpMM:VersionID")?),
            &element("xmpMM:VersionID", &number.to_string()),
        );
    let mut head = bytes[..place.start].to_vec();
    // The date of change in Info has the same length as it had.
    let info = b"/ModDate(D:".as_slice();
    let loose = b"/ModDate (D:".as_slice();
    let at = [info, loose]
        .iter()
        .find_map(|key| Some(find_back(&head, key)? + key.len()))?;
    let digits = head.get_mut(at + 8..at + 14)?;
    digits.copy_from_slice(clock.replace(':', "").as_bytes());
    // The packet's length stands right before it.
    let key = b"/Length ".as_slice();
    let at = find_back(&head, key)? + key.len();
    let end = at
        + head[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
    let grown = revised.len() as i64 - text.len() as i64;
    let length: i64 = std::str::from_utf8(&head[at..end]).ok()?.parse().ok()?;
    (length == text.len() as i64).then_some(())?;
    let before = head.len();
    head.splice(at..end, (length + grown).to_string().into_bytes());
    let shift = grown + head.len() as i64 - before as i64;
    let mut file = head;
    file.extend_from_slice(revised.as_bytes());
    let hash = Sha256::digest(&file);
    let mut tail = bytes[place.end..].to_vec();
    let key = b"startxref".as_slice();
    let at = find_back(&tail, key)? + key.len();
    let from = at
        + tail[at..]
            .iter()
            .take_while(|byte| !byte.is_ascii_digit())
            .count();
    let to = from
        + tail[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
    let start: i64 = std::str::from_utf8(&tail[from..to]).ok()?.parse().ok()?;
    tail.splice(from..to, (start + shift).to_string().into_bytes());
    file.extend_from_slice(&tail);
    let (first, end) = id_at(&file)?;
    (identity.file.len() == end - first).then_some(())?;
    file[first..end].copy_from_slice(identity.file.as_bytes());
    let second = end + find(&file[end..], b"<")? + 1;
    file.get_mut(second..second + 32)?
        .copy_from_slice(hex(&hash[..16]).to_uppercase().as_bytes());
    Some(file)
}

/// Returns the place of the packet, the last one in the file.
fn packet(bytes: &[u8]) -> Option<std::ops::Range<usize>> {
    let start = find_back(bytes, PACKET)?;
    let end = start + find(&bytes[start..], PACKET_END)? + PACKET_END.len();
    Some(start..end)
}

/// Returns where the first half of the trailer's ID stands.
fn id_at(bytes: &[u8]) -> Option<(usize, usize)> {
    let key = b"/ID[<".as_slice();
    let loose = b"/ID [<".as_slice();
    let at = [key, loose]
        .iter()
        .find_map(|key| Some(find_back(bytes, key)? + key.len()))?;
    let end = at + find(&bytes[at..], b">")?;
    (end - at == 32).then_some((at, end))
}

fn element(name: &str, value: &str) -> String {
    format!("<{name}>{value}</{name}>")
}

/// Returns the text of the first element of a name.
fn between<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>"))
        .map(|(value, _)| value)
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn find_back(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}
