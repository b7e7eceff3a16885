package org.parley.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {

  private final CommandWords words =
      new CommandWords(seat -> "seat " + seat, seq -> "entry " + seq, digest -> "text " + digest);

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      course | {"type":"agree","motion":4} | agrees to entry 4
      course | {"type":"admit","seat":"s1"} | lets in seat s1
      board | {"type":"proposeCriteria","items":[{"id":1,"text":"Cost"}]} | proposes criteria: 1
      board | {"type":"agreeOnCriteria","proposal":7} | agrees to the criteria of entry 7
      board | {"type":"tableAlternative","isPlan":true,"title":"Pier","text":""} | tables the plan “Pier”
      board | {"type":"takePosition","alternative":3,"stance":"couldAccept","condition":"it is quiet"} | could accept the alternative of entry 3, if it is quiet
      board | {"type":"takePosition","alternative":3,"stance":"\\u001b","condition":""} | takes the position "\\u{1b}" on the alternative of entry 3
      text | {"type":"addParagraphs","text":9,"paragraphs":[{},{}]} | proposes paragraphs in the text of entry 9: 2
      text | {"type":"approveText","text":9,"digest":"abc"} | approves text abc
      action | {"type":"markDone","action":"ten"} | says that it is done: the action of something
      """)
  void whatIsDoneIsSaidInWords(String kind, String command, String expected) {
    assertThat(words.of(kind, command)).isEqualTo(expected);
  }

  /** Of all that a record may hold: a reader should meet no name of the protocol. */
  @ParameterizedTest
  @CsvSource({
    "course, propose agree decline withdraw declare admit depart sign",
    "board, proposeCriteria agreeOnCriteria declineCriteria withdrawCriteria tableAlternative reviseAlternative"
        + " takeBackAlternative takePosition assess",
    "text, openText addParagraphs bracket dropWording acceptWording retractAcceptance addComment removeComment"
        + " initial uninitial approveText disapproveText",
    "action, proposeAction agreeToAction declineAction withdrawAction markDone reopenAction"
  })
  void everyCommandHasWords(String kind, String types) {
    for (String type : types.split(" ", -1)) {
      assertThat(words.of(kind, "{\"type\":\"" + type + "\"}"))
          .doesNotStartWith("\"")
          .isNotEmpty();
    }
  }

  @Test
  void anotherIsCalledByItsType() {
    assertThat(words.of("course", "{\"type\":\"dance\"}")).isEqualTo("\"dance\"");
    assertThat(words.of("board", "{\"type\":\"sign\"}")).isEqualTo("\"sign\"");
    assertThat(words.of("course", "no JSON")).isEqualTo("does what cannot be read");
  }
}
