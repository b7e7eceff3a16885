package org.parley.course.schedule;

/**
 * Of a meeting's history.
 *
 * @param side the author's, who may have no seat any more when it is read
 */
public record Step(String side, MeetingEvent event) {}
