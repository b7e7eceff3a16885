package org.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.meeting.Rules;

class ApiTest {

  private static final String ORGANISER_HASH = "XjGPjPnL4kmjCBK4yhMtaR3tepGZFBNVjbV1hXX14B8";
  private static final String BASE = "{\"charter\":\"b.0\",\"roster\":\"b0\"}";
  private static final String MEETING = "F".repeat(21) + "A";
  private static final String HARBOUR = "A".repeat(22);
  private static final String RIDGE = "A".repeat(20) + "BA";
  private static final String ROBIN = "A".repeat(20) + "CA";
  private static final String KIM = "A".repeat(20) + "DA";
  private static final String HASH_1 = "B".repeat(42) + "A";
  private static final String HASH_2 = "C".repeat(42) + "A";
  private static final String HASH_3 = "D".repeat(42) + "A";

  @TempDir
  Path directory;

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(directory, HttpLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everybodyReadsAPublicPage() throws Exception {
    String page = "A".repeat(22);
    HttpResponse<String> nothing = server.get("/api/public/" + page);
    assertThat(nothing.statusCode()).isEqualTo(200);
    assertThat(nothing.body()).isEqualTo("{\"lines\":[]}");
    assertThat(nothing.headers().firstValue("Cache-Control")).contains("public, max-age=10");
    server.meetings.pages.put(
        page, List.of(new Meetings.PublicLine("id", 1, true, null, "{\"type\":\"noComment\"}")));
    assertThat(server.get("/api/public/" + page).body())
        .isEqualTo(
            "{\"lines\":[{\"id\":\"id\",\"meeting\":1,\"bothSides\":true,\"releasedMs\":null,\"line\":{\"type\":\"noComment\"}}]}");
    assertThat(server.get("/api/public/" + "B".repeat(21) + "A").body()).isEqualTo(nothing.body());
    assertThat(server.get("/api/public/short").statusCode()).isEqualTo(404);
    assertThat(server.get("/api/public/" + page + "/more").statusCode()).isEqualTo(404);
    assertThat(server.post("/api/public/" + page, "{}").statusCode()).isEqualTo(405);
    assertThat(server.get("/public/" + page).body()).contains("<title>Parley</title>");
  }

  @Test
  void boundsTheReadingsOfPublicPages() throws Exception {
    int status = 200;
    for (int i = 0; i < 300 && status == 200; i++) {
      status = server.get("/api/public/" + "A".repeat(22)).statusCode();
    }
    assertThat(status).isEqualTo(429);
  }

  @Test
  void anOrganiserSetsUpAMeetingAndEndsIt() throws Exception {
    String id = create();

    HttpResponse<String> added =
        server.post("/api/meetings/" + id + "/sides/" + RIDGE + "/seats", seat(KIM, HASH_2, 2));
    assertThat(added.statusCode()).isEqualTo(201);

    HttpResponse<String> renewed =
        server.post("/api/meetings/" + id + "/seats/" + KIM + "/link", link(HASH_3, 3));
    assertThat(renewed.statusCode()).isEqualTo(200);
    assertThat(renewed.body()).isEqualTo("{\"generation\":1}");

    HttpResponse<String> changed = server.post(
        "/api/meetings/" + id + "/seats/" + KIM + "/card",
        "{\"papers\":%s,\"admits\":false,\"keeps\":true,\"card\":\"k\"}".formatted(papers(4)));
    assertThat(changed.statusCode()).isEqualTo(204);

    HttpResponse<String> revoked = server.post(
        "/api/meetings/" + id + "/seats/" + ROBIN + "/withdrawal",
        "{\"papers\":%s}".formatted(papers(2)));
    assertThat(revoked.statusCode()).isEqualTo(204);
    assertThat(revoked.body()).isEmpty();

    server.meetings.arrive(KIM);
    HttpResponse<String> read = server.send(organiser("/api/meetings/" + id));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(read.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(read.body())
        .isEqualTo("""
            {"id":"%s","over":false,"papers":%s,"sides":[\
            {"id":"%s","papers":%s,"seats":[\
            {"id":"%s","admits":true,"keeps":true,"generation":0,"revoked":true,"present":false}]},\
            {"id":"%s","papers":%s,"seats":[\
            {"id":"%s","admits":false,"keeps":true,"generation":1,"revoked":false,"present":true}]}]}""".formatted(id, BASE, HARBOUR, papers(2), ROBIN, RIDGE, papers(4), KIM));

    HttpResponse<String> ended = server.send(
        organiser("/api/meetings/" + id + "/end").POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(ended.statusCode()).isEqualTo(204);
    assertThat(server.send(organiser("/api/meetings/" + id)).body()).contains("\"over\":true");
    HttpResponse<String> late =
        server.post("/api/meetings/" + id + "/seats/" + KIM + "/link", link(HASH_1, 5));
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("\"reason\":\"meetingOver\"");
  }

  @Test
  void missingAndForbiddenLookTheSame() throws Exception {
    String id = create();
    String other = "E".repeat(21) + "A";
    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(server.get("/api/meetings/" + id));
    answers.add(server.send(bearer("/api/meetings/" + id, "Z".repeat(42) + "A")));
    answers.add(server.send(bearer("/api/meetings/" + id, "short")));
    // The hash is no secret, and must not open anything.
    answers.add(server.send(bearer("/api/meetings/" + id, ORGANISER_HASH)));
    answers.add(server.send(organiser("/api/meetings/" + other)));
    answers.add(server.send(bearer("/api/meetings/" + other, "Z".repeat(42) + "A")));
    answers.add(server.send(organiser("/api/meetings/x")));
    answers.add(server.send(organiser("/api/meetings/" + other + "/seats/" + KIM + "/withdrawal")
        .POST(HttpRequest.BodyPublishers.noBody())));
    answers.add(server.send(bearer("/api/meetings/" + id + "/end", "Z".repeat(42) + "A")
        .POST(HttpRequest.BodyPublishers.noBody())));
    assertThat(answers).allSatisfy(answer -> {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(answers.getFirst().body());
      assertThat(answer.headers().map().keySet())
          .isEqualTo(answers.getFirst().headers().map().keySet());
    });
    assertThat(answers.getFirst().body()).contains("\"reason\":\"unknownLink\"");
    assertThat(server.http.rejections().of(Rejection.UNKNOWN_LINK)).isEqualTo(answers.size());
    assertThat(server.send(organiser("/api/meetings/" + id)).statusCode()).isEqualTo(200);
  }

  @Test
  void tellsThatAMeetingWasPurged() throws Exception {
    String id = "B".repeat(21) + "A";
    server.meetings.purged.put(id, 1_806_393_600_000L);
    HttpResponse<String> answer = server.send(organiser("/api/meetings/" + id));
    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(answer.body())
        .isEqualTo("{\"reason\":\"purged\",\"detail\":\"2027-03-30T08:00:00Z\"}");
  }

  static List<String> malformedBodies() {
    String good = meeting();
    return List.of(
        "",
        " ",
        "null",
        "[]",
        "\"text\"",
        "{}",
        "{",
        good + "x",
        good + good,
        good.replace("\"charter\":\"c.1\",", ""),
        good.replace("\"charter\":\"c.1\"", "\"charter\":null"),
        good.replace("\"charter\":\"c.1\"", "\"charter\":7"),
        good.replace("\"charter\":\"c.1\"", "\"charter\":[\"c.1\"]"),
        good.replace("\"charter\":\"c.1\"", "\"charter\":\"c.1\",\"charter\":\"c.2\""),
        good.replace("\"charter\":\"c.1\"", "\"charter\":\"c.1\",\"__proto__\":{}"),
        good.replace("\"charter\":\"c.1\"", "\"charter\":\"c.1\",\"title\":\"Harbour dues\""),
        good.replace("\"charter\":\"c.1\"", "'charter':'c.1'"),
        good.replace("\"version\":1", "\"version\":\"1\""),
        good.replace("\"version\":1", "\"version\":1.0"),
        good.replace("\"version\":1", "\"version\":9999999999"),
        good.replace("\"admits\":true", "\"admits\":\"true\""),
        good.replace("\"admits\":true", "\"admits\":1"),
        good.replace("\"seats\":[]", "\"seats\":[null]"),
        good.replace("\"seats\":[]", "\"seats\":{}"),
        good.replace("\"seats\":[]", "\"seats\":" + "[".repeat(2000) + "]".repeat(2000)),
        good.replace("c.1", "x".repeat(Rules.MAX_CHARTER_CHARS + 2)),
        "/* comment */" + good,
        "\ufeff\ufeff" + good);
  }

  @ParameterizedTest
  @MethodSource("malformedBodies")
  void malformedBodiesAreRefused(String body) throws Exception {
    HttpResponse<String> answer = server.post("/api/meetings", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"reason\":\"bodyInvalid\"");
    assertThat(server.http.rejections().of(Rejection.BODY_INVALID)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "", " ", "<script>", "Head of Harbour"})
  void papersAndCardsThatAreNoSealedTextAreRefused(String text) throws Exception {
    HttpResponse<String> papers =
        server.post("/api/meetings", meeting().replace("\"d1\"", "\"" + text + "\""));
    assertThat(papers.statusCode()).isEqualTo(400);
    assertThat(papers.body()).contains("\"reason\":\"papersInvalid\"");
    HttpResponse<String> card = server.post(
        "/api/meetings", meeting().replace("\"card\":\"k\"", "\"card\":\"" + text + "\""));
    assertThat(card.statusCode()).isEqualTo(400);
    assertThat(card.body()).contains("\"reason\":\"cardInvalid\"");
  }

  @Test
  void whatWasMadeFromOldPapersIsRefused() throws Exception {
    String id = create();
    String path = "/api/meetings/" + id + "/seats/" + ROBIN + "/link";
    assertThat(server.post(path, link(HASH_2, 2)).statusCode()).isEqualTo(200);
    assertThat(server.post(path, link(HASH_2, 2)).statusCode()).isEqualTo(200);
    HttpResponse<String> stale = server.post(path, link(HASH_3, 2));
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("\"reason\":\"stale\"");
  }

  @Test
  void theLongestMeetingIsTaken() throws Exception {
    List<String> seats = new ArrayList<>();
    for (int i = 0; i < Rules.MAX_SEATS; i++) {
      String number = String.format("%03d", i);
      seats.add(seatOf(
          number + "A".repeat(19), number + "A".repeat(40), "k".repeat(Rules.MAX_CARD_CHARS)));
    }
    String body = meeting()
        .replace("\"c.1\"", "\"" + "c".repeat(Rules.MAX_CHARTER_CHARS) + "\"")
        .replace("\"r1\"", "\"" + "r".repeat(Rules.MAX_ROSTER_CHARS) + "\"")
        .replace("\"d1\"", "\"" + "d".repeat(Rules.MAX_DOSSIER_CHARS) + "\"")
        .replaceFirst("\"seats\":\\[\\{[^]]*]", "\"seats\":[" + String.join(",", seats) + "]");
    assertThat(server.post("/api/meetings", body).statusCode()).isEqualTo(201);
  }

  @Test
  void ruleBreakersAreToldWhich() throws Exception {
    HttpResponse<String> answer = server.post("/api/meetings", meeting().replace(RIDGE, HARBOUR));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("\"reason\":\"idTaken\"");
    create();
    HttpResponse<String> again =
        server.post("/api/meetings", meeting().replace(ORGANISER_HASH, HASH_3));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("\"reason\":\"idTaken\"");
    HttpResponse<String> id = server.post("/api/meetings", meeting().replace(RIDGE, "ridge"));
    assertThat(id.statusCode()).isEqualTo(400);
    assertThat(id.body()).contains("\"reason\":\"idInvalid\"");
  }

  @Test
  void giantBodiesAreRefusedByTheirLengthOrAsTheyCome() throws Exception {
    String giant = meeting() + " ".repeat(JsonReader.MAX_BODY_BYTES);
    HttpResponse<String> declared = server.post("/api/meetings", giant);
    assertThat(declared.statusCode()).isEqualTo(413);
    String chunked =
        server.raw("POST /api/meetings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + ("8000\r\n" + " ".repeat(0x8000) + "\r\n").repeat(60)
            + "0\r\n\r\n");
    assertThat(chunked).startsWith("HTTP/1.1 413").contains("bodyTooLarge");
    assertThat(server.http.rejections().of(Rejection.BODY_TOO_LARGE)).isEqualTo(2);
  }

  @Test
  void otherContentTypesAreRefused() throws Exception {
    for (String type : List.of(
        "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16")) {
      HttpResponse<String> answer = server.send(server
          .request("/api/meetings")
          .header("Content-Type", type)
          .POST(HttpRequest.BodyPublishers.ofString(meeting())));
      assertThat(answer.statusCode()).as(type).isEqualTo(415);
    }
  }

  @Test
  void otherSitesAreRefused() throws Exception {
    String own = "http://127.0.0.1:" + server.http.plainPort();
    for (String origin : List.of(
        "https://elsewhere.example",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        own + ".elsewhere.example",
        "null",
        "file://",
        "",
        "http://user@127.0.0.1:" + server.http.plainPort())) {
      HttpResponse<String> answer = server.send(create("Origin", origin));
      assertThat(answer.statusCode()).as(origin).isEqualTo(403);
      assertThat(answer.body()).contains("\"reason\":\"crossSite\"");
    }
    assertThat(server.send(create("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
    assertThat(server.send(create("Sec-Fetch-Site", "same-site")).statusCode()).isEqualTo(403);
    assertThat(server.http.rejections().of(Rejection.ORIGIN)).isEqualTo(10);
    assertThat(server.send(create("Origin", own)).statusCode()).isEqualTo(201);
    // Answered by the rules.
    assertThat(server.send(create("Sec-Fetch-Site", "same-origin")).body())
        .contains("\"reason\":\"idTaken\"");
    // No answer ever lets another site read it.
    assertThat(server.send(create("Origin", own)).headers().map())
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void creatingIsLimitedForEachAddress() throws Exception {
    int made = 0;
    HttpResponse<String> answer = server.post("/api/meetings", meeting());
    while (answer.statusCode() != 429 && made < 200) {
      made++;
      answer = server.post("/api/meetings", meeting());
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(made).isBetween(60, 70);
    assertThat(server.http.rejections().of(Rejection.RATE)).isEqualTo(1);
  }

  @Test
  void guessingIsLimitedForEachAddress() throws Exception {
    String id = create();
    int guesses = 0;
    HttpRequest.Builder guess = bearer("/api/meetings/" + id, "Z".repeat(42) + "A");
    while (server.send(guess).statusCode() == 404 && guesses < 200) {
      guesses++;
    }
    assertThat(guesses).isBetween(30, 40);
    assertThat(server.send(guess).statusCode()).isEqualTo(429);
  }

  @Test
  void whatIsNoCallIsNotFound() throws Exception {
    String id = create();
    for (String path : List.of(
        "/api/",
        "/api/x",
        "/api/meetings/" + id + "/x",
        "/api/meetings/" + id + "/end/x",
        "/api/meetings/" + id + "/seats/" + ROBIN,
        "/api/meetings/" + id + "/a/b/c/d")) {
      HttpResponse<String> answer = server.send(organiser(path));
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).contains("\"reason\":\"notFound\"");
    }
    HttpResponse<String> method = server.send(organiser("/api/meetings").DELETE());
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).hasValue("POST");
    assertThat(server.send(organiser("/api/meetings/" + id + "/end")).statusCode())
        .isEqualTo(405);
  }

  @Test
  void aBrokenDatabaseIsSaidPlainly() throws Exception {
    server.meetings.breakDown();
    HttpResponse<String> answer = server.post("/api/meetings", meeting());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"reason\":\"storageUnavailable\"").doesNotContain("disk");
  }

  @Test
  void aBodyThatDripsIsGivenUp() throws Exception {
    try (TestServer hasty = new TestServer(
            directory.resolve("hasty"),
            new HttpLimits(100, 100, Duration.ofMillis(700), Duration.ofSeconds(2), Pace.DEFAULT));
        var socket = hasty.connect()) {
      socket
          .getOutputStream()
          .write(
              ("POST /api/meetings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 100\r\n\r\n{")
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      String answer = new String(
          socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 408");
      assertThat(hasty.http.rejections().of(Rejection.SLOW)).isEqualTo(1);
    }
  }

  private String create() throws Exception {
    HttpResponse<String> created = server.post("/api/meetings", meeting());
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).matches("\\{\"id\":\"[A-Za-z0-9_-]{22}\"}");
    return created.body().substring(7, 29);
  }

  private HttpRequest.Builder create(String header, String value) {
    return server
        .request("/api/meetings")
        .header("Content-Type", "application/json")
        .header(header, value)
        .POST(HttpRequest.BodyPublishers.ofString(meeting()));
  }

  private HttpRequest.Builder organiser(String path) {
    return bearer(path, TestServer.ORGANISER);
  }

  private HttpRequest.Builder bearer(String path, String secret) {
    return server.request(path).header("Authorization", "Bearer " + secret);
  }

  private static String meeting() {
    return """
    {"id":"%s","organiserHash":"%s","papers":%s,"sides":[\
    {"id":"%s","papers":%s,"seats":[{"id":"%s","admits":true,"keeps":true,"linkHash":"%s","card":"k"}]},\
    {"id":"%s","papers":%s,"seats":[]}]}""".formatted(
            MEETING, ORGANISER_HASH, BASE, HARBOUR, papers(1), ROBIN, HASH_1, RIDGE, papers(1));
  }

  private static String papers(int version) {
    return "{\"version\":%1$d,\"charter\":\"c.%1$d\",\"roster\":\"r%1$d\",\"dossier\":\"d%1$d\"}"
        .formatted(version);
  }

  private static String seat(String id, String hash, int version) {
    return "{\"papers\":%s,\"seat\":%s}".formatted(papers(version), seatOf(id, hash, "k"));
  }

  private static String seatOf(String id, String hash, String card) {
    return "{\"id\":\"%s\",\"admits\":false,\"keeps\":false,\"linkHash\":\"%s\",\"card\":\"%s\"}"
        .formatted(id, hash, card);
  }

  private static String link(String hash, int version) {
    return "{\"papers\":%s,\"linkHash\":\"%s\",\"card\":\"k\"}".formatted(papers(version), hash);
  }
}
