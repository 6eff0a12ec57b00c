//! Dates as a PDF writes them.

use super::fault::ExportFault;

/// A date of issue, in the two forms PDF requires.
pub(super) struct Date {
    /// `D:20211231000000Z`, for the Info dictionary.
    pub info: String,
    /// `2021-12-31T00:00:00Z`, for XMP.
    pub xmp: String,
}

impl Date {
    /// Reads `2021-12-31`.
    pub fn read(date: &str) -> Result<Date, ExportFault> {
        let wrong = || ExportFault::Date(date.to_owned());
        let in_form = date.len() == 10
            && date.bytes().enumerate().all(|(at, byte)| {
                if matches!(at, 4 | 7) {
                    byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            });
        let two = |at: usize| {
            date.get(at..at + 2)
                .and_then(|digits| digits.parse::<u8>().ok())
                .unwrap_or(0)
        };
        if !in_form || !(1..=12).contains(&two(5)) || !(1..=31).contains(&two(8)) {
            return Err(wrong());
        }
        Ok(Date {
            info: format!("D:{}000000Z", date.replace('-', "")),
            xmp: format!("{date}T00:00:00Z"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_strictly() {
        let date = Date::read("2021-12-31").unwrap();
        assert_eq!(
            (date.info.as_str(), date.xmp.as_str()),
            ("D:20211231000000Z", "2021-12-31T00:00:00Z")
        );
        for wrong in [
            "",
            "2021-1-31",
            "2021-13-01",
            "2021-12-00",
            "20211-2-31",
            "２０２１-12",
        ] {
            assert_eq!(
                Date::read(wrong).err(),
                Some(ExportFault::Date(wrong.to_owned()))
            );
        }
    }
}
