package org.parley.server.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** What the parts count, for Prometheus. The parts know nothing of it: each is asked when somebody reads. */
final class Metrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  /** Held here, because the registry refers to counters' sources weakly and forgets those that nobody else refers to. */
  private final List<DoubleSupplier> counts = new ArrayList<>();

  Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbage.bindTo(registry);
  }

  /**
   * Shows a count that only grows.
   *
   * @param name such as {@code parley.forwarded.packets}, which becomes {@code parley_forwarded_packets_total}
   * @param labels keys and values in turn
   */
  void counter(String name, String help, DoubleSupplier count, String... labels) {
    counts.add(count);
    FunctionCounter.builder(name, count, DoubleSupplier::getAsDouble)
        .description(help)
        .tags(labels)
        .register(registry);
  }

  /** Shows a count for each reason of an enum, told apart by a label. */
  <E extends Enum<E>> void reasons(
      String name, String help, Class<E> reasons, ToDoubleFunction<E> count) {
    for (E reason : reasons.getEnumConstants()) {
      counter(
          name,
          help,
          () -> count.applyAsDouble(reason),
          "reason",
          reason.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Shows a value that goes up and down. */
  void gauge(String name, String help, DoubleSupplier value, String... labels) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(help)
        .tags(Tags.of(labels))
        // Else a value that nobody else refers to is forgotten.
        .strongReference(true)
        .register(registry);
  }

  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
