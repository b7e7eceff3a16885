package org.parley.course.json;

import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Agenda;
import org.parley.course.Circle;
import org.parley.course.Declaration;
import org.parley.course.Event;
import org.parley.course.Floor.Speech;
import org.parley.course.Item;
import org.parley.course.Matter;
import org.parley.course.Motion;
import org.parley.course.Order;
import org.parley.course.Sidebar;
import org.parley.course.json.Json.Array;
import org.parley.course.json.Json.Fields;

/** What goes out. A test holds it against the records. */
final class Writing {

  private Writing() {}

  static Json of(Answer answer) {
    return switch (answer) {
      case Answer.Done done ->
        Fields.of("done")
            .with("events", Array.of(done.events(), Writing::of))
            .with("recorded", new Json.Flag(done.recorded()));
      case Answer.Refused refused ->
        Fields.of("refused").with("reason", Names.of(refused.reason()));
    };
  }

  static Json of(View view) {
    return Fields.of()
        .with("seq", view.seq())
        .with("phase", Names.of(view.phase()))
        .with("since", view.since() == null ? new Json.Nothing() : of(view.since()))
        .with("meeting", view.meeting())
        .with("held", Array.of(view.held(), one -> new Json.Whole(one)))
        .with("order", Names.of(view.order()))
        .with("turn", view.turn())
        .with("motions", Array.of(view.motions(), Writing::of))
        .with("agenda", of(view.agenda()))
        .with("speech", of(view.speech()))
        .with(
            "line",
            Array.of(
                view.line(),
                hand -> Fields.of().with("seat", hand.seat()).with("side", hand.side())))
        .with(
            "balances",
            Array.of(
                view.balances(),
                one -> Fields.of().with("side", one.side()).with("spentMs", one.spentMs())))
        .with("declarations", Array.of(view.declarations(), Writing::of))
        .with("asked", view.asked() == null ? new Json.Nothing() : of(view.asked()))
        .with("sidebars", Array.of(view.sidebars(), Writing::of))
        .with("present", Array.of(view.present(), Json.Text::new))
        .with("signed", Array.of(view.signed(), Writing::of))
        .with("onRecord", new Json.Flag(view.onRecord()))
        .with("unattributed", new Json.Flag(view.unattributed()));
  }

  static Json of(Act act) {
    return Fields.of().with("seat", act.seat()).with("seq", act.seq()).with("atMs", act.atMs());
  }

  private static Json of(Event event) {
    return switch (event) {
      case Event.Proposed one -> of("proposed", one).with("matter", of(one.matter()));
      case Event.Agreed one -> of("agreed", one).with("motion", one.motion());
      case Event.Withdrawn one -> of("withdrawn", one).with("motion", one.motion());
      case Event.Declined one -> of("declined", one).with("motion", one.motion());
      case Event.Carried one -> of("carried", one).with("motion", of(one.motion()));
      case Event.Lapsed one -> of("lapsed", one).with("motion", one.motion());
      case Event.HandRaised one -> of("handRaised", one);
      case Event.HandLowered one -> of("handLowered", one);
      case Event.FloorGiven one -> of("floorGiven", one).with("seat", one.seat());
      case Event.SpeechEnded one ->
        of("speechEnded", one).with("seat", one.seat()).with("spentMs", one.spentMs());
      case Event.Declared one ->
        of("declared", one).with("others", one.others()).with("line", Names.of(one.line()));
      case Event.DeclarationsAsked one -> of("declarationsAsked", one);
      case Event.Admitted one -> of("admitted", one).with("seat", one.seat());
      case Event.Departed one -> of("departed", one).with("seat", one.seat());
      case Event.Signed one -> of("signed", one).with("side", one.side());
      case Event.SidebarEnded one -> of("sidebarEnded", one).with("circle", Names.of(one.circle()));
    };
  }

  private static Fields of(String type, Event event) {
    return Fields.of(type).with("act", of(event.act()));
  }

  private static Json of(Matter matter) {
    return switch (matter) {
      case Matter.Opening(int meeting) -> Fields.of("opening").with("meeting", meeting);
      case Matter.Recess() -> Fields.of("recess");
      case Matter.Resumption() -> Fields.of("resumption");
      case Matter.Closing() -> Fields.of("closing");
      case Matter.SetSeating(Order order) -> Fields.of("setSeating").with("order", Names.of(order));
      case Matter.OpenSidebar(Circle circle) ->
        Fields.of("openSidebar").with("circle", Names.of(circle));
      case Matter.NewAgenda agenda ->
        Fields.of("newAgenda").with("items", Array.of(agenda.items(), Writing::of));
      case Matter.NextItem next ->
        Fields.of("nextItem").with("agenda", next.agenda()).with("item", next.item());
    };
  }

  private static Json of(Item item) {
    return Fields.of()
        .with("id", item.id())
        .with("text", item.text())
        .with("minutes", item.minutes())
        .with("label", Names.of(item.label()));
  }

  private static Json of(Motion motion) {
    return Fields.of()
        .with("seq", motion.seq())
        .with("matter", of(motion.matter()))
        .with("by", motion.by())
        .with("atMs", motion.atMs())
        .with("keys", Array.of(motion.keys(), Writing::of));
  }

  static Json of(Motion.Key key) {
    return Fields.of().with("side", key.side()).with("seat", key.seat()).with("seq", key.seq());
  }

  private static Json of(Agenda agenda) {
    return Fields.of()
        .with("version", agenda.version())
        .with("items", Array.of(agenda.items(), Writing::of))
        .with("done", Array.of(agenda.done(), one -> new Json.Whole(one)))
        .with("current", agenda.current())
        .with("takenUpMs", agenda.takenUpMs());
  }

  private static Json of(Declaration declaration) {
    return Fields.of()
        .with("seat", declaration.seat())
        .with("act", of(declaration.act()))
        .with("others", declaration.others())
        .with("line", Names.of(declaration.line()));
  }

  private static Json of(Sidebar sidebar) {
    return Fields.of()
        .with("circle", Names.of(sidebar.circle()))
        .with("since", of(sidebar.since()));
  }

  private static Json of(@Nullable Speech speech) {
    return speech == null
        ? new Json.Nothing()
        : Fields.of()
            .with("seat", speech.seat())
            .with("side", speech.side())
            .with("seq", speech.seq())
            .with("running", new Json.Flag(speech.running()))
            .with("sinceMs", speech.sinceMs())
            .with("spentMs", speech.spentMs());
  }
}
