package org.parley.course;

/**
 * A room beside the table in which a circle of all sides is among itself.
 *
 * @param since the act by which it was opened, whose place tells it from those of the same circle before and after
 */
public record Sidebar(Circle circle, Act since) {}
