package org.yizhan.media.film;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/// What is shown while recording rested on purpose: words as a picture, so that no font of the machine is needed.
final class PauseCard {

    private final byte[] grey;
    private final int width;
    private final int height;

    private PauseCard(byte[] grey, int width, int height) {
        this.grey = grey;
        this.width = width;
        this.height = height;
    }

    static PauseCard read() throws IOException {
        try (InputStream in = PauseCard.class.getResourceAsStream("/film/paused.png")) {
            BufferedImage image = in == null ? null : ImageIO.read(in);
            if (image == null) {
                throw new IOException("the picture of the pause is not in the program");
            }
            Raster raster = image.getRaster();
            byte[] grey = new byte[image.getWidth() * image.getHeight()];
            for (int i = 0; i < grey.length; i++) {
                grey[i] = (byte) Math.max(Canvas.DARK, raster.getSample(i % image.getWidth(), i / image.getWidth(), 0));
            }
            return new PauseCard(grey, image.getWidth(), image.getHeight());
        }
    }

    void draw(Canvas canvas) {
        canvas.grey(grey, width, height, (Staging.WIDTH - width) / 2, (Staging.HEIGHT - Staging.LINE - height) / 2);
    }
}
