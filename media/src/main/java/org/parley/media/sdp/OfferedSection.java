package org.parley.media.sdp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one section of an offer has in common with what the server does, for a section that will be accepted.
 *
 * @param rtxPayloadType -1 where there is none
 * @param feedback as in {@code a=rtcp-fb}, without the payload type
 * @param rids in the offer's order; empty without simulcast
 */
record OfferedSection(
    Role role,
    String mid,
    String protocol,
    int payloadType,
    int rtxPayloadType,
    List<String> feedback,
    Map<HeaderExtension, HeaderExtension.Agreed> extensions,
    List<String> rids,
    boolean reducedSize,
    boolean allowMixed) {

  /** MID and RID ride in one-byte header extensions, which hold 16 bytes (RFC 8285, section 4.2). */
  private static final int MAX_ID_CHARS = 16;

  /** Names of encodings; more than this no browser sends. */
  private static final int MAX_RIDS = 3;

  private static final Set<String> PROTOCOLS = Set.of("UDP/TLS/RTP/SAVPF", "TCP/TLS/RTP/SAVPF");

  static OfferedSection read(Role role, String mid, SessionDescription.Section section)
      throws Refusal {
    Attributes attributes = section.attributes();
    if (!section.media().equals(role.codec().media())) {
      throw new Refusal("A section is not of the kind of media that it is offered for.");
    }
    if (section.port() == 0 && !attributes.has("bundle-only")) {
      throw new Refusal("A section that the client names is disabled in the offer.");
    }
    if (!PROTOCOLS.contains(section.protocol()) || !attributes.has("rtcp-mux")) {
      throw new Refusal("A section does not offer DTLS-SRTP with feedback and rtcp-mux.");
    }
    if (!attributes.has(role.offeredDirection()) && !attributes.has("sendrecv")) {
      throw new Refusal("A section is not offered in the direction that its use needs.");
    }
    int payloadType = payloadType(section, role.codec().encoding());
    if (payloadType < 0) {
      throw new Refusal("A section does not offer " + role.codec().encoding() + ".");
    }
    List<String> feedback = feedback(role, attributes, payloadType);
    return new OfferedSection(
        role,
        mid,
        section.protocol(),
        payloadType,
        role.codec() == Role.Codec.VP8 ? rtxPayloadType(section, payloadType) : -1,
        feedback,
        extensions(role, attributes, feedback),
        role == Role.VIDEO_SOURCE ? rids(attributes) : List.of(),
        attributes.has("rtcp-rsize"),
        attributes.has("extmap-allow-mixed"));
  }

  /** A section's name; null where it has none. */
  static @Nullable String mid(SessionDescription.Section section) throws Refusal {
    String mid = section.attributes().single("mid");
    if (mid != null && (mid.length() > MAX_ID_CHARS || !Tokens.isToken(mid))) {
      throw new Refusal("A section of the offer has no proper mid.");
    }
    return mid;
  }

  private static int payloadType(SessionDescription.Section section, String encoding)
      throws Refusal {
    Map<String, String> encodings = byFormat(section.attributes(), "rtpmap");
    for (String format : section.formats()) {
      String offered = encodings.get(format);
      if (offered != null && offered.equalsIgnoreCase(encoding) && isPayloadType(format)) {
        return Tokens.number(format, 127);
      }
    }
    return -1;
  }

  private static int rtxPayloadType(SessionDescription.Section section, int payloadType)
      throws Refusal {
    Map<String, String> encodings = byFormat(section.attributes(), "rtpmap");
    Map<String, String> parameters = byFormat(section.attributes(), "fmtp");
    String associated = "apt=" + payloadType;
    for (String format : section.formats()) {
      String encoding = encodings.get(format);
      if (encoding != null
          && encoding.equalsIgnoreCase("rtx/90000")
          && List.of(parameters.getOrDefault(format, "").split(";", -1)).contains(associated)
          && isPayloadType(format)) {
        return Tokens.number(format, 127);
      }
    }
    return -1;
  }

  /** RFC 5761, section 4: where RTCP shares the port, 64 to 95 would be taken for RTCP. */
  private static boolean isPayloadType(String format) {
    int payloadType = Tokens.number(format, 127);
    return payloadType >= 0 && (payloadType < 64 || payloadType > 95);
  }

  /** The values of an attribute that stands once per format, without the format. */
  private static Map<String, String> byFormat(Attributes attributes, String name) throws Refusal {
    Map<String, String> values = new HashMap<>();
    for (String value : attributes.all(name)) {
      int space = value.indexOf(' ');
      if (space < 0 || values.put(value.substring(0, space), value.substring(space + 1)) != null) {
        throw new Refusal("The offer's " + name + " lines are not one per payload type.");
      }
    }
    return values;
  }

  private static List<String> feedback(Role role, Attributes attributes, int payloadType) {
    // Lines for payload types that the section lacks are passed over: Firefox leaves them after
    // setCodecPreferences.
    List<String> offered = attributes.all("rtcp-fb");
    return role.feedback().stream()
        .filter(kind -> offered.contains(payloadType + " " + kind) || offered.contains("* " + kind))
        .toList();
  }

  private static Map<HeaderExtension, HeaderExtension.Agreed> extensions(
      Role role, Attributes attributes, List<String> feedback) throws Refusal {
    Map<HeaderExtension, HeaderExtension.Agreed> agreed = new EnumMap<>(HeaderExtension.class);
    Set<Integer> ids = new HashSet<>();
    for (String value : attributes.all("extmap")) {
      List<String> words = Tokens.words(value);
      List<String> idAndDirection = List.of(words.getFirst().split("/", -1));
      int id = Tokens.number(idAndDirection.getFirst(), 0xffff);
      if (words.size() < 2 || id < 1 || idAndDirection.size() > 2 || !ids.add(id)) {
        throw new Refusal("The offer's header extensions are not one per id.");
      }
      HeaderExtension extension = HeaderExtension.of(words.get(1));
      String direction = idAndDirection.size() == 2 ? idAndDirection.get(1) : "sendrecv";
      boolean usable = direction.equals("sendrecv") || direction.equals(role.offeredDirection());
      // Ids past 14 would need two-byte headers, which no browser needs for what is known here.
      if (extension != null && role.extensions().contains(extension) && usable && id <= 14) {
        boolean restricted = !direction.equals("sendrecv");
        if (agreed.put(extension, new HeaderExtension.Agreed(id, restricted)) != null) {
          throw new Refusal("The offer gives a header extension two ids.");
        }
      }
    }
    if (!feedback.contains("transport-cc")) {
      agreed.remove(HeaderExtension.TRANSPORT_CC);
    }
    if (role.isSource() && !agreed.containsKey(HeaderExtension.MID)) {
      throw new Refusal("A source's section does not offer the MID header extension.");
    }
    return agreed;
  }

  private static List<String> rids(Attributes attributes) throws Refusal {
    List<String> rids = new ArrayList<>();
    for (String value : attributes.all("rid")) {
      List<String> words = Tokens.words(value);
      boolean proper = words.size() >= 2
          && words.get(1).equals("send")
          && isRid(words.get(0))
          && !rids.contains(words.get(0));
      if (!proper || rids.size() == MAX_RIDS) {
        throw new Refusal("A section's rids are not up to three that send, told apart by name.");
      }
      rids.add(words.get(0));
    }
    String simulcast = attributes.single("simulcast");
    // RFC 8853, section 5.1: a tilde marks an encoding as paused at first.
    if (simulcast != null
        ? !simulcast.replace("~", "").equals("send " + String.join(";", rids))
        : rids.size() > 1) {
      throw new Refusal("A section's simulcast line does not list its rids in their order.");
    }
    return List.copyOf(rids);
  }

  private static boolean isRid(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_ID_CHARS
        && text.chars().allMatch(c -> Tokens.isAlphanumeric(c) || c == '-' || c == '_');
  }
}
