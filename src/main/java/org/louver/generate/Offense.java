package org.louver.generate;

/** Offences with their NIBRS codes, how often they are reported, and whom they are against. */
enum Offense {
    MURDER("9A", "Murder 1st Degree", 0.1, Against.PERSON),
    ROBBERY("120", "Robbery 2nd Degree", 2, Against.PERSON),
    AGGRAVATED_ASSAULT("13A", "Assault 1st Degree", 3, Against.PERSON),
    SIMPLE_ASSAULT("13B", "Assault 4th Degree", 9, Against.PERSON),
    INTIMIDATION("13C", "Threats", 4, Against.PERSON),
    ARSON("200", "Arson, Unoccupied Building", 0.4, Against.BUSINESS),
    BURGLARY("220", "Burglary 2nd Degree", 6, Against.PERSON),
    SHOPLIFTING("23C", "Shoplifting", 11, Against.BUSINESS),
    THEFT_FROM_BUILDING("23D", "Theft from Building", 5, Against.BUSINESS),
    THEFT_FROM_VEHICLE("23F", "Theft from Motor Vehicle", 12, Against.PERSON),
    OTHER_THEFT("23H", "Theft, All Other", 10, Against.PERSON),
    VEHICLE_THEFT("240", "Motor Vehicle Theft", 6, Against.PERSON),
    FORGERY("250", "Forgery", 1.5, Against.BUSINESS),
    FRAUD("26A", "Theft by Deception, \"Swindle\"", 5, Against.PERSON),
    EXTORTION("210", "Extortion", 0.2, Against.PERSON),
    VANDALISM("290", "Criminal Mischief", 12, Against.PERSON),
    DRUGS("35A", "Possession of Controlled Substance", 7, Against.SOCIETY),
    GAMBLING("39A", "Unlawful Wagering", 0.05, Against.SOCIETY),
    WEAPONS("520", "Unlawful Carrying of Weapon", 2, Against.SOCIETY),
    IMPAIRED_DRIVING("90D", "Driving Under the Influence", 0, Against.SOCIETY),
    TRESPASS("90J", "Trespass", 4, Against.SOCIETY),
    OTHER("90Z", "Assist Other Agency", 5, Against.SOCIETY),
    /* Only where a sensitive incident is planted. */
    RAPE("11A", "Rape 1st Degree", 0, Against.PERSON),
    SEXUAL_CONTACT("11D", "Criminal Sexual Contact", 0, Against.PERSON),
    STATUTORY_RAPE("36B", "Unlawful Sexual Conduct with Minor", 0, Against.PERSON),
    TRAFFICKING("64A", "Human Trafficking, Commercial Sex Acts", 0, Against.PERSON);

    final String code;
    final String charge;
    final double weight;
    final Against against;

    Offense(String code, String charge, double weight, Against against) {
        this.code = code;
        this.charge = charge;
        this.weight = weight;
        this.against = against;
    }

    enum Against {
        PERSON,
        BUSINESS,
        SOCIETY
    }

    private static final double[] WEIGHTS =
            java.util.Arrays.stream(values()).mapToDouble(each -> each.weight).toArray();

    static Offense any(Draws draws) {
        return draws.byWeight(values(), WEIGHTS);
    }
}
