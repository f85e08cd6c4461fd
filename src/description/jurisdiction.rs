//! Who enacts: ISO 3166-1 alpha-2 codes, parts of countries in the form of ISO 3166-2, and a few organisations of States.

/// Officially assigned ISO 3166-1 alpha-2 codes, and XK for Kosovo, which is in wide use.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH \
GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB \
LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM \
PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG \
TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// Organisations of States, and several States together.
const BODIES: [&str; 3] = ["EU", "COE", "MULTI"];

/// Member States of the European Union.
const UNION: &str = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

/// Whether a law of one code holds where a bill of another does: in the same place, in the country that the place is a part of, or
/// in the Union that it is a member of.
pub fn holds_in(law: &str, bill: &str) -> bool {
    let country = bill.split('-').next().unwrap_or(bill);
    law == bill || law == country || (law == "EU" && UNION.split(' ').any(|member| member == country))
}

/// Whether a code names a country, a part of one (one to three letters or digits after a hyphen) or a body.
pub fn is_known(code: &str) -> bool {
    let country = |code: &str| code.len() == 2 && COUNTRIES.split(' ').any(|known| known == code);
    match code.split_once('-') {
        None => BODIES.contains(&code) || country(code),
        Some((of, part)) => {
            country(of) && (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{holds_in, is_known};

    #[test]
    fn laws_of_the_whole_hold_in_the_part_and_not_the_other_way_round() {
        for (law, bill) in [("DE", "DE"), ("US", "US-CA"), ("EU", "DE"), ("EU", "DE-BY"), ("EU", "EU")] {
            assert!(holds_in(law, bill), "{law} in {bill}");
        }
        for (law, bill) in [("US-CA", "US"), ("DE", "EU"), ("EU", "NO"), ("EU", "GB"), ("US-CA", "US-NY"), ("COE", "DE")] {
            assert!(!holds_in(law, bill), "{law} in {bill}");
        }
    }

    #[test]
    fn codes() {
        assert!(["NO", "EU", "US-CO", "CA-QC", "MULTI", "AU"].into_iter().all(is_known));
        assert!(["no", "UK", "ZZ", "US-", "US-colorado", "EU-1", ""].into_iter().all(|code| !is_known(code)));
    }
}
