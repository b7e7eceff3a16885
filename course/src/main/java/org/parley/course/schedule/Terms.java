package org.parley.course.schedule;

/** What all sides have agreed on. */
public record Terms(Span span, Format format, String venue) {}
