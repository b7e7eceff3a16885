package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Circle;
import org.parley.course.Command;
import org.parley.course.Declaration;
import org.parley.course.Delegation;
import org.parley.course.Item;
import org.parley.course.Matter;
import org.parley.course.Order;
import org.parley.course.Role;
import org.parley.course.json.Json.Fields;

/** What comes in. A field that is missing, unknown or of another type makes it null. */
final class Reading {

  /** An agenda of the greatest size in its longest writing has less. */
  static final int MAX_CHARS = 80_000;

  private Reading() {}

  static @Nullable Command command(String text) {
    Fields fields = fields(text);
    String type = fields == null ? null : fields.text("type");
    if (fields == null || type == null) {
      return null;
    }
    return switch (type) {
      case "propose" -> propose(fields);
      case "agree", "decline", "withdraw" -> aboutMotion(type, fields);
      case "raiseHand" -> fields.areJust("type") ? new Command.RaiseHand() : null;
      case "lowerHand" -> fields.areJust("type") ? new Command.LowerHand() : null;
      case "yield" -> fields.areJust("type") ? new Command.Yield() : null;
      case "declare" -> declare(fields);
      case "askDeclarations" -> fields.areJust("type") ? new Command.AskDeclarations() : null;
      case "endSidebar" -> {
        Circle circle = circle(fields);
        yield circle == null ? null : new Command.EndSidebar(circle);
      }
      case "giveFloor", "admit", "depart" -> aboutSeat(type, fields);
      case "sign" -> fields.areJust("type") ? new Command.Sign() : null;
      case "next" -> fields.areJust("type") ? new Command.Next() : null;
      default -> null;
    };
  }

  /** Null as well where they don't {@link Delegation#fit}. */
  static @Nullable List<Delegation> delegations(String text) {
    List<Delegation> read =
        text.length() <= MAX_CHARS && JsonReader.read(text) instanceof Json.Array array
            ? array.as(Reading::delegation)
            : null;
    return read != null && Delegation.fit(read) ? read : null;
  }

  static @Nullable Fields fields(String text) {
    return text.length() <= MAX_CHARS && JsonReader.read(text) instanceof Fields fields
        ? fields
        : null;
  }

  private static @Nullable Command propose(Fields fields) {
    Fields matter = fields.areJust("type", "matter") ? fields.fields("matter") : null;
    Matter read = matter == null ? null : matter(matter);
    return read == null ? null : new Command.Propose(read);
  }

  private static @Nullable Matter matter(Fields fields) {
    String type = fields.text("type");
    return switch (type == null ? "" : type) {
      case "opening" -> {
        Integer meeting = fields.areJust("type", "meeting") ? fields.number("meeting") : null;
        yield meeting == null ? null : new Matter.Opening(meeting);
      }
      case "recess" -> fields.areJust("type") ? new Matter.Recess() : null;
      case "resumption" -> fields.areJust("type") ? new Matter.Resumption() : null;
      case "closing" -> fields.areJust("type") ? new Matter.Closing() : null;
      case "setSeating" -> {
        Order order = constant(Order.values(), fields.text("order"));
        yield order == null || !fields.areJust("type", "order")
            ? null
            : new Matter.SetSeating(order);
      }
      case "openSidebar" -> {
        Circle circle = circle(fields);
        yield circle == null ? null : new Matter.OpenSidebar(circle);
      }
      case "newAgenda" -> {
        Json.Array items = fields.areJust("type", "items") ? fields.array("items") : null;
        List<Item> read = items == null ? null : items.as(Reading::item);
        yield read == null ? null : new Matter.NewAgenda(read);
      }
      case "nextItem" -> {
        Integer agenda = fields.number("agenda");
        Integer item = fields.number("item");
        yield agenda == null || item == null || !fields.areJust("type", "agenda", "item")
            ? null
            : new Matter.NextItem(agenda, item);
      }
      default -> null;
    };
  }

  /** Where nothing else is said. */
  private static @Nullable Circle circle(Fields fields) {
    return fields.areJust("type", "circle")
        ? constant(Circle.values(), fields.text("circle"))
        : null;
  }

  private static @Nullable Item item(Json json) {
    if (!(json instanceof Fields fields) || !fields.areJust("id", "text", "minutes", "label")) {
      return null;
    }
    Integer id = fields.number("id");
    String text = fields.text("text");
    Integer minutes = fields.number("minutes");
    Item.Label label = constant(Item.Label.values(), fields.text("label"));
    return id == null || text == null || minutes == null || label == null
        ? null
        : new Item(id, text, minutes, label);
  }

  private static @Nullable Command aboutMotion(String type, Fields fields) {
    Integer motion = fields.areJust("type", "motion") ? fields.number("motion") : null;
    if (motion == null) {
      return null;
    }
    return switch (type) {
      case "agree" -> new Command.Agree(motion);
      case "decline" -> new Command.Decline(motion);
      default -> new Command.Withdraw(motion);
    };
  }

  private static @Nullable Command aboutSeat(String type, Fields fields) {
    String seat = fields.areJust("type", "seat") ? fields.text("seat") : null;
    if (seat == null) {
      return null;
    }
    return switch (type) {
      case "giveFloor" -> new Command.GiveFloor(seat);
      case "admit" -> new Command.Admit(seat);
      default -> new Command.Depart(seat);
    };
  }

  private static @Nullable Command declare(Fields fields) {
    String others = fields.text("others");
    Declaration.Line line = constant(Declaration.Line.values(), fields.text("line"));
    return others == null || line == null || !fields.areJust("type", "others", "line")
        ? null
        : new Command.Declare(others, line);
  }

  private static @Nullable Delegation delegation(Json json) {
    if (!(json instanceof Fields fields) || !fields.areJust("id", "seats")) {
      return null;
    }
    String id = fields.text("id");
    Json.Array seats = fields.array("seats");
    List<Delegation.Seat> read = seats == null ? null : seats.as(Reading::seat);
    return id == null || read == null ? null : new Delegation(id, read);
  }

  private static Delegation.@Nullable Seat seat(Json json) {
    if (!(json instanceof Fields fields) || !fields.areJust("id", "role")) {
      return null;
    }
    String id = fields.text("id");
    Role role = constant(Role.values(), fields.text("role"));
    return id == null || role == null ? null : new Delegation.Seat(id, role);
  }

  static <E extends Enum<E>> @Nullable E constant(E[] constants, @Nullable String name) {
    for (E constant : constants) {
      if (Names.of(constant).equals(name)) {
        return constant;
      }
    }
    return null;
  }
}
