package org.yizhan.cases.material;

import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.yizhan.cases.blob.BlockingWork;
import reactor.core.publisher.Mono;

/// Decodes pictures and writes them anew, upright, so that nothing is kept but what can be seen: no
/// place, no device, no thumbnail, no other file behind the picture's end.
///
/// All that are decoded at the same time share [#ROOM], so that no crowd of them fills the heap.
@Component
class Redrawing {

    /// A document camera has 5 to 20 million pixels, a telephone up to 50; a picture that claims more
    /// is a bomb.
    private static final long MOST_PIXELS = 60_000_000;

    private static final int LONGEST_SIDE = 16_000;

    /// A picture in several scans is held in whole by its decoder, outside the heap: up to 6 bytes a pixel.
    private static final long MOST_PIXELS_OF_SCANS = 20_000_000;

    /// Each scan goes over all pixels but may be a few bytes; usual are 10 at most.
    private static final int MOST_SCANS = 100;

    /// Decoded, in bytes: 21 million pixels of three colours, A4 at more than 400 dots an inch. Of a
    /// picture that would take more every second, third … row and column is taken.
    private static final long LARGEST_RASTER = 64L << 20;

    /// For decoded pictures and, where they are turned, their copies; in MiB.
    private static final int ROOM = 128;

    /// As good as the eye can tell, and rarely larger than what a camera wrote.
    private static final float QUALITY = 0.92f;

    private final Semaphore room = new Semaphore(ROOM, true);
    private final BlockingWork work;
    private final long largestRaster;

    @Autowired
    Redrawing(BlockingWork work) {
        this(work, LARGEST_RASTER);
    }

    /// @param largestRaster of a decoded picture, in bytes
    Redrawing(BlockingWork work, long largestRaster) {
        this.work = work;
        this.largestRaster = largestRaster;
    }

    /// @param kind a kind of picture
    Mono<Redrawn> redraw(PaperKind kind, byte[] content) {
        return work.run(() -> {
            try {
                return draw(kind, content);
            } catch (IOException | RuntimeException _) {
                // Readers of broken pictures throw whatever they like; broken is all that counts here.
                return new Redrawn.Broken();
            }
        });
    }

    private Redrawn draw(PaperKind kind, byte[] content) throws IOException {
        var marks = PictureMarks.of(kind, content);
        var reader = ImageIO.getImageReadersByFormatName(kind.format()).next();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(input, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (width > LONGEST_SIDE
                    || height > LONGEST_SIDE
                    || width * height > (marks.scans() > 1 ? MOST_PIXELS_OF_SCANS : MOST_PIXELS)
                    || marks.scans() > MOST_SCANS) {
                return new Redrawn.TooLarge();
            }
            return draw(kind, reader, marks.orientation(), width * height * depth(reader));
        } finally {
            reader.dispose();
        }
    }

    /// Bytes a pixel.
    private static long depth(ImageReader reader) throws IOException {
        var model = reader.getImageTypes(0).next().getColorModel();
        return Math.max(1, (model.getPixelSize() + 7) / 8);
    }

    private Redrawn draw(PaperKind kind, ImageReader reader, Orientation orientation, long bytes) throws IOException {
        var every = (int) Math.ceil(Math.sqrt((double) bytes / largestRaster));
        var taken = (int) Math.clamp(2 * (bytes / every / every >> 20) + 1, 1, ROOM);
        room.acquireUninterruptibly(taken);
        try {
            var picture = read(reader, every);
            return picture == null
                    ? new Redrawn.Broken()
                    : new Redrawn.Picture(write(kind, upright(kind, picture, orientation)));
        } finally {
            room.release(taken);
        }
    }

    /// @return null when it is damaged
    private static @Nullable BufferedImage read(ImageReader reader, int every) throws IOException {
        var damaged = new AtomicBoolean();
        IIOReadWarningListener listener = (_, warning) -> damaged.compareAndSet(false, tellsOfDamage(warning));
        reader.addIIOReadWarningListener(listener);
        var how = reader.getDefaultReadParam();
        how.setSourceSubsampling(every, every, 0, 0);
        var picture = reader.read(0, how);
        return damaged.get() ? null : picture;
    }

    /// The decoder of JPEG fills up what is missing, in grey, and only warns. Bytes too many between
    /// two marks are harmless, and some cameras write them.
    private static boolean tellsOfDamage(String warning) {
        var said = warning.toLowerCase(Locale.ROOT);
        return said.contains("premature end") || said.contains("corrupt") && !said.contains("extraneous bytes");
    }

    /// A JPEG of other colours than sRGB is drawn in those, for the description of its colours is
    /// dropped, too.
    private static BufferedImage upright(PaperKind kind, BufferedImage picture, Orientation orientation) {
        var odd = kind == PaperKind.JPEG && picture.getType() == BufferedImage.TYPE_CUSTOM;
        if (orientation == Orientation.UPRIGHT && !odd) {
            return picture;
        }
        var width = picture.getWidth();
        var height = picture.getHeight();
        var drawn = orientation.turns()
                ? new BufferedImage(height, width, type(picture))
                : new BufferedImage(width, height, type(picture));
        var graphics = drawn.createGraphics();
        graphics.drawImage(picture, orientation.upright(width, height), null);
        graphics.dispose();
        return drawn;
    }

    private static int type(BufferedImage picture) {
        if (picture.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            return BufferedImage.TYPE_BYTE_GRAY;
        }
        return picture.getTransparency() == Transparency.OPAQUE
                ? BufferedImage.TYPE_3BYTE_BGR
                : BufferedImage.TYPE_4BYTE_ABGR;
    }

    private static byte[] write(PaperKind kind, BufferedImage picture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName(kind.format()).next();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            var how = writer.getDefaultWriteParam();
            if (kind == PaperKind.JPEG) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
