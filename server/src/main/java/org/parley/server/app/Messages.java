package org.parley.server.app;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.parley.media.sdp.Encoding;
import org.parley.media.sdp.OfferDescription;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;
import org.parley.meeting.Seat;
import org.parley.meeting.Side;
import org.parley.meeting.SidePapers;
import org.parley.meeting.log.LogEntry;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.NewSeat;
import org.parley.server.signalling.protocol.Offer;
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

  static OfferDescription offer(Offer offer) {
    return new OfferDescription(
        offer.sdp(),
        sources(offer.plenary()),
        sources(offer.caucus()),
        sources(offer.sidebar()),
        offer.slots().stream()
            .map(slot -> new OfferDescription.SlotMids(slot.audio(), slot.video()))
            .toList());
  }

  private static OfferDescription.Sources sources(Offer.Sources sources) {
    return new OfferDescription.Sources(
        sources.microphone().mid(), video(sources.camera()), video(sources.screen()));
  }

  private static OfferDescription.Video video(Offer.VideoSource source) {
    return new OfferDescription.Video(
        source.mid(),
        source.encodings().stream()
            .map(e -> new Encoding(e.rid(), e.width(), e.height(), e.maxRateBps()))
            .toList());
  }

  /** All papers that somebody may have, whose seat that is. */
  static ServerMessage.Chartered chartered(Meeting meeting, Seat seat) {
    return new ServerMessage.Chartered(
        seat.card(),
        seat.keeps() ? meeting.papers().roster() : "",
        meeting.sides().stream().map(side -> part(side, seat)).toList());
  }

  private static ServerMessage.SidePart part(Side side, Seat reader) {
    SidePapers papers = side.papers();
    boolean own = side.seats().stream().anyMatch(seat -> seat.id().equals(reader.id()));
    return new ServerMessage.SidePart(
        side.id(),
        papers.version(),
        papers.charter(),
        reader.keeps() ? papers.roster() : "",
        reader.keeps() && own ? papers.dossier() : "");
  }

  /** What is new to somebody who was told before; null where nothing is. */
  static ServerMessage.@Nullable Chartered news(
      ServerMessage.Chartered now, ServerMessage.Chartered before) {
    return now.equals(before)
        ? null
        : new ServerMessage.Chartered(
            now.card(),
            now.roster(),
            now.sides().stream().filter(side -> !before.sides().contains(side)).toList());
  }

  /**
   * What somebody asks for of the own side's people; null where the message is about something else.
   *
   * @param side the own one
   */
  static MeetingCommand.@Nullable OfRoster rosterCommand(ClientMessage message, String side) {
    return switch (message) {
      case ClientMessage.AddSeat(ClientMessage.SidePapers papers, NewSeat seat) ->
        new MeetingCommand.AddSeat(
            side,
            new MeetingDraft.Seat(
                seat.id(), seat.admits(), seat.keeps(), seat.linkHash(), seat.card()),
            papers(papers));
      case ClientMessage.ChangeSeat change ->
        new MeetingCommand.ChangeSeat(
            change.seat(), change.admits(), change.keeps(), change.card(), papers(change.papers()));
      case ClientMessage.RenewLink renew ->
        new MeetingCommand.RenewLink(
            renew.seat(), renew.linkHash(), renew.card(), papers(renew.papers()));
      case ClientMessage.RevokeLink(ClientMessage.SidePapers papers, String seat) ->
        new MeetingCommand.RevokeLink(seat, papers(papers));
      default -> null;
    };
  }

  private static SidePapers papers(ClientMessage.SidePapers papers) {
    return new SidePapers(papers.version(), papers.charter(), papers.roster(), papers.dossier());
  }

  static ServerMessage.WhyNot whyNot(Outcome.Refusal refusal) {
    return switch (refusal) {
      case STALE -> ServerMessage.WhyNot.STALE;
      case NOT_KEEPER, MEETING_OVER, UNKNOWN_SIDE, UNKNOWN_SEAT -> ServerMessage.WhyNot.NOT_KEEPER;
      case TOO_MANY_SEATS -> ServerMessage.WhyNot.TOO_MANY_SEATS;
      case TOO_MANY_LINKS -> ServerMessage.WhyNot.TOO_MANY_LINKS;
      case ID_INVALID,
          HASH_INVALID,
          PAPERS_INVALID,
          CARD_INVALID,
          SIDES_COUNT,
          ID_TAKEN,
          LINK_TAKEN -> ServerMessage.WhyNot.INVALID;
    };
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
