package org.yizhan.cases.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.cases.blob.BlockingWork;

/// Pictures go in with whatever cameras and people put into them, and come out as nothing but pictures.
class RedrawingTest {

    private static final int WIDTH = 64;
    private static final int HEIGHT = 32;
    private static final String SECRET = "36.0671N 120.3826E";
    private static final int FLIPS = 150;

    private final BlockingWork work = new BlockingWork();
    private final Redrawing redrawing = new Redrawing(work);

    @AfterEach
    void stop() {
        work.destroy();
    }

    private Redrawn redraw(PaperKind kind, byte[] content) {
        return Objects.requireNonNull(redrawing.redraw(kind, content).block(Duration.ofSeconds(20)));
    }

    private byte[] redrawn(PaperKind kind, byte[] content) {
        assertThat(redraw(kind, content)).isInstanceOf(Redrawn.Picture.class);
        return ((Redrawn.Picture) redraw(kind, content)).content();
    }

    private static BufferedImage decode(byte[] content) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(content));
    }

    /// Red, green, blue and white: above left, above right, below left, below right.
    private static BufferedImage quarters(int type) {
        var image = new BufferedImage(WIDTH, HEIGHT, type);
        var graphics = image.createGraphics();
        var colours = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
        for (var i = 0; i < 4; i++) {
            graphics.setColor(colours.get(i));
            graphics.fillRect(i % 2 * WIDTH / 2, i / 2 * HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
        }
        graphics.dispose();
        return image;
    }

    private static byte[] encode(BufferedImage image, String format, boolean progressive) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            var how = writer.getDefaultWriteParam();
            if (progressive) {
                how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), how);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static byte[] jpeg() throws IOException {
        return encode(quarters(BufferedImage.TYPE_3BYTE_BGR), "jpeg", false);
    }

    private static byte[] png() throws IOException {
        return encode(quarters(BufferedImage.TYPE_3BYTE_BGR), "png", false);
    }

    /// The colours of the four quarters as letters.
    private static String look(byte[] content) throws IOException {
        var image = decode(content);
        var text = new StringBuilder();
        for (var i = 0; i < 4; i++) {
            var x = image.getWidth() / 4 + i % 2 * image.getWidth() / 2;
            var y = image.getHeight() / 4 + i / 2 * image.getHeight() / 2;
            var colour = new Color(image.getRGB(x, y));
            var red = colour.getRed() > 128;
            var green = colour.getGreen() > 128;
            text.append(red && green ? 'W' : red ? 'R' : green ? 'G' : 'B');
        }
        return text.toString();
    }

    /// A TIFF directory with a text that nobody should learn and the orientation.
    private static byte[] exif(int orientation, ByteOrder order) {
        var secret = SECRET.getBytes(StandardCharsets.US_ASCII);
        var tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4 + secret.length).order(order);
        tiff.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010E).putShort((short) 2).putInt(secret.length).putInt(38);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        tiff.putShort((short) 0).putInt(0).put(secret);
        return tiff.array();
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] segment(int mark, byte[] data) {
        var head = new byte[] {(byte) 0xFF, (byte) mark, (byte) (data.length + 2 >> 8), (byte) (data.length + 2)};
        return joined(head, data);
    }

    private static byte[] withExif(byte[] jpeg, byte[] tiff) {
        var exif = joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff);
        return joined(Arrays.copyOf(jpeg, 2), segment(0xE1, exif), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] withChunk(byte[] png, String kind, byte[] data) {
        var crc = new CRC32();
        var body = joined(kind.getBytes(StandardCharsets.US_ASCII), data);
        crc.update(body);
        var chunk = ByteBuffer.allocate(8 + body.length);
        chunk.putInt(data.length).put(body).putInt((int) crc.getValue());
        // Behind the header, whose length never differs.
        return joined(Arrays.copyOf(png, 33), chunk.array(), Arrays.copyOfRange(png, 33, png.length));
    }

    private static boolean tells(byte[] content, String what) {
        return new String(content, StandardCharsets.ISO_8859_1).contains(what);
    }

    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,WBGR", "4,BWRG", "5,RBGW", "6,BRWG", "7,WGBR", "8,GWRB", "9,RGBW", "0,RGBW"})
    void howTheCameraWasHeldIsUndone(int orientation, String upright) throws IOException {
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            var tiff = exif(orientation, order);
            for (var kind : List.of(PaperKind.JPEG, PaperKind.PNG)) {
                var taken = kind == PaperKind.JPEG ? withExif(jpeg(), tiff) : withChunk(png(), "eXIf", tiff);
                var kept = redrawn(kind, taken);
                assertThat(look(kept)).as("%s %s", kind, order).isEqualTo(upright);
                assertThat(decode(kept).getWidth()).isEqualTo(orientation > 4 && orientation < 9 ? HEIGHT : WIDTH);
                assertThat(PaperKind.of(kept)).contains(kind);
            }
        }
    }

    @Test
    void nothingIsKeptButThePicture() throws IOException {
        var secret = SECRET.getBytes(StandardCharsets.US_ASCII);
        var jpeg = jpeg();
        var told = joined(
                Arrays.copyOf(jpeg, 2),
                segment(0xE1, joined("http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII), secret)),
                segment(0xED, secret),
                segment(0xFE, secret),
                Arrays.copyOfRange(jpeg, 2, jpeg.length),
                secret);
        assertThat(tells(redrawn(PaperKind.JPEG, withExif(told, exif(1, ByteOrder.BIG_ENDIAN))), SECRET))
                .isFalse();
        var png = withChunk(
                withChunk(png(), "tEXt", joined("Comment\0".getBytes(StandardCharsets.US_ASCII), secret)),
                "eXIf",
                exif(1, ByteOrder.BIG_ENDIAN));
        assertThat(tells(png, SECRET)).isTrue();
        assertThat(tells(redrawn(PaperKind.PNG, joined(png, secret)), SECRET)).isFalse();
    }

    @Test
    void theSamePixelsOfAPng() throws IOException {
        for (var type : List.of(
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED)) {
            var image = quarters(type);
            var kept = decode(redrawn(PaperKind.PNG, encode(image, "png", false)));
            assertThat(kept.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH))
                    .as("type %s", type)
                    .isEqualTo(image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH));
        }
        var grey = encode(quarters(BufferedImage.TYPE_BYTE_GRAY), "jpeg", false);
        assertThat(decode(redrawn(PaperKind.JPEG, grey)).getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    }

    @Test
    void whatIsDamagedIsRefused() throws IOException {
        var noise = new BufferedImage(200, 200, BufferedImage.TYPE_3BYTE_BGR);
        var random = new SplittableRandom(1);
        for (var i = 0; i < 40_000; i++) {
            noise.setRGB(i % 200, i / 200, random.nextInt());
        }
        for (var kind : List.of(PaperKind.JPEG, PaperKind.PNG)) {
            var whole = encode(noise, kind.format(), false);
            for (var part : List.of(0.02, 0.3, 0.6, 0.95)) {
                var cut = Arrays.copyOf(whole, (int) (whole.length * part));
                assertThat(redraw(kind, cut)).as("%s of %s", part, kind).isEqualTo(new Redrawn.Broken());
            }
        }
        var png = png();
        png[60] ^= 1;
        assertThat(redraw(PaperKind.PNG, png)).isEqualTo(new Redrawn.Broken());
    }

    /// Whatever the bytes, there is an answer.
    @Test
    void aFlippedByteIsNoAccident() throws IOException {
        var random = new SplittableRandom(2);
        for (var kind : List.of(PaperKind.JPEG, PaperKind.PNG)) {
            var whole = kind == PaperKind.JPEG
                    ? withExif(
                            encode(quarters(BufferedImage.TYPE_3BYTE_BGR), "jpeg", true), exif(6, ByteOrder.BIG_ENDIAN))
                    : withChunk(png(), "eXIf", exif(6, ByteOrder.BIG_ENDIAN));
            for (var i = 0; i < FLIPS; i++) {
                var altered = whole.clone();
                altered[random.nextInt(4, whole.length)] = (byte) random.nextInt();
                assertThat(redraw(kind, altered)).isNotNull();
            }
        }
    }

    @Test
    void bombsAreNotDecoded() throws IOException {
        var png = png();
        var header = ByteBuffer.wrap(png);
        header.putInt(16, 15_000).putInt(20, 15_000);
        var crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        assertThat(redraw(PaperKind.PNG, png)).isEqualTo(new Redrawn.TooLarge());

        // In several scans it takes far more to decode, so less of it is allowed.
        var inScans = encode(quarters(BufferedImage.TYPE_3BYTE_BGR), "jpeg", true);
        assertThat(PictureMarks.of(PaperKind.JPEG, inScans).scans()).isBetween(2, 100);
        assertThat(look(redrawn(PaperKind.JPEG, inScans))).isEqualTo("RGBW");
        assertThat(redraw(PaperKind.JPEG, claiming(inScans, 5_000, 5_000))).isEqualTo(new Redrawn.TooLarge());
        var scan = segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0});
        var many = Arrays.copyOf(inScans, inScans.length - 2);
        for (var i = 0; i < 100; i++) {
            many = joined(many, scan);
        }
        assertThat(redraw(PaperKind.JPEG, joined(many, new byte[] {(byte) 0xFF, (byte) 0xD9})))
                .isEqualTo(new Redrawn.TooLarge());
    }

    /// Height and width stand behind the length and the depth of the frame's header.
    private static byte[] claiming(byte[] jpeg, int width, int height) {
        var altered = jpeg.clone();
        for (var at = 2; at < altered.length; at++) {
            if (altered[at] == (byte) 0xFF && altered[at + 1] == (byte) 0xC2) {
                ByteBuffer.wrap(altered).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
                return altered;
            }
        }
        throw new AssertionError("no frame");
    }

    @Test
    void aLargePictureIsTakenSmaller() throws IOException {
        var small = new Redrawing(work, WIDTH * HEIGHT);
        var redrawn = small.redraw(PaperKind.JPEG, jpeg()).block(Duration.ofSeconds(20));
        assertThat(redrawn).isInstanceOfSatisfying(Redrawn.Picture.class, picture -> {
            try {
                assertThat(decode(picture.content()).getWidth()).isEqualTo(WIDTH / 2);
                assertThat(look(picture.content())).isEqualTo("RGBW");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
