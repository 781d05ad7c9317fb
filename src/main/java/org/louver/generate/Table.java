package org.louver.generate;

import java.util.List;
import java.util.Locale;

/** The raw tables with their column names before and after the layout change. */
enum Table {
    STOPS(
            0,
            "stop_id,stop_date,stop_time,beat,location,person_id,name,phone,age,race,sex,officer_id,stop_type,reason,search,"
                    + "search_basis,contraband,frisk,outcome,incident_no,call_no,narrative",
            "stop_id,date,time,beat,location,person_id,subject_name,subject_phone,subject_age,subject_race,subject_sex,"
                    + "officer_id,type,reason_for_stop,search_conducted,search_basis,contraband_found,frisk_performed,"
                    + "outcome,incident_number,call_number,narrative",
            1,
            8,
            9),
    ARRESTS(
            1,
            "arrest_no,incident_no,stop_no,arrest_date,arrest_time,beat,location,person_id,name,phone,age,race,sex,"
                    + "charge_code,charge_text,arrest_type,narrative",
            "arrest_id,incident_number,stop_id,arrest_date,arrest_time,beat,location,person_id,subject_name,subject_phone,"
                    + "subject_age,subject_race,subject_sex,charge_code,charge_text,arrest_type,narrative",
            3,
            10,
            11),
    INCIDENTS(
            2,
            "incident_no,occurred_date,occurred_time,beat,location,location_type,offense_code,charge_text,status,"
                    + "related_incident,reporting_person,reporting_phone,narrative",
            "incident_number,incident_date,incident_time,beat,location,location_type,offense_code,charge_text,status,"
                    + "related_incident,reporting_person,reporting_phone,narrative",
            1,
            -1,
            8),
    VICTIMS(
            3,
            "incident_no,victim_no,victim_type,person_id,name,phone,age,sex,race_id,ethnicity_id,relationship,injury,report_date",
            "incident_number,victim_seq_num,victim_type,person_id,name,phone,age,sex,race_id,ethnicity_id,relationship,injury,report_date",
            12,
            6,
            8),
    CALLS(
            4,
            "call_no,incident_no,received,call_type,beat,location,caller_name,caller_phone,priority,disposition,notes",
            "call_number,incident_number,received,call_type,beat,location,caller_name,caller_phone,priority,disposition,notes",
            2,
            -1,
            8),
    /** No source: what was planted, for tests and for whoever wants to check a policy. */
    PLANTED(5, "incident_number,kind,sign", "incident_number,kind,sign", -1, -1, -1);

    /** 0 to 7. */
    final int number;

    private final String columnsBefore;
    private final String columnsAfter;
    /** Positions of columns in which dirt can show, or −1. */
    final int date;

    final int age;
    final int code;

    Table(int number, String before, String after, int date, int age, int code) {
        this.number = number;
        this.columnsBefore = before;
        this.columnsAfter = after;
        this.date = date;
        this.age = age;
        this.code = code;
    }

    List<String> columns(boolean afterChange) {
        return List.of((afterChange ? columnsAfter : columnsBefore).split(",", -1));
    }

    /** The name of its folder and the beginning of its files' names. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
