import { describe, expect, it } from 'vitest';
import { withoutOrphanedFeedback } from './sdp';

describe('withoutOrphanedFeedback', () => {
  it('keeps what belongs to a codec of its own section, and all else as it is', () => {
    const session = 'v=0\r\no=- 1 2 IN IP4 0.0.0.0\r\ns=-\r\n';
    const audio = 'm=audio 9 UDP/TLS/RTP/SAVPF 109\r\na=rtpmap:109 opus/48000/2\r\n';
    const video =
      'm=video 9 UDP/TLS/RTP/SAVPF 120\r\na=rtpmap:120 VP8/90000\r\na=rtcp-fb:120 nack\r\na=rtcp-fb:* nack\r\n';
    const orphan = 'a=rtcp-fb:109 nack pli\r\na=rtcp-fb:126 goog-remb\r\n';
    expect(withoutOrphanedFeedback(session + audio + video + orphan)).toBe(session + audio + video);
    expect(withoutOrphanedFeedback(session + audio + video)).toBe(session + audio + video);
  });
});
