package org.louver.publication;

/**
 * What is known of a staged file.
 *
 * @param sha256 hexadecimal digest
 * @param bytes length
 */
record FileFacts(String sha256, long bytes) {}
