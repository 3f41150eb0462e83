package tilsyn.source;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * {@code folder:input}: the folder, zip or file that is checked. It is read once, by the thread that asks for it, one
 * exchange a file.
 */
final class FolderComponent extends DefaultComponent {
    private @Nullable FolderConsumer consumer;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new FolderEndpoint(uri);
    }

    /** Hands one file to the route that reads the folder, and returns when it is done with it. */
    void hand(Delivery delivery, Arrivals arrivals) throws Exception {
        if (consumer == null) throw new IllegalStateException("no route reads folder:input");
        consumer.hand(delivery, arrivals);
    }

    private final class FolderEndpoint extends DefaultEndpoint {
        FolderEndpoint(String uri) {
            super(uri, FolderComponent.this);
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("a folder is only read");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            var made = new FolderConsumer(this, processor);
            consumer = made;
            return made;
        }
    }

    private static final class FolderConsumer extends DefaultConsumer {
        FolderConsumer(Endpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        void hand(Delivery delivery, Arrivals arrivals) throws Exception {
            var exchange = createExchange(false);
            exchange.setProperty(Arrivals.DELIVERY, delivery);
            exchange.getMessage().setHeader(Arrivals.FILE, delivery.file());
            exchange.getMessage().setBody(delivery.input().orElse(null));
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(org.apache.camel.Exchange done) {
                    arrivals.end(done);
                }
            });
            createUoW(exchange);
            try {
                getProcessor().process(exchange);
            } finally {
                doneUoW(exchange);
            }
        }
    }
}
