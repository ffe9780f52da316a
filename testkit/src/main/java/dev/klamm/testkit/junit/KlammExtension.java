package dev.klamm.testkit.junit;

import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.embedded.EmbeddedKlamm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What is behind {@link WithKlamm}. */
final class KlammExtension implements ParameterResolver {

  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(KlammExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == EmbeddedKlamm.class || type == Endpoint.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    TestBroker broker = broker(test);
    return parameter.getParameter().getType() == Endpoint.class
        ? broker.endpoint()
        : broker.klamm();
  }

  /** The broker of the nearest annotation, started if it has not been; JUnit closes it. */
  private static TestBroker broker(ExtensionContext test) {
    for (ExtensionContext at = test; at != null; at = parent(at)) {
      Optional<WithKlamm> wanted =
          at.getElement()
              .flatMap(element -> AnnotationSupport.findAnnotation(element, WithKlamm.class));
      if (wanted.isPresent()) {
        return at.getStore(OWN)
            .computeIfAbsent(
                at.getUniqueId(), key -> TestBroker.start(wanted.get()), TestBroker.class);
      }
    }
    throw new ParameterResolutionException(
        "no @WithKlamm on " + test.getDisplayName() + " or on what it is in");
  }

  private static @Nullable ExtensionContext parent(ExtensionContext context) {
    return context.getParent().orElse(null);
  }
}
