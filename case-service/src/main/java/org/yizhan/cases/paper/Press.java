package org.yizhan.cases.paper;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Component;
import org.yizhan.cases.blob.BlockingWork;
import reactor.core.publisher.Mono;

/// Makes PDF documents, one at a time.
@Component
public class Press {

    private final Typeface typeface;
    private final BlockingWork work;
    private final ReentrantLock lock = new ReentrantLock();

    Press(Typeface typeface, BlockingWork work) {
        this.typeface = typeface;
        this.work = work;
    }

    /// What is to stand on the sheet.
    @FunctionalInterface
    public interface Content {
        void write(Sheet sheet) throws IOException;
    }

    public Mono<byte[]> print(String title, Content content) {
        return work.run(() -> draw(title, _ -> {}, content));
    }

    /// The same as PDF/A-2b, for the archive: everything that it needs is in it.
    public Mono<byte[]> archive(String title, Content content) {
        return work.run(() -> draw(title, document -> ArchivalForm.give(document, title), content));
    }

    @FunctionalInterface
    private interface Form {
        void give(PDDocument document) throws IOException;
    }

    private byte[] draw(String title, Form form, Content content) throws IOException {
        lock.lock();
        try (var document = new PDDocument()) {
            var sheet = new Sheet(document, typeface.in(document), title);
            form.give(document);
            content.write(sheet);
            return sheet.finish();
        } finally {
            lock.unlock();
        }
    }
}
