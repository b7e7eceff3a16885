package org.parley.server.app;

import java.util.Base64;
import org.parley.media.sdp.Encoding;
import org.parley.media.sdp.OfferDescription;
import org.parley.meeting.Meeting;
import org.parley.meeting.Papers;
import org.parley.meeting.Seat;
import org.parley.meeting.log.LogEntry;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;

/** Between the protocol's types and those of the domain and the media plane. */
final class Messages {
  private Messages() {}

  static ServerMessage.Participant participant(org.parley.meeting.Participant present) {
    return new ServerMessage.Participant(
        present.seat(),
        present.room(),
        present.microphone(),
        present.camera(),
        present.screen(),
        present.interrupted());
  }

  static OfferDescription offer(ClientMessage.Offer offer) {
    return new OfferDescription(
        offer.sdp(),
        sources(offer.plenary()),
        sources(offer.caucus()),
        sources(offer.sidebar()),
        offer.slots().stream()
            .map(slot -> new OfferDescription.SlotMids(slot.audio(), slot.video()))
            .toList());
  }

  private static OfferDescription.Sources sources(ClientMessage.Sources sources) {
    return new OfferDescription.Sources(
        sources.microphone().mid(), video(sources.camera()), video(sources.screen()));
  }

  private static OfferDescription.Video video(ClientMessage.VideoSource source) {
    return new OfferDescription.Video(
        source.mid(),
        source.encodings().stream()
            .map(e -> new Encoding(e.rid(), e.width(), e.height(), e.maxRateBps()))
            .toList());
  }

  /** What the organiser wrote, for one seat. */
  static ServerMessage.Chartered chartered(Meeting meeting, Seat seat) {
    Papers papers = meeting.papers();
    return new ServerMessage.Chartered(
        papers.charter(), seat.admits() ? papers.roster() : "", seat.card());
  }

  static ServerMessage.Entry entry(LogEntry entry) {
    ServerMessage.Kind kind = switch (entry.kind()) {
      case FOUNDING -> ServerMessage.Kind.FOUNDING;
      case COMMIT -> ServerMessage.Kind.COMMIT;
      case OBJECT -> ServerMessage.Kind.OBJECT;
    };
    return new ServerMessage.Entry(kind, entry.seat(), text(entry.bytes()));
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** @param text which the protocol's records have checked */
  static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
