package org.parley.course.schedule;

import org.parley.course.Act;

/**
 * A side that has described itself.
 *
 * @param act by which it did so last
 */
public record Described(String side, Act act, Description description) {}
