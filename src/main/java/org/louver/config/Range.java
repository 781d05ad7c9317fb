package org.louver.config;

/** Bounds that a value keeps, both included, each as the type's own text. */
public record Range(String least, String most) {}
