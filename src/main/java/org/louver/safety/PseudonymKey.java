package org.louver.safety;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.louver.refusal.Refusal;

/**
 * The secret behind pseudonyms: HMAC-SHA-256 (RFC 2104, FIPS 198-1) of release, dataset and identifier, cut to 128 bits.
 *
 * <p>Without the key nobody can compute the pseudonym of a known identifier, and no two datasets or releases share one, so that
 * records of one person cannot be followed across them. The key comes from the environment variable {@value #VARIABLE} or from a
 * file, is at least 32 bytes long, and appears in no configuration, log, plan or output. A function instead of a Column expression,
 * because the literals of expressions stand in Spark's plans and event logs.
 */
public final class PseudonymKey implements Serializable {
    /** Environment variable that holds the key. */
    public static final String VARIABLE = "LOUVER_PSEUDONYM_KEY";

    private static final long serialVersionUID = 1L;
    private static final int LEAST_BYTES = 32;

    private final byte[] secret;

    private PseudonymKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * The key in the environment or the file; empty if neither is given.
     *
     * @throws Refusal exit 2 if the file cannot be read or the key is too short
     */
    public static Optional<PseudonymKey> find(Map<String, String> environment, Optional<NamedFile> file) {
        String given = environment.get(VARIABLE);
        if (given != null) {
            return Optional.of(of(given.strip().getBytes(StandardCharsets.UTF_8), "the variable " + VARIABLE));
        }
        return file.map(named -> {
            try {
                byte[] secret = Files.readString(Path.of(named.path())).strip().getBytes(StandardCharsets.UTF_8);
                return of(secret, named.place() + ": the key file");
            } catch (IOException unreadable) {
                throw named.refusal("the pseudonym key file cannot be read", "check the path and its permissions");
            }
        });
    }

    private static PseudonymKey of(byte[] secret, String where) {
        if (secret.length < LEAST_BYTES) {
            throw Refusal.configuration(
                    where + " holds fewer than " + LEAST_BYTES + " bytes", "make one with: openssl rand -hex 32");
        }
        return new PseudonymKey(secret);
    }

    /** The pseudonym of each value; null stays null. */
    Column pseudonym(Column identifier, String release, String dataset, String field) {
        String context = release + '\u0001' + dataset + '\u0001' + field + '\u0001';
        return functions.udf(new Keyed(this, context), DataTypes.StringType).apply(identifier.cast("string"));
    }

    String of(String context, String identifier) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] code = mac.doFinal((context + identifier).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(code, 16));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has HmacSHA256", absent);
        }
    }

    @Override
    public String toString() {
        return "PseudonymKey[hidden]";
    }

    private record Keyed(PseudonymKey key, String context) implements UDF1<String, String> {
        @Override
        public @org.jspecify.annotations.Nullable String call(@org.jspecify.annotations.Nullable String identifier) {
            return identifier == null ? null : key.of(context, identifier);
        }
    }
}
