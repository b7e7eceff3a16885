package org.parley.course.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Act;
import org.parley.course.Agenda;
import org.parley.course.Circle;
import org.parley.course.Command;
import org.parley.course.Declaration;
import org.parley.course.Event;
import org.parley.course.Floor;
import org.parley.course.Item;
import org.parley.course.Matter;
import org.parley.course.Motion;
import org.parley.course.Order;
import org.parley.course.Phase;
import org.parley.course.Reason;
import org.parley.course.Sidebar;

class JsonTest {

  private static final List<Item> ITEMS = List.of(
      new Item(7, "a \"quoted\" \\ text\n\u0000\ud83d\ude80\ud83d", 30, Item.Label.OFF_RECORD),
      new Item(8, "</script>", 0, Item.Label.CHATHAM_HOUSE));

  private static final List<Matter> MATTERS = List.of(
      new Matter.Opening(5),
      new Matter.Recess(),
      new Matter.Resumption(),
      new Matter.Closing(),
      new Matter.NewAgenda(ITEMS),
      new Matter.SetSeating(Order.ALPHABETICAL),
      new Matter.NextItem(3, 7),
      new Matter.OpenSidebar(Circle.EXPERTS));

  private static List<Command> commands() {
    List<Command> commands = new ArrayList<>(List.of(
        new Command.Agree(1),
        new Command.Decline(-2),
        new Command.Withdraw(Integer.MAX_VALUE),
        new Command.RaiseHand(),
        new Command.LowerHand(),
        new Command.GiveFloor("a"),
        new Command.Yield(),
        new Command.Next(),
        new Command.Declare("", Declaration.Line.UNKNOWN),
        new Command.AskDeclarations(),
        new Command.EndSidebar(Circle.HEADS),
        new Command.Admit("b"),
        new Command.Depart("b"),
        new Command.Sign()));
    MATTERS.forEach(matter -> commands.add(new Command.Propose(matter)));
    return commands;
  }

  @Test
  void readsWhatTheRecordsSay() {
    assertThat(commands()).extracting(Object::getClass).contains(Reflected.members(Command.class));
    assertThat(MATTERS).extracting(Object::getClass).contains(Reflected.members(Matter.class));
    for (Declaration.Line line : Declaration.Line.values()) {
      Command command = new Command.Declare("an aide", line);
      assertThat(Reading.command(Reflected.of(command).print())).isEqualTo(command);
    }
    for (Order order : Order.values()) {
      Command command = new Command.Propose(new Matter.SetSeating(order));
      assertThat(Reading.command(Reflected.of(command).print())).isEqualTo(command);
    }
    for (Command command : commands()) {
      assertThat(Reading.command(Reflected.of(command).print())).isEqualTo(command);
    }
  }

  @Test
  void writesWhatTheRecordsSay() {
    Act act = new Act("a", 5, 1L << 50);
    Motion motion = new Motion(5, MATTERS.get(4), "a", 9, List.of(new Motion.Key("A", "a", 5)));
    List<Event> events = new ArrayList<>(List.of(
        new Event.Agreed(act, 4),
        new Event.Withdrawn(act, 4),
        new Event.Declined(act, 4),
        new Event.Carried(act, motion),
        new Event.Lapsed(act, 4),
        new Event.HandRaised(act),
        new Event.HandLowered(act),
        new Event.FloorGiven(act, "b"),
        new Event.SpeechEnded(act, "b", 77),
        new Event.Declared(act, "an \"aide\"", Declaration.Line.WIRED),
        new Event.DeclarationsAsked(act),
        new Event.SidebarEnded(act, Circle.EXPERTS),
        new Event.Admitted(act, "b"),
        new Event.Departed(act, "b"),
        new Event.Signed(act, "B")));
    MATTERS.forEach(matter -> events.add(new Event.Proposed(act, matter)));
    assertThat(events).extracting(Object::getClass).contains(Reflected.members(Event.class));
    assertWritten(new Answer.Done(events, true));
    assertWritten(new Answer.Done(List.of(), false));
    for (Reason reason : Reason.values()) {
      assertWritten(new Answer.Refused(reason));
    }
    View view = new View(
        5,
        Phase.NOT_OPEN,
        act,
        4,
        List.of(3, -1, 4),
        Order.ROTATING,
        3,
        List.of(motion, motion),
        new Agenda(3, ITEMS, List.of(8), 7, 99),
        new Floor.Speech("a", "A", 3, true, 4, 5),
        List.of(new Floor.Hand("b", "B")),
        List.of(new Floor.Balance("A", 6)),
        List.of(new Declaration("a", act, "an aide", Declaration.Line.WIRELESS)),
        act,
        List.of(new Sidebar(Circle.HEADS, act)),
        List.of("a", "b"),
        List.of(new Motion.Key("A", "a", 5)),
        true,
        false);
    assertThat(Writing.of(view).print()).isEqualTo(Reflected.of(view).print());
    View empty = new View(
        -1,
        Phase.OPEN,
        null,
        -1,
        List.of(),
        Order.CHARTER,
        0,
        List.of(),
        new Agenda(-1, List.of(), List.of(), -1, 0),
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        false,
        true);
    assertThat(Writing.of(empty).print()).isEqualTo(Reflected.of(empty).print());
  }

  private static void assertWritten(Answer answer) {
    String text = Writing.of(answer).print();
    assertThat(text).isEqualTo(Reflected.of(answer).print());
    assertThat(text.chars().filter(c -> c < ' ')).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"type\":\"yield\"",
        "{\"type\":\"yield\"} x",
        "{\"type\":\"yield\",}",
        "{\"type\":\"yield\",\"type\":\"yield\"}",
        "{\"type\":\"yield\",\"more\":1}",
        "{\"type\":\"YIELD\"}",
        "{\"type\":1}",
        "{\"type\":\"agree\"}",
        "{\"type\":\"agree\",\"motion\":\"1\"}",
        "{\"type\":\"agree\",\"motion\":1.0}",
        "{\"type\":\"agree\",\"motion\":1e0}",
        "{\"type\":\"agree\",\"motion\":01}",
        "{\"type\":\"agree\",\"motion\":-0}",
        "{\"type\":\"agree\",\"motion\":-}",
        "{\"type\":\"agree\",\"motion\":2147483648}",
        "{\"type\":\"agree\",\"motion\":99999999999999999}",
        "{\"type\":\"agree\",\"motion\":true}",
        "{\"type\":\"agree\",\"motion\":null}",
        "{\"type\":\"giveFloor\",\"seat\":\"\\x\"}",
        "{\"type\":\"giveFloor\",\"seat\":\"\\u00g0\"}",
        "{\"type\":\"giveFloor\",\"seat\":\"\t\"}",
        "{\"type\":\"giveFloor\",\"seat\":{}}",
        "{\"type\":\"propose\",\"matter\":{\"type\":\"newAgenda\",\"items\":[1]}}",
        "{\"type\":\"propose\",\"matter\":{\"type\":\"nextItem\",\"agenda\":1}}",
        "{\"type\":\"propose\",\"matter\":{\"type\":\"opening\"}}",
        "{\"type\":\"propose\",\"matter\":{\"type\":\"opening\",\"meeting\":null}}",
        "{\"type\":\"propose\",\"matter\":{\"type\":\"opening\",\"meeting\":1,\"items\":[]}}",
        "{\"type\":\"propose\",\"matter\":{\"type\":\"setSeating\",\"order\":\"CHARTER\"}}",
        "{\"type\":\"propose\",\"matter\":{\"type\":\"setSeating\"}}",
        "{\"type\":\"declare\",\"others\":\"\"}",
        "{\"type\":\"declare\",\"others\":null,\"line\":\"wired\"}",
        "{\"type\":\"declare\",\"others\":\"\",\"line\":\"WIRED\"}",
        "{\"type\":\"declare\",\"others\":\"\",\"line\":\"wired\",\"seat\":\"a\"}",
        "{\"type\":\"askDeclarations\",\"seat\":\"a\"}",
        "{\"type\":\"endSidebar\"}",
        "{\"type\":\"admit\"}",
        "{\"type\":\"depart\",\"seat\":3}",
        "{\"type\":\"sign\",\"seat\":\"a\"}",
        "{\"type\":\"endSidebar\",\"circle\":\"HEADS\"}",
        "{\"type\":\"propose\",\"matter\":{\"type\":\"openSidebar\",\"circle\":\"all\"}}",
        "[[[[[[[[[[[[[[[["
      })
  void refusesWhatIsNoCommand(String text) {
    assertThat(Reading.command(text)).isNull();
  }

  @Test
  void takesSpacesAndEscapes() {
    assertThat(Reading.command(
            " { \"type\" :\n\"giveFloor\" , \"seat\":\"\\u00E9\\/\\b\\f\\n\\r\\t\" } "))
        .isEqualTo(new Command.GiveFloor("é/\b\f\n\r\t"));
  }

  @Test
  void readsTheLargestAgendaAndNothingLonger() {
    List<Item> items = new ArrayList<>();
    for (int id = 0; id < Agenda.MAX_ITEMS; id++) {
      String text = "\u0000".repeat(Agenda.MAX_CHARS / Agenda.MAX_ITEMS);
      items.add(new Item(id, text, Agenda.MAX_MINUTES, Item.Label.CHATHAM_HOUSE));
    }
    Command command = new Command.Propose(new Matter.NewAgenda(items));
    assertThat(Reading.command(Reflected.of(command).print())).isEqualTo(command);
    assertThat(Reading.command(" ".repeat(Reading.MAX_CHARS) + "{\"type\":\"next\"}"))
        .isNull();
  }

  @Test
  void opensForDelegationsAlone() {
    assertThat(Table.open("[]")).isNull();
    assertThat(Table.open("{")).isNull();
    assertThat(Table.open("[{\"id\":\"A\",\"seats\":[]},{\"id\":\"A\",\"seats\":[]}]"))
        .isNull();
    assertThat(
            Table.open(
                "[{\"id\":\"A\",\"seats\":[{\"id\":\"a\",\"role\":\"king\"}]},{\"id\":\"B\",\"seats\":[]}]"))
        .isNull();
    assertThat(
            Table.open(
                "[{\"id\":\"A\",\"seats\":[{\"id\":\"a\",\"role\":\"head\"}]},{\"id\":\"B\",\"seats\":[]}]"))
        .isNotNull();
  }

  /** What was read and printed is read as the same again. */
  @Property(tries = 500)
  void printsWhatItReads(@ForAll String text) {
    String printed = new Json.Text(text).print();
    assertThat(JsonReader.read(printed)).isEqualTo(new Json.Text(text));
  }

  @Property(tries = 500)
  void garbageNeverThrows(
      @ForAll String garbage,
      @ForAll @IntRange(max = 18) int which,
      @ForAll @IntRange(max = 300) int at) {
    Reading.command(garbage);
    Reading.delegations(garbage);
    String valid = Reflected.of(commands().get(which)).print();
    int cut = Math.min(at, valid.length());
    Reading.command(valid.substring(0, cut) + garbage + valid.substring(cut));
    assertThat(Reading.command(valid.substring(0, Math.min(cut, valid.length() - 1))))
        .isNull();
  }
}
