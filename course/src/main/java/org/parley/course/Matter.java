package org.parley.course;

import java.util.List;

/** What all sides have to agree to: it comes about by a key of each. */
public sealed interface Matter {

  Kind kind();

  /**
   * A meeting begins.
   *
   * @param meeting its id in the schedule; {@link #NONE} for one that is not in it
   */
  record Opening(int meeting) implements Matter {

    /** Instead of a meeting of the schedule. */
    public static final int NONE = -1;

    @Override
    public Kind kind() {
      return Kind.OPENING;
    }
  }

  /** The meeting pauses. */
  record Recess() implements Matter {
    @Override
    public Kind kind() {
      return Kind.RECESS;
    }
  }

  /** The meeting goes on after a recess. */
  record Resumption() implements Matter {
    @Override
    public Kind kind() {
      return Kind.RESUMPTION;
    }
  }

  /** The meeting is over, and another may be opened. */
  record Closing() implements Matter {
    @Override
    public Kind kind() {
      return Kind.CLOSING;
    }
  }

  /** The sides sit in another order. */
  record SetSeating(Order order) implements Matter {
    @Override
    public Kind kind() {
      return Kind.SEATING;
    }
  }

  /** A circle of all sides steps aside. */
  record OpenSidebar(Circle circle) implements Matter {
    @Override
    public Kind kind() {
      return switch (circle) {
        case HEADS -> Kind.SIDEBAR_OF_HEADS;
        case EXPERTS -> Kind.SIDEBAR_OF_EXPERTS;
      };
    }
  }

  /** A whole version of the agenda, instead of the one before. */
  record NewAgenda(List<Item> items) implements Matter {
    public NewAgenda {
      items = List.copyOf(items);
    }

    @Override
    public Kind kind() {
      return Kind.NEW_AGENDA;
    }
  }

  /**
   * Another item is dealt with, and the one before is done.
   *
   * @param agenda the version that it is of
   * @param item its id; {@link Agenda#NONE} where none follows
   */
  record NextItem(int agenda, int item) implements Matter {
    @Override
    public Kind kind() {
      return Kind.NEXT_ITEM;
    }
  }
}
