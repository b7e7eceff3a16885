package org.parley.media.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.parley.media.ice.IceCredentials;

/**
 * Answers offers: what a browser sends and receives, in which numbers, over one transport (RFC 8829, seen from the answering end, which
 * is always an ICE-lite server). Pure.
 */
public final class Negotiator {

  /** Higher admits more than three encodings a source; no browser sends more. */
  private static final int MAX_ENCODINGS = 3;

  /** Higher than any screen's width. */
  private static final int MAX_PIXELS = 8192;

  private final OfferDescription offer;
  private final @Nullable Session previous;
  private final SessionDescription description;
  private final Map<String, SessionDescription.Section> sections;
  private final Map<String, OfferedSection> used = new LinkedHashMap<>();

  private Negotiator(OfferDescription offer, @Nullable Session previous) throws Refusal {
    this.offer = offer;
    this.previous = previous;
    this.description = SessionDescription.parse(offer.sdp());
    this.sections = byMid(description);
  }

  /**
   * Answers an offer, or says why not; never throws, whatever the offer.
   *
   * @param previous the session that a re-offer builds on: its mids, numbers and certificates have to stay, its slots keep their
   *     SSRCs, and its server's credentials stay unless the client's changed (an ICE restart); null for a first offer
   * @param random chooses new slots' SSRCs
   */
  public static Negotiation negotiate(
      OfferDescription offer,
      ServerParameters server,
      @Nullable Session previous,
      RandomGenerator random) {
    try {
      return new Negotiator(offer, previous).negotiate(server, random);
    } catch (Refusal refusal) {
      return new Negotiation.Refused(refusal.reason());
    }
  }

  private Negotiation negotiate(ServerParameters server, RandomGenerator random) throws Refusal {
    List<Publication> publications = publications();
    List<Slot> slots = slots(new SsrcSource(random, ssrcsInUse()));
    requireOneNumbering();
    RemoteTransport remote = remoteTransport();
    if (previous != null) {
      requireContinuation(previous, publications, slots, remote);
    }
    IceCredentials local = previous != null && previous.remote().equals(remote.credentials())
        ? previous.local()
        : server.credentials();
    Session session =
        new Session(local, remote.credentials(), remote.fingerprints(), publications, slots);
    return new Negotiation.Accepted(
        session, new AnswerWriter(description, used, server, session).write());
  }

  private static Map<String, SessionDescription.Section> byMid(SessionDescription description)
      throws Refusal {
    Map<String, SessionDescription.Section> sections = new HashMap<>();
    for (SessionDescription.Section section : description.sections()) {
      String mid = OfferedSection.mid(section);
      if (mid != null && sections.put(mid, section) != null) {
        throw new Refusal("Two sections of the offer have the same mid.");
      }
    }
    return sections;
  }

  private OfferedSection use(String mid, Role role) throws Refusal {
    SessionDescription.Section section = sections.get(mid);
    if (section == null) {
      throw new Refusal("The offer has no section of a mid that the client names.");
    }
    OfferedSection offered = OfferedSection.read(role, mid, section);
    if (used.put(mid, offered) != null) {
      throw new Refusal("The client names one section for two uses.");
    }
    return offered;
  }

  private List<Publication> publications() throws Refusal {
    List<Publication> publications = new ArrayList<>();
    for (Chamber chamber : Chamber.values()) {
      OfferDescription.Sources sources = offer.sources(chamber);
      publications.add(audioPublication(chamber, sources.microphone()));
      publications.add(videoPublication(chamber, SourceKind.CAMERA, sources.camera()));
      publications.add(videoPublication(chamber, SourceKind.SCREEN, sources.screen()));
    }
    return List.copyOf(publications);
  }

  private Publication audioPublication(Chamber chamber, String mid) throws Refusal {
    OfferedSection section = use(mid, Role.AUDIO_SOURCE);
    return new Publication(
        chamber,
        SourceKind.MICROPHONE,
        section.mid(),
        section.payloadType(),
        -1,
        HeaderExtension.ids(section.extensions()),
        List.of());
  }

  private Publication videoPublication(
      Chamber chamber, SourceKind kind, OfferDescription.Video video) throws Refusal {
    OfferedSection section = use(video.mid(), Role.VIDEO_SOURCE);
    requireEncodings(section, video.encodings());
    return new Publication(
        chamber,
        kind,
        section.mid(),
        section.payloadType(),
        section.rtxPayloadType(),
        HeaderExtension.ids(section.extensions()),
        List.copyOf(video.encodings()));
  }

  private static void requireEncodings(OfferedSection section, List<Encoding> encodings)
      throws Refusal {
    Set<String> rids = new HashSet<>();
    for (Encoding encoding : encodings) {
      boolean proper = rids.add(encoding.rid())
          && encoding.width() >= 1
          && encoding.width() <= MAX_PIXELS
          && encoding.height() >= 1
          && encoding.height() <= MAX_PIXELS
          && encoding.maxRateBps() >= 1;
      if (!proper) {
        throw new Refusal("A source's encodings have no proper sizes or rates, or the same rid.");
      }
    }
    Set<String> expected = section.rids().isEmpty() ? Set.of("") : Set.copyOf(section.rids());
    if (encodings.size() > MAX_ENCODINGS || !rids.equals(expected)) {
      throw new Refusal("A source's encodings are not those of its section.");
    }
    if (!section.rids().isEmpty() && !section.extensions().containsKey(HeaderExtension.RID)) {
      throw new Refusal("A source with rids does not offer the RID header extension.");
    }
  }

  private List<Slot> slots(SsrcSource ssrcs) throws Refusal {
    List<Slot> slots = new ArrayList<>();
    for (OfferDescription.SlotMids mids : offer.slots()) {
      int index = slots.size();
      Slot earlier =
          previous != null && index < previous.slots().size() ? previous.slots().get(index) : null;
      slots.add(new Slot(
          index,
          slotSection(
              use(mids.audio(), Role.AUDIO_SLOT), earlier == null ? null : earlier.audio(), ssrcs),
          slotSection(
              use(mids.video(), Role.VIDEO_SLOT),
              earlier == null ? null : earlier.video(),
              ssrcs)));
    }
    return List.copyOf(slots);
  }

  private static Slot.Section slotSection(
      OfferedSection section, Slot.@Nullable Section earlier, SsrcSource ssrcs) {
    boolean rtx = section.rtxPayloadType() >= 0;
    return new Slot.Section(
        section.mid(),
        section.payloadType(),
        section.rtxPayloadType(),
        earlier == null ? ssrcs.next() : earlier.ssrc(),
        earlier == null ? (rtx ? ssrcs.next() : 0) : earlier.rtxSsrc(),
        HeaderExtension.ids(section.extensions()));
  }

  /** The SSRCs of the client, as far as it tells them, and those of earlier slots. */
  private Set<Integer> ssrcsInUse() {
    Set<Integer> inUse = new HashSet<>();
    for (SessionDescription.Section section : description.sections()) {
      for (String value : section.attributes().all("ssrc")) {
        String number = Tokens.words(value).getFirst();
        if (number.length() <= 10 && Tokens.isDigits(number)) {
          inUse.add((int) Long.parseLong(number));
        }
      }
    }
    if (previous != null) {
      for (Slot slot : previous.slots()) {
        inUse.addAll(
            List.of(slot.audio().ssrc(), slot.video().ssrc(), slot.video().rtxSsrc()));
      }
    }
    return inUse;
  }

  /**
   * Bundled sections share one numbering of header extensions (RFC 8843, section 9) and payload types (section 9.1), which is how
   * a packet's section is found at all.
   */
  private void requireOneNumbering() throws Refusal {
    Map<Integer, String> payloadTypes = new HashMap<>();
    Map<Integer, HeaderExtension> extensions = new HashMap<>();
    Map<HeaderExtension, Integer> ids = new HashMap<>();
    for (OfferedSection section : used.values()) {
      boolean same =
          sameOrNew(payloadTypes, section.payloadType(), section.role().codec().encoding());
      if (section.rtxPayloadType() >= 0) {
        same &= sameOrNew(payloadTypes, section.rtxPayloadType(), "rtx " + section.payloadType());
      }
      for (Map.Entry<HeaderExtension, HeaderExtension.Agreed> entry :
          section.extensions().entrySet()) {
        same &= sameOrNew(extensions, entry.getValue().id(), entry.getKey());
        same &= sameOrNew(ids, entry.getKey(), entry.getValue().id());
      }
      if (!same) {
        throw new Refusal("The offer's sections give one number to different things.");
      }
    }
  }

  private static <K, V> boolean sameOrNew(Map<K, V> map, K key, V value) {
    V earlier = map.putIfAbsent(key, value);
    return earlier == null || earlier.equals(value);
  }

  private RemoteTransport remoteTransport() throws Refusal {
    List<String> group = bundle();
    SessionDescription.Section tagged = sections.get(group.getFirst());
    // RFC 8843, section 7.2: the group's first section tells of the transport. Chromium cannot do
    // without it once it is rejected.
    if (tagged == null || !used.containsKey(group.getFirst())) {
      throw new Refusal(
          "The first section of the offer's BUNDLE group is none that the client names.");
    }
    if (!new HashSet<>(group).containsAll(used.keySet())) {
      throw new Refusal(
          "The offer's BUNDLE group does not hold all sections that the client names.");
    }
    Attributes session = description.attributes();
    RemoteTransport remote = RemoteTransport.read(session, tagged.attributes());
    for (Map.Entry<String, SessionDescription.Section> entry : sections.entrySet()) {
      if (used.containsKey(entry.getKey())) {
        remote.requireSame(session, entry.getValue().attributes());
      }
    }
    return remote;
  }

  private List<String> bundle() throws Refusal {
    List<List<String>> groups = description.attributes().all("group").stream()
        .map(Tokens::words)
        .filter(words -> words.getFirst().equals("BUNDLE"))
        .toList();
    if (groups.size() != 1 || groups.getFirst().size() < 2) {
      throw new Refusal("The offer does not have one BUNDLE group.");
    }
    return groups.getFirst().subList(1, groups.getFirst().size());
  }

  private static void requireContinuation(
      Session previous, List<Publication> publications, List<Slot> slots, RemoteTransport remote)
      throws Refusal {
    // A new certificate would be a new DTLS association (RFC 8842, section 5), which is a new
    // session.
    if (!Set.copyOf(remote.fingerprints()).equals(Set.copyOf(previous.fingerprints()))) {
      throw new Refusal("The client's certificate changed; it has to join anew.");
    }
    boolean slotsStay = slots.size() >= previous.slots().size()
        && slots.subList(0, previous.slots().size()).equals(previous.slots());
    boolean publicationsStay = publications.stream()
        .map(Negotiator::numbering)
        .toList()
        .equals(previous.publications().stream().map(Negotiator::numbering).toList());
    if (!slotsStay || !publicationsStay) {
      throw new Refusal("The offer changes sections that were agreed before.");
    }
  }

  /** The publication without what its publisher may change: its encodings' sizes and rates. */
  private static Publication numbering(Publication publication) {
    return new Publication(
        publication.chamber(),
        publication.kind(),
        publication.mid(),
        publication.payloadType(),
        publication.rtxPayloadType(),
        publication.extensions(),
        publication.encodings().stream()
            .map(encoding -> new Encoding(encoding.rid(), 0, 0, 0))
            .toList());
  }
}
