package org.louver.safety;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a field can tell about a person; decides which actions fit it.
 *
 * <p>The vocabulary holds the canonical names of Stanford Open Policing, NIBRS and California RIPA. A source may declare further
 * fields; those take the kind of their declared type.
 */
public enum FieldKind {
    /** A key of a record or a person. */
    IDENTIFIER("an identifier"),
    /** A person's name. */
    NAME("a name"),
    /** Telephone, e-mail, home address, licence plate. */
    CONTACT("a contact"),
    /** Free text. */
    NARRATIVE("free text"),
    /** A calendar date. */
    DATE("a date"),
    /** A time of day. */
    CLOCK("a time of day"),
    /** Completed years. */
    AGE("an age"),
    /** Offence, charge or call code or text. */
    OFFENCE("an offence or call type"),
    /** Where exactly: an address, a street, a crossing. */
    ADDRESS("an address"),
    /** An area: beat, district, city. */
    PLACE("a place"),
    /** Latitude or longitude. */
    COORDINATE("a coordinate"),
    /** A code with few values. */
    CATEGORY("a category"),
    /** A measured number. */
    NUMBER("a number");

    private static final Map<String, FieldKind> VOCABULARY = new TreeMap<>();

    static {
        declare(
                IDENTIFIER,
                "incident_id incident_number case_number report_number stop_id arrest_id call_id event_id citation_number"
                        + " record_id doj_record_id person_id person_number subject_id victim_id victim_seq_num offender_id"
                        + " offender_seq_num arrestee_id arrestee_seq_num witness_id reporter_id officer_id officer_id_hash"
                        + " offense_id raw_row_number nibrs_month_id call_number stop_number"
                        + " related_incident officer_badge");
        declare(
                NAME,
                "name subject_name victim_name offender_name arrestee_name suspect_name witness_name reporter_name caller_name"
                        + " officer_name reporting_person");
        declare(
                CONTACT,
                "phone subject_phone victim_phone caller_phone reporter_phone witness_phone reporting_phone email home_address victim_address"
                        + " subject_address license_plate vehicle_registration date_of_birth subject_dob victim_dob");
        declare(
                NARRATIVE,
                "narrative notes comments remarks description call_notes officer_notes reason_for_search_explanation"
                        + " reason_for_stop_explanation synopsis");
        declare(
                DATE,
                "date stop_date arrest_date incident_date report_date call_date event_date cleared_date"
                        + " submission_date cleared_except_date received_date received");
        declare(
                CLOCK,
                "time stop_time arrest_time incident_time incident_hour hour call_time event_time received_time");
        declare(AGE, "age subject_age victim_age offender_age arrestee_age suspect_age age_num officer_age");
        declare(
                OFFENCE,
                "offense offense_code offense_name offense_category offense_type crime_against violation charge charge_text"
                        + " charge_description statute charge_code call_type call_type_code final_call_type ucr_code nibrs_code crime_type"
                        + " arrest_offense_code");
        declare(ADDRESS, "location address street block hundred_block intersection arrest_location");
        declare(
                PLACE,
                "beat district sector precinct ward zone neighborhood"
                        + " city closest_city town county county_name region state zip_code census_tract census_block agency"
                        + " agency_id agency_name agency_ori department_name arrest_ward incident_ward arrest_beat subject_county subject_state");
        declare(COORDINATE, "lat lng latitude longitude x y");
        declare(
                CATEGORY,
                "race sex gender ethnicity subject_race subject_sex subject_ethnicity victim_race victim_sex victim_ethnicity"
                        + " offender_race offender_sex offender_ethnicity arrestee_race arrestee_sex officer_race officer_sex"
                        + " officer_gender sex_code race_id ethnicity_id resident_status_code resident_status relationship"
                        + " relationship_id relationship_code victim_type victim_type_id victim_type_code location_type"
                        + " location_id location_type_code injury injury_code injury_type type outcome arrest_made"
                        + " citation_issued warning_issued contraband_found contraband_drugs contraband_weapons frisk_performed"
                        + " search_conducted search_basis search_person search_vehicle reason_for_stop reason_for_search"
                        + " reason_for_arrest arrest_type arrest_type_id arrest_type_code force_used use_of_force disposition"
                        + " status case_status incident_status cleared_except_id attempt_complete_flag initiated priority"
                        + " report_taken disability subject_residency speeding weapon_type agency_type data_year year month"
                        + " quarter age_range age_group overall_type report_written");
        declare(
                NUMBER,
                "posted_speed speed vehicle_year response_seconds officer_years_of_service stop_duration population units");
    }

    private final String phrase;

    FieldKind(String phrase) {
        this.phrase = phrase;
    }

    /** The kind of a canonical field; empty if the vocabulary does not hold it. */
    public static Optional<FieldKind> of(String field) {
        return Optional.ofNullable(VOCABULARY.get(field));
    }

    /** The known name nearest to a misspelt one, for messages. */
    static Optional<String> nearest(String field) {
        String wanted = field.toLowerCase(Locale.ROOT).replace("_", "");
        return VOCABULARY.keySet().stream()
                .filter(name -> {
                    String known = name.replace("_", "");
                    return known.equals(wanted)
                            || (wanted.length() > 3 && (known.contains(wanted) || wanted.contains(known)));
                })
                .findFirst();
    }

    /** Whether the raw value itself can name, reach or find a person, so that it may never pass unchanged. */
    public boolean direct() {
        return switch (this) {
            case IDENTIFIER, NAME, CONTACT, NARRATIVE, ADDRESS, COORDINATE, CLOCK, DATE, AGE -> true;
            case OFFENCE, PLACE, CATEGORY, NUMBER -> false;
        };
    }

    /** With article, for messages. */
    public String phrase() {
        return phrase;
    }

    private static void declare(FieldKind kind, String names) {
        for (String name : names.split(" ", -1)) {
            VOCABULARY.put(name, kind);
        }
    }
}
