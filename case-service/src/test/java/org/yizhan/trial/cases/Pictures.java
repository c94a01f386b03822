package org.yizhan.trial.cases;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Pictures made for tests.
public final class Pictures {

    private Pictures() {}

    public static byte[] jpeg(int width, int height) {
        return picture(width, height, "jpg");
    }

    public static byte[] png(int width, int height) {
        return picture(width, height, "png");
    }

    /// Every pixel of a picture, row by row.
    public static int[] pixels(byte[] picture) {
        try {
            var image = ImageIO.read(new ByteArrayInputStream(picture));
            return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] picture(int width, int height, String format) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillRect(0, 0, width, height / 2);
        graphics.dispose();
        try (var bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
