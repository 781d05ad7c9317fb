package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in headless Chromium, in a frame of a given width, since a headless window cannot be as narrow as a phone. */
final class Browser {
    private static final Pattern MESSAGE = Pattern.compile("data-message=\"([^\"]*)\"");
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private Browser() {}

    /**
     * What the browser made of a page.
     *
     * @param errors lines of its console
     * @param scrollWidth of the page, in pixels; above the frame's width it overflows
     * @param drawings charts that were drawn
     */
    record Visit(List<String> errors, int scrollWidth, int drawings) {}

    static Visit visit(String page, int width, Path folder) throws IOException, InterruptedException {
        Loaded loaded = load(
                page,
                "<script>addEventListener('load',()=>setTimeout(()=>parent.postMessage("
                        + "document.documentElement.scrollWidth+' '+document.querySelectorAll('.chart svg').length,'*'),500))</script>",
                width,
                false,
                folder);
        String[] measured = loaded.message().split(" ", -1);
        return new Visit(loaded.errors(), Integer.parseInt(measured[0]), Integer.parseInt(measured[1]));
    }

    /** What axe-core finds against WCAG 2.2 AA: rule and place, one line each. */
    static List<String> violations(String page, int width, boolean dark, Path folder)
            throws IOException, InterruptedException {
        String axe;
        try (InputStream in = Browser.class.getResourceAsStream(AXE)) {
            assertThat(in).as("axe-core").isNotNull();
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("</script", "<\\/script");
        }
        String run = "<script>" + axe + "</script><script>addEventListener('load',()=>setTimeout(()=>{"
                + "document.querySelectorAll('details').forEach(one=>one.open=true);"
                + "axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa'],resultTypes:['violations']})"
                + ".then(found=>parent.postMessage('done\\n'+found.violations.flatMap(one=>one.nodes.map("
                + "node=>one.id+' '+node.target.join(' '))).join('\\n'),'*'))},500))</script>";
        List<String> lines = new ArrayList<>(
                load(page, run, width, dark, folder).message().lines().toList());
        assertThat(lines.remove(0)).isEqualTo("done");
        return lines;
    }

    private record Loaded(List<String> errors, String message) {}

    private static Loaded load(String page, String script, int width, boolean dark, Path folder)
            throws IOException, InterruptedException {
        String chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
        assumeTrue(!chromium.isEmpty(), "skipped: no Chromium here");
        Path directory = Files.createTempDirectory(folder, "browser");
        // The chart library holds the closing tag too, as a text.
        int end = page.lastIndexOf("</body>");
        Files.writeString(directory.resolve("page.html"), page.substring(0, end) + script + "</body></html>");
        Files.writeString(
                directory.resolve("frame.html"),
                "<body style='margin:0'><script>onmessage=e=>document.body.dataset.message=encodeURIComponent(e.data)</script>"
                        + "<iframe src=page.html style='border:0;height:800px;width:" + width + "px'></iframe></body>");
        Path dom = directory.resolve("dom.html");
        Path log = directory.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(
                chromium,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + directory.resolve("profile"),
                "--window-size=1300,900",
                "--virtual-time-budget=5000",
                "--enable-logging=stderr",
                "--dump-dom"));
        if (dark) {
            command.add("--blink-settings=preferredColorScheme=0");
        }
        command.add(directory.resolve("frame.html").toUri().toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("Chromium ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        Matcher message = MESSAGE.matcher(text(dom));
        assertThat(message.find()).as("the page was looked at: %s", text(log)).isTrue();
        return new Loaded(
                text(log).lines().filter(line -> line.contains(":CONSOLE")).toList(),
                URLDecoder.decode(message.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
