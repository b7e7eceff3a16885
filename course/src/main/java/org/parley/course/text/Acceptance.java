package org.parley.course.text;

/**
 * That a side accepts a wording.
 *
 * @param of whose wording; {@link Passage#BEFORE} for the text before
 * @param seat that said so
 */
public record Acceptance(String side, String of, String seat, int seq) {}
