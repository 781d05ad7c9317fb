package org.louver.safety;

import java.nio.file.Path;
import org.louver.config.Section;
import org.louver.refusal.Refusal;

/**
 * A file that the configuration names, and where it does: what is wrong with the file is reported beside the line to look at.
 *
 * @param path as the configuration has it
 * @param place configuration file, line and key
 */
public record NamedFile(String path, String place) {
    static NamedFile of(Section section, String key) {
        return new NamedFile(section.text(key), section.place(key));
    }

    /** The same file, a relative path starting from the folder. */
    NamedFile within(Path folder) {
        return new NamedFile(folder.resolve(path).toString(), place);
    }

    /** A refusal of the file, exit 2. */
    Refusal refusal(String problem, String remedy) {
        return Refusal.configuration(place + ": " + problem, remedy);
    }
}
