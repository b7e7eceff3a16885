package org.parley.media.sdp;

/**
 * One simulcast encoding of a video source, as its publisher describes it: the server never looks into the picture.
 *
 * @param rid the RTP stream id (RFC 8851); empty where the source has a single encoding and sends none
 * @param width of the picture, in pixels
 * @param height of the picture, in pixels
 * @param maxRateBps the rate that the publisher gives it at most
 */
public record Encoding(String rid, int width, int height, int maxRateBps) {}
