package org.parley.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {

  private final CommandWords words =
      new CommandWords(seat -> "seat " + seat, seq -> "entry " + seq, digest -> "text " + digest);

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {"type":"agree","motion":4} | agrees to entry 4
      {"type":"admit","seat":"s1"} | lets in seat s1
      {"type":"proposeCriteria","items":[{"id":1,"text":"Cost"}]} | proposes criteria: 1
      {"type":"agreeOnCriteria","proposal":7} | agrees to the criteria of entry 7
      {"type":"tableAlternative","isPlan":true,"title":"Pier","text":""} | tables the plan “Pier”
      {"type":"takePosition","alternative":3,"stance":"couldAccept","condition":"it is quiet"} | could accept the alternative of entry 3, if it is quiet
      {"type":"takePosition","alternative":3,"stance":"\\u001b","condition":""} | takes the position "\\u{1b}" on the alternative of entry 3
      {"type":"addParagraphs","text":9,"paragraphs":[{},{}]} | proposes paragraphs in the text of entry 9: 2
      {"type":"approveText","text":9,"digest":"abc"} | approves text abc
      {"type":"markDone","action":"ten"} | says that it is done: the action of something
      """)
  void whatIsDoneIsSaidInWords(String command, String expected) {
    assertThat(words.of(command)).isEqualTo(expected);
  }

  /** Of all that a record may hold: a reader should meet no name of the protocol. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "propose",
        "agree",
        "decline",
        "withdraw",
        "declare",
        "admit",
        "depart",
        "sign",
        "proposeCriteria",
        "agreeOnCriteria",
        "declineCriteria",
        "withdrawCriteria",
        "tableAlternative",
        "reviseAlternative",
        "takeBackAlternative",
        "takePosition",
        "assess",
        "openText",
        "addParagraphs",
        "bracket",
        "dropWording",
        "acceptWording",
        "retractAcceptance",
        "addComment",
        "removeComment",
        "initial",
        "uninitial",
        "approveText",
        "disapproveText",
        "proposeAction",
        "agreeToAction",
        "declineAction",
        "withdrawAction",
        "markDone",
        "reopenAction"
      })
  void everyCommandHasWords(String type) {
    assertThat(words.of("{\"type\":\"" + type + "\"}")).doesNotStartWith("\"").isNotEmpty();
  }

  @Test
  void anotherIsCalledByItsType() {
    assertThat(words.of("{\"type\":\"dance\"}")).isEqualTo("\"dance\"");
    assertThat(words.of("no JSON")).isEqualTo("does what cannot be read");
  }
}
