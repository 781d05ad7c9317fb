package org.louver.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.louver.refusal.Refusal;

/**
 * One object of a configuration file, read key by key.
 *
 * <p>Each read marks its key as known; {@link #refuseUnknownKeys()} then refuses what nobody asked for, with the nearest known
 * key. Every refusal names file and line. Values are never echoed except codes of enumerations and numbers: a file may hold secrets.
 */
public final class Section {
    private static final Pattern MERGED = Pattern.compile("^merge of (.+?): (\\d+)(?:-\\d+)?,");
    private final ConfigObject object;
    private final String path;
    private final Set<String> known = new LinkedHashSet<>();

    /** Dotted paths of all keys that were asked for, anywhere below the same root. */
    private final Set<String> asked;

    private Section(ConfigObject object, String path, Set<String> asked) {
        this.object = object;
        this.path = path;
        this.asked = asked;
    }

    /** Dotted paths of all keys that were asked for in the whole file so far, there or not. */
    public Set<String> askedFor() {
        return Set.copyOf(asked);
    }

    /**
     * Parses a file and lays {@code overrides} (dotted path → HOCON value) over it; environment variables resolve.
     *
     * @throws Refusal exit 2 if the file is missing, does not parse or does not resolve
     */
    public static Section load(Path file, Map<String, String> overrides) {
        if (!Files.isRegularFile(file)) {
            throw Refusal.configuration("no configuration file at " + file, "check the path");
        }
        try {
            ConfigParseOptions strict = ConfigParseOptions.defaults().setAllowMissing(false);
            Config parsed = ConfigFactory.parseFile(file.toFile(), strict);
            for (Map.Entry<String, String> override : new TreeMap<>(overrides).entrySet()) {
                ConfigParseOptions origin =
                        ConfigParseOptions.defaults().setOriginDescription("--set " + override.getKey());
                parsed = ConfigFactory.parseString(override.getKey() + " = " + override.getValue(), origin)
                        .withFallback(parsed);
            }
            return new Section(parsed.resolve().root(), "", new TreeSet<>());
        } catch (ConfigException.UnresolvedSubstitution unresolved) {
            throw Refusal.configuration(
                    firstLine(unresolved), "set the environment variable or define the key it stands for");
        } catch (ConfigException unreadable) {
            throw Refusal.configuration(firstLine(unreadable), "see the HOCON syntax in docs/configuration.md");
        }
    }

    /** Parses text; for tests and for defaults that ship in the jar. */
    public static Section parse(String text, String origin) {
        return new Section(
                ConfigFactory.parseString(text, ConfigParseOptions.defaults().setOriginDescription(origin))
                        .resolve()
                        .root(),
                "",
                new TreeSet<>());
    }

    /** The dotted path of this object from the root of the file; empty for the root. */
    public String path() {
        return path;
    }

    /** The keys in the order in which they sort; reading them marks none as known. */
    public List<String> keys() {
        return object.keySet().stream().sorted().toList();
    }

    public boolean has(String key) {
        known.add(key);
        asked.add(pathOf(key));
        ConfigValue value = object.get(key);
        return value != null && value.valueType() != ConfigValueType.NULL;
    }

    /** The resolved values as text, keys sorted: for fingerprints, never to be shown. */
    public String rendered() {
        return object.render(com.typesafe.config.ConfigRenderOptions.concise());
    }

    /** Whether an object in braces stands under the key. */
    public boolean holdsObject(String key) {
        known.add(key);
        return object.get(key) instanceof ConfigObject;
    }

    public String text(String key) {
        ConfigValue value = required(key);
        if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
            throw wrongType(key, value, "text");
        }
        return String.valueOf(value.unwrapped());
    }

    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    public String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    public long integer(String key) {
        ConfigValue value = required(key);
        try {
            return new BigDecimal(String.valueOf(value.unwrapped())).longValueExact();
        } catch (NumberFormatException | ArithmeticException notWhole) {
            throw wrongType(key, value, "a whole number");
        }
    }

    public long integer(String key, long otherwise) {
        return has(key) ? integer(key) : otherwise;
    }

    /** A whole number within bounds, both included. */
    public long integer(String key, long otherwise, long least, long most) {
        long number = integer(key, otherwise);
        if (number < least || number > most) {
            throw refusal(key, "is " + number + ", outside " + least + " to " + most, "choose a value in that range");
        }
        return number;
    }

    public double number(String key, double otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        ConfigValue value = required(key);
        try {
            return Double.parseDouble(String.valueOf(value.unwrapped()));
        } catch (NumberFormatException notANumber) {
            throw wrongType(key, value, "a number");
        }
    }

    public boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        ConfigValue value = required(key);
        String word = String.valueOf(value.unwrapped());
        return switch (word) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw wrongType(key, value, "true or false");
        };
    }

    /** A word of an enumeration, written in lower case with hyphens. */
    public <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
        return has(key) ? word(key, type) : otherwise;
    }

    /** A word of an enumeration, written in lower case with hyphens. */
    public <E extends Enum<E>> E word(String key, Class<E> type) {
        String written = text(key);
        for (E constant : type.getEnumConstants()) {
            if (wordOf(constant).equals(written)) {
                return constant;
            }
        }
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Section::wordOf).toList();
        throw refusal(key, "is not one of the words it can be", "use " + String.join(", ", words));
    }

    public List<String> texts(String key) {
        return list(key, value -> {
            if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
                throw wrongType(key, value, "a list of texts");
            }
            return String.valueOf(value.unwrapped());
        });
    }

    public List<String> texts(String key, List<String> otherwise) {
        return has(key) ? texts(key) : otherwise;
    }

    /** A list whose elements may be of any kind; {@code each} reads one. */
    public <T> List<T> list(String key, Function<ConfigValue, T> each) {
        ConfigValue value = required(key);
        if (!(value instanceof ConfigList values)) {
            throw wrongType(key, value, "a list");
        }
        List<T> read = new ArrayList<>();
        for (ConfigValue element : values) {
            read.add(each.apply(element));
        }
        return List.copyOf(read);
    }

    /** One text or a list of them. */
    public List<String> textOrTexts(String key) {
        return required(key).valueType() == ConfigValueType.LIST ? texts(key) : List.of(text(key));
    }

    /** Whether the value under the key is an object in braces. */
    public boolean isObject(String key) {
        return required(key).valueType() == ConfigValueType.OBJECT;
    }

    /** A number as it is written, without rounding. */
    public BigDecimal decimal(String key) {
        try {
            return new BigDecimal(text(key));
        } catch (NumberFormatException notANumber) {
            throw wrongType(key, required(key), "a number");
        }
    }

    public Section section(String key) {
        ConfigValue value = required(key);
        if (!(value instanceof ConfigObject child)) {
            throw wrongType(key, value, "an object in braces");
        }
        return new Section(child, pathOf(key), asked);
    }

    /** The object under the key, or an empty one. */
    public Section sectionOrEmpty(String key) {
        return has(key)
                ? section(key)
                : new Section(ConfigFactory.empty(describe(object.origin())).root(), pathOf(key), asked);
    }

    /** This object with the keys of {@code below} where it has none itself, objects merged all the way down. */
    public Section over(Section below) {
        return new Section(object.withFallback(below.object), path, asked);
    }

    /** Objects in a list. */
    public List<Section> sections(String key) {
        return list(key, value -> {
            if (!(value instanceof ConfigObject child)) {
                throw wrongType(key, value, "a list of objects in braces");
            }
            return new Section(child, pathOf(key), asked);
        });
    }

    /** Element of a mixed list as a section. */
    public Section sectionOf(String key, ConfigObject element) {
        return new Section(element, pathOf(key), asked);
    }

    /**
     * Ends the reading of this object.
     *
     * @throws Refusal exit 2 if it holds a key that was never read
     */
    public void refuseUnknownKeys() {
        for (String key : keys()) {
            if (!known.contains(key)) {
                String nearest = known.stream()
                        .min((a, b) -> Integer.compare(distance(a, key), distance(b, key)))
                        .filter(candidate -> distance(candidate, key) <= Math.max(2, key.length() / 3))
                        .map(candidate -> "did you mean " + candidate + "?")
                        .orElse(
                                known.isEmpty()
                                        ? "remove it"
                                        : "known here: "
                                                + String.join(
                                                        ", ",
                                                        known.stream().sorted().toList()));
                throw refusal(key, "is not a key that Louver knows", nearest);
            }
        }
    }

    /** A refusal about one key of this object: file, line, dotted path, problem, remedy. */
    public Refusal refusal(String key, String problem, String remedy) {
        return Refusal.configuration(place(key) + " " + problem, remedy);
    }

    /** File, line and dotted path of a key, for refusals that are not about the configuration alone. */
    public String place(String key) {
        ConfigValue value = object.get(key);
        ConfigOrigin origin = value == null ? object.origin() : value.origin();
        return describe(origin) + ": " + pathOf(key);
    }

    /**
     * The file that a key names.
     *
     * @param folder that a relative path starts from
     * @throws Refusal exit 2 if there is none
     */
    public Path existingFile(String key, Path folder) {
        Path file = folder.resolve(text(key)).normalize();
        if (!Files.isRegularFile(file)) {
            throw refusal(key, "names " + file + ", where no file is", "check the path");
        }
        return file;
    }

    private ConfigValue required(String key) {
        if (!has(key)) {
            throw refusal(
                    key, "is missing", misspelt(key).map(w -> "correct " + w).orElse("add it"));
        }
        ConfigValue value = object.get(key);
        if (value == null) {
            throw new IllegalStateException("a key that is there has a value");
        }
        return value;
    }

    private Optional<String> misspelt(String key) {
        return keys().stream()
                .filter(written -> !known.contains(written) && distance(written, key) <= 2)
                .findFirst();
    }

    private Refusal wrongType(String key, ConfigValue value, String wanted) {
        return Refusal.configuration(
                describe(value.origin()) + ": " + pathOf(key) + " must be " + wanted + ", not "
                        + value.valueType().name().toLowerCase(Locale.ROOT),
                "change the value");
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String describe(ConfigOrigin origin) {
        Matcher merged = MERGED.matcher(origin.description());
        if (merged.find()) {
            // Of an object that several files make up, the one that includes the others comes first.
            return merged.group(1) + ":" + merged.group(2);
        }
        String file = origin.filename() == null ? origin.description() : origin.filename();
        return origin.lineNumber() > 0 && origin.filename() != null ? file + ":" + origin.lineNumber() : file;
    }

    private static String firstLine(ConfigException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("the file does not parse");
    }

    /** Levenshtein distance; O(|a|·|b|). */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
