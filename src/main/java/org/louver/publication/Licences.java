package org.louver.publication;

import java.util.Map;
import java.util.Optional;

/** Where the texts of open data licences are, by SPDX identifier. */
final class Licences {
    private static final Map<String, String> ADDRESS = Map.of(
            "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/",
            "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/",
            "ODC-By-1.0", "https://opendatacommons.org/licenses/by/1-0/",
            "PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/",
            "ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/");

    private Licences() {}

    /** The address; a licence that is an address itself stands for itself. */
    static Optional<String> address(String licence) {
        return licence.startsWith("https://") ? Optional.of(licence) : Optional.ofNullable(ADDRESS.get(licence));
    }
}
