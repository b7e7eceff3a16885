package org.parley.server.app;

import java.util.List;
import org.parley.media.sdp.Encoding;
import org.parley.media.sdp.OfferDescription;
import org.parley.meeting.Attendance;
import org.parley.meeting.Meeting;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.MeetingView;
import org.parley.server.signalling.protocol.ServerMessage.SeatView;
import org.parley.server.signalling.protocol.ServerMessage.SideView;

/** Between the protocol's types and those of the domain and the media plane. */
final class Messages {
  private Messages() {}

  static MeetingView view(Meeting meeting) {
    List<SideView> sides = meeting.sides().stream()
        .map(side -> new SideView(
            side.id(),
            side.name(),
            side.seats().stream()
                .map(seat -> new SeatView(seat.id(), seat.name(), seat.title()))
                .toList()))
        .toList();
    return new MeetingView(meeting.id(), meeting.title(), sides);
  }

  static List<ServerMessage.Participant> participants(Attendance attendance) {
    return attendance.participants().stream().map(Messages::participant).toList();
  }

  static ServerMessage.Participant participant(org.parley.meeting.Participant present) {
    return new ServerMessage.Participant(
        present.seat(),
        present.microphone(),
        present.camera(),
        present.screen(),
        present.interrupted());
  }

  static OfferDescription offer(ClientMessage.Offer offer) {
    return new OfferDescription(
        offer.sdp(),
        offer.sources().microphone().mid(),
        video(offer.sources().camera()),
        video(offer.sources().screen()),
        offer.slots().stream()
            .map(slot -> new OfferDescription.SlotMids(slot.audio(), slot.video()))
            .toList());
  }

  private static OfferDescription.Video video(ClientMessage.VideoSource source) {
    return new OfferDescription.Video(
        source.mid(),
        source.encodings().stream()
            .map(e -> new Encoding(e.rid(), e.width(), e.height(), e.maxRateBps()))
            .toList());
  }
}
