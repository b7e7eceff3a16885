package org.parley.course;

import java.util.List;

/** What all sides have to agree to: it comes about by a key of each. */
public sealed interface Matter {

  Kind kind();

  /** The meeting begins. */
  record Opening() implements Matter {
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

  /** The meeting is over for good. */
  record Closing() implements Matter {
    @Override
    public Kind kind() {
      return Kind.CLOSING;
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
   * Another item is dealt with.
   *
   * @param agenda the version that it is of
   * @param item its id
   */
  record NextItem(int agenda, int item) implements Matter {
    @Override
    public Kind kind() {
      return Kind.NEXT_ITEM;
    }
  }
}
