package org.louver.config;

import java.util.Optional;

/**
 * What the release calls itself.
 *
 * @param id unique per release; a folder name
 * @param name of the series, the same from release to release
 * @param address under which the public tree will be served, ending in a slash, if that is known already
 * @param demonstration says on every page that nothing here may be relied upon
 */
public record ReleaseIdentity(
        String id,
        String name,
        String title,
        Optional<String> description,
        String publisher,
        String contact,
        String licence,
        Optional<String> address,
        boolean demonstration) {

    static ReleaseIdentity read(Section section) {
        ReleaseIdentity identity = new ReleaseIdentity(
                folderName(section, "id"),
                folderName(section, "name"),
                section.text("title"),
                section.optionalText("description"),
                section.text("publisher"),
                section.text("contact"),
                section.text("licence"),
                address(section),
                section.flag("demonstration", false));
        section.refuseUnknownKeys();
        return identity;
    }

    private static Optional<String> address(Section section) {
        Optional<String> written = section.optionalText("address");
        if (written.isPresent() && !written.get().matches("https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?")) {
            throw section.refusal(
                    "address",
                    "is no web address",
                    "write one such as https://data.example.gov/police, without a query");
        }
        return written.map(address -> address.endsWith("/") ? address : address + "/");
    }

    private static String folderName(Section section, String key) {
        String written = section.text(key);
        if (!written.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw section.refusal(key, "cannot name a folder", "use letters, digits, dot, - and _, at most 64");
        }
        return written;
    }
}
