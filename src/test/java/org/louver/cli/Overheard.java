package org.louver.cli;

import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.spark.SparkFirehoseListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.JsonProtocol;

/** Everything that Spark would write into its event log, and every line that is logged, while it is open. */
final class Overheard extends SparkFirehoseListener implements AutoCloseable {
    private static final String NAME = "overheard";

    private final SparkSession spark;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final StringWriter log = new StringWriter();

    Overheard(SparkSession spark) {
        this.spark = spark;
        spark.sparkContext().addSparkListener(this);
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        WriterAppender appender = WriterAppender.createAppender(
                // Throwables with their whole message, unlike the console.
                PatternLayout.newBuilder().withPattern("%p %c %m%n%ex").build(), null, log, NAME, false, true);
        appender.start();
        context.getConfiguration().getRootLogger().addAppender(appender, null, null);
        context.updateLoggers();
    }

    @Override
    public void onEvent(SparkListenerEvent event) {
        events.add(JsonProtocol.sparkEventToJsonString(event));
    }

    /** The event log and the log as text. */
    String text() {
        return String.join("\n", events) + "\n" + log;
    }

    int events() {
        return events.size();
    }

    @Override
    public void close() {
        spark.sparkContext().removeSparkListener(this);
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().removeAppender(NAME);
        context.updateLoggers();
    }
}
