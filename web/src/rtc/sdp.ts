/**
 * Takes out feedback lines whose payload type has no rtpmap: Firefox leaves them behind when codecs are left out of an offer, and they
 * mean nothing.
 */
export function withoutOrphanedFeedback(sdp: string): string {
  const sections = sdp.split(/(?=^m=)/m);
  return sections
    .map((section) => {
      const known = new Set([...section.matchAll(/^a=rtpmap:(\d+) /gm)].map((match) => match[1]));
      return section.replace(/^a=rtcp-fb:(\d+) .*\r?\n/gm, (line, type: string) =>
        known.has(type) ? line : '',
      );
    })
    .join('');
}
