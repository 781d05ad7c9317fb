package org.louver.publication;

import org.apache.hadoop.fs.Path;

/**
 * A release in the public tree.
 *
 * @param fingerprint SHA-256 of everything in it that inputs, configuration and version determine
 * @param unchanged whether it was public already with the same content
 */
public record PublishedRelease(String id, Path directory, String fingerprint, boolean unchanged) {}
